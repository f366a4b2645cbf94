package rest_test

import (
	"context"
	"errors"
	"net/http"
	"testing"
	"time"

	"footnote/bot/rest"
)

// TestGuarded checks that a request that a guard no longer permits is not sent, also if it was
// to be tried again, and if the context was derived from the guarded one.
func TestGuarded(t *testing.T) {
	lost := errors.New("it is another's")
	inBubble(t, rest.Options{}, reply(http.StatusBadGateway, ""), func(r *rig) {
		until := time.Now().Add(100 * time.Millisecond)
		ctx := rest.Guarded(context.Background(), func() error {
			if time.Now().After(until) {
				return lost
			}
			return nil
		})
		derived, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Minute)
		defer cancel()
		request := rest.Request{Method: "POST", Path: messages}
		if err := r.client.Do(derived, request); !errors.Is(err, rest.ErrGuarded) || !errors.Is(err, lost) {
			t.Errorf("tried again: %v", err)
		}
		if n := len(r.arrived()); n != 1 {
			t.Errorf("%d requests", n)
		}
		if err := r.client.Do(ctx, request); !errors.Is(err, rest.ErrGuarded) || len(r.arrived()) != 1 {
			t.Errorf("sent: %v", err)
		}
	})
}
