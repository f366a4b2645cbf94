package library

import (
	"context"
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

// A metered generator counts what a scope uses and stops at its limit. Answers
// that are under way together may exceed it by what they take.
type metered struct {
	rag.Generator
	kept  *scopes
	scope store.Scope
	limit int64
}

func (m metered) Generate(ctx context.Context, p rag.Prompt, emit func(string) error) (rag.Generated, error) {
	spent, err := m.kept.Store.Spent(ctx, m.scope, today(), spentTokens)
	if err != nil {
		return rag.Generated{}, uncounted{err}
	}
	if !unlimited(m.limit) && spent >= m.limit {
		return rag.Generated{}, overBudget{m.limit}
	}
	written := 0
	made, err := m.Generator.Generate(ctx, p, func(delta string) error {
		written += prompt.Tokens(delta)
		return emit(delta)
	})
	// What broke off was paid for too, and not every server says how much it was.
	input, output := made.InputTokens, max(made.OutputTokens, written)
	if input == 0 && (err == nil || written > 0) {
		input = prompt.Tokens(p.System) + prompt.Tokens(p.User)
	}
	if _, err := m.kept.Store.Spend(context.WithoutCancel(ctx), m.scope, today(), spentTokens, int64(input+output)); err != nil {
		m.kept.Log.Warn("what a language model used cannot be counted", "error", err)
	}
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
