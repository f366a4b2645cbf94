package rag

import (
	"footnote/corpus"
	"footnote/rag/decide"
	"footnote/rag/fixed"
	"footnote/rag/index"
	"footnote/rag/intent"
	"footnote/rag/lexical"
	"footnote/rag/verify"
)

// A Mode says how an answer was written.
type Mode string

const (
	// ModeExtractive answers quote sentences of the articles verbatim.
	ModeExtractive Mode = "extractive"
	// ModeLLM answers are written by a language model; each statement was checked against the
	// passages it cites.
	ModeLLM Mode = "llm"
)

// A Tier says how certain the engine is that an answer answers the question.
type Tier string

const (
	// TierSure means that the answer answers the question.
	TierSure Tier = "sure"
	// TierUnsure means that the answer shows what comes closest, and says that it may not be
	// the answer.
	TierUnsure Tier = "unsure"
	// TierRefused means that the articles do not answer the question, or that Footnote does
	// not do what was asked.
	TierRefused Tier = "refused"
)

// An Answer is the reply to a reader. If the articles do not answer the question, that is an
// Answer of [TierRefused], not an error.
type Answer struct {
	Question   string           // as the engine understood it: a follow-up is completed from the conversation
	Text       string           // with footnote marks such as [1]
	Language   lexical.Language // to reply in: that of the question
	Intent     intent.Kind
	Tier       Tier   // empty if the articles were not consulted, as for a greeting
	Reason     string // why the answer is a refusal, in the language of the question
	Mode       Mode
	Model      string          // the model that wrote the answer; empty in ModeExtractive
	Confidence float64         // probability that the articles answer the question, 0..1
	Evidence   decide.Evidence // what the tier was decided by
	Footnotes  []Footnote      // in the order of their numbers; none in a refusal
	Nearest    []index.Hit     // in a refusal: the nearest passages, at most three
	Degraded   string          // why sentences of the article replace the model's answer, in the language of the question; or ""
	Statements Statements      // how many of the model's statements were supported or dropped
	Usage      Generated       // of the model, summed over all requests for this answer
	Cached     bool            // the answer comes from the cache
	Conflict   bool            // the articles disagree: the answer shows what each of them says and endorses none
	Fixed      *fixed.Source   // for an answer that a person wrote, whose tier is [fixed.Tier]; else nil
}

// Abstained reports whether the answer is a refusal.
func (a Answer) Abstained() bool { return a.Tier == TierRefused }

// Statements counts the statements of a model by what the check found.
type Statements = verify.Counts

// A Footnote is a sentence that supports a statement of an answer.
type Footnote struct {
	Number int // from 1
	index.Ref
	corpus.Span
	Quote string // Article.Text[Start:End], verbatim
}

// newFootnote makes a footnote that quotes the sentence at s, in the passage r.
func newFootnote(number int, r index.Ref, s corpus.Span) Footnote {
	return Footnote{number, r, s, r.Article.Quote(s)}
}
