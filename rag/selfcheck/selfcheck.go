// Package selfcheck has a language model say whether the passages bear out what it
// wrote: it makes one question of the statements of an answer that a judge supports
// without being sure, and reads the reply. It makes no request itself.
package selfcheck

import (
	"slices"

	"footnote/rag/prompt"
	"footnote/rag/verify"
)

// MaxTokens bounds the reply: a line for each statement, and some more for models
// that talk first.
const MaxTokens = 300

// maxAsked is how many statements are asked about at most. Those after them keep
// the verdict that they have.
const maxAsked = 16

// A Held is what waits for the reply: a statement, or the place of statements that
// were left out, where Meant is empty.
type Held struct {
	Piece   verify.Piece
	Meant   string // the statement as it is understood by itself
	Verdict verify.Verdict
	Answers bool // the question
}

// Omitted reports that it is only a place where statements were left out.
func (h Held) Omitted() bool { return h.Meant == "" }

// unsettled are the statements to be asked about, by index. Their numbers are their
// places in this list, from 1.
func unsettled(held []Held) []int {
	var asked []int
	for i, h := range held {
		if !h.Omitted() && h.Verdict.Unsettled && len(h.Verdict.Support) > 0 && len(asked) < maxAsked {
			asked = append(asked, i)
		}
	}
	return asked
}

// Question asks about the statements that are not settled. passage is the passage of
// a source, by its index. asked is false where there is none to ask about.
func Question(texts *prompt.Texts, held []Held, passage func(source int) prompt.Passage) (m prompt.Message, asked bool, err error) {
	var sources []int
	var passages []prompt.Checked
	for n, i := range unsettled(held) {
		source := held[i].Verdict.Support[0].Source
		at := slices.Index(sources, source)
		if at < 0 {
			p := passage(source)
			at = len(sources)
			sources, passages = append(sources, source), append(passages, prompt.Checked{Heading: p.Heading, Text: p.Text})
		}
		passages[at].Statements = append(passages[at].Statements, prompt.Statement{Number: n + 1, Text: held[i].Meant})
	}
	if len(passages) == 0 {
		return prompt.Message{}, false, nil
	}
	m, err = texts.Check(passages)
	return m, true, err
}

// Settle has the reply decide about the statements that it was asked about. Those
// that it says nothing clear of keep their verdicts, and so do all after a reply
// that makes no sense.
func Settle(held []Held, reply string) {
	asked := unsettled(held)
	said := answers(reply, len(asked))
	for n, i := range asked {
		if yes, clear := said[n+1]; clear {
			held[i].Verdict.Supported = yes
		}
	}
}
