package render

import (
	"footnote/bot/render/markdown"
	"footnote/bot/texts"
	"footnote/bot/wire"
	"footnote/library/store"
)

// A Question is what must be known of a question to show what came of it.
type Question struct {
	Text   string
	Quoted bool // it stands above the answer, as nobody else sees it
	Aside  bool // it is about what came with it, which is not kept
	Hidden bool // it replies to a message that the bot is not shown
	Scope  store.Scope
	Asker  string // id of the person
	Texts  *texts.Texts
}

// maxHeading is how much of the question stands above its answer, in UTF-16 units.
const maxHeading = 300

// heading is the question, where nobody else would see it.
func (q Question) heading() string {
	if !q.Quoted {
		return ""
	}
	return markdown.Quote(markdown.Short(markdown.Escape(q.Text), maxHeading)) + "\n"
}

// Say is a text without buttons, below the question.
func (q Question) Say(text string) wire.Outgoing { return wire.Text(q.heading()+text, 0) }

// writing stands behind an answer that is not whole yet.
const writing = " ▌"

// SoFar is the beginning of an answer that is still being written.
func (q Question) SoFar(text string) wire.Outgoing {
	page := markdown.Pages(q.heading()+markdown.Escape(text), wire.MaxContent-len(writing))[0]
	return wire.Text(page+writing, 0)
}

// longestCut is how much is left of an answer that was cut off, in UTF-16 units.
const longestCut = 1700

// CutOff is what is shown of an answer that was cut off.
func CutOff(soFar string) string { return markdown.Short(markdown.Escape(soFar), longestCut) }

// Offer is a text with a button that asks the same question again, of the article
// with that code. The question stands above where the button could not find it
// otherwise; one that is too long to stand there cannot be asked again.
func (s Signer) Offer(q Question, text string, article []byte, label string) wire.Outgoing {
	if q.Quoted {
		quoted := markdown.Quote(markdown.Escape(q.Text)) + "\n"
		if markdown.Length(quoted+text) > wire.MaxContent {
			return wire.Text(text, 0)
		}
		text = quoted + text
	}
	m := wire.Text(text, 0)
	m.Components = wire.Buttons(s.Button(q.Scope, KindRetry, append(PersonBytes(q.Asker), article...), label))
	return m
}
