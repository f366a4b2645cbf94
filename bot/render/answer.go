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
	"footnote/rag/index"
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
	parts := markdown.Pages(q.heading()+shown(a, q.Texts), wire.MaxContent)
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

// shown is an answer as a message shows it: the text, why it is not a model's
// if it should be, and a line for each footnote; or the passages that come
// nearest.
func shown(got rag.Answer, t *texts.Texts) string {
	var out strings.Builder
	out.WriteString(markdown.Escape(got.Text))
	if got.Degraded != "" {
		out.WriteString("\n-# ⚠️ " + markdown.Escape(got.Degraded))
	}
	if got.Abstained() {
		out.WriteString("\n" + markdown.Escape(got.Reason))
		if len(got.Nearest) > 0 {
			out.WriteString("\n-# " + t.Nearest)
		}
		for _, h := range got.Nearest {
			out.WriteString("\n" + footnoteLine(t, "~", h.Ref, h.Best.Span))
		}
	}
	for n, f := range got.Footnotes {
		if n == 0 {
			out.WriteString("\n")
		}
		out.WriteString("\n" + footnoteLine(t, fmt.Sprintf("[%d]", f.Number), f.Ref, f.Span))
	}
	return out.String()
}

// footnoteLine is a short line of small text about a sentence: where it stands and how
// it goes.
func footnoteLine(t *texts.Texts, mark string, ref index.Ref, span corpus.Span) string {
	text := strings.Join(strings.Fields(ref.Article.Quote(span)), " ")
	return "-# " + mark + " " + markdown.Escape(placeName(t, ref, span)) + ": " + markdown.Escape(markdown.Short(text, maxQuoted))
}

// placeName names the article, the section and the page of a sentence.
func placeName(t *texts.Texts, ref index.Ref, span corpus.Span) string {
	where := markdown.Short(ref.Place(), maxPlace)
	if page := ref.Article.PageAt(span.Start); page > 0 {
		where += fmt.Sprintf(t.Page, page)
	}
	return where
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
	for _, f := range got.Footnotes {
		fmt.Fprintf(&out, "\n[%d] %s: %s\n", f.Number, placeName(t, f.Ref, f.Span), f.Quote)
	}
	return out.String()
}
