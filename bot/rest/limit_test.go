package rest_test

import (
	"context"
	"fmt"
	"net/http"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"footnote/bot/rest"
)

// refused is a 429 response.
func refused(body string, headers ...string) answer {
	return reply(http.StatusTooManyRequests, body, headers...)
}

const (
	limitBody  = `{"message":"You are being rate limited.","retry_after":1.5,"global":false}`
	globalBody = `{"message":"You are being rate limited.","retry_after":1.5,"global":true}`
	html       = "<!doctype html><title>Error 1015</title>You are being rate limited"
)

// TestTooManyRequests checks that the wait is as long as Discord says. If it says two things,
// it is the longer one, unless that is the other rounded up.
func TestTooManyRequests(t *testing.T) {
	for name, test := range map[string]struct {
		answer answer
		wait   time.Duration
	}{
		"body":               {refused(limitBody), 1500 * time.Millisecond},
		"body and header":    {refused(limitBody, "Retry-After", "2"), 1500 * time.Millisecond},
		"header, no body":    {refused("", "Retry-After", "3"), 3 * second},
		"body, broken":       {refused(`{"retry_after":`, "Retry-After", "3"), 3 * second},
		"shared":             {refused(limitBody, "X-RateLimit-Scope", "shared", "Retry-After", "4"), 4 * second},
		"HTML":               {refused(html), time.Minute},
		"HTML and header":    {refused(html, "Retry-After", "7"), 7 * second},
		"a date":             {refused(html, "Retry-After", "Fri, 31 Dec 1999 23:59:59 GMT"), time.Minute},
		"no wait at all":     {refused(`{"retry_after":0}`), 50 * time.Millisecond},
		"a wait in the past": {refused(`{"retry_after":-9}`, "Retry-After", "-1"), 50 * time.Millisecond},
		"not a number":       {refused(limitBody, "Retry-After", "NaN"), 1500 * time.Millisecond},
	} {
		t.Run("waits: "+name, func(t *testing.T) {
			inBubble(t, rest.Options{}, inTurn(test.answer, fine), func(r *rig) {
				r.must("POST", messages)
				r.wantAt(0, test.wait)
			})
		})
		// Routes of a token are outside the global limit, but not their own.
		t.Run("waits on a token's route: "+name, func(t *testing.T) {
			inBubble(t, rest.Options{}, inTurn(test.answer, fine), func(r *rig) {
				r.must("PATCH", original)
				r.wantAt(0, test.wait)
			})
		})
		t.Run("waits with a callback: "+name, func(t *testing.T) {
			inBubble(t, rest.Options{}, inTurn(test.answer, fine), func(r *rig) {
				r.must("POST", callback)
				r.wantAt(0, test.wait)
			})
		})
	}
}

func TestWhomARefusalStops(t *testing.T) {
	const never = 0
	for name, test := range map[string]struct {
		answer answer
		other  time.Duration // what another route has to wait
	}{
		"of one bucket stops no other":      {refused(limitBody, "X-RateLimit-Scope", "user"), never},
		"shared stops no other":             {refused(limitBody, "X-RateLimit-Scope", "shared"), never},
		"global in the body stops all":      {refused(globalBody), 1500 * time.Millisecond},
		"global in a header stops all":      {refused(limitBody, "X-RateLimit-Global", "true"), 1500 * time.Millisecond},
		"of global scope stops all":         {refused(limitBody, "X-RateLimit-Scope", "global"), 1500 * time.Millisecond},
		"by Cloudflare, in HTML, stops all": {refused(html, "Retry-After", "9"), 9 * second},
	} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, rest.Options{}, inTurn(test.answer, fine), func(r *rig) {
				first := r.begin(context.Background(), rest.Request{Method: "POST", Path: messages})
				if got := took(func() { r.must("POST", callback) }); got != 0 {
					t.Errorf("a callback waited for %v", got)
				}
				if got := took(func() { r.must("PATCH", original) }); got != 0 {
					t.Errorf("the answer to an interaction waited for %v", got)
				}
				if got := took(func() { r.must("POST", "/channels/2/messages") }); got != test.other {
					t.Errorf("another channel waited for %v, want %v", got, test.other)
				}
				if err := <-first; err != nil {
					t.Error(err)
				}
			})
		})
	}
}

func TestTheGlobalLimit(t *testing.T) {
	// Enough channels that no bucket holds anyone up.
	burst := func(r *rig, n int) {
		var group sync.WaitGroup
		for i := range n {
			group.Go(func() { r.must("POST", fmt.Sprintf("/channels/%d/messages", i)) })
		}
		group.Wait()
	}
	t.Run("is 45 a second", func(t *testing.T) {
		inBubble(t, rest.Options{}, fine, func(r *rig) {
			if got := took(func() { burst(r, 91) }); got != 2*second {
				t.Errorf("91 requests took %v", got)
			}
			wantRate(t, r, 45)
		})
	})
	t.Run("is shared by the processes that there are", func(t *testing.T) {
		processes := 3
		inBubble(t, rest.Options{Processes: func() int { return processes }}, fine, func(r *rig) {
			if got := took(func() { burst(r, 31) }); got != 2*second {
				t.Errorf("31 requests of one process in three took %v", got)
			}
			wantRate(t, r, 15)
			time.Sleep(second)
			processes = 1
			if got := took(func() { burst(r, 45) }); got != 0 {
				t.Errorf("45 requests of one that is left took %v", got)
			}
		})
	})
	t.Run("holds in any second, wherever Discord's begins", func(t *testing.T) {
		inBubble(t, rest.Options{}, fine, func(r *rig) {
			burst(r, 1)
			time.Sleep(900 * time.Millisecond)
			burst(r, 90)
			wantRate(t, r, 45)
		})
	})
	t.Run("counts those who waited for their bucket", func(t *testing.T) {
		inBubble(t, rest.Options{}, told("create", 0, second), func(r *rig) {
			burst(r, 60)
			burst(r, 60)
			wantRate(t, r, 45)
		})
	})
	t.Run("counts those whose bucket was empty long ago", func(t *testing.T) {
		inBubble(t, rest.Options{}, told("create", 0, second), func(r *rig) {
			burst(r, 60)
			time.Sleep(3 * second)
			burst(r, 60)
			wantRate(t, r, 45)
		})
	})
	t.Run("does not count those who wait yet", func(t *testing.T) {
		inBubble(t, rest.Options{}, told("create", 0, 3*second), func(r *rig) {
			burst(r, 45)
			time.Sleep(1500 * time.Millisecond)
			var group sync.WaitGroup
			group.Go(func() { burst(r, 45) })
			synctest.Wait()
			if got := took(func() { r.must("GET", "/users/@me") }); got != 0 {
				t.Errorf("waited for %v", got)
			}
			group.Wait()
		})
	})
	t.Run("is not for callbacks, nor do these use it up", func(t *testing.T) {
		inBubble(t, rest.Options{}, fine, func(r *rig) {
			got := took(func() {
				for range 100 {
					r.must("POST", callback)
				}
				burst(r, 45)
			})
			if got != 0 {
				t.Errorf("waited for %v", got)
			}
		})
	})
}

// wantRate checks that the fullest second had as many requests as it may have.
func wantRate(t *testing.T, r *rig, want int) {
	t.Helper()
	most, arrived := 0, r.arrived()
	for i, first := range arrived {
		n := 0
		for _, a := range arrived[i:] {
			if a.At-first.At < second {
				n++
			}
		}
		most = max(most, n)
	}
	if most != want {
		t.Errorf("%d in a second", most)
	}
}
