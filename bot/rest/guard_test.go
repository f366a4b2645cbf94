package rest_test

import (
	"context"
	"errors"
	"net/http"
	"testing"
	"time"

	"footnote/bot/rest"
)

// What may no longer be sent is not, also where it was to be tried again, and where
// the context it came from has been taken apart.
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
