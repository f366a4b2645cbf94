package fetch

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// slowly runs a fetch against a server that lives in the same bubble of time.
// It returns how long that took.
func slowly(t *testing.T, o Options, dial func(ctx context.Context) error, answer func(out io.Writer)) (took time.Duration, err error) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		o.Hosts, o.Unguarded = []string{"example.org"}, true
		f, e := New(o)
		if e != nil {
			t.Fatal(e)
		}
		var serving sync.WaitGroup
		f.transport.DialContext = owned(func(ctx context.Context, _, _ string) (net.Conn, error) {
			if dial != nil {
				if err := dial(ctx); err != nil {
					return nil, err
				}
			}
			here, there := net.Pipe()
			serving.Go(func() {
				defer there.Close()
				if _, err := http.ReadRequest(bufio.NewReader(there)); err == nil {
					answer(there)
				}
			})
			return here, nil
		})
		defer serving.Wait()
		begun := time.Now()
		_, err = f.Fetch(t.Context(), "http://example.org/a")
		took = time.Since(begun)
		f.Close()
	})
	return took, err
}

// drip writes text a byte at a time.
func drip(out io.Writer, text string, pause time.Duration) {
	for i := range text {
		if _, err := io.WriteString(out, text[i:i+1]); err != nil {
			return
		}
		time.Sleep(pause)
	}
}

func TestSlow(t *testing.T) {
	const head = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n"
	forever := strings.Repeat("a", 1<<20)
	for name, c := range map[string]struct {
		o       Options
		dial    func(context.Context) error
		answer  func(io.Writer)
		failure string
		took    time.Duration
	}{
		"no answer":         {answer: func(io.Writer) { time.Sleep(time.Hour) }, failure: "does not answer", took: headerTimeout},
		"a header of 1 B/s": {answer: func(out io.Writer) { drip(out, "HTTP/1.1 200 OK\r\nX: "+forever, time.Second) }, failure: "does not answer", took: headerTimeout},
		"hints, slowly": {answer: func(out io.Writer) {
			drip(out, strings.Repeat("HTTP/1.1 103 Hints\r\n\r\n", 1000), 100*time.Millisecond)
		}, failure: "does not answer", took: headerTimeout},
		"a body that stops":    {answer: func(out io.Writer) { io.WriteString(out, head+"text"); time.Sleep(time.Hour) }, failure: "stopped sending", took: idleTimeout},
		"a body of 1 B/s":      {answer: func(out io.Writer) { io.WriteString(out, head); drip(out, forever, time.Second) }, failure: "took longer than 20 s", took: defaultTimeout},
		"a body of 0.2 B/s":    {o: Options{Timeout: time.Minute}, answer: func(out io.Writer) { io.WriteString(out, head); drip(out, forever, 5*time.Second) }, failure: "took longer than 60 s", took: time.Minute},
		"a slow one, in time":  {answer: func(out io.Writer) { io.WriteString(out, head); drip(out, "text", 4*time.Second) }, took: 16 * time.Second},
		"a slow connection":    {o: Options{Timeout: 3 * time.Second}, dial: waits, answer: func(io.Writer) {}, failure: "took longer than 3 s", took: 3 * time.Second},
		"redirects, each slow": {answer: slowRedirects(), failure: "took longer than 20 s", took: defaultTimeout},
	} {
		t.Run(name, func(t *testing.T) {
			took, err := slowly(t, c.o, c.dial, c.answer)
			want := c.failure
			if strings.Contains(name, "redirects") {
				want = "redirects to http://example.org/3, which " + want
			}
			if reason(err) != want || took != c.took {
				t.Errorf("%v after %v, want %q after %v", err, took, want, c.took)
			}
		})
	}
}

func waits(ctx context.Context) error {
	<-ctx.Done()
	return context.Cause(ctx)
}

func slowRedirects() func(io.Writer) {
	n := 0
	return func(out io.Writer) {
		n++
		time.Sleep(6 * time.Second)
		fmt.Fprintf(out, "HTTP/1.1 302 Found\r\nLocation: /%d\r\n\r\n", n)
	}
}

// A name server that says nothing, and a server that nobody is at, end soon.
func TestNoConnection(t *testing.T) {
	w := newWorld(t)
	f := w.fetcher(t, Options{Timeout: 300 * time.Millisecond})
	silent, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer silent.Close()
	f.dialer.Resolver = &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		conn, err := (&net.Dialer{}).DialContext(ctx, "udp", silent.LocalAddr().String())
		if err == nil {
			context.AfterFunc(ctx, func() { conn.Close() }) // the resolver would wait on it for 5 s
		}
		return conn, err
	}}
	if _, err := f.Fetch(t.Context(), "http://example.com/a"); kindOf(t, err) != TooSlow {
		t.Errorf("silent name server: %v", err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	l.Close()
	if _, err := fetchFrom(t, l.Addr().String(), Options{}); reason(err) != "refuses the connection" {
		t.Errorf("nobody there: %v", err)
	}
	if _, err := w.fetcher(t, Options{}).Fetch(t.Context(), "http://no.example.net/"); reason(err) != "is on a host that does not exist" {
		t.Errorf("no such name: %v", err)
	}
}

// The search list of this machine is no part of a look-up.
func TestRooted(t *testing.T) {
	d := newDialer(newGuard())
	d.Resolver = &net.Resolver{PreferGo: true, Dial: func(context.Context, string, string) (net.Conn, error) { return nil, errInstead }}
	_, err := rooted(d)(t.Context(), "tcp", "kubernetes.default:80")
	var failed *net.DNSError
	if !errors.As(err, &failed) || failed.Name != "kubernetes.default." {
		t.Errorf("looked up: %v", err)
	}
}
