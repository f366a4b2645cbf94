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

// An Error says why there is no document.
type Error struct {
	Address string // what was asked for, as [Redacted] shows it
	Reason  string // what is wrong with it, in words that follow the address
	Hint    string // what to do about it; may be empty
	Kind    Kind
	Code    int           // of a Status: what the server answered
	Wait    time.Duration // of a Status: when the server asks to come back; 0 where it does not say
}

func (e *Error) Error() string { return e.Address + ": " + e.Reason }

// Gone reports that the server says there is nothing at the address.
func (e *Error) Gone() bool { return e.Code == http.StatusNotFound || e.Code == http.StatusGone }

// Passing reports what may be different later.
func (e *Error) Passing() bool {
	switch e.Kind {
	case TooSlow, Unreachable, Broken:
		return true
	case Status:
		return !e.Gone()
	}
	return false
}

// A Kind is the sort of an [Error].
type Kind string

// The kinds. What is TooSlow, Unreachable, Broken or a Status may be different
// later; the others will stay as they are.
const (
	Malformed   Kind = "malformed"   // not an address of the sort that is fetched
	Unlisted    Kind = "unlisted"    // on none of the hosts in Options
	Private     Kind = "private"     // leads into a private network
	Robots      Kind = "robots"      // not for programs, says the site
	Status      Kind = "status"      // the server says no
	Redirects   Kind = "redirects"   // leads on too often, to nowhere or to something worse
	Unsuitable  Kind = "unsuitable"  // not an article
	TooLarge    Kind = "too large"   // more than Options.MaxBytes
	TooSlow     Kind = "too slow"    // Options.Timeout, or a shorter one on the way
	Unreachable Kind = "unreachable" // name, connection or certificate
	Broken      Kind = "broken"      // not what the protocol says, or cut off
)

var (
	errTooLong = errors.New("longer than may be")
	errIdle    = errors.New("nothing came for a while")
)

// failure turns err, of a fetch that got as far as t says, into an [*Error].
func (t *trail) failure(err error, o Options) *Error {
	failure := *explain(err, o)
	failure.Address = Redacted(t.Address)
	if t.at != "" {
		failure.Reason = "redirects to " + Redacted(t.at) + ", which " + failure.Reason
	}
	return &failure
}

// explain finds words for err. They never repeat its own, which may hold what
// the server sent and addresses of the network here.
func explain(err error, o Options) *Error {
	var known *Error
	switch {
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

// certificate is what is wrong with the server's, or nothing.
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

// connection is what went wrong on the way to the server or with its answer.
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
	case errors.As(err, &record), errors.As(err, &operation) && strings.HasSuffix(operation.Op, " error"): // an alert, of one side
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

// size is a number of bytes as people say it.
func size(n int64) string {
	switch {
	case n%(1<<20) == 0:
		return fmt.Sprintf("%d MiB", n>>20)
	case n%(1<<10) == 0:
		return fmt.Sprintf("%d KiB", n>>10)
	}
	return fmt.Sprintf("%d bytes", n)
}
