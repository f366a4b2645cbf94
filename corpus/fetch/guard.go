package fetch

import (
	"context"
	"crypto/tls"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"time"

	"code.dny.dev/ssrf"
)

const (
	dialTimeout   = 5 * time.Second // looking the name up included
	headerTimeout = 10 * time.Second
	idleTimeout   = 10 * time.Second // between two pieces of a body
	maxHeader     = 64 << 10         // bytes
)

// newGuard permits what the registries of IANA call the public internet, on
// ports 80 and 443.
func newGuard() *ssrf.Guardian {
	// The address of Azure's host agent: of a public range, but it answers only to
	// the machines on that host.
	wireServer := netip.MustParsePrefix("168.63.129.16/32")
	return ssrf.New(ssrf.WithDeniedV4Prefixes(wireServer))
}

func newDialer(guard *ssrf.Guardian) *net.Dialer {
	d := &net.Dialer{Timeout: dialTimeout}
	if guard != nil {
		d.Control = guard.Safe // for each address that a name has, right before the connection
	}
	return d
}

// newTransport uses no proxy, because the guard would see only that, and keeps
// no connection, on which a server could still say something later.
func newTransport(d *net.Dialer, private []string) *http.Transport {
	return &http.Transport{
		Proxy:                  nil,
		DialContext:            owned(open(rooted(d), private)),
		TLSClientConfig:        &tls.Config{MinVersion: tls.VersionTLS12},
		ForceAttemptHTTP2:      true,
		TLSHandshakeTimeout:    dialTimeout,
		ResponseHeaderTimeout:  headerTimeout,
		MaxResponseHeaderBytes: maxHeader,
		DisableCompression:     true, // it would unpack without a limit
		DisableKeepAlives:      true,
	}
}

type dial func(ctx context.Context, network, address string) (net.Conn, error)

// requestKey is under what a request's context knows itself.
type requestKey struct{}

// owned ends a connection with the request that it is for, even while it is
// made. The transport would go on with it, for a next request.
func owned(d dial) dial {
	return func(ctx context.Context, network, address string) (net.Conn, error) {
		request, ok := ctx.Value(requestKey{}).(context.Context)
		if !ok {
			return d(ctx, network, address)
		}
		ctx, cancel := context.WithCancelCause(ctx)
		defer cancel(nil)
		defer context.AfterFunc(request, func() { cancel(context.Cause(request)) })()
		conn, err := d(ctx, network, address)
		if err == nil {
			context.AfterFunc(request, func() { conn.Close() })
		}
		return conn, err
	}
}

// rooted looks names up from the root of the domain name system, so that the
// search list of a cluster does not turn a public name into one of its own.
func rooted(d *net.Dialer) dial {
	return func(ctx context.Context, network, address string) (net.Conn, error) {
		host, port, err := net.SplitHostPort(address)
		if err != nil {
			return nil, err
		}
		if _, err := netip.ParseAddr(host); err != nil {
			host += "."
		}
		return d.DialContext(ctx, network, net.JoinHostPort(host, port))
	}
}

// open reaches hosts that are named as private without the guard.
func open(guarded dial, private []string) dial {
	free := &net.Dialer{Timeout: dialTimeout}
	return func(ctx context.Context, network, address string) (net.Conn, error) {
		if isPrivate(private, address) {
			return free.DialContext(ctx, network, address)
		}
		return guarded(ctx, network, address)
	}
}

// isPrivate reports a host, with its port, that is named as private.
func isPrivate(private []string, address string) bool {
	host, port, err := net.SplitHostPort(address)
	return slices.Contains(private, address) || err == nil && (port == "80" || port == "443") && slices.Contains(private, host)
}
