package library

import (
	"context"
	"time"

	"footnote/corpus/keep"
)

// Left notes that a scope is no longer wanted: it is erased after the grace
// period, unless it is wanted again before.
func (l *Library) Left(ctx context.Context, scope keep.Scope) error {
	return l.Store.Left(ctx, scope, time.Now())
}

// Returned notes that a scope is wanted again.
func (l *Library) Returned(ctx context.Context, scope keep.Scope) error {
	return l.Store.Returned(ctx, scope)
}

// Scopes are all that something is kept of.
func (l *Library) Scopes(ctx context.Context) ([]keep.Scope, error) { return l.Store.Scopes(ctx) }

// Erase takes everything of a scope away, what is being added to it too.
func (l *Library) Erase(ctx context.Context, scope keep.Scope) error {
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
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.shelves, scope)
	return nil
}

// sweepEvery is how often what is to go is looked for.
const sweepEvery = time.Hour

// Sweep erases what was left longer ago than the grace period, and questions
// that were kept long enough, at once and then every hour until ctx ends.
func (l *Library) Sweep(ctx context.Context) {
	ticker := time.NewTicker(sweepEvery)
	defer ticker.Stop()
	for {
		if err := l.sweep(ctx); err != nil && ctx.Err() == nil {
			l.Log.Warn("cannot erase what is to go", "error", err)
		}
		select {
		case <-ticker.C:
		case <-ctx.Done():
			return
		}
	}
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
func (l *Library) Asked(ctx context.Context, scope keep.Scope, by [16]byte, question, outcome string) error {
	s, err := l.Settings(ctx, scope)
	if err != nil || s.Retain == 0 {
		return err
	}
	return l.Store.KeepQuestion(ctx, scope, keep.Asked{At: time.Now(), By: by, Question: question, Outcome: outcome})
}
