// Package insights shows the managers of a server what people asked, and tells the askers
// when there is an answer.
package insights

import (
	"context"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"footnote/bot/answers"
	"footnote/bot/render"
	"footnote/bot/render/markdown"
	"footnote/bot/rest"
	"footnote/bot/texts"
	"footnote/bot/wire"
	"footnote/library"
	"footnote/library/insight"
)

// A Handler handles /insights and the buttons under its messages.
type Handler struct {
	Send     *wire.Sender
	Signer   render.Signer
	Library  *library.Library
	Recorder *insight.Recorder
	Log      *slog.Logger

	vectors insight.Vectors
}

// usualDays is how many days a report covers by default.
const usualDays = 30

// Command shows the report of a server to its managers.
func (h *Handler) Command(ctx context.Context, i *wire.Interaction, t *texts.Texts) {
	v := view{days: usualDays}
	i.Value(wire.OptionDays, &v.days)
	v.days = min(max(v.days, 1), wire.MaxRetain)
	h.reply(ctx, i, t, v)
}

// Press handles the press of a button under a report. The person who presses must be
// allowed to manage the server at that time.
func (h *Handler) Press(ctx context.Context, i *wire.Interaction, t *texts.Texts, payload []byte) {
	v, ok := readView(payload)
	if !ok {
		h.Send.Respond(ctx, i, wire.Text(t.Stale, wire.Ephemeral))
		return
	}
	h.reply(ctx, i, t, v)
}

func (h *Handler) reply(ctx context.Context, i *wire.Interaction, t *texts.Texts, v view) {
	if !i.Manages() {
		h.Send.Respond(ctx, i, wire.Text(t.ManageOnly, wire.Ephemeral))
		return
	}
	h.Send.Privately(ctx, i, func(ctx context.Context, r wire.Reply) {
		m, err := h.message(ctx, i, t, v)
		if err != nil {
			h.Send.Fail(ctx, r, t, "the report on what people asked cannot be shown", err)
			return
		}
		h.Send.Deliver(ctx, r, m)
	})
}

// message returns the message for a view.
func (h *Handler) message(ctx context.Context, i *wire.Interaction, t *texts.Texts, v view) (wire.Outgoing, error) {
	if v.action == why {
		w, err := insight.Explain(ctx, h.Library, i.Scope(), v.id)
		if errors.Is(err, insight.ErrNoQuestion) {
			return wire.Text(t.NotKept, 0), nil
		}
		return wire.Text(whyText(t, w), 0), err
	}
	if err := h.Recorder.Flush(ctx); err != nil {
		h.Log.WarnContext(ctx, "the last counts are missing in a report", "error", err)
	}
	r, err := insight.Make(ctx, h.Library, i.Scope(), insight.Options{Since: time.Now().AddDate(0, 0, -v.days), Vectors: &h.vectors})
	if err != nil {
		return wire.Outgoing{}, err
	}
	switch v.action {
	case tables:
		return wire.Text(t.AsFiles, 0).Attach(
			rest.File{Name: "questions.csv", Type: "text/csv; charset=utf-8", Data: []byte(r.QuestionsCSV())},
			rest.File{Name: "counts.csv", Type: "text/csv; charset=utf-8", Data: []byte(r.CountsCSV())},
			rest.File{Name: "articles.csv", Type: "text/csv; charset=utf-8", Data: []byte(r.ArticlesCSV())},
			rest.File{Name: "changed.csv", Type: "text/csv; charset=utf-8", Data: []byte(r.AgedCSV())},
		), nil
	case values:
		raw, err := json.MarshalIndent(r, "", "  ")
		return wire.Text(t.AsFiles, 0).Attach(rest.File{Name: "insights.json", Type: "application/json", Data: raw}), err
	}
	m := wire.Text(pageText(t, r, &v), 0)
	m.Components = h.buttons(i, t, r, v)
	return m, nil
}

// An action says what a button shows.
type action byte

const (
	page   action = 'p' // a page of the report
	why    action = 'w' // how a question was answered
	tables action = 'c' // the report as CSV files
	values action = 'j' // the report as JSON
)

// A view is what a button asks for.
type view struct {
	action action
	days   int
	page   int
	id     string // id of a question, for why
}

const idBytes = 6 // length of a question's ID, which is hexadecimal, when decoded

func (v view) payload() []byte {
	id, err := hex.DecodeString(v.id)
	if err != nil {
		id = nil
	}
	out := []byte{byte(v.action)}
	out = binary.BigEndian.AppendUint16(out, uint16(v.days))
	out = binary.BigEndian.AppendUint16(out, uint16(v.page))
	return append(out, id...)
}

func readView(payload []byte) (v view, ok bool) {
	const head = 5
	if len(payload) != head && len(payload) != head+idBytes {
		return v, false
	}
	v = view{action(payload[0]), int(binary.BigEndian.Uint16(payload[1:])), int(binary.BigEndian.Uint16(payload[3:])), hex.EncodeToString(payload[head:])}
	return v, v.action == page || v.action == tables || v.action == values || v.action == why && v.id != ""
}

// buttons returns the buttons under a page: how each question was answered, fixing its
// answer, the neighbouring pages, and the report as files.
func (h *Handler) buttons(i *wire.Interaction, t *texts.Texts, r insight.Report, v view) []wire.Row {
	button := func(v view, label string) wire.Button {
		return h.Signer.Button(i.Scope(), render.KindInsights, v.payload(), markdown.Short(label, wire.MaxLabel))
	}
	var whys, fixes, others []wire.Button
	for n, g := range v.gaps(r) {
		if id := g.Questions[0].ID; id != "" {
			number := v.page*perPage + n + 1
			whys = append(whys, button(view{action: why, days: v.days, id: id}, fmt.Sprintf(t.Why, number)))
			fixes = append(fixes, answers.FixButton(h.Signer, i.Scope(), t, id, number))
		}
	}
	if v.page > 0 {
		others = append(others, button(view{action: page, days: v.days, page: v.page - 1}, "◀"))
	}
	if (v.page+1)*perPage < len(r.Gaps) {
		others = append(others, button(view{action: page, days: v.days, page: v.page + 1}, "▶"))
	}
	others = append(others, button(view{action: tables, days: v.days}, "CSV"), button(view{action: values, days: v.days}, "JSON"))
	return slices.Concat(wire.Buttons(whys...), wire.Buttons(fixes...), wire.Buttons(others...))
}
