package answers

import (
	"context"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"strings"

	"footnote/bot/render"
	"footnote/bot/render/markdown"
	"footnote/bot/texts"
	"footnote/bot/wire"
	"footnote/library/store"
	"footnote/rag/fixed"
)

const (
	perPage   = 5   // answers on a page
	maxWidth  = 120 // UTF-16 units of a question or an answer in a list
	mostShown = 3   // other wordings of a question in a list
)

// An action says what a button or a window does.
type action byte

const (
	page    action = 'p' // show a page of the list
	edit    action = 'e' // edit an answer
	unfix   action = 'd' // remove an answer
	fix     action = 'q' // fix the answer of a question that found none
	written action = 'w' // the window was submitted
)

// A view is what a button or a window asks for.
type view struct {
	action action
	page   int
	id     string // of an answer or, for fix, of a question in a report
}

const idBytes = 6 // length of either ID, which is hexadecimal, when decoded

func (v view) payload() []byte {
	id, err := hex.DecodeString(v.id)
	if err != nil {
		id = nil
	}
	return append(binary.BigEndian.AppendUint16([]byte{byte(v.action)}, uint16(v.page)), id...)
}

func readView(payload []byte) (v view, ok bool) {
	const head = 3
	if len(payload) != head && len(payload) != head+idBytes {
		return v, false
	}
	v = view{action(payload[0]), int(binary.BigEndian.Uint16(payload[1:])), hex.EncodeToString(payload[head:])}
	switch v.action {
	case page, written:
		return v, true
	case edit, unfix, fix:
		return v, v.id != ""
	}
	return v, false
}

func button(s render.Signer, scope store.Scope, v view, label string) wire.Button {
	return s.Button(scope, render.KindAnswers, v.payload(), markdown.Short(label, wire.MaxLabel))
}

// FixButton returns a button that opens the window with the question that has an ID in a
// report.
func FixButton(s render.Signer, scope store.Scope, t *texts.Texts, id string, number int) wire.Button {
	return button(s, scope, view{action: fix, id: id}, fmt.Sprintf(t.Fix, number))
}

// list shows a page of the fixed answers of a scope, with buttons to edit and to remove
// them.
func (h *Handler) list(ctx context.Context, i *wire.Interaction, t *texts.Texts, number int) {
	h.Send.Privately(ctx, i, func(ctx context.Context, r wire.Reply) {
		all, err := h.Library.Fixed.List(ctx, i.Scope())
		switch {
		case err != nil:
			h.Send.Fail(ctx, r, t, "fixed answers cannot be listed", err)
			return
		case len(all) == 0:
			h.Send.Deliver(ctx, r, wire.Text(t.NoneFixed, 0))
			return
		}
		number = max(min(number, (len(all)-1)/perPage), 0)
		shown := all[number*perPage : min((number+1)*perPage, len(all))]
		m := wire.Text(listText(t, shown, number*perPage, len(all)), 0)
		m.Components = h.buttons(i.Scope(), t, shown, number, len(all))
		h.Send.Deliver(ctx, r, m)
	})
}

func (h *Handler) buttons(scope store.Scope, t *texts.Texts, shown []store.Fixed, number, of int) []wire.Row {
	var edits, removals, others []wire.Button
	for n, f := range shown {
		n += number*perPage + 1
		edits = append(edits, button(h.Signer, scope, view{action: edit, id: f.ID}, fmt.Sprintf(t.Edit, n)))
		removals = append(removals, button(h.Signer, scope, view{action: unfix, id: f.ID}, fmt.Sprintf(t.Unfix, n)))
	}
	if number > 0 {
		others = append(others, button(h.Signer, scope, view{action: page, page: number - 1}, "◀"))
	}
	if (number+1)*perPage < of {
		others = append(others, button(h.Signer, scope, view{action: page, page: number + 1}, "▶"))
	}
	return append(append(wire.Buttons(edits...), wire.Buttons(removals...)...), wire.Buttons(others...)...)
}

// listText returns a page of the list: the question, the beginning and the author of each
// answer.
func listText(t *texts.Texts, shown []store.Fixed, before, of int) string {
	lines := []string{fmt.Sprintf(t.FixedAnswers, of)}
	for n, f := range shown {
		lines = append(lines, fmt.Sprintf("**%d** %s", before+n+1, short(f.Question)))
		if len(f.Also) > 0 {
			var also []string
			for _, one := range f.Also[:min(len(f.Also), mostShown)] {
				also = append(also, markdown.Escape(markdown.Short(oneLine(one), maxWidth/mostShown)))
			}
			lines = append(lines, "-# "+fmt.Sprintf(t.AlsoPut, strings.Join(also, " / ")))
		}
		lines = append(lines, "→ "+short(f.Answer), "-# "+render.FixedBy(t, fixed.Source{Author: f.Author, Former: f.Former, At: f.At}))
	}
	return markdown.Pages(strings.Join(lines, "\n"), wire.MaxContent)[0]
}

// fixedText returns a fixed answer as readers will see it, below a line.
func fixedText(t *texts.Texts, said string, f store.Fixed) []string {
	lines := []string{fmt.Sprintf(said, short(f.Question))}
	if len(f.Also) > 0 {
		var also []string
		for _, one := range f.Also {
			also = append(also, short(one))
		}
		lines = append(lines, "-# "+fmt.Sprintf(t.AlsoPut, strings.Join(also, " / ")))
	}
	lines = append(lines, markdown.Quote(markdown.Escape(f.Answer)), "-# "+render.FixedBy(t, fixed.Source{Author: f.Author, At: f.At}))
	return markdown.Pages(strings.Join(lines, "\n"), wire.MaxContent)
}

// short returns a person's text on one line, shortened and with its markup escaped.
func short(text string) string { return markdown.Escape(markdown.Short(oneLine(text), maxWidth)) }

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }
