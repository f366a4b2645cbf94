package handoff

import (
	"context"
	"time"

	"footnote/library/store"
)

// Kept reports whether the store may hold notes on calls in a scope, whatever the scope's
// settings are by now. It returns true if the store cannot tell.
func Kept(ctx context.Context, notes Notes, scope store.Scope) bool {
	for _, kind := range []string{kindCall, kindCaller, kindThread} {
		if n, err := notes.CountNotes(ctx, scope, kind, [16]byte{}, time.Now().Add(-2*remembered)); err != nil || n > 0 {
			return true
		}
	}
	return false
}
