package rest_test

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"

	"footnote/bot/rest"
	"footnote/internal/discordtest"
	"footnote/internal/discordtest/hub"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const (
	botToken = "canary-of-the-bot"
	askToken = "canary-of-the-interaction"

	messages = "/channels/1/messages"
	callback = "/interactions/7/" + askToken + "/callback"
	original = "/webhooks/9/" + askToken + "/messages/@original"
	followUp = "/webhooks/9/" + askToken + "?wait=true"
)

// An arrival is a request as the server received it.
type arrival struct {
	At            time.Duration // since the beginning of the test
	Method, Path  string
	Body          string
	Authorization string
	Agent, Kind   string
	number        int // number of earlier requests
}

// An answer is what the server does with a request whose body has been read.
type answer func(http.ResponseWriter, *http.Request, arrival)

// A rig is a client and a server on a network in memory, in a bubble of time: only waiting
// takes time there, so the moments are exact.
type rig struct {
	t      *testing.T
	client *rest.Client
	pipe   *hub.Pipe
	began  time.Time
	logged *discordtest.Log

	mu       sync.Mutex
	answer   answer
	arrivals []arrival
}

// inBubble runs a test with a server that responds as told.
func inBubble(t *testing.T, o rest.Options, a answer, test func(*rig)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		r := &rig{t: t, pipe: hub.NewPipe(), began: time.Now(), logged: &discordtest.Log{}, answer: a}
		server := &http.Server{Handler: r, ErrorLog: slog.NewLogLogger(slog.DiscardHandler, 0)}
		go server.Serve(r.pipe)
		if o.Base == "" {
			o.Base = "http://discord/api/v10"
		}
		if o.Token == "" {
			o.Token = botToken
		}
		if o.Transport == nil {
			o.Transport = &http.Transport{DialContext: r.pipe.Dial, MaxIdleConnsPerHost: 64}
		}
		o.Log = slog.New(slog.NewTextHandler(r.logged, &slog.HandlerOptions{Level: slog.LevelDebug}))
		r.client = rest.New(o)
		test(r)
		r.client.Close()
		server.Close()
		r.pipe.Close()
	})
}

func (r *rig) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	body, _ := io.ReadAll(req.Body)
	r.mu.Lock()
	a := arrival{
		At: time.Since(r.began), Method: req.Method, Path: req.URL.Path[len("/api/v10"):], Body: string(body), number: len(r.arrivals),
		Authorization: req.Header.Get("Authorization"), Agent: req.UserAgent(), Kind: req.Header.Get("Content-Type"),
	}
	r.arrivals = append(r.arrivals, a)
	answer := r.answer
	r.mu.Unlock()
	answer(w, req, a)
}

// says changes what the server responds from now on.
func (r *rig) says(a answer) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.answer = a
}

func (r *rig) arrived() []arrival {
	r.mu.Lock()
	defer r.mu.Unlock()
	return append([]arrival(nil), r.arrivals...)
}

// wantAt compares when requests arrived.
func (r *rig) wantAt(want ...time.Duration) {
	r.t.Helper()
	var got []time.Duration
	for _, a := range r.arrived() {
		got = append(got, a.At)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		r.t.Errorf("moments of arrival (-want +got):\n%s", diff)
	}
}

func (r *rig) send(request rest.Request) error { return r.client.Do(context.Background(), request) }

func (r *rig) do(method, path string) error { return r.send(rest.Request{Method: method, Path: path}) }

// must calls a route and fails the test on an error.
func (r *rig) must(method, path string) {
	r.t.Helper()
	if err := r.do(method, path); err != nil {
		r.t.Errorf("%s %s: %v", method, path, err)
	}
}

// begin calls a route in the background, and returns when the call waits for something.
func (r *rig) begin(ctx context.Context, request rest.Request) <-chan error {
	done := make(chan error, 1)
	go func() { done <- r.client.Do(ctx, request) }()
	synctest.Wait()
	return done
}

// took returns how long f takes in the bubble.
func took(f func()) time.Duration {
	began := time.Now()
	f()
	return time.Since(began)
}

// reply responds with a body; headers come in pairs.
func reply(status int, body string, headers ...string) answer {
	return func(w http.ResponseWriter, _ *http.Request, _ arrival) {
		for i := 0; i < len(headers); i += 2 {
			w.Header().Set(headers[i], headers[i+1])
		}
		w.WriteHeader(status)
		io.WriteString(w, body)
	}
}

var (
	fine   = reply(http.StatusOK, "{}")
	drop   = func(http.ResponseWriter, *http.Request, arrival) { panic(http.ErrAbortHandler) }
	silent = func(_ http.ResponseWriter, req *http.Request, _ arrival) { <-req.Context().Done() }
)

// inTurn uses one answer after the other; the last one stays.
func inTurn(answers ...answer) answer {
	return func(w http.ResponseWriter, req *http.Request, a arrival) {
		answers[min(a.number, len(answers)-1)](w, req, a)
	}
}

// told responds with the state of a bucket.
func told(hash string, left int, after time.Duration) answer {
	return reply(http.StatusOK, "{}", state(hash, left, after)...)
}

func state(hash string, left int, after time.Duration) []string {
	return []string{
		"X-RateLimit-Bucket", hash, "X-RateLimit-Limit", "5",
		"X-RateLimit-Remaining", fmt.Sprint(left), "X-RateLimit-Reset-After", fmt.Sprint(after.Seconds()),
	}
}

// countLines returns an error unless exactly n lines contain a text.
func countLines(log, text string, n int) error {
	if got := strings.Count(log, text); got != n {
		return fmt.Errorf("%q is %d times in the log, want %d:\n%s", text, got, n, log)
	}
	return nil
}
