package decide

import (
	"math"
	"slices"

	"footnote/rag/expect"
	"footnote/rag/index"
	"footnote/rag/judge"
)

// The weights in a sentence's score if a judge has read it: a conditional logistic regression
// over the sentences of five passages, fitted to give most of the probability to the sentence
// that answers (docs/quality.md).
const (
	ofSentence = 0.55 // log odds that it answers
	ofPassage  = 0.32 // log odds that its passage does
	ofPlace    = 0.38 // penalty for each passage before its own
	ofSearch   = 7.4  // its retrieval score
	lacking    = 2.4  // penalty for a sentence without what is asked for: a number, a time
)

const (
	// trustInAll is the weight of a sentence's retrieval score, without a judge, in a passage
	// with score 0. In the best passage the weight is 1.
	trustInAll = 0.5
	// lackingUnjudged is lacking without a judge.
	lackingUnjudged = 0.1
)

// judged returns the passages that a judge has read; texts are what it read.
func judged(q index.Query, hits []index.Hit, texts [][]string, read []judge.Answer) []Passage {
	wanted := expect.Of(q.Folded)
	passages := make([]Passage, len(hits))
	for i, h := range hits {
		place, whole := float64(i), float64(read[i].Score)
		p := Passage{Hit: h, Whole: whole, Odds: whole - perPlace*place}
		for n, s := range h.Sentences {
			answers := atLeast(float64(read[i].Sentences[headings+n]))
			score := ofSentence*answers + ofPassage*atLeast(whole) - ofPlace*place + ofSearch*s.Score
			if !wanted.In(texts[i][headings+n]) {
				score -= lacking
			}
			p.Answers, p.Scores = append(p.Answers, answers), append(p.Scores, score)
		}
		passages[i] = p
	}
	share(passages)
	return passages
}

// share computes the shares from the scores (softmax).
func share(passages []Passage) {
	best := math.Inf(-1)
	for _, p := range passages {
		best = max(best, slices.Max(append(slices.Clone(p.Scores), best)))
	}
	sum := 0.0
	for i, p := range passages {
		for _, s := range p.Scores {
			share := math.Exp(s - best)
			passages[i].Shares = append(passages[i].Shares, share)
			sum += share
		}
	}
	for _, p := range passages {
		for n := range p.Shares {
			p.Shares[n] /= sum
		}
	}
}

// unjudged scores sentences by words and vectors alone. Sentences of better passages weigh
// more.
func unjudged(q index.Query, hits []index.Hit, texts [][]string) []Passage {
	wanted := expect.Of(q.Folded)
	passages := make([]Passage, len(hits))
	for i, h := range hits {
		trust := 1.0
		if hits[0].Score > 0 {
			trust = trustInAll + (1-trustInAll)*max(h.Score, 0)/hits[0].Score
		}
		passages[i] = Passage{Hit: h}
		for n, s := range h.Sentences {
			score := s.Score * trust
			if !wanted.In(texts[i][headings+n]) {
				score -= lackingUnjudged
			}
			passages[i].Scores = append(passages[i].Scores, score)
		}
	}
	return passages
}

// lead returns how well the best sentence answers, by itself and by its passage, and the log
// odds that it is the best one.
func lead(passages []Passage) (top, first float64) {
	share := -1.0
	for i, p := range passages {
		for n, s := range p.Shares {
			if s > share {
				share = s
				top = p.Answers[n] + (atLeast(p.Odds)-perPlace*float64(i))/2
			}
		}
	}
	share = min(max(share, 0.01), 0.99)
	return top, math.Log(share / (1 - share))
}
