// Package aging tells readers that the source of an answer has changed since. The answer
// gets a line and a button, once; the button shows the old and the new sentence.
package aging

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"footnote/bot/reach"
	"footnote/bot/render"
	"footnote/bot/rest"
	"footnote/bot/texts"
	"footnote/bot/wire"
	"footnote/internal/clock"
	"footnote/library"
	"footnote/library/citation"
	"footnote/library/store"
)

// A Marker marks outdated answers and shows what has changed.
type Marker struct {
	Send    *wire.Sender
	Signer  render.Signer
	Library *library.Library
	Texts   *texts.Catalog
	Log     *slog.Logger
}

const (
	// lookEvery is the interval between two checks whether articles have changed.
	lookEvery = time.Minute
	// apart is the pause between two marked answers, so that replies to readers go first.
	apart = time.Second
	// patience is how long a call of Discord's API may wait for a rate limit.
	patience = time.Minute
)

// Run looks every minute for articles that have changed and marks the answers that rest on
// them, one after another, until ctx ends. The next run marks the rest.
func (m *Marker) Run(ctx context.Context) {
	c := citation.Checker{Library: m.Library, Log: m.Log}
	for clock.Sleep(ctx, lookEvery) == nil {
		err := c.Look(ctx)
		if err == nil {
			err = m.markAll(ctx)
		}
		if err != nil && ctx.Err() == nil {
			m.Log.WarnContext(ctx, "answers whose source has changed cannot be marked", "error", err)
		}
	}
}

// markAll marks the answers that are waiting for it. An answer that cannot be marked now is
// left for the next time.
func (m *Marker) markAll(ctx context.Context) error {
	all, err := m.Library.Store.PendingShown(ctx)
	if err != nil {
		return err
	}
	for _, s := range all {
		err := m.mark(ctx, s)
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case wire.IsRefused(err):
			m.Log.InfoContext(ctx, "an answer whose source has changed cannot be marked", "error", err)
		case errors.Is(err, rest.ErrUnauthorized), errors.Is(err, rest.ErrTooManyInvalid):
			return err
		case err != nil:
			m.Log.WarnContext(ctx, "an answer whose source has changed is marked later", "error", err)
			continue
		}
		if _, err := m.Library.Store.ChangeShown(ctx, s.Number, func(kept *store.ShownAnswer) bool { kept.Pending = false; return true }); err != nil {
			return err
		}
		if err := clock.Sleep(ctx, apart); err != nil {
			return err
		}
	}
	return nil
}

// mark adds the line and the button to an answer, unless it has them already.
func (m *Marker) mark(ctx context.Context, s store.ShownAnswer) error {
	path := wire.MessagePath(s.Channel, s.Message)
	var there wire.Message
	if err := m.Send.REST.Do(ctx, rest.Request{Method: "GET", Path: path, Out: &there, Patience: patience}); err != nil {
		return err
	}
	marked, fits := m.Signer.Aged(&there, s, m.Texts.ForLocale(s.Locale))
	if !fits {
		return nil
	}
	return m.Send.REST.Do(ctx, rest.Request{Method: "PATCH", Path: path, Body: marked, Patience: patience})
}

// Press shows what has changed to the person who pressed the button.
func (m *Marker) Press(ctx context.Context, i *wire.Interaction, t *texts.Texts) {
	m.Send.Promptly(ctx, i, i.Alone(), func(ctx context.Context) []string {
		changes, found, err := citation.Changes(ctx, m.Library, reach.Alone(i), i.Message.ID)
		switch {
		case err != nil:
			m.Log.WarnContext(ctx, "what has changed of a source cannot be read", "error", err)
			return []string{t.Failed}
		case !found:
			return []string{t.ChangesGone}
		}
		return render.Changes(t, changes)
	})
}
