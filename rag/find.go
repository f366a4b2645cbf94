package rag

import (
	"context"
	"strings"

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

// understand takes a question by itself and, where it sounds like a follow-up or
// the articles do not answer it, together with the question before.
func (f *finder) understand(ctx context.Context, q asked) (assessment, error) {
	alone, err := f.assess(ctx, q.Query)
	enough := alone.threshold
	if isFollowUp(q.Text) {
		enough = enoughForFollowUp
	}
	if err != nil || len(q.history) == 0 || alone.confidence >= enough {
		return alone, err
	}
	before := q.history[len(q.history)-1].Question
	whole := strings.TrimSpace(before) + " " + strings.TrimSpace(q.Text)
	if checkQuestion(whole) != nil {
		return alone, nil
	}
	read, err := f.read(ctx, whole)
	if err != nil {
		return alone, err
	}
	together, err := f.assess(ctx, read)
	if err != nil || !together.answerable() {
		return alone, err
	}
	return together, nil
}

// enoughForFollowUp is the confidence from which on a question that sounds like
// a follow-up is answered by itself: 那2022年的數據產量呢 says all that it needs.
const enoughForFollowUp = 0.8

// isFollowUp reports whether a question says itself that it goes on from
// another: 那產量呢, what about exports.
func isFollowUp(question string) bool {
	question = strings.ToLower(strings.TrimSpace(question))
	for _, start := range []string{"那", "它", "他", "她", "這", "这", "其中", "and ", "what about", "how about", "then "} {
		if strings.HasPrefix(question, start) {
			return true
		}
	}
	return strings.HasSuffix(strings.TrimRight(question, "?？。! "), "呢")
}

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
