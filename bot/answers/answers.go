// Package answers lets the managers of a server fix the answers to questions: by command,
// or in a window, also from a question that found no answer.
package answers

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"footnote/bot/render"
	"footnote/bot/render/markdown"
	"footnote/bot/texts"
	"footnote/bot/wire"
	"footnote/library"
	"footnote/library/answers"
	"footnote/library/insight"
	"footnote/library/store"
)

// A Handler handles /answers, the buttons of its lists, and its window.
type Handler struct {
	Send    *wire.Sender
	Signer  render.Signer
	Library *library.Library
	Log     *slog.Logger
}

// Command fixes an answer, or lists or removes the fixed answers of a scope. Only the
// scope's managers may use it.
func (h *Handler) Command(ctx context.Context, i *wire.Interaction, t *texts.Texts, name string) {
	if !h.manages(ctx, i, t) {
		return
	}
	switch name {
	case wire.CommandAnswersAdd:
		f := store.Fixed{Question: i.Text(wire.OptionQuestion), Answer: i.Text(wire.OptionAnswer), Also: strings.Split(i.Text(wire.OptionAlso), "|")}
		if f.Question == "" || f.Answer == "" {
			h.write(ctx, i, t, f)
			return
		}
		h.add(ctx, i, t, f)
	case wire.CommandAnswersRemove:
		wanted := i.Text(wire.OptionQuestion)
		h.remove(ctx, i, t, wanted, fmt.Sprintf(t.NotFixed, short(markdown.Clean(wanted))))
	default:
		h.list(ctx, i, t, 0)
	}
}

func (h *Handler) manages(ctx context.Context, i *wire.Interaction, t *texts.Texts) bool {
	if i.Manages() {
		return true
	}
	h.Send.Respond(ctx, i, wire.Text(t.ManageOnly, wire.Ephemeral))
	return false
}

// beforeWindow bounds the work before Discord's first answer, which must come within three
// seconds. A window can only be that first answer.
const beforeWindow = 1500 * time.Millisecond

// Press handles the press of a button. The person who presses must be allowed to manage the
// scope at that time.
func (h *Handler) Press(ctx context.Context, i *wire.Interaction, t *texts.Texts, payload []byte) {
	v, ok := readView(payload)
	if !ok {
		h.Send.Respond(ctx, i, wire.Text(t.Stale, wire.Ephemeral))
		return
	}
	if !h.manages(ctx, i, t) {
		return
	}
	switch v.action {
	case unfix:
		h.remove(ctx, i, t, v.id, t.UnfixedSince)
	case edit:
		h.edit(ctx, i, t, v.id)
	case fix:
		h.fix(ctx, i, t, v.id)
	default:
		h.list(ctx, i, t, v.page)
	}
}

// edit opens the window with an existing answer.
func (h *Handler) edit(ctx context.Context, i *wire.Interaction, t *texts.Texts, id string) {
	reading, cancel := context.WithTimeout(ctx, beforeWindow)
	defer cancel()
	all, err := h.Library.Fixed.List(reading, i.Scope())
	if err != nil {
		h.failed(ctx, i, t, err)
		return
	}
	for _, f := range all {
		if f.ID == id {
			h.write(ctx, i, t, f)
			return
		}
	}
	h.Send.Respond(ctx, i, wire.Text(t.Stale, wire.Ephemeral))
}

// fix opens the window with a question that found no answer.
func (h *Handler) fix(ctx context.Context, i *wire.Interaction, t *texts.Texts, id string) {
	reading, cancel := context.WithTimeout(ctx, beforeWindow)
	defer cancel()
	question, err := insight.Wording(reading, h.Library, i.Scope(), id)
	switch {
	case errors.Is(err, insight.ErrNoQuestion):
		h.Send.Respond(ctx, i, wire.Text(t.NotKept, wire.Ephemeral))
	case err != nil:
		h.failed(ctx, i, t, err)
	default:
		h.write(ctx, i, t, store.Fixed{Question: question})
	}
}

func (h *Handler) failed(ctx context.Context, i *wire.Interaction, t *texts.Texts, err error) {
	h.Log.WarnContext(ctx, "fixed answers cannot be read", "error", err)
	h.Send.Respond(ctx, i, wire.Text(t.Failed, wire.Ephemeral))
}

// Names of the window's fields.
const fieldQuestion, fieldAnswer, fieldAlso = "question", "answer", "also"

// write opens the window, filled with what f holds.
func (h *Handler) write(ctx context.Context, i *wire.Interaction, t *texts.Texts, f store.Fixed) {
	h.Send.Open(ctx, i, wire.Window{
		CustomID: h.Signer.ID(i.Scope(), render.KindAnswers, view{action: written, id: f.ID}.payload()), Title: t.WriteAnswer,
		Fields: []wire.Field{
			{ID: fieldQuestion, Label: t.TheQuestion, Value: markdown.Short(oneLine(f.Question), answers.MaxQuestion), Most: answers.MaxQuestion},
			{ID: fieldAnswer, Label: t.TheAnswer, Value: markdown.Short(f.Answer, answers.MaxAnswer), Most: min(answers.MaxAnswer, wire.MaxWritten), Long: true},
			{ID: fieldAlso, Label: t.OtherWords, About: t.OneEach, Value: markdown.Short(strings.Join(f.Also, "\n"), wire.MaxWritten), Most: wire.MaxWritten, Long: true, Optional: true},
		},
	})
}

// Written fixes the answer that somebody wrote in the window.
func (h *Handler) Written(ctx context.Context, i *wire.Interaction, t *texts.Texts, payload []byte) {
	v, ok := readView(payload)
	if !ok || v.action != written {
		h.Send.Respond(ctx, i, wire.Text(t.Stale, wire.Ephemeral))
		return
	}
	if h.manages(ctx, i, t) {
		h.add(ctx, i, t, store.Fixed{ID: v.id, Question: i.Written(fieldQuestion), Answer: i.Written(fieldAnswer), Also: strings.Split(i.Written(fieldAlso), "\n")})
	}
}

// add fixes an answer and shows it as readers will see it.
func (h *Handler) add(ctx context.Context, i *wire.Interaction, t *texts.Texts, f store.Fixed) {
	f.Question, f.Answer, f.Author = markdown.Clean(f.Question), markdown.Clean(f.Answer), markdown.Clean(i.AskerName())
	for n := range f.Also {
		f.Also[n] = markdown.Clean(f.Also[n])
	}
	f.By = h.Signer.PersonCode(i.Asker())
	h.Send.Privately(ctx, i, func(ctx context.Context, r wire.Reply) {
		f, replaced, err := h.Library.Fixed.Add(ctx, i.Scope(), f)
		var unfit *answers.Error
		switch {
		case errors.As(err, &unfit):
			h.Send.DeliverParts(ctx, r, markdown.Pages(fmt.Sprintf(t.CannotFix, explain(t, unfit))+"\n"+markdown.Escape(f.Answer), wire.MaxContent)) // the text that was written is not lost
		case err != nil:
			h.Send.Fail(ctx, r, t, "an answer cannot be fixed", err)
		case replaced:
			h.Send.DeliverParts(ctx, r, fixedText(t, t.Refixed, f))
		default:
			h.Send.DeliverParts(ctx, r, fixedText(t, t.NowFixed, f))
		}
	})
}

// explain says what is wrong with an answer.
func explain(t *texts.Texts, e *answers.Error) string {
	switch text := t.Unfit[string(e.Kind)]; {
	case e.Limit > 0:
		return fmt.Sprintf(text, e.Limit)
	case strings.Contains(text, "%s"):
		return fmt.Sprintf(text, short(e.Wording))
	default:
		return text
	}
}

// remove removes the fixed answer of a question, which is given by its wording or by the
// answer's ID, and shows the answer once more. none is shown if there is no such answer.
func (h *Handler) remove(ctx context.Context, i *wire.Interaction, t *texts.Texts, wanted, none string) {
	h.Send.Privately(ctx, i, func(ctx context.Context, r wire.Reply) {
		was, err := h.Library.Fixed.Remove(ctx, i.Scope(), wanted)
		switch {
		case err != nil:
			h.Send.Fail(ctx, r, t, "a fixed answer cannot be taken away", err)
		case was == nil:
			h.Send.Deliver(ctx, r, wire.Text(none, 0))
		default:
			text := fmt.Sprintf(t.Unfixed, short(was.Question), markdown.Quote(markdown.Escape(was.Answer)))
			h.Send.DeliverParts(ctx, r, markdown.Pages(text, wire.MaxContent))
		}
	})
}

// Discord's limits: the number of choices, and the length of one in UTF-16 units.
const maxChoices, maxChoice = 25, 100

// Choices returns the questions with fixed answers that match what was typed so far.
// Questions that are too long for a choice are left out.
func (h *Handler) Choices(ctx context.Context, scope store.Scope, typed string) ([]wire.Choice, error) {
	found := []wire.Choice{}
	p, err := h.Library.Fixed.Page(ctx, scope)
	if err != nil {
		return found, err
	}
	for _, f := range p.Matching(typed) {
		if markdown.Length(f.Question) <= maxChoice && len(found) < maxChoices {
			found = append(found, wire.Choice{Name: f.Question, Value: f.Question})
		}
	}
	return found, nil
}
