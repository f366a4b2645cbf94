package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"footnote/cmd/footnote/internal/term"
	"footnote/corpus"
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

// An ablation is a recipe with something left out.
type ablation struct {
	name   string
	recipe index.Weights
}

func ablations(whole index.Weights) []ablation {
	without := func(name string, change func(*index.Weights)) ablation {
		r := whole
		change(&r)
		return ablation{name, r}
	}
	return []ablation{
		without("without vectors", func(r *index.Weights) { r.Passage, r.Sentence = 0, 0 }),
		without("without the vectors of sentences", func(r *index.Weights) { r.Passage, r.Sentence = r.Passage+r.Sentence, 0 }),
		without("without the vectors of passages", func(r *index.Weights) { r.Passage, r.Sentence = 0, r.Passage+r.Sentence }),
		without("without words", func(r *index.Weights) { r.Words = 0 }),
		without("without the lexicon", func(r *index.Weights) { r.Lexicon = 0 }),
		{"one vector a passage, nothing else", index.Weights{Passage: 1}},
	}
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
	articles := make([]*corpus.Article, len(passages))
	for i, p := range passages {
		if articles[i], err = corpus.Single(p.ID, p.Title, p.Text); err != nil {
			return err
		}
	}
	x, embedder, err := c.indexed(a, articles)
	if err != nil {
		return err
	}
	m := &measurement{app: a, index: x, questions: questions}
	if embedder != nil {
		m.embedder = &remembering{Embedder: embedder, known: map[string][][]float32{}}
	}
	whole, err := m.run("questions", index.DefaultWeights())
	if err != nil {
		return err
	}
	r := retrievalJSON{Set: setName(c.Passages), Questions: whole.Questions,
		NDCG10: whole.NDCG10, Recall1: whole.Recall1, Recall5: whole.Recall5, MRR10: whole.MRR10,
		P50: milliseconds(m.total.Quantile(0.5)), P99: milliseconds(m.total.Quantile(0.99)), SearchP50: milliseconds(m.search.Quantile(0.5)),
		Passages: len(passages), Embedder: a.Embedder}
	if r.Tokens, err = tokenRate(a.ctx, embedder, passages); err != nil {
		return err
	}
	for _, left := range ablations(index.DefaultWeights()) {
		if !c.Ablate || embedder == nil {
			break
		}
		f, err := m.run(left.name, left.recipe)
		if err != nil {
			return err
		}
		r.Ablations = append(r.Ablations, ablationJSON{left.name, f.NDCG10, f.Recall1, f.Recall5, f.MRR10})
	}
	if a.JSON {
		return printJSON(a.out, r)
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

// A measurement asks the questions of a set, once or more.
type measurement struct {
	*app
	index         *index.Index
	embedder      *remembering // or nil
	questions     []eval.Question
	total, search eval.Times // of the first run
}

func (m *measurement) run(what string, recipe index.Weights) (eval.Retrieval, error) {
	var figures eval.Retrieval
	var embedder index.Embedder
	if m.embedder != nil {
		embedder = m.embedder
	}
	retriever := m.index.Retriever(embedder, recipe)
	bar := m.progress(what)
	defer bar.End()
	for i, q := range m.questions {
		if !q.Answerable {
			continue
		}
		start := time.Now()
		hits, err := retriever.Retrieve(m.ctx, q.Question, 10)
		if err != nil {
			return figures, err
		}
		took := time.Since(start)
		m.total.Add(took)
		if m.embedder != nil {
			took -= m.embedder.took
		}
		m.search.Add(took)
		figures.Add(q.Rank(hits))
		bar.Show(i+1, len(m.questions))
	}
	return figures, nil
}

// remembering embeds each question once, however many recipes it is asked of,
// and knows how long the last one took. One goroutine at a time.
type remembering struct {
	index.Embedder
	known map[string][][]float32
	took  time.Duration
}

func (r *remembering) Embed(ctx context.Context, role index.Role, texts []string) ([][]float32, error) {
	start := time.Now()
	defer func() { r.took = time.Since(start) }()
	key := strings.Join(texts, "\n")
	if vectors := r.known[key]; vectors != nil {
		return vectors, nil
	}
	vectors, err := r.Embedder.Embed(ctx, role, texts)
	r.known[key] = vectors
	return vectors, err
}

// tokenSample is how many passages the speed of embedding is measured on.
const tokenSample = 32

// tokenRate is how many tokens of passages the embedder takes in a second; 0
// where it does not count them.
func tokenRate(ctx context.Context, e index.Embedder, passages []eval.Passage) (float64, error) {
	counting, ok := e.(interface{ Tokens(text string) int })
	if !ok {
		return 0, nil
	}
	tokens := 0
	var texts []string
	for _, p := range passages[:min(len(passages), tokenSample)] {
		texts = append(texts, p.Text)
		tokens += counting.Tokens(p.Text)
	}
	start := time.Now()
	_, err := e.Embed(ctx, index.RolePassage, texts)
	return float64(tokens) / time.Since(start).Seconds(), err
}
