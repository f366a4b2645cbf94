package library

import (
	"context"
	"time"

	"footnote/library/store"
)

// Left records that the bot has left a scope. Its data is erased after the grace period, unless
// Returned is called before.
func (l *scopes) Left(ctx context.Context, scope store.Scope) error {
	return l.Store.Left(ctx, scope, time.Now())
}

// Returned records that the bot is back in a scope.
func (l *scopes) Returned(ctx context.Context, scope store.Scope) error {
	return l.Store.Returned(ctx, scope)
}

// Scopes returns all scopes that have any data.
func (l *scopes) Scopes(ctx context.Context) ([]store.Scope, error) { return l.Store.Scopes(ctx) }

// Erase cancels the additions of a scope and erases all its data.
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

// sweepEvery is the interval between sweeps. It equals the time for which a removed article can
// be restored, so that a sweep sees each removal before it is due, whichever process made it.
const sweepEvery = store.Restorable

// Sweep erases scopes whose grace period has passed, and questions and other records that are
// past their retention, at once and then every hour until ctx ends. It erases removed articles
// as soon as they are due.
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

// unerased logs that something could not be erased.
func (l *Library) unerased(ctx context.Context, err error) {
	if err != nil && ctx.Err() == nil {
		l.Log.WarnContext(ctx, "cannot erase what is to go", "error", err)
	}
}

// untilDue returns how long to wait until the next removed article is to be erased.
func untilDue(next time.Time, err error) time.Duration {
	const again = time.Minute // after an error of the disk
	switch {
	case err != nil:
		return again
	case next.IsZero():
		return sweepEvery
	}
	return max(time.Until(next), time.Second) // at least a second, in case the clock was set forward
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
		l.Log.InfoContext(ctx, "a scope that was left is erased")
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
		if s.Tell {
			continue
		}
		if err := l.Store.ForgetContacts(ctx, scope); err != nil {
			return err
		}
	}
	if err := l.Store.ForgetShown(ctx, time.Now().Add(-store.ShownAge)); err != nil {
		return err
	}
	if err := l.Store.ForgetSeen(ctx, time.Now().Add(-store.SeenAge)); err != nil {
		return err
	}
	return l.Store.ForgetTallies(ctx, time.Now().UTC().AddDate(0, 0, -store.TallyAge).Format(time.DateOnly))
}

// Asked stores a question if the scope's settings say so, with its asker's contact if the scope
// tells askers of answers that are found later.
func (l *scopes) Asked(ctx context.Context, scope store.Scope, a store.Asked) error {
	s, err := l.Settings(ctx, scope)
	if err != nil || s.Retain == 0 {
		return err
	}
	if !s.Tell {
		a.Contact = nil
	}
	return l.Store.KeepQuestion(ctx, scope, a)
}
