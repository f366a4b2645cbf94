package approval

import (
	"context"
	"time"

	"footnote/library/store"
)

// A Counter counts notes. [store.Library] implements it.
type Counter interface {
	CountNotes(ctx context.Context, scope store.Scope, kind string, by [16]byte, since time.Time) (int, error)
}

// Kept reports whether answers of a scope may be waiting, whatever the scope's settings are
// by now. It returns true if the store cannot tell.
func Kept(ctx context.Context, notes Counter, scope store.Scope) bool {
	n, err := notes.CountNotes(ctx, scope, kind, [16]byte{}, time.Now().Add(-2*waitLimit))
	return err != nil || n > 0
}
