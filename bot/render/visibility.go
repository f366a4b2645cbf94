package render

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"slices"
	"strconv"

	"footnote/bot/render/markdown"
	"footnote/bot/texts"
	"footnote/bot/wire"
	"footnote/library/store"
)

// askedRoom is the room left in a private message for the asker's name, in UTF-16 units.
const askedRoom = 60

// askerBytes is how much of the asker's code is in the button that removes an answer: nobody
// can tell from it who they are.
const askerBytes = 8

// wholeName is the name of the file with the whole text of an answer in several private
// messages.
const wholeName = "whole-answer.md"

// Whole returns the file with the whole private answer whose last message this is. ok is
// false if the answer is one message.
func Whole(private *wire.Message) (all wire.Attachment, ok bool) {
	n := slices.IndexFunc(private.Attached, func(a wire.Attachment) bool { return a.Name == wholeName })
	if n < 0 {
		return all, false
	}
	return private.Attached[n], true
}

// Removable adds the button that removes an answer to the row with the vote or retry buttons.
// A message without such a row is no answer and stays as it is. parts are the ids of the
// answer's earlier messages.
func (s Signer) Removable(m wire.Outgoing, scope store.Scope, asker string, parts []string) wire.Outgoing {
	code := s.PersonCode(asker)
	payload := code[:askerBytes]
	for _, id := range parts {
		if more := PersonBytes(id); len(payload)+len(more) <= maxPayload {
			payload = append(payload, more...)
		}
	}
	m.Components = slices.Clone(m.Components)
	for n, row := range m.Components {
		if slices.ContainsFunc(row.Buttons, func(b wire.Button) bool { return s.is(scope, b, KindGood, KindRetry) }) {
			bin := s.Button(scope, KindTakeAway, payload, "")
			bin.Emoji = &wire.Emoji{Name: "🗑️"}
			m.Components[n].Buttons = append(slices.Clone(row.Buttons), bin)
		}
	}
	return m
}

// is reports whether a button is of one of these kinds.
func (s Signer) is(scope store.Scope, b wire.Button, kinds ...Kind) bool {
	kind, _, err := s.Read(scope, b.CustomID)
	return err == nil && slices.Contains(kinds, kind)
}

// TakenAway decodes the payload of that button: whether person asked the question, and which
// other messages belong to the answer.
func (s Signer) TakenAway(payload []byte, person string) (theirs bool, parts []string) {
	if len(payload) < askerBytes {
		return false, nil
	}
	code := s.PersonCode(person)
	for id := range slices.Chunk(payload[askerBytes:], 8) {
		if len(id) == 8 {
			parts = append(parts, strconv.FormatUint(binary.BigEndian.Uint64(id), 10))
		}
	}
	return bytes.Equal(payload[:askerBytes], code[:askerBytes]), parts
}

// Public returns a private answer for everybody to see, with the name of the asker. It keeps
// the buttons of the last message, except the one that made it public and, unless open, the
// suggested questions: they may come from articles that others may not see. It takes several
// messages if the answer and the name are too long for one.
func (s Signer) Public(scope store.Scope, t *texts.Texts, private *wire.Message, text, asker string, open bool) (all []wire.Outgoing) {
	by := "-# " + fmt.Sprintf(t.AskedBy, asker)
	for _, page := range markdown.Pages(text+"\n"+by, wire.MaxContent) {
		all = append(all, wire.Text(page, 0))
	}
	last := &all[len(all)-1]
	last.Components = s.rows(scope, private, open, func(wire.Button) []wire.Button { return nil })
	return all
}

// Published replaces the button that made an answer public with a link to the public answer.
func (s Signer) Published(scope store.Scope, t *texts.Texts, private *wire.Message, address string) wire.Outgoing {
	m := wire.Text(private.Content, 0)
	m.Components = s.rows(scope, private, true, func(wire.Button) []wire.Button { return []wire.Button{wire.Link(t.SeePublic, address)} })
	return m
}

// rows returns the buttons of a message, with the one that makes it public replaced.
func (s Signer) rows(scope store.Scope, of *wire.Message, open bool, instead func(wire.Button) []wire.Button) []wire.Row {
	rows := []wire.Row{}
	for _, row := range of.Components {
		var kept []wire.Button
		for _, b := range row.Components {
			switch {
			case s.is(scope, b, KindPublish):
				kept = append(kept, instead(b)...)
			case b.Type != wire.TypeButton || !open && s.is(scope, b, KindNext):
			case s.is(scope, b, KindSources, KindNearest, KindNext, KindGood, KindBad, KindHandoff):
				kept = append(kept, b)
			}
		}
		rows = append(rows, wire.Buttons(kept...)...)
	}
	return rows
}

// PublicAddress returns the address of the public copy of a private answer, or "" if it has
// not been made public.
func PublicAddress(private *wire.Message) string {
	for _, row := range private.Components {
		for _, b := range row.Components {
			if b.URL != "" {
				return b.URL
			}
		}
	}
	return ""
}
