package openai

import (
	"context"
	"errors"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"footnote/rag"
)

const second = time.Second

func TestTimersOfGenerate(t *testing.T) {
	thinks := `data: {"choices":[{"delta":{"reasoning":"Hm."}}]}` + "\n\n"
	role := `data: {"choices":[{"delta":{"role":"assistant","content":""}}]}` + "\n\n"
	long := func(wait time.Duration, text string, count int) []step {
		steps := make([]step, count)
		for i := range steps {
			steps[i] = step{wait, text}
		}
		return steps
	}
	for name, test := range map[string]struct {
		steps   []step
		text    string
		message string // empty means success
		after   time.Duration
	}{
		"nothing":                     {nil, "", "the beginning took longer than 30s", 30 * second},
		"only the role":               {[]step{{second, role}}, "", "the first word took longer than 30s", 31 * second},
		"in the middle":               {[]step{{20 * second, says("a")}, {14 * second, says("b")}}, "ab", "the next word took longer than 15s", 49 * second},
		"keep-alives, nothing else":   {long(second, comment, 100), "", "the first word took longer than 30s", 31 * second},
		"keep-alives in the middle":   {append([]step{{0, says("x")}}, long(second, comment, 100)...), "x", "the next word took longer than 15s", 15 * second},
		"words without an end":        {long(9*second, says("a"), 100), "aaaaaa", "the whole answer took longer than 1m0s", 60 * second},
		"thinking without an end":     {long(9*second, thinks, 100), "", "the whole answer took longer than 1m0s", 60 * second},
		"keep-alives, then an answer": {append(long(second, comment, 28), step{0, says("a") + ends("stop") + done}), "a", "", 28 * second},
		"thinking is a sign of life":  {append(long(14*second, thinks, 4), step{0, says("a") + ends("stop") + done}), "a", "", 56 * second},
		"the end, then silence":       {[]step{{0, says("a") + ends("stop")}}, "a", "", 2 * second},
		"one byte a second":           {long(second, "d", 100), "", "the first word took longer than 30s", 31 * second},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				start := time.Now()
				server, g := scripted(t, GeneratorOptions{}, playing(test.steps...))
				text, generated, err := generate(t.Context(), g)
				if test.message != "" {
					got := failureOf(t, test.text, text, generated, err)
					if got.Kind != KindTimeout || got.Message != test.message {
						t.Errorf("error %v", got)
					}
				} else if err != nil || text != test.text {
					t.Errorf("text %q, error %v", text, err)
				}
				if took := time.Since(start); took != test.after || len(server.times) != 1 {
					t.Errorf("%d requests in %v, want one in %v", len(server.times), took, test.after)
				}
			})
		})
	}
	t.Run("no headers", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			start := time.Now()
			_, g := scripted(t, GeneratorOptions{}, silence)
			if got := mustNotGenerate(t, g, ""); got.Kind != KindTimeout || time.Since(start) != 30*second {
				t.Errorf("error %v after %v", got, time.Since(start))
			}
		})
	})
}

func TestSlowReader(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		_, g := scripted(t, GeneratorOptions{}, playing(step{0, says("a")}, step{second, says("b") + ends("stop")}, step{}))
		_, err := g.Generate(t.Context(), question, func(string) error { time.Sleep(20 * second); return nil })
		if err != nil {
			t.Errorf("error %v", err)
		}
	})
}

func TestContextOfGenerate(t *testing.T) {
	t.Run("its deadline", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			ctx, cancel := context.WithTimeout(t.Context(), 2*second)
			defer cancel()
			start := time.Now()
			_, g := scripted(t, GeneratorOptions{}, playing(step{0, says("x")}))
			if text, _, err := generate(ctx, g); err != context.DeadlineExceeded || text != "x" || time.Since(start) != 2*second {
				t.Errorf("text %q, error %v after %v", text, err, time.Since(start))
			}
		})
	})
	t.Run("cancelled with a cause", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			ctx, cancel := context.WithCancelCause(t.Context())
			time.AfterFunc(second, func() { cancel(errEnough) })
			_, g := scripted(t, GeneratorOptions{}, silence)
			if _, _, err := generate(ctx, g); err != context.Canceled {
				t.Errorf("error %v", err)
			}
		})
	})
	t.Run("cancelled while waiting to try again", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			ctx, cancel := context.WithCancel(t.Context())
			time.AfterFunc(3*second, cancel)
			server, g := scripted(t, GeneratorOptions{}, status(429, http.Header{"Retry-After": {"10"}}))
			if _, _, err := generate(ctx, g); err != context.Canceled || len(server.times) != 1 {
				t.Errorf("error %v after %d requests", err, len(server.times))
			}
		})
	})
	t.Run("cancelled while all wait", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			server, g := scripted(t, GeneratorOptions{}, status(429, http.Header{"Retry-After": {"3600"}}))
			mustNotGenerate(t, g, "")
			ctx, cancel := context.WithCancel(t.Context())
			time.AfterFunc(3*second, cancel)
			if _, _, err := generate(ctx, g); err != context.Canceled || len(server.times) != 1 {
				t.Errorf("error %v after %d requests", err, len(server.times))
			}
		})
	})
	t.Run("ended before", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		server, g := scripted(t, GeneratorOptions{})
		if _, _, err := generate(ctx, g); err != context.Canceled || len(server.times) != 0 {
			t.Errorf("error %v after %d requests", err, len(server.times))
		}
	})
}

func TestErrorOfEmitIsReturned(t *testing.T) {
	like := &Error{Kind: KindServer, retryable: true}
	for name, test := range map[string]struct {
		enough error
		text   string
	}{
		"any":              {errEnough, "a"},
		"one like ours":    {like, "a"},
		"one of a context": {context.DeadlineExceeded, "a"},
		"at the very end":  {like, "<"}, // which is held back until it is clear that no thought begins
	} {
		t.Run(name, func(t *testing.T) {
			enough := test.enough
			server, g := scripted(t, GeneratorOptions{}, playing(step{0, says(test.text) + ends("stop")}, step{}), well)
			calls := 0
			generated, err := g.Generate(t.Context(), question, func(string) error { calls++; return enough })
			if err != enough || calls != 1 || len(server.times) != 1 || generated != (rag.Generated{}) {
				t.Errorf("error %v after %d calls and %d requests", err, calls, len(server.times))
			}
			if text, _, err := generate(t.Context(), g); err != nil || text != "好" || errors.Is(err, enough) {
				t.Errorf("text %q, error %v", text, err)
			}
		})
	}
}
