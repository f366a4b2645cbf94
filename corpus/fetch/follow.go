package fetch

import (
	"context"
	"errors"
	"io"
	"maps"
	"net/http"
	"net/url"
	"syscall"
)

const maxRedirects = 5

// A trail records where the redirects of a fetch have led.
type trail struct {
	Request
	at string // target of the last redirect; empty before the first
}

// follow requests u and follows redirects, each if permit allows it. The caller must close the
// response's body. The response's Request has the final address.
func (f *Fetcher) follow(ctx context.Context, trail *trail, u *url.URL, permit func(context.Context, *url.URL) error) (*http.Response, error) {
	for range maxRedirects + 1 {
		if err := permit(ctx, u); err != nil {
			return nil, err
		}
		response, err := f.ask(ctx, u, trail.conditions())
		if err != nil {
			return nil, err
		}
		if !redirects(response) {
			return response, nil
		}
		response.Body.Close()
		if u, err = next(u, response.Header.Get("Location"), trail); err != nil {
			return nil, err
		}
	}
	trail.at = ""
	return nil, errRedirects
}

var errRedirects = &Error{Kind: Redirects, Reason: "redirects more than 5 times", Hint: "open it in a browser and copy the address that it ends at"}

func redirects(r *http.Response) bool {
	switch r.StatusCode {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
		return true
	}
	return false
}

// next returns the target of a redirect from u to location.
func next(u *url.URL, location string, trail *trail) (*url.URL, error) {
	if location == "" {
		return nil, &Error{Kind: Redirects, Reason: "redirects to nowhere"}
	}
	trail.at = location
	if relative, err := u.Parse(location); err == nil && !ambiguous(location) { // String would escape ambiguous characters
		trail.at = relative.String()
	}
	to, err := parse(trail.at)
	if err != nil {
		return nil, err
	}
	if u.Scheme == "https" && to.Scheme == "http" {
		return nil, &Error{Kind: Redirects, Reason: "is not encrypted, though what led there is"}
	}
	if trail.Stay && !SameSite(u, to) {
		return nil, &Error{Kind: Redirects, Reason: "is on another site", Hint: "add it by itself if it belongs there"}
	}
	return to, nil
}

// permit returns an error if the address of a document must not be fetched.
func (f *Fetcher) permit(ctx context.Context, u *url.URL) error {
	if err := f.admit(u); err != nil || len(f.options.Hosts) > 0 {
		return err
	}
	return f.askRobots(ctx, u)
}

// ask sends one request, and repeats it once if the connection was reset before a response
// began. It sends no cookies, referrer or credentials.
func (f *Fetcher) ask(ctx context.Context, u *url.URL, conditions http.Header) (*http.Response, error) {
	response, err := f.send(ctx, u, conditions)
	if (errors.Is(err, syscall.ECONNRESET) || errors.Is(err, io.EOF)) && ctx.Err() == nil {
		return f.send(ctx, u, conditions)
	}
	return response, err
}

func (f *Fetcher) send(ctx context.Context, u *url.URL, conditions http.Header) (*http.Response, error) {
	way, err := f.routeTo(ctx, u)
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithCancelCause(context.WithValue(ctx, routeKey{}, way))
	request := &http.Request{
		Method: http.MethodGet,
		URL:    u,
		Host:   u.Host,
		Header: http.Header{
			"User-Agent":      {f.options.UserAgent},
			"Accept":          {"text/html,application/xhtml+xml,text/plain;q=0.9,application/pdf;q=0.9,*/*;q=0.5"},
			"Accept-Encoding": {"gzip, deflate"},
		},
	}
	maps.Copy(request.Header, conditions)
	response, err := f.transport.RoundTrip(request.WithContext(context.WithValue(ctx, requestKey{}, ctx)))
	if err != nil {
		if cause := context.Cause(ctx); cause != nil {
			err = cause
		}
		cancel(nil)
		return nil, err
	}
	if way.proxy != nil && response.StatusCode == http.StatusProxyAuthRequired {
		response.Body.Close()
		cancel(nil)
		return nil, &proxyError{way.proxy, "wants a user name and a password (407)"}
	}
	response.Body = watch(ctx, cancel, response.Body)
	return response, nil
}
