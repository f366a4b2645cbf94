package openai

import (
	"errors"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestBackoff(t *testing.T) {
	for name, second := range map[string]func(*http.Request) (*http.Response, error){
		"status": status(529, nil), "reset": reset, "slow dial": slowDial,
	} {
		t.Run(name, func(t *testing.T) {
			for range 20 { // the waits are random
				synctest.Test(t, func(t *testing.T) {
					server, err := run(t, t.Context(), status(500, nil), second, good)
					gaps := server.gaps()
					if err != nil || len(gaps) != 2 || gaps[0] >= 500*time.Millisecond || gaps[1] >= time.Second {
						t.Errorf("gaps %v, error %v; want two below 0.5 s and 1 s", gaps, err)
					}
				})
			}
		})
	}
	t.Run("is random and capped", func(t *testing.T) {
		seen := map[time.Duration]bool{}
		for count := range 50 {
			wait := backoff(min(count, 10))
			if wait < 0 || wait >= 8*time.Second {
				t.Errorf("wait %v before retry %d", wait, count)
			}
			seen[wait] = true
		}
		if len(seen) < 40 {
			t.Errorf("only %d different waits of 50", len(seen))
		}
	})
}

func TestRetryAfterIsHonoured(t *testing.T) {
	for name, test := range map[string]struct {
		header map[string]string
		want   time.Duration
	}{
		"seconds":             {map[string]string{"Retry-After": "7"}, 7 * time.Second},
		"parts of a second":   {map[string]string{"Retry-After": "1.5"}, 1500 * time.Millisecond},
		"the most":            {map[string]string{"Retry-After": "20"}, 20 * time.Second},
		"milliseconds":        {map[string]string{"Retry-After-Ms": "250"}, 250 * time.Millisecond},
		"milliseconds first":  {map[string]string{"Retry-After-Ms": "250", "Retry-After": "9"}, 250 * time.Millisecond},
		"date":                {map[string]string{"Retry-After": "Sat, 01 Jan 2000 00:00:05 GMT"}, 5 * time.Second}, // bubbles begin at midnight
		"milliseconds, wrong": {map[string]string{"Retry-After-Ms": "soon", "Retry-After": "9"}, 9 * time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				header := http.Header{}
				for key, value := range test.header {
					header.Set(key, value)
				}
				server, err := run(t, t.Context(), status(503, header), good)
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff([]time.Duration{test.want}, server.gaps()); diff != "" {
					t.Errorf("gaps (-want +got):\n%s", diff)
				}
			})
		})
	}
}

func TestInvalidRetryAfter(t *testing.T) {
	for _, value := range []string{"", "0", "-5", "soon", "NaN", "-Inf", "Fri, 31 Dec 1999 00:00:00 GMT"} {
		t.Run(value, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				header := http.Header{"Retry-After": {value}}
				if wait := retryAfter(header, time.Now()); wait != 0 {
					t.Errorf("read as %v", wait)
				}
				server, err := run(t, t.Context(), status(429, header), good)
				if gaps := server.gaps(); err != nil || len(gaps) != 1 || gaps[0] >= 500*time.Millisecond {
					t.Errorf("gaps %v, error %v; want the backoff", gaps, err)
				}
			})
		})
	}
}

func TestRetryAfterThatIsTooLong(t *testing.T) {
	for value, wait := range map[string]string{
		"21": "21s", "3600": "1h0m0s", "1e300": "24h0m0s", "Inf": "24h0m0s", "Sat, 01 Jan 2000 00:01:00 GMT": "1m0s",
	} {
		t.Run(value, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				server, err := run(t, t.Context(), status(429, http.Header{"Retry-After": {value}}), good)
				var failed *Error
				if !errors.As(err, &failed) || failed.Kind != KindRate || len(server.times) != 1 {
					t.Fatalf("error %v after %d requests", err, len(server.times))
				}
				if want := "the server asks to wait " + wait + " before the next request"; failed.Hint != want {
					t.Errorf("hint %q, want %q", failed.Hint, want)
				}
			})
		})
	}
}
