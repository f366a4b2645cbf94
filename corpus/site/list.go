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
	maxMaps  = 1000 // sitemaps of one site
	maxDepth = 3    // indexes within indexes
)

// A Getter gets what is at an address. It is safe for concurrent use.
type Getter interface {
	Get(ctx context.Context, r fetch.Request) (fetch.Page, error)
}

// A List is what the sitemaps of a site list.
type List struct {
	Pages     []string // addresses of the site, each once, in order
	Elsewhere int      // addresses of other sites, or no addresses, that are left out
	Problems  []error  // why sitemaps of it could not be read: what they list is not known
}

// Read reads a sitemap that was fetched and those that it names, at most so many pages.
// Its error is that of the first one, a [*doc.Error], or one of web that is not about an
// address.
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

// A reading is of the sitemaps of one site.
type reading struct {
	List
	web    Getter
	root   *url.URL
	most   int
	seen   map[string]bool // sitemaps
	listed map[string]bool // pages
}

// read adds what a sitemap lists, and what those list that it names.
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

// fetch reads the sitemap at an address. What is wrong with that one is a problem;
// the others are read all the same.
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

// own is an address of the site as [Clean] writes it, empty for any other.
func (r *reading) own(base *url.URL, address string) string {
	u, err := base.Parse(address)
	if err != nil || !doc.IsWebAddress(u) || u.User != nil || !fetch.SameSite(r.root, u) {
		r.Elsewhere++
		return ""
	}
	return Clean(u)
}
