package rest_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"footnote/bot/rest"
)

// A rule is a limit of the strict server.
type rule struct {
	hash   string
	most   int
	within time.Duration
}

// strict counts as Discord does and fails the test if there is a request too many. Each
// response takes a while, in an unpredictable order.
type strict struct {
	t     *testing.T
	rules func(method string, parts []string) rule

	mu      sync.Mutex
	random  *rand.Rand
	windows map[string]*window
	all     []time.Time // of the requests that count for the global limit
}

type window struct {
	ends time.Time
	used int
}

const strictGlobal = 50 // in any second, wherever it begins

func newStrict(t *testing.T, rules func(method string, parts []string) rule) *strict {
	return &strict{t: t, rules: rules, random: rand.New(rand.NewPCG(1, 2)), windows: map[string]*window{}}
}

// same is one rule for all.
func same(r rule) func(string, []string) rule {
	return func(string, []string) rule { return r }
}

func (s *strict) answer(w http.ResponseWriter, _ *http.Request, a arrival) {
	headers, pause := s.count(a)
	for i := 0; i < len(headers); i += 2 {
		w.Header().Set(headers[i], headers[i+1])
	}
	time.Sleep(pause)
	w.WriteHeader(http.StatusNoContent)
}

func (s *strict) count(a arrival) (headers []string, pause time.Duration) {
	parts := strings.Split(strings.Trim(a.Path, "/"), "/")
	rule := s.rules(a.Method, parts)
	now := time.Now()
	s.mu.Lock()
	defer s.mu.Unlock()
	if parts[0] != "interactions" && parts[0] != "webhooks" {
		s.all = append(s.all, now)
		if first := len(s.all) - 1 - strictGlobal; first >= 0 && now.Sub(s.all[first]) < time.Second {
			s.t.Errorf("more than %d requests in a second, at %v", strictGlobal, a.At)
		}
	}
	major := parts[1]
	if parts[0] == "webhooks" {
		major += "/" + parts[2]
	}
	key := rule.hash + " " + major
	is := s.windows[key]
	if is == nil || !now.Before(is.ends) {
		is = &window{ends: now.Add(rule.within)}
		s.windows[key] = is
	}
	is.used++
	if is.used > rule.most {
		s.t.Errorf("%s %s: request %d of a bucket with %d, at %v", a.Method, a.Path, is.used, rule.most, a.At)
	}
	return state(rule.hash, max(rule.most-is.used, 0), is.ends.Sub(now)), time.Duration(10+s.random.IntN(50)) * time.Millisecond
}

// TestACrowd has a crowd ask in many channels at once. Discord refuses nothing, and each
// message arrives once. No 429 is inevitable here: each channel uses one route, so no request
// is sent before the first response has told the limit.
func TestACrowd(t *testing.T) {
	const people, channels, each = 200, 20, 3
	withStrict(t, same(rule{"create", 5, 5 * time.Second}), func(r *rig) {
		var group sync.WaitGroup
		for person := range people {
			group.Go(func() {
				for turn := range each {
					channel := (person + turn*7) % channels
					err := r.client.Do(context.Background(), rest.Request{
						Method: "POST", Path: fmt.Sprintf("/channels/%d/messages", channel), Body: fmt.Sprint(person, " ", turn),
					})
					if err != nil {
						t.Error(err)
					}
				}
			})
		}
		group.Wait()
		want, got := map[string]int{}, map[string]int{}
		for person := range people {
			for turn := range each {
				want[fmt.Sprintf("%q", fmt.Sprint(person, " ", turn))] = 1
			}
		}
		for _, a := range r.arrived() {
			got[a.Body]++
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("how often messages arrived (-want +got):\n%s", diff)
		}
	})
}

// withStrict runs a test with a strict server in a bubble.
func withStrict(t *testing.T, rules func(method string, parts []string) rule, test func(*rig)) {
	t.Helper()
	inBubble(t, rest.Options{}, nil, func(r *rig) {
		r.says(newStrict(r.t, rules).answer)
		test(r)
	})
}
