package rag

import (
	"footnote/corpus"
)

// A Question is what a reader asks.
type Question struct {
	Text    string
	History []string // earlier questions of the conversation, the latest last
}

// MaxQuestion is the longest question that is taken, in characters.
const MaxQuestion = 2000

// A Mode says who wrote an answer.
type Mode string

// ModeExtractive answers are sentences of the articles, as they stand.
const ModeExtractive Mode = "extractive"

// An Answer is what a reader gets. That the articles do not say is an Answer
// too, with Abstained set, never an error.
type Answer struct {
	Question   string // as it was understood, follow-ups made whole
	Text       string // with footnote marks such as [1]
	Abstained  bool
	Reason     string // why it abstained, in the language of the question
	Mode       Mode
	Model      string     // that wrote it; empty in ModeExtractive
	Confidence float64    // probability that the articles answer the question, 0..1
	Footnotes  []Footnote // in the order of their numbers; none if it abstained
	Nearest    []Hit      // if it abstained: up to three passages that come nearest
	Degraded   string     // why another mode than the one asked for wrote it, in words
}

// A Footnote is the sentence that a statement rests on.
type Footnote struct {
	Number int // from 1
	Ref
	corpus.Span
	Quote string // Article.Text[Start:End], verbatim
}
