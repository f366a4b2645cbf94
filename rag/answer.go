package rag

import (
	"footnote/corpus"
	"footnote/rag/decide"
	"footnote/rag/index"
	"footnote/rag/intent"
)

// A Mode says who wrote an answer.
type Mode string

const (
	// ModeExtractive answers are sentences of the articles, as they stand.
	ModeExtractive Mode = "extractive"
	// ModeLLM answers are written by a language model and checked, statement by
	// statement, against the passages that they cite.
	ModeLLM Mode = "llm"
)

// A Tier says how sure it is that an answer answers.
type Tier string

const (
	// TierSure answers answer the question.
	TierSure Tier = "sure"
	// TierUnsure answers show what comes closest, and say that it may not answer.
	TierUnsure Tier = "unsure"
	// TierRefused answers say that the articles do not answer, or that what was
	// asked for is not done here.
	TierRefused Tier = "refused"
)

// An Answer is what a reader gets. That the articles do not say is an Answer
// too, of [TierRefused], never an error.
type Answer struct {
	Question   string // as it was understood, follow-ups made whole
	Text       string // with footnote marks such as [1]
	Intent     intent.Kind
	Tier       Tier   // empty where nothing was asked of the articles: a greeting
	Reason     string // why it was refused, in the language of the question
	Mode       Mode
	Model      string          // that wrote it; empty in ModeExtractive
	Confidence float64         // probability that the articles answer the question, 0..1
	Evidence   decide.Evidence // that the tier was decided by
	Footnotes  []Footnote      // in the order of their numbers; none if it was refused
	Nearest    []index.Hit     // if it was refused: up to three passages that come nearest
	Degraded   string          // why sentences of the article stand in for a model's, in the language of the question
	Statements Statements      // what became of a model's statements
	Usage      Generated       // of the model, all requests for this answer together
	Cached     bool            // it was written before
}

// Abstained reports whether the answer is that the articles do not answer.
func (a Answer) Abstained() bool { return a.Tier == TierRefused }

// Statements counts what a model stated.
type Statements struct {
	Supported int `json:"supported"` // shown
	Miscited  int `json:"miscited"`  // of these, with the number of a passage that does not bear it out
	Uncited   int `json:"uncited"`   // of these, without a number
	Dropped   int `json:"dropped"`   // not shown: no passage bears them out
}

// Plus is both together.
func (s Statements) Plus(o Statements) Statements {
	return Statements{s.Supported + o.Supported, s.Miscited + o.Miscited, s.Uncited + o.Uncited, s.Dropped + o.Dropped}
}

// A Footnote is the sentence that a statement rests on.
type Footnote struct {
	Number int // from 1
	index.Ref
	corpus.Span
	Quote string // Article.Text[Start:End], verbatim
}

// newFootnote quotes a sentence of a passage.
func newFootnote(number int, r index.Ref, s corpus.Span) Footnote {
	return Footnote{number, r, s, r.Article.Quote(s)}
}
