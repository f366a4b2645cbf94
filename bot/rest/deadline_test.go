package rest_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"footnote/bot/rest"
)

const typing = "/channels/1/typing"

// wantLimited checks that a call fails at once because the wait would be too long.
func (r *rig) wantLimited(ctx context.Context, request rest.Request, after time.Duration) {
	r.t.Helper()
	var err error
	if wait := took(func() { err = r.client.Do(ctx, request) }); wait != 0 {
		r.t.Errorf("it took %v to hear that", wait)
	}
	want := &rest.LimitedError{Route: "POST /channels/{id}/typing", After: after}
	var got *rest.LimitedError
	errors.As(err, &got)
	if diff := cmp.Diff(want, got); diff != "" {
		r.t.Errorf("error %v (-want +got):\n%s", err, diff)
	}
}

func TestPatience(t *testing.T) {
	request := rest.Request{Method: "POST", Path: typing}
	short := rest.Request{Method: "POST", Path: typing, Patience: second}
	exhausted := told("typing", 0, 5*second)
	t.Run("is long enough or there is no wait", func(t *testing.T) {
		inBubble(t, rest.Options{}, exhausted, func(r *rig) {
			r.must("POST", typing)
			r.wantLimited(context.Background(), short, 5*second)
			time.Sleep(4 * second)
			if err := r.send(short); err != nil {
				t.Error(err)
			}
			r.wantAt(0, 5*second)
		})
	})
	t.Run("ends with the context", func(t *testing.T) {
		inBubble(t, rest.Options{}, exhausted, func(r *rig) {
			r.must("POST", typing)
			ctx, cancel := context.WithTimeout(context.Background(), 4*second)
			defer cancel()
			r.wantLimited(ctx, request, 5*second)
		})
	})
	t.Run("ends after a quarter of an hour", func(t *testing.T) {
		inBubble(t, rest.Options{}, inTurn(refused(`{"retry_after":3600}`), fine), func(r *rig) {
			r.wantLimited(context.Background(), request, time.Hour)
			r.wantAt(0)
		})
	})
	t.Run("is for the global limit too", func(t *testing.T) {
		inBubble(t, rest.Options{}, inTurn(refused(globalBody, "Retry-After", "30"), fine), func(r *rig) {
			first := r.begin(context.Background(), rest.Request{Method: "GET", Path: "/users/@me"})
			r.wantLimited(context.Background(), short, 30*second)
			if err := <-first; err != nil {
				t.Error(err)
			}
		})
	})
	t.Run("is for the wait behind others, as far as it is known", func(t *testing.T) {
		inBubble(t, rest.Options{}, exhausted, func(r *rig) {
			r.must("POST", typing)
			first := r.begin(context.Background(), request)
			r.wantLimited(context.Background(), short, 5*second)
			if err := <-first; err != nil {
				t.Error(err)
			}
		})
	})
	t.Run("is for the wait behind others that nobody knew of", func(t *testing.T) {
		inBubble(t, rest.Options{}, silent, func(r *rig) {
			ctx, cancel := context.WithCancel(context.Background())
			first := r.begin(ctx, request)
			var limited *rest.LimitedError
			if wait := took(func() {
				if err := r.send(short); !errors.As(err, &limited) {
					t.Errorf("got %v", err)
				}
			}); wait != second {
				t.Errorf("patience of a second lasted %v", wait)
			}
			cancel()
			<-first
		})
	})
}

// TestGoingAway checks that a cancelled call ends at once, and that those behind it do not
// notice.
func TestGoingAway(t *testing.T) {
	why := errors.New("nobody wants it any more")
	for name, test := range map[string]struct {
		answer answer
		calls  int // calls that wait; the last one is cancelled
		behind time.Duration
		once   bool
	}{
		"while waiting for the bucket":      {told("create", 0, 5*second), 1, 5 * second, false},
		"while waiting behind another":      {told("create", 0, 5*second), 2, 10 * second, false},
		"while waiting after a 429":         {inTurn(fine, refused(limitBody), fine), 1, 1500 * time.Millisecond, false},
		"while waiting for an answer":       {inTurn(fine, silent, fine), 1, 0, false},
		"once, while waiting for an answer": {inTurn(fine, silent, fine), 1, 0, true},
		"while waiting after a failure":     {inTurn(fine, drop, fine), 1, 0, false},
		"while waiting for all the body":    {inTurn(fine, endless(time.Minute, nil), fine), 1, 0, false},
	} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, rest.Options{}, test.answer, func(r *rig) {
				r.must("POST", messages)
				ctx, leave := context.WithCancelCause(context.Background())
				var first <-chan error
				if test.calls == 2 {
					first = r.begin(context.Background(), rest.Request{Method: "POST", Path: messages})
				}
				gone := r.begin(ctx, rest.Request{Method: "POST", Path: messages, Once: test.once})
				next := r.begin(context.Background(), rest.Request{Method: "POST", Path: messages})
				leave(why)
				synctest.Wait()
				select {
				case err := <-gone:
					if !errors.Is(err, why) {
						t.Errorf("got %v", err)
					}
				default:
					t.Error("the cancelled call still waits")
				}
				if first != nil {
					<-first
				}
				if err := <-next; err != nil {
					t.Error(err)
				}
				if at := time.Since(r.began); at != test.behind {
					t.Errorf("the next went at %v, want %v", at, test.behind)
				}
			})
		})
	}
}

// endless responds without end, a piece after each pause.
func endless(pause time.Duration, sent *atomic.Int64) answer {
	return func(w http.ResponseWriter, req *http.Request, _ arrival) {
		piece := make([]byte, 64<<10)
		for {
			n, err := w.Write(piece)
			if err != nil {
				return
			}
			w.(http.Flusher).Flush()
			if sent != nil {
				sent.Add(int64(n))
			}
			select {
			case <-time.After(pause):
			case <-req.Context().Done():
				return
			}
		}
	}
}

// Four tries of fifteen seconds, and the pauses.
const longest = 64 * second

func TestAServerThatDoesNotEnd(t *testing.T) {
	for name, answer := range map[string]answer{
		"says nothing":               silent,
		"begins and says no more":    cutShort,
		"says a little every second": endless(second, nil),
		"says a little every minute": endless(time.Minute, nil),
	} {
		t.Run("does not hold the client: "+name, func(t *testing.T) {
			inBubble(t, rest.Options{}, answer, func(r *rig) {
				wait := took(func() {
					if err := r.do("POST", messages); !errors.Is(err, context.DeadlineExceeded) {
						t.Errorf("got %v", err)
					}
				})
				if n := len(r.arrived()); n != 4 || wait < 4*15*second || wait > longest {
					t.Errorf("%d tries took %v", n, wait)
				}
			})
		})
	}
	t.Run("is cut off at eight megabytes, and not asked again", func(t *testing.T) {
		var sent atomic.Int64
		inBubble(t, rest.Options{}, endless(0, &sent), func(r *rig) {
			if err := r.do("GET", messages); err == nil {
				t.Error("no error")
			}
			r.wantAt(0)
			if n := sent.Load(); n > 9<<20 {
				t.Errorf("%d bytes were read", n)
			}
		})
	})
}

// cutShort begins a response and does not end it.
func cutShort(w http.ResponseWriter, req *http.Request, a arrival) {
	io.WriteString(w, "{")
	w.(http.Flusher).Flush()
	silent(w, req, a)
}
