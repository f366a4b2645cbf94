// Package clock sleeps under a context: the one thing about time that every
// room needs and the standard library does not have.
package clock

import (
	"context"
	"time"
)

// Sleep returns nil after d, or the cause of the end of ctx as soon as that ends.
func Sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}
