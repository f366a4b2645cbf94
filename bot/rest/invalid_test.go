package rest_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"footnote/bot/rest"
)

const tenMinutes = 10 * time.Minute

func TestTheBudgetOfInvalidRequests(t *testing.T) {
	unauthorized, forbidden := reply(http.StatusUnauthorized, "{}"), reply(http.StatusForbidden, "{}")
	for name, test := range map[string]struct {
		answer answer
		path   string
		counts bool
	}{
		"401 of a token's route": {unauthorized, original, true},
		"401 of a callback":      {unauthorized, callback, true},
		"403":                    {forbidden, messages, true},
		"403 of a token's route": {forbidden, original, true},
		"404":                    {reply(http.StatusNotFound, "{}"), messages, false},
		"400":                    {reply(http.StatusBadRequest, "{}"), messages, false},
		"success":                {fine, messages, false},
	} {
		t.Run(fmt.Sprintf("%s counts: %v", name, test.counts), func(t *testing.T) {
			inBubble(t, rest.Options{Invalid: 3}, test.answer, func(r *rig) {
				for range 3 {
					if err := r.do("POST", test.path); errors.Is(err, rest.ErrTooManyInvalid) {
						t.Fatal(err)
					}
				}
				r.says(fine)
				err := r.do("POST", "/channels/5/messages")
				if errors.Is(err, rest.ErrTooManyInvalid) != test.counts {
					t.Errorf("the fourth: %v", err)
				}
				if err := r.do("POST", callback); errors.Is(err, rest.ErrTooManyInvalid) != test.counts {
					t.Errorf("an acknowledgement: %v", err)
				}
			})
		})
	}
	for scope, arrivals := range map[string]int{"user": 3, "global": 3, "shared": 20} {
		t.Run(fmt.Sprintf("429 of scope %s is asked %d times", scope, arrivals), func(t *testing.T) {
			inBubble(t, rest.Options{Invalid: 3}, nil, func(r *rig) {
				r.says(func(w http.ResponseWriter, req *http.Request, a arrival) {
					if a.number < 19 {
						refused(limitBody, "X-RateLimit-Scope", scope)(w, req, a)
						return
					}
					fine(w, req, a)
				})
				err := r.do("POST", messages)
				if got := len(r.arrived()); got != arrivals || errors.Is(err, rest.ErrTooManyInvalid) != (arrivals == 3) {
					t.Errorf("%d requests, then %v", got, err)
				}
			})
		})
	}
	t.Run("goes on when the ten minutes are over", func(t *testing.T) {
		inBubble(t, rest.Options{Invalid: 2}, inTurn(forbidden, forbidden, fine), func(r *rig) {
			r.do("POST", messages)
			time.Sleep(time.Minute)
			r.do("POST", messages)
			time.Sleep(tenMinutes - time.Minute)
			if err := r.do("POST", messages); !errors.Is(err, rest.ErrTooManyInvalid) {
				t.Errorf("just before ten minutes: %v", err)
			}
			time.Sleep(time.Nanosecond)
			r.must("POST", messages)
			r.wantAt(0, time.Minute, tenMinutes+time.Nanosecond)
		})
	})
	t.Run("stops those who wait already", func(t *testing.T) {
		inBubble(t, rest.Options{Invalid: 1}, told("create", 0, time.Minute), func(r *rig) {
			r.must("POST", messages)
			waiting := r.begin(context.Background(), rest.Request{Method: "POST", Path: messages})
			r.says(forbidden)
			r.do("GET", "/channels/2")
			if err := <-waiting; !errors.Is(err, rest.ErrTooManyInvalid) {
				t.Errorf("got %v", err)
			}
			r.wantAt(0, 0)
		})
	})
	t.Run("stays far from a ban without being told how", func(t *testing.T) {
		inBubble(t, rest.Options{}, forbidden, func(r *rig) {
			const people = 20
			var group sync.WaitGroup
			for i := range people {
				group.Go(func() {
					for !errors.Is(r.do("POST", fmt.Sprintf("/channels/%d/messages", i)), rest.ErrTooManyInvalid) {
					}
				})
			}
			group.Wait()
			if got := len(r.arrived()); got < 2000 || got > 2000+people {
				t.Errorf("%d requests were refused", got)
			}
		})
	})
}

func TestAnUnknownToken(t *testing.T) {
	unauthorized := reply(http.StatusUnauthorized, `{"message":"401: Unauthorized","code":0}`)
	t.Run("is the end of all requests", func(t *testing.T) {
		inBubble(t, rest.Options{}, inTurn(unauthorized, fine), func(r *rig) {
			err := r.do("GET", "/users/@me")
			var refusal *rest.Error
			if !errors.Is(err, rest.ErrUnauthorized) || !errors.As(err, &refusal) || refusal.Status != http.StatusUnauthorized {
				t.Errorf("got %v", err)
			}
			time.Sleep(24 * time.Hour)
			for _, path := range []string{"/users/@me", messages, original, callback} {
				if err := r.do("POST", path); !errors.Is(err, rest.ErrUnauthorized) {
					t.Errorf("%s, a day later: %v", path, err)
				}
			}
			r.wantAt(0)
		})
	})
	t.Run("is the end of those who wait already", func(t *testing.T) {
		inBubble(t, rest.Options{}, told("create", 0, time.Minute), func(r *rig) {
			r.must("POST", messages)
			head := r.begin(context.Background(), rest.Request{Method: "POST", Path: messages})
			next := r.begin(context.Background(), rest.Request{Method: "POST", Path: messages})
			r.says(unauthorized)
			r.do("GET", "/users/@me")
			for _, waiting := range []<-chan error{head, next} {
				if err := <-waiting; !errors.Is(err, rest.ErrUnauthorized) {
					t.Errorf("got %v", err)
				}
			}
			r.wantAt(0, 0)
		})
	})
	for _, path := range []string{original, callback} {
		t.Run("of an interaction is a refusal like others: "+path[:9], func(t *testing.T) {
			inBubble(t, rest.Options{}, inTurn(reply(http.StatusUnauthorized, `{"message":"Invalid Webhook Token","code":50027}`), fine), func(r *rig) {
				err := r.do("POST", path)
				if errors.Is(err, rest.ErrUnauthorized) || rest.Code(err) != 50027 {
					t.Errorf("got %v", err)
				}
				synctest.Wait()
				r.must("GET", "/users/@me")
			})
		})
	}
}
