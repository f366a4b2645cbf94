package rest_test

import (
	"context"
	"fmt"
	"net/http"
	"sync"
	"testing"
	"time"

	"footnote/bot/rest"
)

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
	t.Run("does not take others along when Discord moves a route", func(t *testing.T) {
		answers := inTurn(told("old", 4, 5*second), told("old", 3, 5*second), told("new", 4, 5*second), silent, told("new", 0, 5*second), fine)
		inBubble(t, rest.Options{}, answers, func(r *rig) {
			r.must("POST", messages)
			r.must("PATCH", messages+"/2")
			r.must("POST", messages)
			ctx, cancel := context.WithCancel(context.Background())
			gone := r.begin(ctx, rest.Request{Method: "PATCH", Path: messages + "/2"})
			cancel()
			<-gone
			r.must("POST", messages)
			r.must("PATCH", messages+"/2")
			r.wantAt(0, 0, 0, 0, 0, 0)
		})
	})
	t.Run("is joined by those who wait, too", func(t *testing.T) {
		slow := func(w http.ResponseWriter, req *http.Request, a arrival) {
			if a.number == 1 {
				time.Sleep(second)
			}
			told("both", 0, 5*second)(w, req, a)
		}
		inBubble(t, rest.Options{}, slow, func(r *rig) {
			r.must("POST", messages)
			var waiting []<-chan error
			for _, method := range []string{"PATCH", "PATCH", "PATCH", "POST"} {
				waiting = append(waiting, r.begin(context.Background(), rest.Request{Method: method, Path: messages}))
			}
			for _, done := range waiting {
				if err := <-done; err != nil {
					t.Error(err)
				}
			}
			r.wantAt(0, 0, 6*second, 11*second, 16*second)
		})
	})
	t.Run("is known for a major parameter that is new", func(t *testing.T) {
		withStrict(t, same(rule{"webhook", 1, 2 * second}), func(r *rig) {
			r.must("POST", "/webhooks/9/a")
			time.Sleep(2 * second)
			r.must("PATCH", "/webhooks/9/a/messages/@original")
			var group sync.WaitGroup
			group.Go(func() { r.must("POST", "/webhooks/9/b") })
			group.Go(func() { r.must("PATCH", "/webhooks/9/b/messages/@original") })
			group.Wait()
		})
	})
	t.Run("costs a route that is new to it one refusal at most", func(t *testing.T) {
		// Nothing tells beforehand that the routes share the bucket.
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
