// Package render makes answers, sources, lists and buttons as Discord shows them, and reads
// back what they carry: the payload of a button, the question above an answer.
//
// It decides nothing and makes no calls. The texts are in package texts, the parts of a
// message in wire, and escaping in markdown.
package render

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"footnote/bot/render/markdown"
	"footnote/bot/rest"
	"footnote/bot/texts"
	"footnote/bot/wire"
	"footnote/corpus"
	"footnote/corpus/link"
	"footnote/rag"
	"footnote/rag/fixed"
	"footnote/rag/footnotes"
	"footnote/rag/intent"
)

const (
	maxParts  = 3   // messages of one answer; a longer one is sent as a file
	maxQuoted = 90  // of a sentence in the line of a footnote
	maxPlace  = 120 // of the titles of an article and its section
)

// Answer returns an answer in as many messages as it takes. article is the code of the
// article that it comes from, next the questions that may be asked next. A private answer can
// be made public from its last message, which has the whole answer as a file if there are
// several messages.
func (s Signer) Answer(q Question, a rag.Answer, article []byte, next []string, private bool) []wire.Outgoing {
	room := wire.MaxContent
	if private {
		room -= askedRoom
	}
	text := q.content(a, true)
	if markdown.Length(text) > room { // rather no links than one more message
		text = q.content(a, false)
	}
	parts := markdown.Pages(text, room)
	rows := s.underAnswer(q, a, article, next, private)
	if len(parts) > maxParts {
		return []wire.Outgoing{q.apart(asFile(q, a, rows))}
	}
	var messages []wire.Outgoing
	for n, part := range parts {
		m := wire.Text(part, 0)
		if n == len(parts)-1 {
			m.Components = rows
			if private && n > 0 { // the bot cannot read back a message that only its asker sees
				m = m.Attach(rest.File{Name: wholeName, Type: markdownType, Data: []byte(text)})
			}
		}
		messages = append(messages, m)
	}
	messages[0] = q.apart(messages[0])
	return messages
}

// content returns the whole text of an answer's messages, with or without links to web pages.
func (q Question) content(a rag.Answer, linked bool) string {
	text := q.heading() + q.shown(a, linked)
	switch {
	case q.Aside && a.Tier != "" && q.Quoted: // no message has the files of a command, so they cannot be read again
		text += "\n" + small(q.Texts.FromFile)
	case q.Aside && a.Tier != "":
		text += "\n" + small(q.Texts.FromFile+q.Texts.ReplyOn)
	case q.Hidden:
		text += "\n" + small(q.Texts.HiddenReply)
	}
	if q.Alone {
		text += "\n-# " + q.Texts.AskAlone
	}
	return text
}

// shown returns the text of an answer and, in small lines, how sure it is, what was left out,
// why no model wrote it although one should have, why it was refused, and where its
// statements come from. A refusal shows nothing of the articles.
func (q Question) shown(got rag.Answer, linked bool) string {
	var out strings.Builder
	if line := tier(got, q.Texts); line != "" {
		out.WriteString(small(line) + "\n")
	}
	out.WriteString(statements(got))
	if got.Statements.Dropped > 0 && strings.Contains(got.Text, omission) {
		out.WriteString("\n" + small(q.Texts.LeftOut))
	}
	if got.Degraded != "" {
		out.WriteString("\n" + small("ℹ️ "+got.Degraded))
	}
	if got.Reason != "" {
		out.WriteString("\n" + small(got.Reason))
	}
	if got.Fixed != nil {
		out.WriteString("\n\n-# " + FixedBy(q.Texts, *got.Fixed))
	}
	for n, l := range footnotes.Lines(got, inLanguage(q.Texts)) {
		if n == 0 {
			out.WriteString("\n")
		}
		if !q.Aside { // a button shows the sentences
			l.Quotes = cells(l.Quotes)
		}
		out.WriteString("\n" + footnoteLine(q.Texts, l, linked))
	}
	return out.String()
}

// FixedBy returns a line that says who has fixed an answer, and when.
func FixedBy(t *texts.Texts, s fixed.Source) string {
	return fmt.Sprintf(t.FixedBy, markdown.Escape(oneLine(fixer(t, s))), fmt.Sprintf("<t:%d:D>", s.At.Unix()))
}

// fixer returns the name of the person who has fixed an answer, or what replaces it.
func fixer(t *texts.Texts, s fixed.Source) string {
	if s.Former {
		return t.Former
	}
	return cmp.Or(s.Author, t.Runner)
}

// statements returns the text of an answer. Sentences that only come closest are a list below
// the line that says so: they must not be taken for an answer.
func statements(a rag.Answer) string {
	text := markdown.Escape(a.Text)
	if a.Tier == rag.TierUnsure && a.Mode != rag.ModeLLM {
		text = strings.ReplaceAll(text, "\n", "\n"+listed)
	}
	return text
}

// listed begins an item of a list. In the text of an answer it is escaped.
const listed = "- "

// omission marks in a model's text what was left out.
const omission = "[…]"

// tier says how sure an answer is, with a mark and in words. It returns "" for what needs
// neither: small talk, and what the program says about the articles in its own words.
func tier(a rag.Answer, t *texts.Texts) string {
	switch {
	case a.Tier == fixed.Tier:
		return t.Fixed
	case a.Intent == intent.Request, a.Intent == intent.Injection:
		return ""
	case a.Conflict:
		return t.Disagreeing
	case a.Tier == rag.TierUnsure:
		return t.Uncertain
	case a.Tier == rag.TierRefused:
		return t.Unanswered
	case a.Tier != rag.TierSure || len(a.Footnotes) == 0:
		return ""
	case a.Mode == rag.ModeLLM:
		return t.Written
	}
	return t.Quoted
}

// small formats text as one line of small text.
func small(text string) string {
	return "-# " + markdown.Escape(strings.Join(strings.Fields(text), " "))
}

// footnoteLine returns a short line of small text that says where sentences stand. For a web
// page it is a link to the page. If the answer does not contain the sentences, they follow:
// on the same line or, if several share it, each on a line of its own.
func footnoteLine(t *texts.Texts, l footnotes.Line, linked bool) string {
	to := link.Link{}
	if linked {
		to = link.To(l.Article, l.Spans...)
	}
	line := small(l.Marks()) + " " + linkedPlace(l.Place, to)
	if day := readOn(l.Article, t); day != "" {
		line += separator + day
	}
	for _, q := range l.Quotes {
		said := markdown.Short(strings.Join(strings.Fields(q.Shown()), " "), maxQuoted)
		if len(l.Numbers) == 1 {
			line += ": " + markdown.Escape(said)
		} else {
			line += "\n" + small(q.Mark()+" "+said)
		}
	}
	return line
}

// linkedPlace returns a place with a link to its page and the host of the page. Only pages of the
// public internet are linked.
func linkedPlace(place string, to link.Link) string {
	place = strings.ReplaceAll(strings.Join(strings.Fields(place), " "), " · ", separator)
	if !to.Public {
		return markdown.Escape(place)
	}
	return markdown.Link(place, to.Address) + separator + markdown.Escape(to.Host)
}

// readOn returns the day (UTC) on which the text of a web page was read, or "" for sources
// that do not change by themselves.
func readOn(a *corpus.Article, t *texts.Texts) string {
	if !a.IsOfWeb() || a.Read.IsZero() {
		return ""
	}
	return fmt.Sprintf(t.ReadOn, a.Read.UTC().Format(t.DayForm))
}

// separator separates a place from what follows it. A line is broken before it rather than after
// it.
const separator = " ·\u00a0"

// cells returns the quotes of table rows, which say what the text of the row does not.
func cells(quotes []footnotes.Quote) (rows []footnotes.Quote) {
	for _, q := range quotes {
		if q.Cells != "" {
			rows = append(rows, q)
		}
	}
	return rows
}

// inLanguage returns a function that names the article, the section and the page of a
// footnote.
func inLanguage(t *texts.Texts) func(rag.Footnote) string {
	return func(f rag.Footnote) string {
		return markdown.Short(f.Place(), maxPlace) + position(t, f.Article.At(f.Start)) + seenBy(t, f.Article.SeenAt(f.Start))
	}
}

// seenBy says that a model has read the text from a picture. It returns "" if model is empty.
func seenBy(t *texts.Texts, model string) string {
	if model == "" {
		return ""
	}
	return fmt.Sprintf(t.SeenBy, model)
}

// position returns a page, row, … as it follows the name of a section, or "" if there is
// none.
func position(t *texts.Texts, at corpus.Page) string {
	if !at.IsPlace() {
		return ""
	}
	return fmt.Sprintf(t.Positions[at.Unit.String()], at.Unit.Label(at.Number))
}

const markdownType = "text/markdown; charset=utf-8"

// asFile returns an answer that is too long for messages: its beginning, with the whole
// answer as a file.
func asFile(q Question, got rag.Answer, rows []wire.Row) wire.Outgoing {
	const beginning = 1500
	above, below := q.heading(), ""
	if got.Fixed != nil {
		above, below = above+small(q.Texts.Fixed)+"\n", "\n-# "+FixedBy(q.Texts, *got.Fixed)
	}
	head := markdown.Pages(above+markdown.Escape(got.Text), beginning)[0]
	m := wire.Text(head+"…\n-# "+q.Texts.Attached+below, 0)
	m.Components = rows
	return m.Attach(rest.File{Name: "answer.md", Type: markdownType, Data: []byte(plainAnswer(q.Text, got, q.Texts))})
}

// plainAnswer returns the whole answer as plain text.
func plainAnswer(question string, got rag.Answer, t *texts.Texts) string {
	var out strings.Builder
	out.WriteString(markdown.Quote(markdown.Clean(question)) + "\n\n" + got.Text + "\n")
	if got.Fixed != nil {
		out.WriteString("\n📌 " + fmt.Sprintf(t.FixedBy, fixer(t, *got.Fixed), got.Fixed.At.UTC().Format(time.DateOnly)) + "\n")
	}
	for _, l := range footnotes.Lines(got, inLanguage(t)) {
		out.WriteString("\n" + l.Marks() + " " + l.Place)
		if to := link.To(l.Article, l.Spans...); to.Public {
			out.WriteString(" <" + to.Address + ">")
		}
		if day := readOn(l.Article, t); day != "" {
			out.WriteString(" (" + day + ")")
		}
		out.WriteString("\n")
		for _, q := range l.Quotes {
			out.WriteString("\n" + q.Mark() + " " + q.Shown() + "\n")
		}
	}
	return out.String()
}
