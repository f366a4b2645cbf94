package render

import (
	"footnote/bot/render/markdown"
	"footnote/bot/texts"
	"footnote/bot/wire"
	"footnote/library/store"
)

// A Question has what is needed to show the outcome of a question.
type Question struct {
	Text   string
	Quoted bool // the question is quoted above the answer, as nobody else sees it
	Aside  bool // it is about files that came with it, which are not stored
	Hidden bool // it replies to a message that the bot cannot read
	Alone  bool // asked privately, it may have another answer
	Scope  store.Scope
	Asker  string // id of the person
	Texts  *texts.Texts
	Calls  bool     // the helpers can be called to the answer
	Answer [16]byte // the code by which votes name the answer; zero for none
}

// maxHeading is how much of the question is quoted above its answer, in UTF-16 units.
const maxHeading = 300

// heading returns the quoted question, or "" if others can see the question.
func (q Question) heading() string {
	if !q.Quoted {
		return ""
	}
	return markdown.Quote(markdown.Short(markdown.Escape(q.Text), maxHeading)) + "\n"
}

// apart makes a message quote its question if it turns out that the message cannot point at
// the question, and if there is room.
func (q Question) apart(m wire.Outgoing) wire.Outgoing {
	above := Question{Text: q.Text, Quoted: true}.heading()
	if q.Quoted || markdown.Length(above+*m.Content) > wire.MaxContent {
		return m
	}
	return m.Asked(above)
}

// Say returns a text without buttons, below the question.
func (q Question) Say(text string) wire.Outgoing { return q.apart(wire.Text(q.heading()+text, 0)) }

// writing marks an answer that is not complete yet.
const writing = " ▌"

// SoFar returns the beginning of an answer that is still being written.
func (q Question) SoFar(text string) wire.Outgoing {
	page := markdown.Pages(q.heading()+markdown.Escape(text), wire.MaxContent-len(writing))[0]
	return q.apart(wire.Text(page+writing, 0))
}

// longestCut is how much of an interrupted answer is shown, in UTF-16 units.
const longestCut = 1700

// CutOff returns what is shown of an interrupted answer.
func CutOff(soFar string) string { return markdown.Short(markdown.Escape(soFar), longestCut) }

// Offer returns a text with a button that asks the same question again, of the article with
// that code. The question is quoted above if the button could not find it otherwise. There is
// no button if the question is too long for that.
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
