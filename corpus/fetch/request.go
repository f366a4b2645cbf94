package fetch

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"time"

	"footnote/corpus/doc"
)

// A Request is a request for a document.
type Request struct {
	Address string
	// ETag and Modified are the server's validators of the version that the caller has; empty if
	// it has none.
	ETag, Modified string
	// Stay forbids redirects to other sites.
	Stay bool
	// Anything accepts bodies of all media types.
	Anything bool
}

// A Page is the result of a Request.
type Page struct {
	doc.File
	ETag, Modified string // validators for the next request; empty if the server gave none
	Unchanged      bool   // whether the caller's version is current; then there is no Data
}

// Get sends a request. See [Fetcher.Fetch] for the errors.
func (f *Fetcher) Get(ctx context.Context, r Request) (Page, error) {
	bounded, done, err := f.begin(ctx)
	if err != nil {
		return Page{}, err
	}
	defer done()
	trail := &trail{Request: r}
	page, err := f.get(bounded, trail)
	switch {
	case err == nil:
		return page, nil
	case ctx.Err() != nil:
		return Page{}, ctx.Err()
	case errors.Is(err, ErrClosed):
		return Page{}, ErrClosed
	}
	return Page{}, trail.failure(err, f.options)
}

func (f *Fetcher) get(ctx context.Context, trail *trail) (Page, error) {
	u, err := parse(trail.Address)
	if err != nil {
		return Page{}, err
	}
	response, err := f.follow(ctx, trail, u, f.permit)
	if err != nil {
		return Page{}, err
	}
	defer response.Body.Close()
	page := Page{ETag: validator(response, "ETag"), Modified: validator(response, "Last-Modified")}
	if response.StatusCode == http.StatusNotModified && len(trail.conditions()) > 0 {
		page.Unchanged, page.Source = true, response.Request.URL.String()
		return page, nil
	}
	page.File, err = f.document(response, trail.Anything)
	return page, err
}

// maxValidator is the maximum length of an ETag that is sent back, in bytes.
const maxValidator = 512

// validator returns a header that identifies the version of a body.
func validator(r *http.Response, name string) string {
	value := strings.TrimSpace(r.Header.Get(name))
	if len(value) > maxValidator {
		return ""
	}
	return value
}

// conditions returns the headers that ask for a body only if it has changed.
func (r Request) conditions() http.Header {
	h := http.Header{}
	if r.ETag != "" {
		h.Set("If-None-Match", r.ETag)
	}
	if r.Modified != "" {
		h.Set("If-Modified-Since", r.Modified)
	}
	return h
}

// Pause returns how long the robots.txt of an address's site asks programs to wait between two
// requests, at most [MaxPause]. It is 0 if robots.txt has not been read yet.
func (f *Fetcher) Pause(address string) time.Duration {
	u, err := parse(address)
	if err != nil {
		return 0
	}
	kept, _ := f.robots.find(originOf(u))
	return kept.delay
}

func originOf(u *url.URL) string { return u.Scheme + "://" + u.Host }

// SameSite reports whether two addresses are on the same host, ignoring "www.", and on the same
// port or on the default ports of http and https.
func SameSite(a, b *url.URL) bool {
	bare := func(u *url.URL) string { return strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.") }
	port := func(u *url.URL) string {
		if p := u.Port(); p != "80" && p != "443" {
			return p
		}
		return ""
	}
	return bare(a) == bare(b) && port(a) == port(b)
}
