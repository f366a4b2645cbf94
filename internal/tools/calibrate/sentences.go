package main

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"

	"footnote/internal/setup"
	"footnote/rag"
	"footnote/rag/decide"
	"footnote/rag/eval"
	"footnote/rag/expect"
	"footnote/rag/index"
)

// A choice is a question with the sentences of the passages that were found for it, one of
// which should be chosen.
type choice struct {
	article  string
	features [][]float64 // by sentence
	answers  []bool      // whether the sentence has evidence
}

// sentenceFeatures are the names of the features of a sentence, in the order of their weights in
// rag/decide.
var sentenceFeatures = [...]string{"sentence", "passage", "place", "search", "lacking"}

// sentences fits the weights that rank the sentences of passages that a judge has read, and
// prints them. It also prints how well the sentences of each article are ranked by weights that
// were fitted on the others.
func sentences(ctx context.Context, base *setup.Setup, sets []set) error {
	var all []choice
	for _, s := range sets {
		some, err := s.choices(ctx, base)
		if err != nil {
			return err
		}
		all = append(all, some...)
	}
	first, logs := 0, 0.0
	for _, c := range all {
		w := fitWeights(slices.DeleteFunc(slices.Clone(all), func(o choice) bool { return o.article == c.article }))
		shares := c.probabilities(w)
		best, right := 0, 0.0
		for i, share := range shares {
			if share > shares[best] {
				best = i
			}
			if c.answers[i] {
				right += share
			}
		}
		if logs += math.Log(right); c.answers[best] {
			first++
		}
	}
	fmt.Printf("%d questions with evidence among the sentences; of each article by a fit on the others: first %.3f, mean log probability %.3f\n\n| weight of | |\n|---|---|\n",
		len(all), float64(first)/float64(len(all)), logs/float64(len(all)))
	for i, w := range fitWeights(all) {
		fmt.Printf("| %s | %.2f |\n", sentenceFeatures[i], w)
	}
	return nil
}

// choices returns the choices of a set's answerable questions. It leaves out questions whose
// evidence was not found.
func (s set) choices(ctx context.Context, base *setup.Setup) ([]choice, error) {
	cases, files, err := s.read()
	if err != nil {
		return nil, err
	}
	judge, err := base.Judge()
	if err != nil {
		return nil, err
	}
	engines := engines{}
	defer engines.close()
	var all []choice
	for _, c := range cases {
		if len(c.History) > 0 || !c.ByEvidence() || !c.Answerable {
			continue
		}
		e, err := engines.open(ctx, base, c.Article, files[c.Article])
		if err != nil {
			return nil, err
		}
		one, err := newChoice(ctx, e, judge, c)
		if err != nil {
			return nil, err
		}
		if slices.Contains(one.answers, true) {
			all = append(all, one)
		}
	}
	return all, nil
}

// newChoice searches for a question and computes the features of the sentences that were found.
func newChoice(ctx context.Context, e *setup.Engine, judge rag.Judge, c eval.Case) (choice, error) {
	one := choice{article: c.Article}
	retriever := e.Index.Retriever(e.Embedder, index.DefaultWeights())
	q, err := e.Index.Read(c.Question)
	if err != nil {
		return one, err
	}
	if q, err = retriever.Embed(ctx, q); err != nil {
		return one, err
	}
	hits, err := retriever.Search(ctx, q, rag.AnswerDepth)
	if err != nil {
		return one, err
	}
	passages, err := decide.ReadAll(ctx, judge, e.Index, q, hits)
	if err != nil {
		return one, err
	}
	wanted := expect.Of(q.Folded)
	for place, p := range passages {
		for n, s := range p.Sentences {
			text, lacks := p.Article.Quote(s.Span), 0.0
			if !wanted.In(e.Index.Analyser().Fold(text)) {
				lacks = -1
			}
			one.features = append(one.features, []float64{p.Answers[n], max(p.Whole, -12), -float64(place), s.Score, lacks})
			one.answers = append(one.answers, slices.ContainsFunc(c.Evidence, func(evidence string) bool { return within(letters(evidence), letters(text)) }))
		}
	}
	return one, nil
}

// within reports whether one of two texts contains the other. A short b does not count as part
// of a.
func within(a, b string) bool {
	return a != "" && strings.Contains(b, a) || len(b) > 8 && strings.Contains(a, b)
}

// probabilities returns, for each sentence, the probability that it answers best.
func (c choice) probabilities(w []float64) []float64 {
	shares, sum := make([]float64, len(c.features)), 0.0
	for i, x := range c.features {
		for k := range w {
			shares[i] += w[k] * x[k]
		}
	}
	best := slices.Max(shares)
	for i := range shares {
		shares[i] = math.Exp(shares[i] - best)
		sum += shares[i]
	}
	for i := range shares {
		shares[i] /= sum
	}
	return shares
}

// fitWeights fits a conditional logistic regression by Newton's method. It maximises the
// probability of the sentences with evidence (McFadden, "Conditional logit analysis of
// qualitative choice behavior", 1974).
func fitWeights(all []choice) []float64 {
	n := len(sentenceFeatures)
	w := make([]float64, n)
	for range 60 {
		gradient, hessian := make([]float64, n), make([][]float64, n)
		for i := range hessian {
			hessian[i] = make([]float64, n)
			hessian[i][i] = 1e-3
			gradient[i] = -1e-3 * w[i]
		}
		for _, c := range all {
			shares := c.probabilities(w)
			right := 0.0
			for i, share := range shares {
				if c.answers[i] {
					right += share
				}
			}
			mean := make([]float64, n)
			for i, x := range c.features {
				for k := range x {
					mean[k] += shares[i] * x[k]
					if c.answers[i] {
						gradient[k] += shares[i] / right * x[k]
					}
				}
			}
			for i, x := range c.features {
				for k := range x {
					for l := range x {
						hessian[k][l] += shares[i] * (x[k] - mean[k]) * (x[l] - mean[l])
					}
				}
			}
			for k := range mean {
				gradient[k] -= mean[k]
			}
		}
		for i, step := range solve(hessian, gradient) {
			w[i] += 0.7 * step
		}
	}
	return w
}
