package bot

import (
	"context"
	"errors"
	"fmt"
	"time"

	"footnote/internal/clock"

	"footnote/bot/render"
	"footnote/bot/texts"
	"footnote/bot/wire"
	"footnote/library"
	"footnote/library/store"
)

// add adds what a member named, and shows how that goes in a message that all
// see: it outlives the command, which ends after 15 minutes.
func (b *Bot) add(ctx context.Context, i *wire.Interaction, t *texts.Texts, wanted func(context.Context) ([]store.Job, error)) {
	r, _ := b.send.Defer(ctx, i, 0).(*wire.InteractionReply)
	if r == nil {
		return
	}
	if b.send.Deliver(ctx, r, wire.Text(t.Adding, 0)) != nil { // only then has the message an id
		return
	}
	jobs, err := wanted(ctx)
	switch {
	case b.cut.Err() != nil:
		b.send.CutOff(r, t, "")
		return
	case err != nil:
		b.send.Deliver(ctx, r, wire.Text(notAdded(t, err), 0))
		return
	}
	var additions []*library.Addition
	for _, j := range jobs {
		j.Scope, j.By, j.Locale, j.Channel, j.Message = i.Scope(), b.signer.PersonCode(i.Asker()), i.Locale, i.Channel, r.Shown()
		a, err := b.Library.Promise(ctx, j)
		if err != nil {
			b.send.Deliver(ctx, r, wire.Text(notAdded(t, err), 0))
			return
		}
		additions = append(additions, a)
	}
	b.follow(b.stopping, additions, r, t) // what is not over then, the next run goes on with
}

// follow shows how additions go, one after another, until all are over.
func (b *Bot) follow(ctx context.Context, additions []*library.Addition, r wire.Reply, t *texts.Texts) {
	var lines []string
	refused := false
	for _, a := range additions {
		last, err := a.Follow(ctx, func(p library.Progress) {
			if refused {
				return // what comes of it is told all the same
			}
			m := wire.Text(render.LastLines(append(lines[:len(lines):len(lines)], render.Progress(t, p))), 0)
			m.Components = b.signer.Cancel(a.Scope, t, a.ID)
			if err := r.Show(ctx, m); err != nil {
				b.Log.Info("the progress of an addition cannot be shown", "error", err)
				refused = wire.IsRefused(err)
			}
			clock.Sleep(ctx, editEvery)
		})
		if err != nil {
			return
		}
		lines = append(lines, render.Outcome(t, last)...)
	}
	// No later run knows of what is over, so it is said while the bot stops, too.
	b.send.Deliver(b.cut, r, wire.Text(render.LastLines(lines), 0))
}

// resume follows the additions that an earlier run has promised, in the messages
// that it showed them in.
func (b *Bot) resume(ctx context.Context) {
	pending, err := b.Library.Pending(ctx)
	if err != nil {
		b.Log.Warn("cannot see what is to be added", "error", err)
		return
	}
	byMessage := map[string][]*library.Addition{}
	var order []string
	for _, a := range pending {
		if a.Channel == "" || a.Message == "" {
			continue
		}
		if byMessage[a.Message] == nil {
			order = append(order, a.Message)
		}
		byMessage[a.Message] = append(byMessage[a.Message], a)
	}
	for _, id := range order {
		all := byMessage[id]
		t := texts.ForLocale(all[0].Locale)
		r := b.send.Resume(all[0].Channel, id, t)
		b.running.Go(func() { b.follow(ctx, all, r, t) })
	}
}

// cancelWithin bounds how long ending an addition may take.
const cancelWithin = 2 * time.Second

// cancelAddition ends an addition for somebody who may. Its message says so.
func (b *Bot) cancelAddition(ctx context.Context, i *wire.Interaction, t *texts.Texts, payload []byte) {
	if b.Library == nil || !i.Manages() {
		b.send.Respond(ctx, i, wire.Text(t.ManageOnly, wire.Ephemeral))
		return
	}
	ending, cancel := context.WithTimeout(ctx, cancelWithin)
	defer cancel()
	was, err := b.Library.Cancel(ending, i.Scope(), render.Job(payload))
	switch {
	case err != nil:
		b.Log.Warn("an addition cannot be cancelled", "error", err)
		b.send.Respond(ctx, i, wire.Text(t.Failed, wire.Ephemeral))
	case !was:
		b.send.Respond(ctx, i, wire.Text(t.Over, wire.Ephemeral))
	default:
		b.send.DeferUpdate(ctx, i)
	}
}

// notAdded says why what a command named was not added.
func notAdded(t *texts.Texts, err error) string {
	switch {
	case errors.Is(err, errNothingNamed):
		return fmt.Sprintf(t.FailedToAdd, t.NothingNamed)
	case errors.Is(err, errNoSuchLink):
		return fmt.Sprintf(t.FailedToAdd, t.NoLink)
	case errors.Is(err, errTooLarge):
		return fmt.Sprintf(t.FailedToAdd, t.TooBig)
	}
	return render.CannotAdd(t, err)
}
