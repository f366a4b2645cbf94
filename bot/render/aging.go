package render

import (
	"fmt"
	"slices"
	"strings"

	"footnote/bot/render/markdown"
	"footnote/bot/texts"
	"footnote/bot/wire"
	"footnote/library/citation"
	"footnote/library/store"
)

// Aged returns an answer that was sent before with a line that says since when one of its
// sources has changed, and with a button that shows the change. fits is false if there is
// nothing to do: the message has the button already, or room for neither.
func (s Signer) Aged(there *wire.Message, shown store.ShownAnswer, t *texts.Texts) (m wire.Outgoing, fits bool) {
	line, label := t.SourceChanged, t.WhatChanged
	if !slices.ContainsFunc(shown.Cited, func(c store.Cited) bool { return c.Change == store.Altered || c.Change == store.Gone }) {
		line = t.SourceRemoved
	}
	rows, button := wire.Again(there.Components), s.Button(shown.Scope, KindAging, nil, label)
	button.Emoji = &wire.Emoji{Name: "⚠️"}
	for _, row := range rows {
		if slices.ContainsFunc(row.Buttons, func(b wire.Button) bool { return s.is(shown.Scope, b, KindAging) }) {
			return m, false
		}
	}
	rows, placed := wire.WithButton(rows, button)
	if strings.Contains(there.Content, agedLine) { // nothing else in an answer begins like this
		return m, false
	}
	content := there.Content + agedLine + fmt.Sprintf(line, fmt.Sprintf("<t:%d:d>", shown.Changed.Unix()))
	if markdown.Length(content) > wire.MaxContent {
		if content = there.Content; !placed {
			return m, false
		}
	}
	m = wire.Text(content, 0)
	m.Components = rows
	return m, true
}

// agedLine is the beginning of the line that marks an answer.
const agedLine = "\n-# ⚠️ "

// AnswerOf returns the code of the answer that a message shows, which its vote buttons carry.
func AnswerOf(s Signer, scope store.Scope, m *wire.Message) (code [16]byte, found bool) {
	for _, row := range m.Components {
		for _, b := range row.Components {
			kind, payload, err := s.Read(scope, b.CustomID)
			if err == nil && kind == KindGood && len(payload) == len(code) {
				return [16]byte(payload), true
			}
		}
	}
	return code, false
}

// maxChanged is how much of a changed sentence is shown, in UTF-16 units.
const maxChanged = 600

// Changes shows how the sentences that an answer rests on have changed: each as it was and as
// it is now.
func Changes(t *texts.Texts, all []citation.Change) []string {
	var parts []string
	for _, c := range all {
		parts = append(parts, change(t, c))
	}
	if len(parts) == 0 {
		return []string{t.NothingChanged}
	}
	return markdown.Pages(strings.Join(parts, "\n\n"), wire.MaxContent)
}

func change(t *texts.Texts, c citation.Change) string {
	head := fmt.Sprintf("**[%d]** ", c.Number)
	if c.Kind == store.Erased {
		return head + t.IsRemoved
	}
	lines := []string{head + markdown.Escape(markdown.Short(strings.Join(strings.Fields(c.Title), " "), maxPlace)), fmt.Sprintf(t.ThenSaid, sentenceOf(c.Old))}
	switch {
	case c.Kind == store.Stands:
		lines = append(lines, t.StandsAgain)
	case c.New == nil:
		lines = append(lines, t.IsGone)
	default:
		lines = append(lines, fmt.Sprintf(t.NowNearest, sentenceOf(c.New.Quote(c.Span))))
	}
	return strings.Join(lines, "\n")
}

// sentenceOf formats a sentence as a block quote.
func sentenceOf(text string) string {
	return markdown.Quote(markdown.Escape(markdown.Short(strings.Join(strings.Fields(text), " "), maxChanged)))
}
