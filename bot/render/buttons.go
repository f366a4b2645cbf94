package render

import (
	"encoding/binary"
	"slices"

	"footnote/bot/render/markdown"
	"footnote/bot/texts"
	"footnote/bot/wire"
	"footnote/library/store"
	"footnote/rag"
	"footnote/rag/fixed"
	"footnote/rag/intent"
)

// Button returns a button with the given kind and payload.
func (s Signer) Button(scope store.Scope, kind Kind, payload []byte, label string) wire.Button {
	return wire.Button{Type: wire.TypeButton, Style: wire.StyleSecondary, Label: label, CustomID: s.ID(scope, kind, payload)}
}

func (s Signer) thumb(q Question, kind Kind, sign string) wire.Button {
	return wire.Button{Type: wire.TypeButton, Style: wire.StyleSecondary, Emoji: &wire.Emoji{Name: sign}, CustomID: s.ID(q.Scope, kind, q.Answer[:])}
}

func (s Signer) publish(q Question, a rag.Answer) wire.Button {
	return s.Button(q.Scope, KindPublish, restsOn(q, a), q.Texts.Publish)
}

// Restore returns one button, which restores an article.
func (s Signer) Restore(scope store.Scope, t *texts.Texts, id string) []wire.Row {
	return wire.Buttons(s.Button(scope, KindRestore, []byte(id), t.Restore))
}

// Cancel returns one button, which cancels an addition.
func (s Signer) Cancel(scope store.Scope, t *texts.Texts, job int64) []wire.Row {
	return wire.Buttons(s.Button(scope, KindCancel, binary.AppendVarint(nil, job), t.Cancel))
}

// Job returns the id of the addition that the payload of a Cancel button names, or 0 if
// Cancel did not make it.
func Job(payload []byte) int64 {
	id, _ := binary.Varint(payload)
	return id
}

// Call returns a button that calls the helpers; payload names the answer.
func Call(s Signer, scope store.Scope, t *texts.Texts, payload []byte) wire.Button {
	b := s.Button(scope, KindHandoff, payload, t.CallHelpers)
	b.Emoji = &wire.Emoji{Name: "🙋"}
	return b
}

// underAnswer returns the buttons under an answer. article is the code of the article that it
// comes from.
func (s Signer) underAnswer(q Question, a rag.Answer, article []byte, next []string, private bool) []wire.Row {
	publish := s.publish(q, a)
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
		first = append(first, s.thumb(q, KindGood, "👍"), s.thumb(q, KindBad, "👎"))
	}
	if private {
		first = append(first, publish)
	}
	rows := wire.Buttons(first...)
	if q.Calls && (a.Tier == rag.TierUnsure || a.Tier == rag.TierRefused) && a.Intent != intent.Request && a.Intent != intent.Injection {
		rows = append(rows, wire.Buttons(Call(s, q.Scope, q.Texts, q.Answer[:]))...)
	}
	for i, question := range next {
		if markdown.Length(question) <= wire.MaxLabel {
			payload := slices.Concat([]byte{byte(i)}, article, s.LabelCode(question))
			rows = append(rows, wire.Buttons(s.Button(q.Scope, KindNext, payload, question))...)
		}
	}
	return rows
}

// Invites reports whether questions to ask next belong under an answer. They are out of place
// if somebody said thanks, laughed or was rude, and under an answer that a person has fixed.
func Invites(a rag.Answer) bool {
	return a.Tier != fixed.Tier && a.Intent != intent.Thanks && a.Intent != intent.Laughter && a.Intent != intent.Abuse
}
