package rest_test

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"sync"
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
	t.Run("learns from failures as well", func(t *testing.T) {
		failing := reply(http.StatusBadGateway, "", state("create", 0, 5*second)...)
		inBubble(t, rest.Options{}, inTurn(failing, fine), func(r *rig) {
			r.must("POST", messages)
			r.wantAt(0, 5*second)
		})
	})
}

func TestASharedBucket(t *testing.T) {
	t.Run("of one is not forgotten when its name is learned", func(t *testing.T) {
		withStrict(t, same(rule{"slow", 1, 5 * second}), func(r *rig) {
			for range 4 {
				r.must("POST", messages)
			}
		})
	})
	t.Run("is one for those who came before its name was known", func(t *testing.T) {
		withStrict(t, same(rule{"create", 2, 5 * second}), func(r *rig) {
			var group sync.WaitGroup
			for i := range 30 {
				group.Go(func() {
					time.Sleep(time.Duration(i) * 7 * time.Millisecond)
					r.must("POST", messages)
				})
			}
			group.Wait()
		})
	})
	t.Run("has one budget for two routes", func(t *testing.T) {
		withStrict(t, webhooks, func(r *rig) {
			r.must("POST", "/webhooks/9/a")
			r.must("PATCH", "/webhooks/9/a/messages/@original")
			var group sync.WaitGroup
			for range 20 {
				group.Go(func() { r.must("POST", "/webhooks/9/a") })
				group.Go(func() { r.must("PATCH", "/webhooks/9/a/messages/@original") })
			}
			group.Wait()
		})
	})
	t.Run("has a budget for each major parameter", func(t *testing.T) {
		withStrict(t, webhooks, func(r *rig) {
			for i := range 12 {
				r.must("POST", fmt.Sprintf("/webhooks/9/%c", 'a'+i%4))
			}
			if late := time.Since(r.began); late >= 2*second {
				t.Errorf("four tokens with five requests each waited for one another: %v", late)
			}
		})
	})
	t.Run("is left when Discord moves a route to another", func(t *testing.T) {
		inBubble(t, rest.Options{}, inTurn(told("old", 3, 5*second), told("new", 0, 5*second), fine), func(r *rig) {
			for range 3 {
				r.must("POST", messages)
			}
			r.wantAt(0, 0, 5*second)
		})
	})
	t.Run("costs a route that is new to it one refusal at most", func(t *testing.T) {
		// Nothing tells beforehand that the routes share it.
		full := func(w http.ResponseWriter, req *http.Request, a arrival) {
			if a.Method == "PATCH" && a.At < 5*second {
				reply(http.StatusTooManyRequests, `{"retry_after":5,"global":false}`, state("both", 0, 5*second)...)(w, req, a)
				return
			}
			told("both", 0, 5*second)(w, req, a)
		}
		inBubble(t, rest.Options{}, full, func(r *rig) {
			r.must("POST", messages)
			r.must("PATCH", messages+"/2")
			r.must("POST", messages)
			r.wantAt(0, 0, 5*second, 10*second)
		})
	})
}

// webhooks have five requests in two seconds for a token, whatever the route.
func webhooks(_ string, parts []string) rule {
	if parts[0] != "webhooks" {
		return rule{"others", 1000, second}
	}
	return rule{"webhook", 5, 2 * second}
}

// The names in errors and metrics hold no numbers.
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
