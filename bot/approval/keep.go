package approval

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"time"

	"footnote/internal/clock"
)

const (
	// waitLimit is how long an answer waits for a decision.
	waitLimit = 24 * time.Hour
	// lookEvery is the interval between two searches for answers that have waited that long
	// or that no helper has seen yet.
	lookEvery = 10 * time.Minute
	// unseen is the age from which on an answer that no helper has seen is shown again.
	// Discord could not be reached before.
	unseen = 5 * time.Minute
)

// Keep runs until ctx ends. It expires the answers about which nobody has decided within a
// day and tells their askers, and shows the helpers those answers that they could not be
// shown before.
func (d *Desk) Keep(ctx context.Context) {
	for ctx.Err() == nil {
		if err := d.expire(ctx, time.Now().Add(-waitLimit)); err != nil && ctx.Err() == nil {
			d.Log.WarnContext(ctx, "answers that have waited for a day could not be expired", "error", err)
		}
		if err := d.offerUnseen(ctx); err != nil && ctx.Err() == nil {
			d.Log.WarnContext(ctx, "waiting answers could not be shown to the helpers", "error", err)
		}
		_ = clock.Sleep(ctx, lookEvery) // the loop condition checks ctx
	}
}

func (d *Desk) expire(ctx context.Context, before time.Time) error {
	all, err := d.Notes.Notes(ctx, kind, before)
	for _, n := range all {
		if _, sealed := d.seal.open(n); sealed != nil {
			_, dropped := d.Notes.DropNote(ctx, n.Scope, kind, n.ID)
			err = errors.Join(err, sealed, dropped)
			continue
		}
		var it item
		other, got, claimed := it.reserve(ctx, d, n.Scope, n.ID, cmp.Or(d.Send.Self, "0"))
		if err = errors.Join(err, claimed); other != "" || !got { // a helper is deciding, or has decided
			continue
		}
		t := d.Texts.ForLocale(it.Locale)
		said := t.NobodyDecided
		if it.Sent != nil && it.Private != nil {
			if said = fmt.Sprintf(t.SentPrivately, it.Sent.By); it.doubtful() || !it.complete() {
				said += t.PerhapsLost
			}
		} else if it.Sent != nil {
			said = fmt.Sprintf(t.SentBy, it.Sent.By, it.Sent.Address)
			d.settle(ctx, &it, fmt.Sprintf(t.AnswerShown, it.Sent.Address))
		} else if told := d.deny(ctx, &it, n.ID, t.NobodyLooked, t); told != nil {
			d.Log.InfoContext(ctx, "somebody could not be told that there is no answer", "id", n.ID, "error", told)
		}
		if ctx.Err() != nil { // the next run goes on
			return errors.Join(err, ctx.Err())
		}
		_, dropped := d.Notes.DropNote(ctx, n.Scope, kind, n.ID)
		err = errors.Join(err, dropped)
		d.close(ctx, n.Scope, &it, t, said)
	}
	return err
}

// offerUnseen shows the helpers the answers that nobody has seen yet.
func (d *Desk) offerUnseen(ctx context.Context) error {
	all, err := d.Notes.Notes(ctx, kind, time.Now().Add(-unseen))
	for _, n := range all {
		it, sealed := d.seal.open(n)
		if sealed != nil || it.Last != "" {
			err = errors.Join(err, sealed)
			continue
		}
		if refused := d.offer(ctx, it, n.Scope, n.ID); refused != nil {
			t := d.Texts.ForLocale(it.Locale)
			err = errors.Join(err, refused, d.deny(ctx, &it, n.ID, t.NotHanded, t))
		}
	}
	return err
}
