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

// TestShared: whoever asks the same gets the same text, from its beginning, and what
// is asked anew is found anew.
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

// TestLeaving: that one leaves is not the others' loss; when the last one has left,
// the work is over.
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
					t.Errorf("when number %d leaves, the work is over: %t", n+1, over)
				}
			})
		}
		all.Wait()
	})
}

// TestPanic: a panic is an error of all who wait for it, and of nobody after them.
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
