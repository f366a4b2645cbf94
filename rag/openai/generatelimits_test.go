package openai

import (
	"context"
	"net/http"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"footnote/rag"
)

func TestBreaker(t *testing.T) {
	t.Run("opens, probes, closes", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			answers := slices.Repeat([]func(*http.Request) (*http.Response, error){status(500, nil)}, maxFailures)
			server, g := scripted(t, GeneratorOptions{}, append(answers, status(500, nil), well, well)...)
			for _, want := range []Kind{KindServer, KindServer, KindBusy} {
				if got := mustNotGenerate(t, g, ""); got.Kind != want {
					t.Errorf("error %v, want kind %q", got, want)
				}
			}
			if len(server.times) != maxFailures {
				t.Errorf("%d requests before the breaker opened", len(server.times))
			}
			time.Sleep(openFor + 1)
			mustNotGenerate(t, g, "") // the probe fails
			if len(server.times) != maxFailures+1 {
				t.Errorf("%d requests after a failed probe", len(server.times))
			}
			got := mustNotGenerate(t, g, "")
			if got.Kind != KindBusy || got.Cause() != rag.CauseBusy || len(server.times) != maxFailures+1 {
				t.Errorf("error %v after %d requests", got, len(server.times))
			}
			time.Sleep(openFor + 1)
			mustGenerate(t, g, "好")
			mustGenerate(t, g, "好")
		})
	})
	t.Run("one probe at a time", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			answers := slices.Repeat([]func(*http.Request) (*http.Response, error){status(500, nil)}, maxFailures)
			_, g := scripted(t, GeneratorOptions{}, append(answers, playing(step{second, says("好") + ends("stop")}, step{}))...)
			mustNotGenerate(t, g, "")
			mustNotGenerate(t, g, "")
			time.Sleep(openFor + 1)
			var group sync.WaitGroup
			group.Go(func() { mustGenerate(t, g, "好") })
			synctest.Wait()
			if got := mustNotGenerate(t, g, ""); got.Kind != KindBusy {
				t.Errorf("error %v", got)
			}
			group.Wait()
		})
	})
	for name, test := range map[string]struct {
		answer func(*http.Request) (*http.Response, error)
		opens  bool
	}{
		"failing server":      {status(500, nil), true},
		"nobody listens":      {reset, true},
		"silence":             {silence, true},
		"no stream":           {good, true},
		"cut off":             {playing(step{0, says("a")}, step{}), true},
		"wrong key":           {status(401, nil), false},
		"no such model":       {status(404, nil), false},
		"rate":                {status(429, http.Header{"Retry-After": {"3600"}}), false},
		"too long":            {status(413, nil), false},
		"filtered":            {playing(step{0, says("a") + ends("content_filter")}, step{}), false},
		"nothing was written": {playing(step{0, ends("stop")}, step{}), false},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				answers := slices.Repeat([]func(*http.Request) (*http.Response, error){test.answer}, 30)
				_, g := scripted(t, GeneratorOptions{}, answers...)
				for range maxFailures {
					_, _, _ = generate(t.Context(), g)
				}
				_, _, err := generate(t.Context(), g)
				if busy := err.(*Error).Message == breakerError().Message; busy != test.opens {
					t.Errorf("error %v", err)
				}
			})
		})
	}
	t.Run("cancelled", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			_, g := scripted(t, GeneratorOptions{}, append(slices.Repeat([]func(*http.Request) (*http.Response, error){silence}, maxFailures), well)...)
			for range maxFailures {
				ctx, cancel := context.WithTimeout(t.Context(), second)
				_, _, _ = generate(ctx, g)
				cancel()
			}
			mustGenerate(t, g, "好")
		})
	})
}

// A crowd is a server without a socket that takes a second for each answer and records how
// many it writes at once.
type crowd struct {
	mu            sync.Mutex
	now, most, of int
	times         []time.Time
}

func (c *crowd) RoundTrip(request *http.Request) (*http.Response, error) {
	c.mu.Lock()
	c.now, c.of = c.now+1, c.of+1
	c.most = max(c.most, c.now)
	c.times = append(c.times, time.Now())
	c.mu.Unlock()
	err := sleep(request.Context(), second)
	c.mu.Lock()
	c.now--
	c.mu.Unlock()
	if err != nil {
		return nil, err
	}
	return well(request)
}

func TestConcurrentLimit(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		server := &crowd{}
		g := mustWrite(t, GeneratorOptions{HTTPClient: &http.Client{Transport: server}, Concurrent: 3, Timeout: 4500 * time.Millisecond})
		var group sync.WaitGroup
		var mu sync.Mutex
		turnedAway := 0
		for range 15 {
			group.Go(func() {
				_, _, err := generate(t.Context(), g)
				mu.Lock()
				defer mu.Unlock()
				if err != nil && err.(*Error).Kind == KindBusy {
					turnedAway++
				}
			})
		}
		group.Wait()
		// The last three waited half a second for a place; none was turned away.
		if server.most != 3 || server.of != 15 || turnedAway != 0 {
			t.Errorf("%d requests, %d at once, %d turned away", server.of, server.most, turnedAway)
		}
	})
}

func TestQueueTimeout(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		server := &crowd{}
		g := mustWrite(t, GeneratorOptions{HTTPClient: &http.Client{Transport: server}, Concurrent: 1, Timeout: second / 2})
		if err := g.places.Acquire(t.Context(), 1); err != nil { // another answer, still in progress
			t.Fatal(err)
		}
		_, _, err := generate(t.Context(), g)
		if kind := err.(*Error).Kind; kind != KindBusy || server.of != 0 {
			t.Errorf("kind %q, %d requests", kind, server.of)
		}
	})
}

func TestRequestsPerMinute(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		server, g := scripted(t, GeneratorOptions{PerMinute: 12}, well, well, well, well)
		start := time.Now()
		for range 4 { // two at once, then one per five seconds
			mustGenerate(t, g, "好")
		}
		if took := time.Since(start).Round(second); took != 10*second || len(server.times) != 4 {
			t.Errorf("%d requests in %v", len(server.times), took)
		}
		g.options.Timeout = second
		if got := mustNotGenerate(t, g, ""); got.Kind != KindBusy || got.Message != "there are more than 12 requests a minute" {
			t.Errorf("error %v", got)
		}
	})
}
