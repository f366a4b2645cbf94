package openaitest_test

import (
	"context"
	"errors"
	"io"
	"runtime"
	"strings"
	"testing"
	"time"

	"footnote/internal/openaitest"
)

// endless returns the faults whose responses end only with the client or the test.
func endless() map[string]openaitest.Fault {
	return map[string]openaitest.Fault{
		"stall":      openaitest.StallStream(20),
		"keep alive": openaitest.EndlessKeepAlive(time.Millisecond),
		"waiting":    openaitest.EndlessKeepAlive(time.Hour),
		"flooding":   openaitest.EndlessKeepAlive(0),
		"repeating":  openaitest.Repeating("again "),
		"huge line":  openaitest.HugeLine(1 << 40),
		"slow drip":  openaitest.KeepAlive(3, time.Hour),
	}
}

func TestEndlessStreamsBegin(t *testing.T) {
	for name, want := range map[string]string{
		"stall":      good()[:20],
		"keep alive": ": keep-alive\n\n: keep-alive\n\n",
		"repeating": strings.Repeat(`data: {"id":"chatcmpl-fake","object":"chat.completion.chunk","created":1700000000,`+
			`"model":"fake-model","choices":[{"index":0,"delta":{"content":"again "},"finish_reason":null}]}`+"\n\n", 50),
	} {
		t.Run(name, func(t *testing.T) {
			onBoth(t, func(t *testing.T, server *openaitest.Server) {
				server.Fail(endless()[name])
				response := open(t, t.Context(), server)
				defer response.Body.Close()
				got := make([]byte, len(want))
				if _, err := io.ReadFull(response.Body, got); err != nil || string(got) != want {
					t.Errorf("error %v, body %q", err, got)
				}
			})
		})
	}
}

// No handler keeps running after its client has disconnected or the test has ended.
func TestEndlessStreamsEnd(t *testing.T) {
	before := runtime.NumGoroutine()
	var left []io.Closer
	t.Run("all", func(t *testing.T) {
		for name, fault := range endless() {
			t.Run(name+"/client disconnects", func(t *testing.T) {
				onBoth(t, func(t *testing.T, server *openaitest.Server) {
					server.Fail(fault)
					ctx, cancel := context.WithCancel(t.Context())
					response := open(t, ctx, server)
					defer response.Body.Close()
					cancel()
					if _, err := io.Copy(io.Discard, response.Body); !errors.Is(err, context.Canceled) {
						t.Errorf("error %v", err)
					}
				})
			})
			t.Run(name+"/client does not read", func(t *testing.T) {
				onBoth(t, func(t *testing.T, server *openaitest.Server) {
					server.Fail(fault)
					// Close the bodies only after the server has ended.
					left = append(left, open(t, context.Background(), server).Body)
					time.Sleep(100 * time.Millisecond) // until the buffers are full
				})
			})
		}
	})
	for _, body := range left {
		body.Close()
	}
	for range 500 {
		if runtime.NumGoroutine() <= before {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	stacks := make([]byte, 1<<20)
	t.Errorf("%d goroutines, %d before:\n%s", runtime.NumGoroutine(), before, stacks[:runtime.Stack(stacks, true)])
}
