// Package fetch gets the document at a web address for whoever asks, and
// nothing else: not from inside the network that Footnote runs in, not more
// bytes or seconds than are set, and not what a site asks programs to leave
// alone.
//
// Which addresses may be reached is decided once, by a guard in the dialer
// (code.dny.dev/ssrf), on the IP address that is about to be connected to. So a
// redirect, an answer of the domain name system that changes and an odd way of
// writing an address all end there. What is checked before it is for clear
// errors.
package fetch

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"

	"code.dny.dev/ssrf"

	"footnote/corpus/doc"
)

// Options are the limits of a [Fetcher]. The zero value is fit for addresses
// that anyone may give.
type Options struct {
	// UserAgent names the program and where its operator can be reached, as in
	// "Footnote/1.0 (+https://example.org/about)". Empty means "Footnote".
	UserAgent string
	// Hosts, where set, are the only hosts that are fetched from: exact, in lower
	// case, with the port where it is not the scheme's own. Their robots.txt is
	// not asked for; this is for a service that hands out files to programs.
	Hosts []string
	// MaxBytes bounds a document, before and after it is unpacked.
	// 0 means [doc.MaxBytes].
	MaxBytes int64
	// Timeout bounds a fetch from the first look-up of a name to the last byte,
	// with robots.txt and redirects. 0 means 20 s.
	Timeout time.Duration
	// Private are hosts that may be fetched from though they are inside a private
	// network or on a port of their own: exact, in lower case, with the port where
	// it is not the scheme's own. Whoever may give addresses may read what is there.
	Private []string
	// Unguarded reaches private addresses and all ports too: for stand-ins on
	// this machine, only together with Hosts.
	Unguarded bool
}

const (
	product        = "Footnote" // what robots.txt knows the program by
	defaultTimeout = 20 * time.Second
)

// A Fetcher fetches documents. It is safe for concurrent use.
type Fetcher struct {
	options   Options
	guard     *ssrf.Guardian // nil where everything may be reached
	dialer    *net.Dialer
	transport *http.Transport
	robots    *robots

	mu      sync.Mutex
	closed  context.Context
	end     context.CancelFunc
	running sync.WaitGroup
}

// ErrClosed is that the Fetcher was closed before the document was there.
var ErrClosed = errors.New("fetch: the fetcher is closed")

// New returns a Fetcher. Its error is that of impossible options.
func New(o Options) (*Fetcher, error) {
	o.UserAgent = cmp.Or(o.UserAgent, product)
	o.MaxBytes = cmp.Or(o.MaxBytes, doc.MaxBytes)
	o.Timeout = cmp.Or(o.Timeout, defaultTimeout)
	switch {
	case o.Unguarded && len(o.Hosts) == 0:
		return nil, errors.New("fetch: without a guard the hosts must be named")
	case strings.ContainsFunc(o.UserAgent, func(r rune) bool { return r < ' ' || r > '~' }):
		return nil, fmt.Errorf("fetch: %q is not a user agent", o.UserAgent)
	case o.MaxBytes < 0 || o.Timeout < 0:
		return nil, errors.New("fetch: a limit is below 0")
	}
	f := &Fetcher{options: o, robots: newRobots()}
	if !o.Unguarded {
		f.guard = newGuard()
	}
	f.dialer = newDialer(f.guard)
	f.transport = newTransport(f.dialer, o.Private)
	f.closed, f.end = context.WithCancel(context.Background())
	return f, nil
}

// Fetch gets the document at address. In what it returns, Source is the address
// that it was found at after all redirects, without a fragment, and Name is the
// last part of it or the name that the server gave.
//
// Its error is an [*Error], that of a cancelled ctx, or [ErrClosed].
func (f *Fetcher) Fetch(ctx context.Context, address string) (doc.File, error) {
	page, err := f.Get(ctx, Request{Address: address})
	return page.File, err
}

// begin bounds a fetch in time, and by the life of the fetcher.
func (f *Fetcher) begin(ctx context.Context) (bounded context.Context, done func(), err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.closed.Err() != nil {
		return nil, nil, ErrClosed
	}
	f.running.Add(1)
	bounded, cancel := context.WithCancelCause(ctx)
	timer := time.AfterFunc(f.options.Timeout, func() { cancel(errTooLong) })
	detach := context.AfterFunc(f.closed, func() { cancel(ErrClosed) })
	return bounded, func() {
		detach()
		timer.Stop()
		cancel(nil)
		f.running.Done()
	}, nil
}

// Close ends what is being fetched and waits for it. Nothing is fetched after.
func (f *Fetcher) Close() {
	f.mu.Lock()
	f.end()
	f.mu.Unlock()
	f.running.Wait()
}
