package library

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"time"

	"footnote/library/store"
	"footnote/rag"
	"footnote/rag/prompt"
)

// The kinds of daily spending.
const (
	spentTokens     = "tokens"
	spentCharacters = "characters"
)

// today returns the current day in UTC, by which spending is counted.
func today() string { return time.Now().UTC().Format(time.DateOnly) }

// tokens returns how many tokens a scope may use in a day.
func (l *scopes) tokens(s Settings) int64 {
	if s.Tokens > 0 && (unlimited(l.Limits.Tokens) || s.Tokens < l.Limits.Tokens) {
		return s.Tokens
	}
	return l.Limits.Tokens
}

// Budget returns how many tokens of a language model a scope has used today and how many it may
// use. A negative limit means no limit.
func (l *scopes) Budget(ctx context.Context, scope store.Scope) (used, limit int64, err error) {
	s, err := l.Settings(ctx, scope)
	if err != nil {
		return 0, 0, err
	}
	used, err = l.Store.Spent(ctx, scope, today(), spentTokens)
	return used, l.tokens(s), err
}

// spend reserves an amount of a scope's daily limit, which all processes share. The caller must
// call settle with the amount that was used in the end. If the reservation would exceed the
// limit, spend reserves nothing and returns an overBudget.
func (l *scopes) spend(ctx context.Context, scope store.Scope, kind string, amount, limit int64) (settle func(used int64), err error) {
	day := today()
	total, err := l.Store.Spend(ctx, scope, day, kind, amount)
	if err != nil {
		return nil, err
	}
	settle = func(used int64) {
		if _, err := l.Store.Spend(context.WithoutCancel(ctx), scope, day, kind, used-amount); err != nil {
			l.Log.WarnContext(ctx, "what was used cannot be counted", "kind", kind, "error", err)
		}
	}
	if !unlimited(limit) && total > limit {
		settle(0)
		return nil, overBudget{limit}
	}
	return settle, nil
}

// answerTokens is how many tokens are reserved for an answer of unknown length.
const answerTokens = 800

// A metered generator counts the tokens that a scope uses and refuses requests beyond its limit.
// An answer that begins below the limit is finished. Requests in progress count with their
// maximum length, so that concurrent ones cannot exceed the limit together.
type metered struct {
	rag.Generator
	kept  *scopes
	scope store.Scope
	limit int64
}

func (m metered) Generate(ctx context.Context, p rag.Prompt, emit func(string) error) (rag.Generated, error) {
	asked := prompt.Tokens(p.System) + prompt.Tokens(p.User)
	most, limit := int64(asked+cmp.Or(p.MaxTokens, answerTokens)), m.limit
	if !unlimited(limit) {
		limit += most - 1 // a request that begins below the limit is finished
	}
	settle, err := m.kept.spend(ctx, m.scope, spentTokens, most, limit)
	if errors.As(err, new(overBudget)) {
		return rag.Generated{}, overBudget{m.limit}
	}
	if err != nil {
		return rag.Generated{}, uncounted{err}
	}
	written := 0
	made, err := m.Generator.Generate(ctx, p, func(delta string) error {
		written += prompt.Tokens(delta)
		return emit(delta)
	})
	// A request that broke off was paid for, too, and not every server reports its usage.
	input, output := made.InputTokens, max(made.OutputTokens, written)
	if input == 0 && (err == nil || written > 0) {
		input = asked
	}
	settle(int64(input + output))
	return made, err
}

// uncounted means that a scope's usage could not be read or written.
type uncounted struct{ error }

func (u uncounted) Cause() rag.Cause { return rag.CauseUnreachable }
func (u uncounted) Unwrap() error    { return u.error }

// overBudget means that a scope has used up its daily limit.
type overBudget struct{ limit int64 }

func (e overBudget) Error() string    { return fmt.Sprintf("the %d tokens of today are used up", e.limit) }
func (e overBudget) Cause() rag.Cause { return rag.CauseBudget }
