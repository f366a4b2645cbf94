// Package clock has a sleep that ends early with a context, which the standard library lacks.
package clock

import (
	"context"
	"time"
)

// Sleep returns nil after d, or the cause of ctx's cancellation as soon as ctx ends.
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
