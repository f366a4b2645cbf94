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

// Kinds of what a scope spends in a day.
const (
	spentTokens     = "tokens"
	spentCharacters = "characters"
)

// today is the day by which spending is counted, the same everywhere.
func today() string { return time.Now().UTC().Format(time.DateOnly) }

// tokens is what a scope may use in a day.
func (l *scopes) tokens(s Settings) int64 {
	if s.Tokens > 0 && (unlimited(l.Limits.Tokens) || s.Tokens < l.Limits.Tokens) {
		return s.Tokens
	}
	return l.Limits.Tokens
}

// Budget is what a scope has used of a language model today, in tokens, and how
// much it may; a negative limit is none.
func (l *scopes) Budget(ctx context.Context, scope store.Scope) (used, limit int64, err error) {
	s, err := l.Settings(ctx, scope)
	if err != nil {
		return 0, 0, err
	}
	used, err = l.Store.Spent(ctx, scope, today(), spentTokens)
	return used, l.tokens(s), err
}

// spend has a scope spend so much, which it may give back in part or whole: what is
// used in the end. Where that would be more than the limit the error is overBudget, and
// nothing is spent. All processes together keep to it.
func (l *scopes) spend(ctx context.Context, scope store.Scope, kind string, amount, limit int64) (settle func(used int64), err error) {
	day := today()
	total, err := l.Store.Spend(ctx, scope, day, kind, amount)
	if err != nil {
		return nil, err
	}
	settle = func(used int64) {
		if _, err := l.Store.Spend(context.WithoutCancel(ctx), scope, day, kind, used-amount); err != nil {
			l.Log.Warn("what was used cannot be counted", "kind", kind, "error", err)
		}
	}
	if !unlimited(limit) && total > limit {
		settle(0)
		return nil, overBudget{limit}
	}
	return settle, nil
}

// answerTokens is what an answer is taken to have at most until it is there.
const answerTokens = 800

// A metered generator counts what a scope uses and stops at its limit. The answer that
// reaches the limit is finished. What is under way counts as if it were as long as it
// may be, so that no other one begins beside it that would exceed the limit.
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
		limit += most - 1 // one that begins below the limit is finished
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
	// What broke off was paid for too, and not every server says how much it was.
	input, output := made.InputTokens, max(made.OutputTokens, written)
	if input == 0 && (err == nil || written > 0) {
		input = asked
	}
	settle(int64(input + output))
	return made, err
}

// uncounted is that nobody can say what a scope has used.
type uncounted struct{ error }

func (u uncounted) Cause() rag.Cause { return rag.CauseUnreachable }
func (u uncounted) Unwrap() error    { return u.error }

// overBudget is that a scope has used all that it may today.
type overBudget struct{ limit int64 }

func (e overBudget) Error() string    { return fmt.Sprintf("the %d tokens of today are used up", e.limit) }
func (e overBudget) Cause() rag.Cause { return rag.CauseBudget }
