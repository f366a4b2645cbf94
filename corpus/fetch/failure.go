package fetch

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"syscall"
	"time"

	"code.dny.dev/ssrf"
)

// An Error says why a document could not be fetched.
type Error struct {
	Address string // the address requested, in the form of [Redacted]
	Reason  string // what is wrong, in words that follow the address
	Hint    string // what to do about it; may be empty
	Kind    Kind
	Code    int           // for a Status: the status code
	Wait    time.Duration // for a Status: how long the server asks to wait; 0 if it does not say
}

func (e *Error) Error() string { return e.Address + ": " + e.Reason }

// Gone reports whether the server says that there is nothing at the address.
func (e *Error) Gone() bool { return e.Code == http.StatusNotFound || e.Code == http.StatusGone }

// Passing reports whether a later attempt may succeed.
func (e *Error) Passing() bool {
	switch e.Kind {
	case TooSlow, Unreachable, Broken:
		return true
	case Status:
		return !e.Gone()
	}
	return false
}

// A Kind is the category of an [Error].
type Kind string

// The kinds. Those that are TooSlow, Unreachable, Broken or a Status may succeed later; the
// others are permanent.
const (
	Malformed   Kind = "malformed"   // not an address that can be fetched
	Unlisted    Kind = "unlisted"    // not on a host listed in Options
	Private     Kind = "private"     // leads into a private network
	Robots      Kind = "robots"      // robots.txt forbids it to programs
	Status      Kind = "status"      // the server returned an error status
	Redirects   Kind = "redirects"   // too many redirects, or one to a missing or invalid address
	Unsuitable  Kind = "unsuitable"  // not an article
	TooLarge    Kind = "too large"   // more than Options.MaxBytes
	TooSlow     Kind = "too slow"    // exceeded Options.Timeout, or a shorter limit for one step
	Unreachable Kind = "unreachable" // failure of name resolution, connection or certificate
	Broken      Kind = "broken"      // violates the protocol, or is cut off
)

var (
	errTooLong = errors.New("longer than may be")
	errIdle    = errors.New("nothing came for a while")
)

// failure turns the error of a fetch, which got as far as t says, into an [*Error].
func (t *trail) failure(err error, o Options) *Error {
	failure := *explain(err, o)
	failure.Address = Redacted(t.Address)
	if t.at != "" {
		failure.Reason = "redirects to " + Redacted(t.at) + ", which " + failure.Reason
	}
	return &failure
}

// explain describes err in words of its own. It never repeats the text of err, which may
// contain data of the server or internal addresses of this network.
func explain(err error, o Options) *Error {
	var known *Error
	var proxy *proxyError
	switch {
	case errors.As(err, &proxy):
		return proxy.words(o.Proxy.Named)
	case errors.As(err, &known):
		return known
	case errors.Is(err, errTooLarge):
		return &Error{Kind: TooLarge, Reason: "is larger than " + size(o.MaxBytes), Hint: "split it into several articles"}
	case errors.Is(err, errTooLong):
		return &Error{Kind: TooSlow, Reason: fmt.Sprintf("took longer than %v s", o.Timeout.Seconds()), Hint: "try again later"}
	case errors.Is(err, errIdle):
		return &Error{Kind: TooSlow, Reason: "stopped sending", Hint: "try again later"}
	case errors.Is(err, ssrf.ErrProhibitedPort):
		return errPort
	case errors.Is(err, ssrf.ErrProhibitedIP), errors.Is(err, ssrf.ErrProhibitedNetwork):
		return errPrivate
	}
	if reason := certificate(err); reason != "" {
		return &Error{Kind: Unreachable, Reason: reason}
	}
	return connection(err)
}

// certificate describes what is wrong with the server's certificate, or returns "".
func certificate(err error) string {
	var verification *tls.CertificateVerificationError
	if !errors.As(err, &verification) {
		return ""
	}
	var invalid x509.CertificateInvalidError
	var host x509.HostnameError
	switch {
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired:
		return "has a certificate that has expired or is not valid yet"
	case errors.As(err, &host):
		return "has the certificate of another host"
	}
	return "has a certificate that nobody trusted has signed"
}

// connection describes an error of the connection to the server or in its response.
func connection(err error) *Error {
	var name *net.DNSError
	var record tls.RecordHeaderError
	var operation *net.OpError
	var timeout net.Error
	switch {
	case errors.As(err, &name) && name.IsNotFound:
		return &Error{Kind: Unreachable, Reason: "is on a host that does not exist", Hint: "check the name of the site"}
	case errors.As(err, &name):
		return &Error{Kind: Unreachable, Reason: "is on a host whose name cannot be looked up now", Hint: "try again later"}
	case errors.As(err, &record), errors.As(err, &operation) && strings.HasSuffix(operation.Op, " error"): // a TLS alert, of either side
		return &Error{Kind: Unreachable, Reason: "does not speak TLS as https needs it"}
	case errors.As(err, &timeout) && timeout.Timeout(), errors.Is(err, context.DeadlineExceeded):
		return &Error{Kind: TooSlow, Reason: "does not answer", Hint: "try again later"}
	case errors.Is(err, syscall.ECONNREFUSED):
		return &Error{Kind: Unreachable, Reason: "refuses the connection"}
	case errors.Is(err, syscall.EHOSTUNREACH), errors.Is(err, syscall.ENETUNREACH):
		return &Error{Kind: Unreachable, Reason: "cannot be reached from here"}
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, syscall.ECONNRESET), errors.Is(err, syscall.EPIPE):
		return &Error{Kind: Broken, Reason: "broke off in the middle", Hint: "try again later"}
	}
	return &Error{Kind: Broken, Reason: "does not answer as a web server does"}
}

// size formats a number of bytes for display.
func size(n int64) string {
	switch {
	case n%(1<<20) == 0:
		return fmt.Sprintf("%d MiB", n>>20)
	case n%(1<<10) == 0:
		return fmt.Sprintf("%d KiB", n>>10)
	}
	return fmt.Sprintf("%d bytes", n)
}
