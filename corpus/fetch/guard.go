package fetch

import (
	"context"
	"crypto/tls"
	"net"
	"net/http"
	"net/netip"
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
func newTransport(d *net.Dialer) *http.Transport {
	return &http.Transport{
		Proxy:                  nil,
		DialContext:            rooted(d),
		TLSClientConfig:        &tls.Config{MinVersion: tls.VersionTLS12},
		ForceAttemptHTTP2:      true,
		TLSHandshakeTimeout:    dialTimeout,
		ResponseHeaderTimeout:  headerTimeout,
		MaxResponseHeaderBytes: maxHeader,
		DisableCompression:     true, // it would unpack without a limit
		DisableKeepAlives:      true,
	}
}

// rooted looks names up from the root of the domain name system, so that the
// search list of a cluster does not turn a public name into one of its own.
func rooted(d *net.Dialer) func(ctx context.Context, network, address string) (net.Conn, error) {
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
