package rest

import (
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"
)

// A limit is the content of a 429 response.
type limit struct {
	after  time.Duration
	global bool
	scope  string // user, shared or global
}

// blocked is how long to wait if a 429 response does not say. Cloudflare responds with HTML,
// and then every request counts towards a ban.
const blocked = time.Minute

func readLimit(r reply) limit {
	l := limit{scope: r.header.Get("X-RateLimit-Scope")}
	var body struct {
		After  *float64 `json:"retry_after"`
		Global bool     `json:"global"`
	}
	isJSON := json.Unmarshal(r.body, &body) == nil && body.After != nil
	header, err := strconv.ParseFloat(strings.TrimSpace(r.header.Get("Retry-After")), 64)
	switch {
	case isJSON && !(header >= *body.After+1): // the header is the same value, rounded up to a second
		l.after = seconds(*body.After)
	case err == nil:
		l.after = seconds(header)
	default:
		l.after = blocked
	}
	l.after = max(l.after, 50*time.Millisecond) // zero is a mistake, and would spin
	l.global = body.Global || !isJSON || l.scope == "global" || r.header.Get("X-RateLimit-Global") == "true"
	return l
}

func seconds(s float64) time.Duration {
	const most = 24 * 60 * 60
	return time.Duration(min(max(s, 0), most) * float64(time.Second))
}

// global is the limit over all routes: 50 requests a second.
// docs.discord.com/developers/topics/rate-limits#global-rate-limit
type global struct {
	mu      sync.Mutex
	stopped time.Time            // no requests until then
	sent    [perSecond]time.Time // when the last requests were sent; a ring buffer
	oldest  int                  // index of the oldest in sent
}

const perSecond = 45 // in any second: Discord's seconds begin at other moments

// take returns how long to wait, or 0 if a request may go, which is then counted if count is
// set. Each of so many processes has its share of the limit.
func (g *global) take(count bool, processes int) time.Duration {
	g.mu.Lock()
	defer g.mu.Unlock()
	now := time.Now()
	if wait := g.stopped.Sub(now); wait > 0 {
		return wait
	}
	part := max(perSecond/max(processes, 1), 1)
	if wait := g.sent[(g.oldest+perSecond-part)%perSecond].Add(time.Second).Sub(now); wait > 0 {
		return wait
	}
	if count {
		g.sent[g.oldest] = now
		g.oldest = (g.oldest + 1) % perSecond
	}
	return 0
}

func (g *global) stop(after time.Duration) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if until := time.Now().Add(after); until.After(g.stopped) {
		g.stopped = until
	}
}

// invalid counts refused requests. Discord bans an address for an hour if 10,000 of its
// requests in ten minutes get 401, 403 or 429.
// docs.discord.com/developers/topics/rate-limits#invalid-request-limit-aka-cloudflare-bans
type invalid struct {
	most int

	mu      sync.Mutex
	stopped bool // for good
	at      []time.Time
}

const invalidWindow = 10 * time.Minute

func (i *invalid) add() {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.at = append(i.at, time.Now())
}

func (i *invalid) stop() {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.stopped = true
}

// check returns an error if no more requests may be sent. Processes may share an address: up
// to four of them may have as many as this one alone.
func (i *invalid) check(processes int) error {
	i.mu.Lock()
	defer i.mu.Unlock()
	if i.stopped {
		return ErrUnauthorized
	}
	old := time.Now().Add(-invalidWindow)
	for len(i.at) > 0 && i.at[0].Before(old) {
		i.at = i.at[1:]
	}
	if len(i.at) >= min(i.most, 4*i.most/max(processes, 1)) {
		return ErrTooManyInvalid
	}
	return nil
}

func remaining(h http.Header) (left int, after time.Duration, ok bool) {
	left, err := strconv.Atoi(h.Get("X-RateLimit-Remaining"))
	if err != nil {
		return 0, 0, false
	}
	s, err := strconv.ParseFloat(h.Get("X-RateLimit-Reset-After"), 64)
	return left, seconds(s), err == nil
}
