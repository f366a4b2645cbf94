// Package selfcheck has a language model say whether the passages support what it wrote. It
// makes one question of the statements that a judge supports without being sure, and reads the
// reply. It makes no requests itself.
package selfcheck

import (
	"slices"

	"footnote/rag/prompt"
	"footnote/rag/verify"
)

// MaxTokens limits the reply: a line for each statement, and some room for models that talk
// first.
const MaxTokens = 300

// maxAsked is the largest number of statements in a question. Those after them keep their
// verdicts.
const maxAsked = 16

// A Held is a statement that waits for the reply. If Meant is empty, it is only the place of
// statements that were left out.
type Held struct {
	Piece   verify.Piece
	Meant   string // the statement with the context it needs
	Verdict verify.Verdict
	Answers bool // the statement answers the question
}

// Omitted reports whether this is only the place of statements that were left out.
func (h Held) Omitted() bool { return h.Meant == "" }

// unsettled returns the indices of the statements to ask about. They are numbered in this
// order, from 1.
func unsettled(held []Held) []int {
	var asked []int
	for i, h := range held {
		if !h.Omitted() && h.Verdict.Unsettled && len(h.Verdict.Support) > 0 && len(asked) < maxAsked {
			asked = append(asked, i)
		}
	}
	return asked
}

// Question makes the question about the statements that are not settled. passage returns the
// passage of a source, by index. asked is false if there is nothing to ask.
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

// Settle updates the verdicts with the model's reply. Statements without a clear answer keep
// their verdicts; if the reply makes no sense, all of them do.
func Settle(held []Held, reply string) {
	asked := unsettled(held)
	said := answers(reply, len(asked))
	for n, i := range asked {
		if yes, clear := said[n+1]; clear {
			held[i].Verdict.Supported = yes
		}
	}
}
