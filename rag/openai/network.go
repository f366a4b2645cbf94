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

// networkError returns the Error for a failed exchange. Its message does not have the address:
// the operator knows it, and a reader must not.
func networkError(err error, secret string) *Error {
	kind, again := sortNetwork(err)
	failed := &Error{Kind: kind, Hint: hint(kind), cause: err, retryable: again}
	if certificate := new(tls.CertificateVerificationError); errors.As(err, &certificate) {
		failed.Hint = "make the server's certificate valid for the host of the base URL"
	}
	if proxy := new(net.OpError); errors.As(err, &proxy) && proxy.Op == "proxyconnect" {
		failed.Hint = "check the proxy that HTTPS_PROXY or HTTP_PROXY names, or put the server's host into NO_PROXY"
	}
	if errors.Is(err, http.ErrSchemeMismatch) {
		failed.Hint = "the server speaks http: begin the base URL with http://"
	}
	if kind == KindNetwork {
		failed.Message = clean(withoutURL(err).Error(), secret)
	}
	return failed
}

// sortNetwork classifies an error and says whether to retry. A server that used up all of its
// time is not tried again; one that could not be reached is.
func sortNetwork(err error) (kind Kind, again bool) {
	certificate := new(tls.CertificateVerificationError)
	if errors.As(err, &certificate) || errors.Is(err, http.ErrSchemeMismatch) {
		return KindNetwork, false
	}
	// This comes before the deadlines, since a dial that took too long also counts as a
	// timeout.
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

// A cappedBody is a response body that ends with an [*Error] if the connection breaks or the
// limit is exceeded, never with a silent cut.
type cappedBody struct {
	io.ReadCloser
	left   int64 // bytes that may still come; -1 after too many
	secret string
}

func (b *cappedBody) Read(buffer []byte) (int, error) {
	if int64(len(buffer)) > b.left+1 {
		buffer = buffer[:b.left+1] // one more byte distinguishes an end from a cut
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
