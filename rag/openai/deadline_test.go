package openai

import (
	"context"
	"errors"
	"net/http"
	"testing"
	"testing/synctest"
	"time"
)

func TestDeadlineWins(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
		defer cancel()
		start := time.Now()
		server, err := run(t, ctx, status(429, http.Header{"Retry-After": {"5"}}), good)
		var failed *Error
		if !errors.As(err, &failed) || failed.Kind != KindRate || len(server.times) != 1 {
			t.Errorf("error %v after %d requests", err, len(server.times))
		}
		if waited := time.Since(start); waited != 0 {
			t.Errorf("waited %v for a retry that could not take place", waited)
		}
	})
}

func TestCancelledWhileWaitingToTryAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(3*time.Second, cancel)
		start := time.Now()
		server, err := run(t, ctx, status(429, http.Header{"Retry-After": {"10"}}), good)
		if err != context.Canceled || len(server.times) != 1 || time.Since(start) != 3*time.Second {
			t.Errorf("error %v after %d requests and %v", err, len(server.times), time.Since(start))
		}
	})
}

func TestTimeouts(t *testing.T) {
	t.Run("of one request", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			start := time.Now()
			server, err := run(t, t.Context(), silence)
			var failed *Error
			if !errors.As(err, &failed) || failed.Kind != KindTimeout || !errors.Is(err, context.DeadlineExceeded) {
				t.Errorf("error %v", err)
			}
			if len(server.times) != 1 || time.Since(start) != 30*time.Second {
				t.Errorf("%d requests in %v", len(server.times), time.Since(start))
			}
		})
	})
	t.Run("of the context", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			ctx, cancel := context.WithTimeout(t.Context(), 2*time.Second)
			defer cancel()
			start := time.Now()
			if _, err := run(t, ctx, silence); err != context.DeadlineExceeded || time.Since(start) != 2*time.Second {
				t.Errorf("error %v after %v", err, time.Since(start))
			}
		})
	})
}
