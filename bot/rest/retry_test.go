package rest_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"footnote/bot/rest"
)

// cut responds with fewer bytes than it promises.
func cut(w http.ResponseWriter, _ *http.Request, _ arrival) {
	w.Header().Set("Content-Length", "1000")
	io.WriteString(w, `{"id":"`)
	w.(http.Flusher).Flush()
	panic(http.ErrAbortHandler)
}

// failures may be gone at the next try.
var failures = map[string]answer{
	"500":                       reply(http.StatusInternalServerError, `{"code":0,"message":"500: Internal Server Error"}`),
	"502 in HTML":               reply(http.StatusBadGateway, "<html>cloudflare</html>"),
	"503":                       reply(http.StatusServiceUnavailable, `{"code":130000,"message":"API resource overloaded"}`),
	"504":                       reply(http.StatusGatewayTimeout, ""),
	"a dropped connection":      drop,
	"an answer that breaks off": cut,
}

func TestTryingAgain(t *testing.T) {
	for name, failure := range failures {
		t.Run("after "+name, func(t *testing.T) {
			inBubble(t, rest.Options{}, inTurn(failure, failure, failure, fine), func(r *rig) {
				if err := r.send(rest.Request{Method: "POST", Path: messages, Body: "hello"}); err != nil {
					t.Error(err)
				}
				for _, a := range r.arrived() {
					if diff := cmp.Diff(`"hello"`, a.Body); diff != "" {
						t.Errorf("body of try %d (-want +got):\n%s", a.number, diff)
					}
				}
			})
		})
		t.Run("ends after three times: "+name, func(t *testing.T) {
			inBubble(t, rest.Options{}, failure, func(r *rig) {
				if err := r.do("POST", messages); err == nil {
					t.Error("no error")
				}
				arrived := r.arrived()
				if len(arrived) != 4 {
					t.Fatalf("%d tries", len(arrived))
				}
				for i, about := range []time.Duration{250, 500, 1000} {
					pause, about := arrived[i+1].At-arrived[i].At, about*time.Millisecond
					if pause < about/2 || pause >= about*3/2 {
						t.Errorf("pause %d is %v, want about %v", i, pause, about)
					}
				}
			})
		})
		t.Run("is not for what may go once only: "+name, func(t *testing.T) {
			inBubble(t, rest.Options{}, failure, func(r *rig) {
				err := r.send(rest.Request{Method: "POST", Path: messages, Once: true})
				var lost *rest.LostError
				if !errors.As(err, &lost) {
					t.Errorf("got %v", err)
				}
				r.wantAt(0)
			})
		})
	}
	t.Run("what may go once only and never went goes again", func(t *testing.T) {
		var tries int
		away := &http.Transport{DialContext: func(context.Context, string, string) (net.Conn, error) {
			tries++
			return nil, &net.OpError{Op: "dial", Net: "tcp", Err: errors.New("connection refused")}
		}}
		inBubble(t, rest.Options{Transport: away}, fine, func(r *rig) {
			err := r.send(rest.Request{Method: "POST", Path: followUp, Once: true})
			var lost *rest.LostError
			if err == nil || errors.As(err, &lost) {
				t.Errorf("got %v", err)
			}
			if tries != 4 {
				t.Errorf("%d tries", tries)
			}
		})
	})
	t.Run("what is refused is not lost", func(t *testing.T) {
		inBubble(t, rest.Options{}, reply(http.StatusBadRequest, `{"code":200000,"message":"blocked"}`), func(r *rig) {
			err := r.send(rest.Request{Method: "POST", Path: followUp, Once: true})
			var lost *rest.LostError
			if errors.As(err, &lost) || rest.Code(err) != 200000 {
				t.Errorf("got %v", err)
			}
		})
	})
	t.Run("an answer that says nothing is lost all the same", func(t *testing.T) {
		inBubble(t, rest.Options{}, silent, func(r *rig) {
			err := r.send(rest.Request{Method: "POST", Path: followUp, Once: true})
			var lost *rest.LostError
			if !errors.As(err, &lost) || strings.Contains(err.Error(), askToken) {
				t.Errorf("got %v", err)
			}
			r.wantAt(0)
		})
	})
	t.Run("what may go once only goes again after a 429, which did nothing", func(t *testing.T) {
		inBubble(t, rest.Options{}, inTurn(refused(limitBody), fine), func(r *rig) {
			if err := r.send(rest.Request{Method: "POST", Path: messages, Once: true}); err != nil {
				t.Error(err)
			}
			r.wantAt(0, 1500*time.Millisecond)
		})
	})
	t.Run("is told in the error and the log", func(t *testing.T) {
		inBubble(t, rest.Options{}, failures["503"], func(r *rig) {
			err := r.do("POST", messages)
			want := &rest.Error{Status: http.StatusServiceUnavailable, Code: 130000, Message: "API resource overloaded", Route: "POST /channels/{id}/messages"}
			var got *rest.Error
			errors.As(err, &got)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("error (-want +got):\n%s", diff)
			}
			if err := countLines(r.logged.String(), "trying again", 3); err != nil {
				t.Error(err)
			}
		})
	})
	t.Run("a network that is away is tried four times", func(t *testing.T) {
		var calls []rest.Call
		inBubble(t, rest.Options{Observe: func(c rest.Call) { calls = append(calls, c) }}, fine, func(r *rig) {
			r.pipe.Close()
			if err := r.do("POST", messages); err == nil {
				t.Error("no error")
			}
		})
		none := rest.Call{Route: "POST /channels/{id}/messages"}
		if diff := cmp.Diff([]rest.Call{none, none, none, none}, calls); diff != "" {
			t.Errorf("calls (-want +got):\n%s", diff)
		}
	})
	for _, status := range []int{301, 302, 307, 400, 403, 404, 405, 409, 413} {
		t.Run(fmt.Sprintf("is not for %d", status), func(t *testing.T) {
			inBubble(t, rest.Options{}, reply(status, `{"code":10008,"message":"Unknown Message"}`, "Location", "/api/v10/elsewhere"), func(r *rig) {
				if err := r.do("POST", messages); rest.Code(err) != 10008 {
					t.Errorf("got %v", err)
				}
				r.wantAt(0)
			})
		})
	}
}
