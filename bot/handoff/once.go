package handoff

import (
	"context"
	"fmt"
	"log/slog"
	"strconv"
	"time"

	"footnote/bot/wire"
	"footnote/library/store"
)

// Notes stores which calls were made and which threads were taken over. [store.Library]
// implements it.
type Notes interface {
	AddNote(ctx context.Context, n store.Note) (first bool, err error)
	Note(ctx context.Context, scope store.Scope, kind, id string) (store.Note, bool, error)
	ChangeNote(ctx context.Context, scope store.Scope, kind, id string, change func(*store.Note) bool) (bool, error)
	DropNote(ctx context.Context, scope store.Scope, kind, id string) (bool, error)
	CountNotes(ctx context.Context, scope store.Scope, kind string, by [16]byte, since time.Time) (int, error)
	ForgetNotes(ctx context.Context, kind string, before time.Time) error
}

const (
	// kindCall is the kind of a note that holds the link to an answer's call. The link is
	// empty while the call is being made.
	kindCall = "call"
	// kindCaller is the kind of a note on who called. It counts against the limits for an
	// hour.
	kindCaller = "caller"
	// remembered is how long the bot remembers the call of an answer. Nobody can be called
	// to an older answer.
	remembered = 90 * 24 * time.Hour
	// callLimit is how long making a call takes at most. A call that takes longer belongs
	// to a process that was killed.
	callLimit = time.Minute
	// perPerson and perServer are how many calls one person and all members of a server may
	// make within the time given by within.
	perPerson, perServer, within = 3, 30, time.Hour
	// storeWithin bounds the store accesses before Discord gets its first answer to a
	// press.
	storeWithin = time.Second
)

// reserve reports whether this is the first call to an answer. If it is not, it returns the
// link to that call, which is empty while the call is being made.
func (c *Caller) reserve(ctx context.Context, i *wire.Interaction, id string) (address string, first bool, err error) {
	now := time.Now()
	first, err = c.Notes.AddNote(ctx, store.Note{Scope: i.Scope(), Kind: kindCall, ID: id, At: now})
	if err != nil || first {
		return "", first, err
	}
	first, err = c.Notes.ChangeNote(ctx, i.Scope(), kindCall, id, func(n *store.Note) bool {
		address = string(n.Data)
		abandoned := address == "" && now.Sub(n.At) > callLimit
		n.At = now
		return abandoned
	})
	return address, first, err
}

// countCall counts a call. If the limit is exceeded, it returns when the person may call
// again; else the time is zero.
func (c *Caller) countCall(ctx context.Context, i *wire.Interaction, id string) (again time.Time, err error) {
	by := c.Signer.PersonCode(i.Asker())
	if _, err := c.Notes.AddNote(ctx, store.Note{Scope: i.Scope(), Kind: kindCaller, ID: id, By: by, At: time.Now()}); err != nil {
		return again, fmt.Errorf("a call cannot be counted: %w", err)
	}
	since := time.Now().Add(-within)
	for by, most := range map[[16]byte]int{by: perPerson, {}: perServer} {
		n, err := c.Notes.CountNotes(ctx, i.Scope(), kindCaller, by, since)
		if err != nil {
			return again, fmt.Errorf("calls cannot be counted: %w", err)
		}
		if n > most { // n includes this call
			again = time.Now().Add(within)
		}
	}
	return again, nil
}

// undo removes a call from the counts.
func (c *Caller) undo(ctx context.Context, i *wire.Interaction, id string) {
	for _, kind := range []string{kindCaller, kindCall} {
		if _, err := c.Notes.DropNote(context.WithoutCancel(ctx), i.Scope(), kind, id); err != nil {
			c.Log.WarnContext(ctx, "a failed call still counts against the limits", "id", i.ID, "error", err)
		}
	}
}

// old reports whether a message is older than the calls that the bot remembers.
func old(id string) bool {
	const discordEpoch = 1420070400000
	n, err := strconv.ParseUint(id, 10, 64)
	return err != nil || time.Since(time.UnixMilli(int64(n>>22)+discordEpoch)) > remembered-time.Hour
}

// forgetEvery is the interval between two deletions of old notes.
const forgetEvery = time.Hour

// Forget deletes the notes on calls and threads whose time is over, until ctx ends.
func Forget(ctx context.Context, notes Notes, log *slog.Logger) {
	hour := time.NewTicker(forgetEvery)
	defer hour.Stop()
	for {
		for kind, lasts := range map[string]time.Duration{kindCall: remembered, kindThread: remembered, kindCaller: within} {
			if err := notes.ForgetNotes(ctx, kind, time.Now().Add(-lasts)); err != nil && ctx.Err() == nil {
				log.WarnContext(ctx, "old notes on calls could not be deleted", "error", err)
			}
		}
		select {
		case <-hour.C:
		case <-ctx.Done():
			return
		}
	}
}
