package openai

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
)

// networkError makes the Error of an exchange that broke off. The address is
// left out of its message: the operator knows it, a reader must not.
func networkError(err error, secret string) *Error {
	kind, again := sortNetwork(err)
	failed := &Error{Kind: kind, Hint: hint(kind), cause: err, retryable: again}
	if certificate := new(tls.CertificateVerificationError); errors.As(err, &certificate) {
		failed.Hint = "make the server's certificate valid for the host of the base URL"
	}
	if errors.Is(err, http.ErrSchemeMismatch) {
		failed.Hint = "the server speaks http: begin the base URL with http://"
	}
	if kind == KindNetwork {
		failed.Message = clean(withoutURL(err).Error(), secret)
	}
	return failed
}

// sortNetwork says what kind of error it is and whether to try again. A server
// that took all of its time is not asked again, one that could not be reached is.
func sortNetwork(err error) (kind Kind, again bool) {
	certificate := new(tls.CertificateVerificationError)
	if errors.As(err, &certificate) || errors.Is(err, http.ErrSchemeMismatch) {
		return KindNetwork, false
	}
	// Before the deadlines: a dial that took too long counts as one of them.
	if operation := new(net.OpError); errors.As(err, &operation) && operation.Op == "dial" {
		return KindNetwork, true
	}
	var timed net.Error
	if errors.Is(err, context.DeadlineExceeded) || errors.As(err, &timed) && timed.Timeout() {
		return KindTimeout, false
	}
	return KindNetwork, true
}

func withoutURL(err error) error {
	if request := new(url.Error); errors.As(err, &request) {
		return request.Err
	}
	return err
}

// A cappedBody is a response body that ends in an [*Error] where the
// connection breaks or the limit is passed, never in a silent cut.
type cappedBody struct {
	io.ReadCloser
	left   int64 // bytes that may still come; -1 when too many came
	secret string
}

func (b *cappedBody) Read(buffer []byte) (int, error) {
	if int64(len(buffer)) > b.left+1 {
		buffer = buffer[:b.left+1] // one byte more tells an end from a cut
	}
	count, err := b.ReadCloser.Read(buffer)
	b.left -= int64(count)
	switch {
	case b.left < 0:
		return count, tooLarge()
	case err != nil && !errors.Is(err, io.EOF):
		return count, networkError(err, b.secret)
	}
	return count, err
}

func tooLarge() *Error {
	failed := malformed("it is larger than any answer to this request can be")
	failed.Hint = "check the base URL and the name of the model, or ask for less in one request"
	return failed
}
