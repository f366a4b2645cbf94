package main

import (
	"footnote/api/value"
	"footnote/cmd/footnote/internal/term"
	"footnote/rag/eval"
	"footnote/rag/index"
)

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
	r := eval.RetrievalReport{Set: eval.SetName(c.Passages), Retrieval: whole,
		P50: value.Milliseconds(m.Total.Quantile(0.5)), P99: value.Milliseconds(m.Total.Quantile(0.99)), SearchP50: value.Milliseconds(m.Search.Quantile(0.5)),
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
		r.Ablations = append(r.Ablations, eval.Ablated{Name: left.Name, Retrieval: f})
	}
	if c.Rerank > 0 {
		judge, err := a.setup.Judge()
		if err != nil {
			return err
		}
		bar := a.progress("questions, judged")
		r.Reranked, err = m.Rerank(a.ctx, judge, c.Rerank, bar.Show)
		bar.End()
		if err != nil {
			return err
		}
	}
	if a.JSON {
		return a.out.JSON(r)
	}
	return a.print(r.Text(term.Line(r.Set), c.Table))
}
