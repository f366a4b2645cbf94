package rest_test

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"footnote/bot/rest"
)

const second = time.Second

func TestABucket(t *testing.T) {
	t.Run("sends no more in a window than its limit", func(t *testing.T) {
		withStrict(t, same(rule{"create", 2, 5 * second}), func(r *rig) {
			r.says(inTurn(told("create", 1, 5*second), told("create", 0, 5*second), told("create", 1, 5*second), told("create", 0, 5*second), fine))
			for range 5 {
				r.must("POST", messages)
			}
			r.wantAt(0, 0, 5*second, 5*second, 10*second)
		})
	})
	t.Run("waits for a part of a second too", func(t *testing.T) {
		inBubble(t, rest.Options{}, told("typing", 0, 250*time.Millisecond), func(r *rig) {
			r.must("POST", "/channels/1/typing")
			r.must("POST", "/channels/1/typing")
			r.must("POST", "/channels/1/typing")
			r.wantAt(0, 250*time.Millisecond, 500*time.Millisecond)
		})
	})
	t.Run("keeps the order of those who wait", func(t *testing.T) {
		withStrict(t, same(rule{"create", 3, 5 * second}), func(r *rig) {
			var want, got []string
			var waiting []<-chan error
			for i := range 17 {
				want = append(want, fmt.Sprint(i))
				waiting = append(waiting, r.begin(context.Background(), rest.Request{Method: "POST", Path: messages, Body: i}))
			}
			for _, done := range waiting {
				if err := <-done; err != nil {
					t.Error(err)
				}
			}
			for _, a := range r.arrived() {
				got = append(got, a.Body)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("order of arrival (-want +got):\n%s", diff)
			}
		})
	})
	t.Run("counts a request that got no answer", func(t *testing.T) {
		inBubble(t, rest.Options{}, inTurn(told("create", 1, 5*second), drop, told("create", 1, 5*second)), func(r *rig) {
			r.must("POST", messages)
			r.must("POST", messages)
			r.wantAt(0, 0, 5*second)
		})
	})
	t.Run("counts a request whose sender went away", func(t *testing.T) {
		inBubble(t, rest.Options{}, inTurn(told("create", 1, 5*second), silent, told("create", 1, 5*second)), func(r *rig) {
			r.must("POST", messages)
			ctx, cancel := context.WithCancel(context.Background())
			done := r.begin(ctx, rest.Request{Method: "POST", Path: messages})
			cancel()
			<-done
			r.must("POST", messages)
			r.wantAt(0, 0, 5*second)
		})
	})
	t.Run("is one for all messages of a channel", func(t *testing.T) {
		inBubble(t, rest.Options{}, told("", 0, 5*second), func(r *rig) {
			r.must("PATCH", messages+"/2")
			r.must("PATCH", messages+"/3")
			r.must("PATCH", "/channels/2/messages/2")
			r.wantAt(0, 5*second, 5*second)
		})
	})
	t.Run("learns from failures as well", func(t *testing.T) {
		failing := reply(http.StatusBadGateway, "", state("create", 0, 5*second)...)
		inBubble(t, rest.Options{}, inTurn(failing, fine), func(r *rig) {
			r.must("POST", messages)
			r.wantAt(0, 5*second)
		})
	})
}

// TestRouteNames checks that the names in errors and metrics contain no ids.
func TestRouteNames(t *testing.T) {
	for path, want := range map[string]string{
		"/channels/1/messages/2?around=3": "GET /channels/{id}/messages/{id}",
		"/users/@me":                      "GET /users/@me",
		"/webhooks/9/abc/messages/5":      "GET /webhooks/{id}/{token}/messages/{id}",
		"/interactions/9/abc/callback":    "GET /interactions/{id}/{token}/callback",
		"/guilds/4/members/5":             "GET /guilds/{id}/members/{id}",
	} {
		t.Run(strings.ReplaceAll(path, "/", " "), func(t *testing.T) {
			var calls []rest.Call
			inBubble(t, rest.Options{Observe: func(c rest.Call) { calls = append(calls, c) }}, fine, func(r *rig) { r.must("GET", path) })
			if diff := cmp.Diff([]rest.Call{{Route: want, Status: http.StatusOK}}, calls); diff != "" {
				t.Errorf("calls (-want +got):\n%s", diff)
			}
		})
	}
}
