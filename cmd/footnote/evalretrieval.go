package main

import (
	"fmt"
	"strings"

	"footnote/cmd/footnote/internal/term"
	"footnote/rag/eval"
	"footnote/rag/index"
)

type retrievalJSON struct {
	Set       string         `json:"set"`
	Questions int            `json:"questions"`
	NDCG10    float64        `json:"ndcg@10"`
	Recall1   float64        `json:"recall@1"`
	Recall5   float64        `json:"recall@5"`
	MRR10     float64        `json:"mrr@10"`
	P50       float64        `json:"p50_ms"` // a question, embedding and all
	P99       float64        `json:"p99_ms"`
	SearchP50 float64        `json:"search_p50_ms"` // without embedding the question
	Passages  int            `json:"passages"`
	Embedder  string         `json:"embedder"`
	Tokens    float64        `json:"embed_tokens_per_s,omitempty"` // of the built-in embedder
	Ablations []ablationJSON `json:"ablations,omitempty"`
}

type ablationJSON struct {
	Name    string  `json:"name"`
	NDCG10  float64 `json:"ndcg@10"`
	Recall1 float64 `json:"recall@1"`
	Recall5 float64 `json:"recall@5"`
	MRR10   float64 `json:"mrr@10"`
}

// retrieval ranks all passages of a set for every answerable question.
func (c *evalCommand) retrieval(a *app) error {
	passages, err := eval.ReadLines[eval.Passage](c.Passages)
	if err != nil {
		return err
	}
	questions, err := eval.ReadLines[eval.Question](c.Questions)
	if err != nil {
		return err
	}
	articles, err := eval.Articles(passages)
	if err != nil {
		return err
	}
	engineOf := a.setup.SearcherOf
	if c.Kept {
		engineOf = a.setup.SearcherOfKept
	}
	engine, err := engineOf(a.ctx, articles...)
	if err != nil {
		return err
	}
	defer engine.Close()
	m := eval.NewMeasurement(engine.Index, engine.Embedder, questions)
	run := func(what string, weights index.Weights) (eval.Retrieval, error) {
		bar := a.progress(what)
		defer bar.End()
		return m.Run(a.ctx, weights, bar.Show)
	}
	whole, err := run("questions", index.DefaultWeights())
	if err != nil {
		return err
	}
	r := retrievalJSON{Set: eval.SetName(c.Passages), Questions: whole.Questions,
		NDCG10: whole.NDCG10, Recall1: whole.Recall1, Recall5: whole.Recall5, MRR10: whole.MRR10,
		P50: milliseconds(m.Total.Quantile(0.5)), P99: milliseconds(m.Total.Quantile(0.99)), SearchP50: milliseconds(m.Search.Quantile(0.5)),
		Passages: len(passages), Embedder: a.Embedder}
	if r.Tokens, err = eval.TokenRate(a.ctx, engine.Embedder, passages); err != nil {
		return err
	}
	for _, left := range eval.Ablations(index.DefaultWeights()) {
		if !c.Ablate || engine.Embedder == nil {
			break
		}
		f, err := run(left.Name, left.Weights)
		if err != nil {
			return err
		}
		r.Ablations = append(r.Ablations, ablationJSON{left.Name, f.NDCG10, f.Recall1, f.Recall5, f.MRR10})
	}
	if a.JSON {
		return a.out.JSON(r)
	}
	return a.print(r.text(c.Table))
}

func (r retrievalJSON) text(table bool) string {
	var out strings.Builder
	line := "%s: nDCG@10 %.4f  recall@1 %.4f  recall@5 %.4f  MRR@10 %.4f\n"
	if table {
		out.WriteString("| " + term.Line(r.Set) + " | nDCG@10 | recall@1 | recall@5 | MRR@10 |\n|---|---|---|---|---|\n")
		line = "| %s | %.4f | %.4f | %.4f | %.4f |\n"
	}
	for _, f := range append([]ablationJSON{{"whole recipe", r.NDCG10, r.Recall1, r.Recall5, r.MRR10}}, r.Ablations...) {
		fmt.Fprintf(&out, line, f.Name, f.NDCG10, f.Recall1, f.Recall5, f.MRR10)
	}
	fmt.Fprintf(&out, "\n%s: %d questions, %d passages, embedder %s; a question p50 %.2f ms, p99 %.2f ms, without its embedding p50 %.2f ms",
		term.Line(r.Set), r.Questions, r.Passages, r.Embedder, r.P50, r.P99, r.SearchP50)
	if r.Tokens > 0 {
		fmt.Fprintf(&out, "; %.0f tokens embedded a second", r.Tokens)
	}
	return out.String() + "\n"
}
