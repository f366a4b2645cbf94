package flight_test

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"footnote/rag/flight"
)

// TestShared checks that all who ask for the same thing get the same text, from its beginning,
// and that a later call starts again.
func TestShared(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var group flight.Group[string, int]
		calls := 0
		write := func(_ context.Context, emit func(string) error) (int, error) {
			calls++
			for _, part := range []string{"a", "b", "c"} {
				if err := emit(part); err != nil {
					return 0, err
				}
				time.Sleep(time.Second)
			}
			return 7, nil
		}
		var all sync.WaitGroup
		for late := range 5 {
			all.Go(func() {
				time.Sleep(time.Duration(late) * 500 * time.Millisecond)
				text := ""
				got, err := group.Join(t.Context(), "key", func(delta string) error { text += delta; return nil }, write)
				if got != 7 || err != nil || text != "abc" {
					t.Errorf("%d, %v, text %q", got, err, text)
				}
			})
		}
		all.Wait()
		if _, err := group.Join(t.Context(), "key", func(string) error { return nil }, write); err != nil || calls != 2 {
			t.Errorf("%d calls, error %v", calls, err)
		}
	})
}

// TestLeaving checks that others are unaffected when a caller leaves, and that the work stops
// when the last one has left.
func TestLeaving(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var group flight.Group[string, int]
		var ended atomic.Bool
		write := func(ctx context.Context, _ func(string) error) (int, error) {
			<-ctx.Done()
			ended.Store(true)
			return 0, ctx.Err()
		}
		var all sync.WaitGroup
		for n := range 3 {
			all.Go(func() {
				ctx, stop := context.WithTimeout(t.Context(), time.Duration(n+1)*time.Second)
				defer stop()
				if _, err := group.Join(ctx, "key", func(string) error { return nil }, write); !errors.Is(err, context.DeadlineExceeded) {
					t.Errorf("error %v", err)
				}
				synctest.Wait()
				if over := ended.Load(); over != (n == 2) {
					t.Errorf("after caller %d left, the work has ended: %t", n+1, over)
				}
			})
		}
		all.Wait()
	})
}

// TestPanic checks that a panic becomes an error for all who wait, and not for later callers.
func TestPanic(t *testing.T) {
	var group flight.Group[string, int]
	var panicked *flight.PanicError
	_, err := group.Join(t.Context(), "key", func(string) error { return nil }, func(context.Context, func(string) error) (int, error) { panic("on purpose") })
	if !errors.As(err, &panicked) || panicked.Reason != "on purpose" || len(panicked.Stack) == 0 {
		t.Errorf("error %v", err)
	}
	got, err := group.Join(t.Context(), "key", func(string) error { return nil }, func(context.Context, func(string) error) (int, error) { return 1, nil })
	if got != 1 || err != nil {
		t.Errorf("%d, %v", got, err)
	}
}
