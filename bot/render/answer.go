// Package render is answers, sources, lists and buttons as Discord shows them, and
// what can be read back of them: the payload of a button, the question that stands
// above an answer.
//
// It decides nothing and calls nobody. The words are in texts, what a message is
// made of in wire, text that is safe to show in markdown.
package render

import (
	"fmt"
	"strings"

	"footnote/bot/render/markdown"
	"footnote/bot/rest"
	"footnote/bot/texts"
	"footnote/bot/wire"
	"footnote/corpus"
	"footnote/rag"
	"footnote/rag/footnotes"
)

const (
	maxParts  = 3   // messages of an answer; a longer one is a file
	maxQuoted = 90  // of a sentence in the line of a footnote
	maxPlace  = 120 // of the names of an article and its section
)

// Answer is an answer in as many messages as it takes; article is the code of the
// one that it is from, next what could be asked next. In private, each message
// can be made public.
func (s Signer) Answer(q Question, a rag.Answer, article []byte, next []string, private bool) []wire.Outgoing {
	text := q.heading() + shown(a, q.Texts)
	switch {
	case q.Aside && a.Tier != "" && q.Quoted: // the files of a command are in no message that could be read again
		text += "\n" + small(q.Texts.FromFile)
	case q.Aside && a.Tier != "":
		text += "\n" + small(q.Texts.FromFile+q.Texts.ReplyOn)
	case q.Hidden:
		text += "\n" + small(q.Texts.HiddenReply)
	}
	parts := markdown.Pages(text, wire.MaxContent)
	rows := s.underAnswer(q, a, article, next, private)
	if len(parts) > maxParts {
		return []wire.Outgoing{asFile(q, a, rows)}
	}
	var messages []wire.Outgoing
	for n, part := range parts {
		m := wire.Text(part, 0)
		if n == len(parts)-1 {
			m.Components = rows
		} else if private {
			m.Components = wire.Buttons(s.publish(q))
		}
		messages = append(messages, m)
	}
	return messages
}

// shown is an answer as a message shows it: the text and, in small lines, why it is
// not a model's if it should be, why it was refused, and where its statements come
// from. A refusal shows nothing of the articles.
func shown(got rag.Answer, t *texts.Texts) string {
	var out strings.Builder
	out.WriteString(markdown.Escape(got.Text))
	if got.Degraded != "" {
		out.WriteString("\n" + small("⚠️ "+got.Degraded))
	}
	if got.Reason != "" {
		out.WriteString("\n" + small(got.Reason))
	}
	for n, l := range footnotes.Lines(got, inLanguage(t)) {
		if n == 0 {
			out.WriteString("\n")
		}
		out.WriteString("\n" + footnoteLine(l))
	}
	return out.String()
}

// small is one line of small text.
func small(text string) string {
	return "-# " + markdown.Escape(strings.Join(strings.Fields(text), " "))
}

// footnoteLine is a short line of small text: where a sentence stands and, where
// that stands nowhere else, how it goes; of a row, what its cells hold.
func footnoteLine(l footnotes.Line) string {
	if l.Shown() == "" {
		return small(l.Marks() + " " + l.Place)
	}
	return small(l.Marks() + " " + l.Place + ": " + markdown.Short(strings.Join(strings.Fields(l.Shown()), " "), maxQuoted))
}

// inLanguage names the article, the section and the page of a footnote.
func inLanguage(t *texts.Texts) func(rag.Footnote) string {
	return func(f rag.Footnote) string {
		return markdown.Short(f.Place(), maxPlace) + position(t, f.Article.At(f.Start))
	}
}

// position is a page, row, … as it stands behind a section; empty where there is
// none.
func position(t *texts.Texts, at corpus.Page) string {
	if !at.IsPlace() {
		return ""
	}
	return fmt.Sprintf(t.Positions[string(at.Unit)], at.Unit.Label(at.Number))
}

// asFile is an answer that is too long for messages: its beginning, and all of
// it as a file.
func asFile(q Question, got rag.Answer, rows []wire.Row) wire.Outgoing {
	const beginning = 1500
	head := markdown.Pages(q.heading()+markdown.Escape(got.Text), beginning)[0]
	m := wire.Text(head+"…\n-# "+q.Texts.Attached, 0)
	m.Components = rows
	return m.Attach(rest.File{Name: "answer.md", Type: "text/markdown; charset=utf-8", Data: []byte(plainAnswer(q.Text, got, q.Texts))})
}

// plainAnswer is all of an answer, as text.
func plainAnswer(question string, got rag.Answer, t *texts.Texts) string {
	var out strings.Builder
	out.WriteString(markdown.Quote(markdown.Clean(question)) + "\n\n" + got.Text + "\n")
	for _, l := range footnotes.Lines(got, inLanguage(t)) {
		out.WriteString("\n" + l.Marks() + " " + l.Place)
		if shown := l.Shown(); shown != "" {
			out.WriteString(": " + shown)
		}
		out.WriteString("\n")
	}
	return out.String()
}
