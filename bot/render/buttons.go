package render

import (
	"encoding/binary"
	"slices"

	"footnote/bot/render/markdown"
	"footnote/bot/texts"
	"footnote/bot/wire"
	"footnote/library/store"
	"footnote/rag"
	"footnote/rag/intent"
)

// Button is a button that does what its kind and payload say.
func (s Signer) Button(scope store.Scope, kind Kind, payload []byte, label string) wire.Button {
	return wire.Button{Type: wire.TypeButton, Style: wire.StyleSecondary, Label: label, CustomID: s.ID(scope, kind, payload)}
}

func (s Signer) thumb(scope store.Scope, kind Kind, sign string) wire.Button {
	return wire.Button{Type: wire.TypeButton, Style: wire.StyleSecondary, Emoji: &wire.Emoji{Name: sign}, CustomID: s.ID(scope, kind, nil)}
}

func (s Signer) publish(q Question) wire.Button {
	return s.Button(q.Scope, KindPublish, nil, q.Texts.Publish)
}

// Restore has one button, which brings an article back.
func (s Signer) Restore(scope store.Scope, t *texts.Texts, id string) []wire.Row {
	return wire.Buttons(s.Button(scope, KindRestore, []byte(id), t.Restore))
}

// Cancel has one button, which ends an addition.
func (s Signer) Cancel(scope store.Scope, t *texts.Texts, job int64) []wire.Row {
	return wire.Buttons(s.Button(scope, KindCancel, binary.AppendVarint(nil, job), t.Cancel))
}

// Job is the addition that the payload of a Cancel button names, 0 for what
// Cancel did not make.
func Job(payload []byte) int64 {
	id, _ := binary.Varint(payload)
	return id
}

// underAnswer are the buttons under an answer from the article of a code.
func (s Signer) underAnswer(q Question, a rag.Answer, article []byte, next []string, private bool) []wire.Row {
	var first []wire.Button
	if q.Aside { // its passages cannot be shown again
		a.Footnotes, a.Nearest = nil, nil
	}
	if len(a.Footnotes) > 0 {
		b := s.Button(q.Scope, KindSources, encodePlaces(cited(a.Footnotes)), q.Texts.Sources)
		b.Emoji, b.Style = &wire.Emoji{Name: "📖"}, wire.StylePrimary
		first = append(first, b)
	}
	if len(a.Nearest) > 0 {
		b := s.Button(q.Scope, KindNearest, encodePlaces(found(a.Nearest)), q.Texts.Nearest)
		b.Emoji = &wire.Emoji{Name: "🔍"}
		first = append(first, b)
	}
	if a.Tier != "" || a.Intent == intent.Help {
		first = append(first, s.thumb(q.Scope, KindGood, "👍"), s.thumb(q.Scope, KindBad, "👎"))
	}
	if private {
		first = append(first, s.publish(q))
	}
	rows := wire.Buttons(first...)
	for i, question := range next {
		if markdown.Length(question) <= wire.MaxLabel {
			payload := slices.Concat([]byte{byte(i)}, article, s.LabelCode(question))
			rows = append(rows, wire.Buttons(s.Button(q.Scope, KindNext, payload, question))...)
		}
	}
	return rows
}

// Invites reports whether questions to ask next belong under an answer: they are
// out of place where somebody gave thanks, laughed or was rude.
func Invites(a rag.Answer) bool {
	return a.Intent != intent.Thanks && a.Intent != intent.Laughter && a.Intent != intent.Abuse
}

// Public is what a private answer says, for all to see, with its buttons that show
// passages.
func (s Signer) Public(scope store.Scope, t *texts.Texts, private *wire.Message) wire.Outgoing {
	var shown []wire.Button
	for _, row := range private.Components {
		for _, c := range row.Components {
			kind, payload, err := s.Read(scope, c.CustomID)
			label := map[Kind]string{KindSources: t.Sources, KindNearest: t.Nearest}[kind]
			if err == nil && label != "" {
				shown = append(shown, s.Button(scope, kind, payload, label))
			}
		}
	}
	m := wire.Text(private.Content, 0)
	m.Components = wire.Buttons(shown...)
	return m
}
