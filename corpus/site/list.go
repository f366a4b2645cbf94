package site

import (
	"context"
	"errors"
	"fmt"
	"net/url"

	"footnote/corpus/doc"
	"footnote/corpus/fetch"
)

const (
	maxMaps  = 1000 // maximum number of sitemaps of one site
	maxDepth = 3    // maximum nesting of sitemap indexes
)

// A Getter fetches what is at an address. It is safe for concurrent use.
type Getter interface {
	Get(ctx context.Context, r fetch.Request) (fetch.Page, error)
}

// A List is the content of a site's sitemaps.
type List struct {
	Pages     []string // addresses of the site, each once, in order
	Elsewhere int      // number of entries that were left out: addresses of other sites, and invalid ones
	Problems  []error  // why some of its sitemaps could not be read; their entries are missing
}

// Read parses a sitemap that was fetched, fetches and parses those that it names, and returns
// at most most pages. The error is that of the first sitemap, a [*doc.Error], or an error of
// web that does not concern an address.
func Read(ctx context.Context, web Getter, f doc.File, most int) (List, error) {
	root, err := url.Parse(f.Source)
	if err != nil {
		return List{}, err
	}
	r := reading{web: web, root: root, most: most, seen: map[string]bool{}, listed: map[string]bool{}}
	r.seen[Clean(root)] = true
	if err := r.read(ctx, f, 1); err != nil {
		return List{}, err
	}
	return r.List, nil
}

// A reading collects the entries of a site's sitemaps.
type reading struct {
	List
	web    Getter
	root   *url.URL
	most   int
	seen   map[string]bool // sitemaps
	listed map[string]bool // pages
}

// read adds the entries of a sitemap, and of those that it names.
func (r *reading) read(ctx context.Context, f doc.File, depth int) error {
	s, err := parse(ctx, f)
	if err != nil {
		return err
	}
	base, err := url.Parse(f.Source)
	if err != nil {
		return err
	}
	for _, page := range s.pages {
		u := r.own(base, page)
		if u == "" || r.listed[u] {
			continue
		}
		r.listed[u] = true
		if r.Pages = append(r.Pages, u); len(r.Pages) > r.most {
			return &doc.Error{Source: fetch.Redacted(r.root.String()), Reason: fmt.Sprintf("lists more than %d pages", r.most), Hint: "add one of the sitemaps that it names, or raise --pages"}
		}
	}
	for _, address := range s.maps {
		u := r.own(base, address)
		if u == "" || r.seen[u] {
			continue
		}
		r.seen[u] = true
		if err := r.fetch(ctx, u, depth+1); err != nil {
			return err
		}
	}
	return nil
}

// fetch reads the sitemap at an address. If that sitemap cannot be read, it is recorded as a
// problem, and the others are read all the same.
func (r *reading) fetch(ctx context.Context, address string, depth int) error {
	if depth > maxDepth || len(r.seen) > maxMaps {
		r.Problems = append(r.Problems, &doc.Error{Source: fetch.Redacted(address), Reason: fmt.Sprintf("is not read: there are more than %d sitemaps, or %d within each other", maxMaps, maxDepth)})
		return nil
	}
	page, err := r.web.Get(ctx, fetch.Request{Address: address, Stay: true, Anything: true})
	var unfetched *fetch.Error
	if err != nil && !errors.As(err, &unfetched) {
		return err
	}
	if err == nil {
		if err = r.read(ctx, page.File, depth); err != nil && (ctx.Err() != nil || len(r.Pages) > r.most) {
			return err
		}
	}
	if err != nil {
		r.Problems = append(r.Problems, err)
	}
	return nil
}

// own returns an address of the site in the form of [Clean], or "" for any other address, which
// it counts.
func (r *reading) own(base *url.URL, address string) string {
	u, err := base.Parse(address)
	if err != nil || !doc.IsWebAddress(u) || u.User != nil || !fetch.SameSite(r.root, u) {
		r.Elsewhere++
		return ""
	}
	return Clean(u)
}
