package library

import (
	"context"
	"time"

	"footnote/library/store"
)

// Left notes that a scope is no longer wanted: it is erased after the grace
// period, unless it is wanted again before.
func (l *scopes) Left(ctx context.Context, scope store.Scope) error {
	return l.Store.Left(ctx, scope, time.Now())
}

// Returned notes that a scope is wanted again.
func (l *scopes) Returned(ctx context.Context, scope store.Scope) error {
	return l.Store.Returned(ctx, scope)
}

// Scopes are all that something is kept of.
func (l *scopes) Scopes(ctx context.Context) ([]store.Scope, error) { return l.Store.Scopes(ctx) }

// Erase takes everything of a scope away, what is being added to it too.
func (l *Library) Erase(ctx context.Context, scope store.Scope) error {
	pending, err := l.Pending(ctx)
	if err != nil {
		return err
	}
	for _, a := range pending {
		if a.Scope != scope {
			continue
		}
		a.cancel()
		if _, err := a.Follow(ctx, nil); err != nil {
			return err
		}
	}
	if err := l.Store.Erase(ctx, scope); err != nil {
		return err
	}
	l.forget(scope)
	return nil
}

// sweepEvery is how often what is to go is looked for. That is as long as what
// was removed can be restored, so each removal is seen before it is due, whichever
// process made it.
const sweepEvery = store.Restorable

// Sweep erases what was left longer ago than the grace period, and questions
// that were kept long enough, at once and then every hour until ctx ends. What
// was removed it erases when that is due.
func (l *Library) Sweep(ctx context.Context) {
	hour := time.NewTicker(sweepEvery)
	defer hour.Stop()
	due := time.NewTimer(0)
	defer due.Stop()
	for hourly := true; ; {
		if hourly {
			l.unerased(ctx, l.sweep(ctx))
		}
		next, err := l.Store.Purge(ctx, time.Now())
		l.unerased(ctx, err)
		due.Reset(untilDue(next, err))
		select {
		case <-hour.C:
			hourly = true
		case <-due.C:
			hourly = false
		case <-ctx.Done():
			return
		}
	}
}

// unerased says that something could not be erased.
func (l *Library) unerased(ctx context.Context, err error) {
	if err != nil && ctx.Err() == nil {
		l.Log.Warn("cannot erase what is to go", "error", err)
	}
}

// untilDue is how long to wait for the next removed article that is to be erased.
func untilDue(next time.Time, err error) time.Duration {
	const again = time.Minute // after a disk that failed
	switch {
	case err != nil:
		return again
	case next.IsZero():
		return sweepEvery
	}
	return max(time.Until(next), time.Second) // which a clock that was set meanwhile may have passed
}

func (l *Library) sweep(ctx context.Context) error {
	left, err := l.Store.Departed(ctx, time.Now().Add(-l.Limits.Grace))
	if err != nil {
		return err
	}
	for _, scope := range left {
		if err := l.Erase(ctx, scope); err != nil {
			return err
		}
		l.Log.Info("a scope that was left is erased")
	}
	scopes, err := l.Store.Scopes(ctx)
	if err != nil {
		return err
	}
	for _, scope := range scopes {
		s, err := l.Settings(ctx, scope)
		if err != nil {
			return err
		}
		if err := l.Store.ForgetQuestions(ctx, scope, time.Now().AddDate(0, 0, -s.Retain)); err != nil {
			return err
		}
	}
	return nil
}

// Asked keeps a question where the scope wants that.
func (l *scopes) Asked(ctx context.Context, scope store.Scope, by [16]byte, question, outcome string) error {
	s, err := l.Settings(ctx, scope)
	if err != nil || s.Retain == 0 {
		return err
	}
	return l.Store.KeepQuestion(ctx, scope, store.Asked{At: time.Now(), By: by, Question: question, Outcome: outcome})
}
