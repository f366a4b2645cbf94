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

// A Request is what is asked for at an address.
type Request struct {
	Address string
	// ETag and Modified are those of the version that the caller has, as the server
	// gave them; empty where there are none.
	ETag, Modified string
	// Stay follows no redirect to another site.
	Stay bool
	// Anything takes a body of any media type.
	Anything bool
}

// A Page is what was found at an address.
type Page struct {
	doc.File
	ETag, Modified string // to ask with the next time; empty where the server gave none
	Unchanged      bool   // since the version that the caller has; then there is no Data
}

// Get gets what is asked for, as [Fetcher.Fetch] does.
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

// maxValidator is how long an ETag may be to be sent back.
const maxValidator = 512

// validator is a header that says which version a body is.
func validator(r *http.Response, name string) string {
	value := strings.TrimSpace(r.Header.Get(name))
	if len(value) > maxValidator {
		return ""
	}
	return value
}

// conditions ask for a body only where it is another one.
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

// Pause is how long the robots.txt of an address's site asks programs to wait
// between two requests, as far as it was read already; at most [MaxPause].
func (f *Fetcher) Pause(address string) time.Duration {
	u, err := parse(address)
	if err != nil {
		return 0
	}
	kept, _ := f.robots.find(originOf(u))
	return kept.delay
}

func originOf(u *url.URL) string { return u.Scheme + "://" + u.Host }

// SameSite reports whether two addresses are of one host, with or without "www.",
// on one port or both on the ports of http and https.
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
