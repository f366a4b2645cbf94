package fetch

import (
	"bufio"
	"cmp"
	"context"
	"crypto/tls"
	"encoding/base64"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"time"
)

// A Proxy is how pages are fetched if the network allows no direct connections.
//
// The fetcher decides which addresses may be reached all the same: it resolves the name, and
// every address must be on the public internet. It then asks the proxy to connect to one of
// these addresses, not to the name, so that the proxy cannot get a different answer. That is
// not possible if only the proxy can resolve names, or if it decides by names: see Resolves.
type Proxy struct {
	// For returns the proxy for an address, or nil for none. It must be http, https or, with
	// Resolves, socks5.
	For func(*url.URL) (*url.URL, error)
	// Resolves sends names to the proxy and lets it resolve them. Names that lead into a private
	// network here are refused; those that do so at the proxy are the proxy's responsibility.
	Resolves bool
	// Named lets errors name the proxy. It is only for the person who runs the program.
	Named bool
}

// A route is how a request reaches its host.
type route struct {
	proxy  *url.URL // nil for a direct connection
	target string   // host and port that the proxy must connect to; if empty, it forwards the request
}

// routeKey is the key of a route in a request's context.
type routeKey struct{}

// routeTo chooses the route of a request for u, which admit has allowed.
func (f *Fetcher) routeTo(ctx context.Context, u *url.URL) (route, error) {
	if f.options.Proxy.For == nil || f.guard == nil || isPrivate(f.options.Private, withPort(u)) {
		return route{}, nil
	}
	proxy, err := f.options.Proxy.For(u)
	if err != nil || proxy == nil {
		return route{}, err
	}
	resolves := f.options.Proxy.Resolves || len(f.options.Hosts) > 0 // Hosts are the operator's choice, not a user's
	switch {
	case proxy.Scheme == "http", proxy.Scheme == "https":
	case (proxy.Scheme == "socks5" || proxy.Scheme == "socks5h") && resolves:
		return route{proxy: proxy}, f.isPublic(ctx, u, true, nil)
	default:
		return route{}, &proxyError{proxy, "is of no kind that can be used here"}
	}
	var at netip.Addr
	if err := f.isPublic(ctx, u, resolves, &at); err != nil {
		return route{}, err
	}
	port := portNumber(u)
	switch {
	case !resolves:
		return route{proxy, net.JoinHostPort(at.String(), port)}, nil
	case u.Scheme == "https":
		return route{proxy, net.JoinHostPort(u.Hostname(), port)}, nil
	}
	return route{proxy: proxy}, nil
}

// isPublic returns an error unless every address of u's host is on the public internet, and
// stores one of them in at if that is not nil. If unknown is true, a host that cannot be
// resolved is allowed.
func (f *Fetcher) isPublic(ctx context.Context, u *url.URL, unknown bool, at *netip.Addr) error {
	all := []netip.Addr{}
	if ip, err := netip.ParseAddr(u.Hostname()); err == nil {
		all = append(all, ip)
	} else {
		resolver := f.dialer.Resolver
		if resolver == nil {
			resolver = net.DefaultResolver
		}
		limited, cancel := context.WithTimeout(ctx, dialTimeout)
		defer cancel()
		all, err = resolver.LookupNetIP(limited, "ip", u.Hostname()+".")
		switch {
		case ctx.Err() != nil:
			return context.Cause(ctx)
		case err != nil && unknown:
			return nil
		case err != nil:
			return errLeftToProxy
		}
	}
	for i, ip := range all {
		if ip = ip.Unmap(); f.guard.SafeAddr(ip) != nil {
			return errPrivate
		}
		if at != nil && (i == 0 || ip.Is4() && !at.Is4()) {
			*at = ip
		}
	}
	return nil
}

var errLeftToProxy = &Error{Kind: Unreachable, Reason: "is on a host whose name cannot be looked up here, only by the proxy", Hint: "FOOTNOTE_PROXY_RESOLVES=true leaves that to the proxy"}

// withPort returns the host of u with its port, even if that is the default.
func withPort(u *url.URL) string { return net.JoinHostPort(u.Hostname(), portNumber(u)) }

func portNumber(u *url.URL) string {
	switch {
	case u.Port() != "":
		return u.Port()
	case u.Scheme == "https":
		return "443"
	}
	return "80"
}

// passesOn returns the proxy to which the transport itself sends a request.
func passesOn(r *http.Request) (*url.URL, error) {
	if way, _ := r.Context().Value(routeKey{}).(route); way.target == "" {
		return way.proxy, nil
	}
	return nil, nil
}

// routed connects according to the route of a request: directly, to the proxy, or through it.
func routed(direct dial) dial {
	free := &net.Dialer{Timeout: dialTimeout}
	return func(ctx context.Context, network, address string) (net.Conn, error) {
		way, _ := ctx.Value(routeKey{}).(route)
		if way.proxy == nil {
			return direct(ctx, network, address)
		}
		conn, err := free.DialContext(ctx, network, net.JoinHostPort(way.proxy.Hostname(), proxyPort(way.proxy)))
		switch {
		case err != nil:
			return nil, &proxyError{way.proxy, "cannot be reached"}
		case way.target == "":
			return conn, nil
		}
		through, err := tunnel(ctx, conn, way)
		if err != nil {
			conn.Close()
			return nil, err
		}
		return through, nil
	}
}

func proxyPort(proxy *url.URL) string {
	switch {
	case proxy.Port() != "":
		return proxy.Port()
	case proxy.Scheme == "https":
		return "443"
	case proxy.Scheme == "http":
		return "80"
	}
	return "1080"
}

// tunnel asks a proxy for a connection to the target. See RFC 9110, 9.3.6.
func tunnel(ctx context.Context, conn net.Conn, way route) (net.Conn, error) {
	defer context.AfterFunc(ctx, func() { conn.Close() })()
	if err := conn.SetDeadline(time.Now().Add(headerTimeout)); err != nil {
		return nil, err
	}
	if way.proxy.Scheme == "https" {
		secure := tls.Client(conn, &tls.Config{MinVersion: tls.VersionTLS12, ServerName: way.proxy.Hostname()})
		if err := secure.HandshakeContext(ctx); err != nil {
			return nil, &proxyError{way.proxy, "does not speak TLS as it should"}
		}
		conn = secure
	}
	request := &http.Request{Method: http.MethodConnect, URL: &url.URL{Opaque: way.target}, Host: way.target, Header: http.Header{"User-Agent": {product}}}
	if user := way.proxy.User; user != nil {
		password, _ := user.Password()
		request.Header.Set("Proxy-Authorization", "Basic "+base64.StdEncoding.EncodeToString([]byte(user.Username()+":"+password)))
	}
	if err := request.Write(conn); err != nil {
		return nil, &proxyError{way.proxy, "broke off"}
	}
	reader := bufio.NewReaderSize(&capped{conn, maxHeader}, 1<<10)
	response, err := http.ReadResponse(reader, request)
	var timeout net.Error
	switch {
	case errors.As(err, &timeout) && timeout.Timeout():
		return nil, &proxyError{way.proxy, "does not answer"}
	case err != nil:
		return nil, &proxyError{way.proxy, "does not answer as a proxy does"}
	case response.StatusCode == http.StatusProxyAuthRequired:
		return nil, &proxyError{way.proxy, "wants a user name and a password (407)"}
	case response.StatusCode != http.StatusOK:
		return nil, &proxyError{way.proxy, fmt.Sprintf("does not make the connection (%d)", response.StatusCode)}
	case reader.Buffered() > 0: // data before anything was sent to the host
		return nil, &proxyError{way.proxy, "does not answer as a proxy does"}
	}
	return conn, conn.SetDeadline(time.Time{})
}

// A capped connection can be read up to a number of bytes.
type capped struct {
	net.Conn
	left int
}

func (c *capped) Read(buffer []byte) (int, error) {
	if c.left <= 0 {
		return 0, errTooLarge
	}
	n, err := c.Conn.Read(buffer[:min(len(buffer), c.left)])
	c.left -= n
	return n, err
}

// A proxyError is a failure of a proxy. It never contains a password.
type proxyError struct {
	proxy *url.URL
	what  string
}

func (e *proxyError) Error() string { return e.what }

// words describes the error: with the proxy's name if named is true, and without for others
// than the operator.
func (e *proxyError) words(named bool) *Error {
	if !named {
		return &Error{Kind: Unreachable, Reason: "cannot be fetched now: the proxy on the way to it fails", Hint: "try again later"}
	}
	return &Error{Kind: Unreachable, Reason: fmt.Sprintf("cannot be fetched: the proxy %s %s", cmp.Or(ProxyName(e.proxy), "HTTPS_PROXY"), e.what), Hint: "HTTPS_PROXY and HTTP_PROXY name the proxy, NO_PROXY the hosts that are fetched from without"}
}

// ProxyName returns the address of a proxy without secrets, for display. It returns "" if what
// seems to be the host may be part of a secret, as in http://me:pass/word@proxy.example.
func ProxyName(proxy *url.URL) string {
	rest := *proxy
	rest.User = nil
	if proxy.Host == "" || strings.Contains(rest.String(), "@") {
		return ""
	}
	return proxy.Scheme + "://" + proxy.Host
}
