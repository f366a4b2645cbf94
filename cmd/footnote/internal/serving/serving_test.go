package serving

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"footnote/internal/setup"
	"footnote/library/store"
)

// A database that does not answer is waited for, less and less often; what waiting does not
// mend ends it, and so does Ctrl-C.
func TestReached(t *testing.T) {
	away := &store.OpenError{Path: "postgres://db", Reason: "cannot be reached", Kind: store.Unreachable}
	full := &store.OpenError{Path: "footnote.db", Reason: "the disk is full", Kind: store.NoSpace}
	for name, c := range map[string]struct {
		fails  int // times that it does not answer
		then   error
		within time.Duration // that it is wanted
		want   error
	}{
		"at once":               {0, nil, time.Hour, nil},
		"later":                 {12, nil, time.Hour, nil},
		"later, and it is full": {3, full, time.Hour, full},
		"never":                 {1 << 30, nil, time.Hour, context.DeadlineExceeded},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				ctx, cancel := context.WithTimeout(t.Context(), c.within)
				defer cancel()
				tries := 0
				_, err := Reached(ctx, slog.New(slog.DiscardHandler), func() (*setup.Service, error) {
					if tries++; tries <= c.fails {
						return nil, away
					}
					return nil, c.then
				})
				if !errors.Is(err, c.want) && !(errors.Is(c.want, context.DeadlineExceeded) && ctx.Err() != nil) {
					t.Errorf("%v, want %v", err, c.want)
				}
				if tries > 200 {
					t.Errorf("%d tries in an hour", tries)
				}
			})
		})
	}
}

// A server that listens everywhere is asked on this machine, and what it says is told.
func TestAsk(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/readyz" {
			w.WriteHeader(http.StatusServiceUnavailable)
			_, _ = w.Write([]byte("stopping\n"))
			return
		}
		_, _ = w.Write([]byte("ok\n"))
	}))
	defer server.Close()
	address := server.Listener.Addr().String()
	if says, err := Ask(t.Context(), address, false); says != "ok" || err != nil {
		t.Errorf("%q, %v", says, err)
	}
	if _, err := Ask(t.Context(), address, true); err == nil || !strings.Contains(err.Error(), "stopping (503)") {
		t.Errorf("not ready: %v", err)
	}
	for listens, want := range map[string]string{"0.0.0.0:9": "localhost:9", ":9": "localhost:9", "[::]:9": "localhost:9", "127.0.0.1:9": "127.0.0.1:9", "nonsense": "nonsense"} {
		if got := reachable(listens); got != want {
			t.Errorf("%s is reached at %s", listens, got)
		}
	}
}

// An address of Discord's API that cannot work is refused, without the secrets in it.
func TestParseAPI(t *testing.T) {
	for raw, want := range map[string]string{
		"http://127.0.0.1:8080/api/v10": "", "https://discord.example/api": "",
		"ftp://discord.example": "does not begin with http:// or https://", "discord.example": "does not begin with http:// or https://", "http://": "has no host", "http://[": "is not a URL",
		"https://me:sesame@discord.example": "holds a user name or password; the key goes into DISCORD_TOKEN", "https://discord.example/?v=10": "has a ? or #, but a path is added to its end",
	} {
		got := ""
		if _, err := parseAPI(raw); err != nil {
			got = err.Error()
		}
		if got != want {
			t.Errorf("%s: %q, want %q", raw, got, want)
		}
	}
}
