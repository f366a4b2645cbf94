package rag

import (
	"context"

	"footnote/corpus"
	"footnote/rag/index"
)

// A finder finds the passages that belong to a question and says how likely they
// answer it.
type finder struct {
	index       *index.Index
	retriever   *index.Retriever
	calibration calibration
	depth       int // how many passages are found for a question
}

// An assessment is a question that stands by itself, with what was found for it
// and how likely that answers it.
type assessment struct {
	question   index.Query
	found      []index.Hit       // best first
	hits       []index.Hit       // those of them that it is decided by, and quoted from
	compared   []*corpus.Article // where the question compares articles: these, best first
	confidence float64           // probability that hits answer the question, 0..1
	threshold  float64           // the confidence from which on it is answered
}

func (a assessment) answerable() bool { return a.confidence >= a.threshold }

// read reads a question: its language, its words and its vector.
func (f *finder) read(ctx context.Context, text string) (index.Query, error) {
	q, err := f.index.Read(text)
	if err != nil {
		return q, err
	}
	return f.retriever.Embed(ctx, q)
}

// assess searches for a question that was read and decides how likely what it
// finds answers it.
func (f *finder) assess(ctx context.Context, q index.Query) (assessment, error) {
	depth, compares := f.depth, f.compares(q)
	if compares {
		depth = compareDepth
	}
	found, err := f.retriever.Search(ctx, q, depth)
	if err != nil {
		return assessment{}, err
	}
	hits := found[:min(len(found), AnswerDepth)]
	evidence, err := NewEvidence(f.index, q, hits)
	if err != nil {
		return assessment{}, err
	}
	a := f.decide(assessment{question: q, found: found, hits: hits}, evidence)
	if !compares {
		return a, nil
	}
	return f.compare(a)
}

// decide turns evidence into a confidence, and says which is enough.
func (f *finder) decide(a assessment, e Evidence) assessment {
	m := f.calibration.model(f.index.Model(), e.Foreign)
	a.confidence, a.threshold = m.Confidence(e), m.Threshold
	return a
}
