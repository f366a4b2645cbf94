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
	dialTimeout   = 5 * time.Second // including name resolution
	headerTimeout = 10 * time.Second
	idleTimeout   = 10 * time.Second // between two reads of a body
	maxHeader     = 64 << 10         // bytes
)

// newGuard returns a guard that permits the public internet, as defined by the IANA registries,
// on ports 80 and 443.
func newGuard() *ssrf.Guardian {
	// wireServer is the address of Azure's host agent. It is in a public range, but answers only
	// to machines on that host.
	wireServer := netip.MustParsePrefix("168.63.129.16/32")
	return ssrf.New(ssrf.WithDeniedV4Prefixes(wireServer))
}

func newDialer(guard *ssrf.Guardian) *net.Dialer {
	d := &net.Dialer{Timeout: dialTimeout}
	if guard != nil {
		d.Control = guard.Safe // called for each address of a name, right before the connection
	}
	return d
}

// newTransport returns a transport that keeps no idle connections, on which a server could
// still send something later.
func newTransport(d *net.Dialer, private []string) *http.Transport {
	return &http.Transport{
		Proxy:                  passesOn,
		DialContext:            owned(routed(open(rooted(d), private))),
		TLSClientConfig:        &tls.Config{MinVersion: tls.VersionTLS12},
		ForceAttemptHTTP2:      true,
		TLSHandshakeTimeout:    dialTimeout,
		ResponseHeaderTimeout:  headerTimeout,
		MaxResponseHeaderBytes: maxHeader,
		DisableCompression:     true, // the transport would unpack without a limit
		DisableKeepAlives:      true,
	}
}

type dial func(ctx context.Context, network, address string) (net.Conn, error)

// requestKey is the key under which a request's context contains itself.
type requestKey struct{}

// owned closes a connection when the request that it was made for ends, even while the
// connection is being made. Without it, the transport would keep dialing, for the next request.
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

// rooted makes names fully qualified, so that the DNS search list of a cluster cannot turn a
// public name into an internal one.
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

// open connects to hosts in private without the guard.
func open(guarded dial, private []string) dial {
	free := &net.Dialer{Timeout: dialTimeout}
	return func(ctx context.Context, network, address string) (net.Conn, error) {
		if isPrivate(private, address) {
			return free.DialContext(ctx, network, address)
		}
		return guarded(ctx, network, address)
	}
}

// isPrivate reports whether a host and port are in private.
func isPrivate(private []string, address string) bool {
	host, port, err := net.SplitHostPort(address)
	return slices.Contains(private, address) || err == nil && (port == "80" || port == "443") && slices.Contains(private, host)
}
