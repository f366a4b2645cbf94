package subscription

import (
	"context"
	"fmt"
	"runtime/debug"
	"time"

	"footnote/internal/clock"
	"footnote/library/store"
)

// lookEvery is how often Keep looks for due subscriptions, since other processes may add some.
const lookEvery = time.Minute

// Keep runs the due subscriptions of all scopes, one after another, until ctx ends. Only one
// process should call it at a time.
func (u *Updater) Keep(ctx context.Context) {
	for ctx.Err() == nil {
		due, err := u.Library.Store.DueSubscriptions(ctx, time.Now())
		if err != nil && ctx.Err() == nil {
			u.Log.WarnContext(ctx, "cannot see all that is to be fetched again", "error", err)
		}
		for _, s := range due {
			if ctx.Err() != nil {
				return
			}
			u.scheduled(ctx, s)
		}
		_ = clock.Sleep(ctx, lookEvery) // it only fails when ctx ends
	}
}

// scheduled runs one subscription. It is rescheduled first, so that one that crashes the program is
// not run again at once.
func (u *Updater) scheduled(ctx context.Context, s store.Subscription) {
	began := time.Now()
	s.Due = began.Add(soonest)
	if err := u.Library.Store.SaveSubscription(ctx, s); err != nil {
		u.Log.WarnContext(ctx, "cannot begin to fetch again", "error", err)
		return
	}
	report, err := u.guarded(ctx, s)
	if ctx.Err() != nil {
		return
	}
	u.Log.InfoContext(ctx, "fetched again", "kind", string(s.Kind), "scope", string(s.Scope), "read", report.Read, "unchanged", report.Unchanged,
		"gone", report.Gone, "removed", report.Removed, "left_out", report.LeftOut, "failed", report.Failed, "since", time.Since(began).Round(time.Millisecond))
	if err != nil {
		u.Log.WarnContext(ctx, "not all could be fetched again; it is tried later", "kind", string(s.Kind), "scope", string(s.Scope), "error", err)
	}
}

// guarded runs a subscription and turns a panic into an error.
func (u *Updater) guarded(ctx context.Context, s store.Subscription) (r Report, err error) {
	defer func() {
		if reason := recover(); reason != nil {
			u.Log.ErrorContext(ctx, "panic", "event", "subscription", "reason", fmt.Sprint(reason), "stack", string(debug.Stack()))
			err = fmt.Errorf("reading it failed")
		}
	}()
	return u.Run(ctx, s, Options{})
}
