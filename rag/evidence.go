package rag

import "strings"

// Evidence is what speaks for the articles answering a question. Every feature
// is a number of 0 to 1 or so, higher is better.
type Evidence struct {
	Passage  float64 // BM25 of the best passage over the IDF of the question
	Sentence float64 // share of the question's IDF in the best single sentence
	Together float64 // share of it in the best three passages together
	Known    float64 // share of it that the articles know at all
}

// evidencePassages is how many hits evidence is taken from.
const evidencePassages = 3

// Evidence weighs the hits of a question, best first.
func (x *Index) Evidence(question string, hits []Hit) Evidence {
	q := x.words.Query(question)
	if q.Bare { // it asks about nothing
		return Evidence{}
	}
	e := Evidence{Known: q.Known}
	var together strings.Builder
	for _, h := range hits[:min(len(hits), evidencePassages)] {
		together.WriteString(h.Text())
		together.WriteByte('\n')
		for _, s := range h.Article.Passages[h.Passage].Sentences {
			_, coverage := x.words.Score(q, h.Article.Quote(s))
			e.Sentence = max(e.Sentence, coverage)
		}
	}
	_, e.Together = x.words.Score(q, together.String())
	if best := x.words.Search(q, 1); len(best) > 0 {
		e.Passage = best[0].Score / q.Mass
	}
	return e
}

// Features are e's numbers in the order of Calibration.Weights.
func (e Evidence) Features() []float64 {
	return []float64{e.Passage, e.Sentence, e.Together, e.Known}
}
