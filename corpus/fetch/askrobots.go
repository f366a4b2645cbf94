package fetch

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"sync"
	"time"
)

const (
	maxRobots      = 512 << 10 // bytes that are parsed; RFC 9309, 2.5 requires at least 500 KiB
	maxKeptRobots  = 64 << 10  // maximum size in bytes of rules that are cached
	maxKeptOrigins = 128
	robotsAge      = time.Hour
)

// robots caches the robots.txt rules of sites. It is safe for concurrent use.
type robots struct {
	mu   sync.Mutex
	kept map[string]keptRules // by origin
}

type keptRules struct {
	rules rules
	delay time.Duration // between two requests
	until time.Time
}

func newRobots() *robots { return &robots{kept: map[string]keptRules{}} }

func (r *robots) find(origin string) (k keptRules, ok bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	k, ok = r.kept[origin]
	return k, ok && time.Now().Before(k.until)
}

// keep caches the rules of an origin. If there are too many, the oldest are dropped.
func (r *robots) keep(origin string, rules rules, delay time.Duration) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if _, known := r.kept[origin]; !known && len(r.kept) >= maxKeptOrigins {
		oldest, until := "", time.Time{}
		for origin, k := range r.kept {
			if oldest == "" || k.until.Before(until) {
				oldest, until = origin, k.until
			}
		}
		delete(r.kept, oldest)
	}
	r.kept[origin] = keptRules{rules, delay, time.Now().Add(robotsAge)}
}

// askRobots returns an error if the robots.txt of u's site asks programs not to read u.
func (f *Fetcher) askRobots(ctx context.Context, u *url.URL) error {
	origin := originOf(u)
	kept, known := f.robots.find(origin)
	rules := kept.rules
	if !known {
		var err error
		if rules, err = f.fetchRobots(ctx, origin, u); err != nil {
			return err
		}
	}
	path := u.EscapedPath()
	if u.RawQuery != "" {
		path += "?" + u.RawQuery
	}
	if !rules.allow(path) {
		return &Error{Kind: Robots, Reason: fmt.Sprintf("is not for programs, says the robots.txt of %s", u.Hostname()), Hint: "save the page and add the file"}
	}
	return nil
}

// fetchRobots fetches the rules of an origin. A robots.txt that does not exist, or is behind
// too many redirects, allows everything; one that cannot be read at the moment allows nothing
// (RFC 9309, 2.3.1).
func (f *Fetcher) fetchRobots(ctx context.Context, origin string, u *url.URL) (rules, error) {
	trail := &trail{}
	at := &url.URL{Scheme: u.Scheme, Host: u.Host, Path: "/robots.txt"}
	response, err := f.follow(ctx, trail, at, func(_ context.Context, u *url.URL) error { return f.admit(u) })
	if errors.Is(err, errRedirects) {
		f.robots.keep(origin, nil, 0)
		return nil, nil
	}
	switch {
	case err == nil:
	case trail.at == "", ctx.Err() != nil:
		return nil, err // the document could not be fetched either
	default:
		return nil, noRobots(u, "")
	}
	defer response.Body.Close()
	switch status := response.StatusCode; {
	case status >= 400 && status < 500:
		f.robots.keep(origin, nil, 0)
		return nil, nil
	case status != http.StatusOK && status != http.StatusNoContent:
		return nil, noRobots(u, fmt.Sprintf(" (%d)", status))
	}
	text, err := read(response, maxRobots)
	switch {
	case ctx.Err() != nil:
		return nil, err
	case err != nil && !errors.Is(err, errTooLarge):
		return nil, noRobots(u, "")
	}
	rules := parseRobots(text, product)
	if len(text) <= maxKeptRobots {
		f.robots.keep(origin, rules, crawlDelay(text, product))
	}
	return rules, nil
}

func noRobots(u *url.URL, detail string) error {
	return &Error{Kind: Unreachable, Reason: fmt.Sprintf("may not be for programs: the robots.txt of %s cannot be read now%s", u.Hostname(), detail), Hint: "try again later, or save the page and add the file"}
}
