package rest_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	"footnote/bot/rest"
)

// local responds without a network, which is faster for thousands of requests.
type local func(*http.Request) (status int, headers []string)

func (l local) RoundTrip(req *http.Request) (*http.Response, error) {
	status, headers := l(req)
	response := &http.Response{StatusCode: status, Header: http.Header{}, Body: io.NopCloser(strings.NewReader("{}")), Request: req}
	for i := 0; i < len(headers); i += 2 {
		response.Header.Set(headers[i], headers[i+1])
	}
	return response, nil
}

// TestTokensAreForgotten checks that buckets of tokens are dropped: each question has a token
// of its own, and its limits are of no use once its window is over.
func TestTokensAreForgotten(t *testing.T) {
	const tokens, most = 10_000, 600
	transport := local(func(*http.Request) (int, []string) { return http.StatusOK, state("webhook", 4, 2*second) })
	t.Run("one by one", func(t *testing.T) {
		inBubble(t, rest.Options{Transport: transport}, nil, func(r *rig) {
			for i := range tokens {
				r.must("POST", fmt.Sprintf("/interactions/%d/token%d/callback", i, i))
				r.must("PATCH", fmt.Sprintf("/webhooks/9/token%d/messages/@original", i))
				time.Sleep(10 * time.Millisecond)
			}
			if n := r.client.Buckets(); n > most {
				t.Errorf("%d buckets are left for %d tokens", n, tokens)
			}
		})
	})
	t.Run("after a wave", func(t *testing.T) {
		inBubble(t, rest.Options{Transport: transport}, nil, func(r *rig) {
			for i := range 2000 {
				r.must("PATCH", fmt.Sprintf("/webhooks/9/token%d/messages/@original", i))
			}
			time.Sleep(2 * second)
			for i := range 100 {
				r.must("PATCH", fmt.Sprintf("/webhooks/9/later%d/messages/@original", i))
			}
			if n := r.client.Buckets(); n > most {
				t.Errorf("%d buckets are left", n)
			}
		})
	})
	t.Run("but not while they are limited, nor while someone waits", func(t *testing.T) {
		answer := func(w http.ResponseWriter, req *http.Request, a arrival) {
			left := 4
			if strings.HasPrefix(a.Path, original) {
				left = 0
			}
			told("webhook", left, 2*second)(w, req, a)
		}
		inBubble(t, rest.Options{}, answer, func(r *rig) {
			r.must("PATCH", original)
			waits := r.begin(context.Background(), rest.Request{Method: "PATCH", Path: original})
			crowd := func(name string) {
				for i := range 600 {
					r.must("PATCH", fmt.Sprintf("/webhooks/9/%s%d/messages/@original", name, i))
				}
			}
			crowd("early")
			if err := <-waits; err != nil {
				t.Error(err)
			}
			if at := time.Since(r.began); at != 2*second {
				t.Errorf("went at %v", at)
			}
			crowd("late")
			if got := took(func() { r.must("PATCH", original) }); got != 2*second {
				t.Errorf("the next waited for %v", got)
			}
		})
	})
	t.Run("but not while someone sends", func(t *testing.T) {
		slow := func(w http.ResponseWriter, req *http.Request, a arrival) {
			if a.number == 0 {
				time.Sleep(second)
			}
			fine(w, req, a)
		}
		inBubble(t, rest.Options{}, slow, func(r *rig) {
			first := r.begin(context.Background(), rest.Request{Method: "PATCH", Path: original})
			for i := range 600 {
				r.must("PATCH", fmt.Sprintf("/webhooks/9/token%d/messages/@original", i))
			}
			if got := took(func() { r.must("PATCH", original) }); got != second {
				t.Errorf("the next waited for %v", got)
			}
			if err := <-first; err != nil {
				t.Error(err)
			}
		})
	})
}

func TestCloseLeavesNothingBehind(t *testing.T) {
	for name, answer := range map[string]answer{
		"after success":      fine,
		"after failures":     drop,
		"after silence":      silent,
		"after too much":     endless(0, nil),
		"after half a story": cutShort,
	} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, rest.Options{}, answer, func(r *rig) {
				synctest.Wait()
				before := goleak.IgnoreCurrent()
				for i := range 2 {
					r.do("POST", fmt.Sprintf("/channels/%d/messages", i))
				}
				ctx, cancel := context.WithTimeout(context.Background(), second)
				defer cancel()
				<-r.begin(ctx, rest.Request{Method: "POST", Path: messages})
				r.client.Close()
				synctest.Wait()
				goleak.VerifyNone(t, before)
			})
		})
	}
}
