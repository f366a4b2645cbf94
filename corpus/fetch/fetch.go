// Package fetch gets the document at a web address on behalf of a user, with limits: it fetches
// nothing from inside the network that Footnote runs in, not more bytes or seconds than are
// set, and nothing that a site asks programs to leave alone.
//
// Which addresses may be reached is decided in one place: a guard in the dialer
// (code.dny.dev/ssrf), which checks the IP address that is about to be connected to. So it also
// catches redirects, DNS answers that change, and unusual ways of writing an address. Earlier
// checks serve only to give clear errors.
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

// Options are the limits of a [Fetcher]. The zero value is suitable for addresses that come
// from untrusted users.
type Options struct {
	// UserAgent names the program and where its operator can be reached, as in
	// "Footnote/1.0 (+https://example.org/about)". Empty means "Footnote".
	UserAgent string
	// Hosts, if set, are the only hosts that may be fetched from: exact, in lower case, and with
	// the port if it is not the default of the scheme. Their robots.txt is not consulted; this is
	// for services that serve files to programs.
	Hosts []string
	// MaxBytes is the maximum size of a document, packed and unpacked. 0 means [doc.MaxBytes].
	MaxBytes int64
	// Timeout is the maximum duration of a fetch, from name resolution to the last byte, including
	// robots.txt and redirects. 0 means 20 s.
	Timeout time.Duration
	// Private are hosts that may be fetched from although they are inside a private network or use
	// another port: exact, in lower case, and with the port if it is not the default of the
	// scheme. Everybody who may supply addresses can then read what is there.
	Private []string
	// Proxy is used for everything except Private; the zero value means none.
	Proxy Proxy
	// Unguarded allows private addresses and all ports. It is meant for test servers on this
	// machine, and only together with Hosts.
	Unguarded bool
}

const (
	product        = "Footnote" // the program's name in robots.txt
	defaultTimeout = 20 * time.Second
)

// A Fetcher fetches documents. It is safe for concurrent use.
type Fetcher struct {
	options   Options
	guard     *ssrf.Guardian // nil if everything may be reached
	dialer    *net.Dialer
	transport *http.Transport
	robots    *robots

	mu      sync.Mutex
	closed  context.Context
	end     context.CancelFunc
	running sync.WaitGroup
}

// ErrClosed is returned when the Fetcher is closed before the document has been fetched.
var ErrClosed = errors.New("fetch: the fetcher is closed")

// ErrUserAgent means that a header cannot carry [Options.UserAgent].
var ErrUserAgent = errors.New("the user agent has a character that is not printable ASCII")

// New returns a Fetcher. It fails if the options are invalid.
func New(o Options) (*Fetcher, error) {
	o.UserAgent = cmp.Or(o.UserAgent, product)
	o.MaxBytes = cmp.Or(o.MaxBytes, doc.MaxBytes)
	o.Timeout = cmp.Or(o.Timeout, defaultTimeout)
	switch {
	case o.Unguarded && len(o.Hosts) == 0:
		return nil, errors.New("fetch: without a guard the hosts must be named")
	case strings.ContainsFunc(o.UserAgent, func(r rune) bool { return r < ' ' || r > '~' }):
		return nil, fmt.Errorf("fetch: %q: %w", o.UserAgent, ErrUserAgent)
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

// Fetch fetches the document at address. In the result, Source is the address after all
// redirects, without its fragment, and Name is the last part of it or the name that the server
// gave.
//
// The error is an [*Error], that of a cancelled ctx, or [ErrClosed].
func (f *Fetcher) Fetch(ctx context.Context, address string) (doc.File, error) {
	page, err := f.Get(ctx, Request{Address: address})
	return page.File, err
}

// begin limits a fetch to the timeout and to the lifetime of the fetcher.
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

// Close cancels all fetches and waits for them. Later ones fail.
func (f *Fetcher) Close() {
	f.mu.Lock()
	f.end()
	f.mu.Unlock()
	f.running.Wait()
}
