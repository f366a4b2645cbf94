// Package rehearsal asks an engine a list of questions and reports for each the outcome (an
// answer, what comes closest, or nothing), whether that was expected, and how it differs from
// an answer that was kept before.
//
// A sentence of an article is identified by file and line, so that whoever edits the file finds
// it. This package calls no language model by itself and does not depend on the time, so the
// same articles and questions always give the same results.
package rehearsal

import (
	"context"
	"errors"
	"math"
	"regexp"
	"slices"

	"footnote/cmd/footnote/internal/questions"
	"footnote/rag"
	"footnote/rag/footnotes"
)

// Reply is the outcome of a message that asks nothing about the articles, such as a greeting.
// The other outcomes are those that [questions.Question] may expect.
const Reply = "reply"

// An Engine answers questions.
type Engine interface {
	Answer(ctx context.Context, q rag.Question, emit func(string) error) (rag.Answer, error)
}

// A Result is the outcome of a question.
type Result struct {
	ID         string   `json:"id,omitempty"`
	Position   string   `json:"position"` // of the question in its file
	Question   string   `json:"question"`
	History    []string `json:"history,omitempty"`
	Outcome    string   `json:"outcome"` // answer, unsure, silent or reply
	Tier       rag.Tier `json:"tier"`
	Confidence float64  `json:"confidence"` // probability that the articles answer the question, 0..1
	Text       string   `json:"answer"`     // empty if the outcome is silent
	Reason     string   `json:"reason,omitempty"`
	Shown      []Place  `json:"shown"` // the sentences that the answer rests on

	Expect   []string `json:"expect,omitempty"`   // outcomes
	Words    []string `json:"shows,omitempty"`    // that the answer must contain
	Expected *bool    `json:"expected,omitempty"` // whether the result is as expected; nil if nothing was expected
	Missing  []string `json:"missing,omitempty"`  // those of Words that the answer lacks

	Change *Change `json:"change,omitempty"` // since the answers were kept
}

// Failed reports whether a result differs from what was expected.
func (r Result) Failed() bool { return r.Expected != nil && !*r.Expected }

// answers reports whether sentences of the articles were shown.
func (r Result) answers() bool {
	return r.Outcome == questions.Answer || r.Outcome == questions.Unsure
}

// Expecting reports whether anything is expected of any of the questions.
func Expecting(all []questions.Question) bool {
	return slices.ContainsFunc(all, questions.Question.Expects)
}

// A Rehearsal asks questions.
type Rehearsal struct {
	Engine Engine
	Place  func(rag.Footnote) Place // returns the position of a footnote's sentence
	Each   func(Result) error       // is called with each result as it arrives
}

// Run asks all questions. If an error occurs or ctx ends, it returns the results so far
// together with the error.
func (r Rehearsal) Run(ctx context.Context, all []questions.Question) ([]Result, error) {
	results := []Result{}
	matcher := newMatcher()
	for _, q := range all {
		a, err := r.ask(ctx, q)
		if bad, ok := errors.AsType[*rag.QuestionError](err); ok {
			a, err = rag.Answer{Tier: rag.TierRefused, Reason: bad.Error()}, nil
		}
		if err != nil {
			return results, err
		}
		result := r.result(q, a, matcher)
		results = append(results, result)
		if err := r.Each(result); err != nil {
			return results, err
		}
	}
	return results, nil
}

// ask asks one question, after the earlier questions of its conversation.
func (r Rehearsal) ask(ctx context.Context, q questions.Question) (rag.Answer, error) {
	var history []rag.Turn
	for _, before := range q.History {
		a, err := r.Engine.Answer(ctx, rag.Question{Text: before, History: history}, nil)
		if err != nil {
			return a, err
		}
		history = append(history, rag.Turn{Question: a.Question, Answer: a.Text})
	}
	if err := ctx.Err(); err != nil {
		return rag.Answer{}, err
	}
	return r.Engine.Answer(ctx, rag.Question{Text: q.Text, History: history}, nil)
}

func (r Rehearsal) result(q questions.Question, a rag.Answer, m matcher) Result {
	result := Result{ID: q.ID, Position: q.Position, Question: q.Text, History: q.History, Outcome: outcome(a), Tier: a.Tier,
		Confidence: math.Round(a.Confidence*1e3) / 1e3, Reason: a.Reason, Shown: []Place{}, Expect: q.Expect, Words: q.Shows}
	if !a.Abstained() {
		result.Text = a.Text
	}
	for _, f := range a.Footnotes {
		result.Shown = append(result.Shown, r.Place(f))
	}
	if !q.Expects() {
		return result
	}
	shown := m.folded(shownBy(a)...)
	for _, words := range q.Shows {
		if !shown.has(words) {
			result.Missing = append(result.Missing, words)
		}
	}
	met := len(result.Missing) == 0 && (len(q.Expect) == 0 || slices.Contains(q.Expect, result.Outcome))
	result.Expected = &met
	return result
}

func outcome(a rag.Answer) string {
	switch {
	case a.Tier == rag.TierSure:
		return questions.Answer
	case a.Tier == rag.TierUnsure:
		return questions.Unsure
	case a.Abstained():
		return questions.Silent
	}
	return Reply
}

var marks = regexp.MustCompile(`\s*\[\d+\]`)

// shownBy returns everything that a reader sees of an answer: its text, and the lines of its
// footnotes with the cells of a row. A refusal shows nothing.
func shownBy(a rag.Answer) []string {
	if a.Abstained() {
		return nil
	}
	texts := []string{marks.ReplaceAllString(a.Text, "")}
	for _, f := range a.Footnotes {
		texts = append(texts, f.Quote)
	}
	for _, l := range footnotes.Lines(a, func(rag.Footnote) string { return "" }) {
		for _, q := range l.Quotes {
			texts = append(texts, q.Shown())
		}
	}
	return texts
}
