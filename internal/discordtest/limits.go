package discordtest

import (
	"math"
	"net/http"
	"strconv"
	"time"
)

// limits are the rate limits. Except for the global limit, Discord does not document them; these
// have been observed.
type limits struct {
	buckets map[string]*rateWindow
	global  rateWindow
}

type rateWindow struct {
	ends time.Time
	used int
}

type limit struct {
	bucket string
	most   int
	within time.Duration
}

var perRoute = map[string]limit{
	"POST /channels/{id}/messages":                     {"create", 5, 5 * time.Second},
	"PATCH /channels/{id}/messages/{id}":               {"edit", 5, 5 * time.Second},
	"PATCH /webhooks/{id}/{token}/messages/@original":  {"webhook", 5, 2 * time.Second},
	"POST /webhooks/{id}/{token}":                      {"webhook", 5, 2 * time.Second},
	"PATCH /webhooks/{id}/{token}/messages/{id}":       {"webhook", 5, 2 * time.Second},
	"DELETE /webhooks/{id}/{token}/messages/@original": {"webhook", 5, 2 * time.Second},
	"DELETE /webhooks/{id}/{token}/messages/{id}":      {"webhook", 5, 2 * time.Second},
	"DELETE /channels/{id}/messages/{id}":              {"delete", 5, time.Second},
	"PUT /channels/{id}/messages/{id}/reactions/🔇/@me": {"reactions", 1, 250 * time.Millisecond},
	"POST /channels/{id}/typing":                       {"typing", 5, 5 * time.Second},
	"GET /channels/{id}/messages":                      {"history", 10, 5 * time.Second},
	"GET /channels/{id}/messages/{id}":                 {"message", 10, 5 * time.Second},
	"PUT /applications/{id}/commands":                  {"commands", 2, 20 * time.Second},
	"GET /gateway/bot":                                 {"gateway", 2, 5 * time.Second},
}

const (
	globalMost   = 50
	globalWithin = time.Second
)

func newLimits() limits { return limits{buckets: map[string]*rateWindow{}} }

func (w *rateWindow) take(now time.Time, most int, within time.Duration) (left int, reset time.Duration, ok bool) {
	if !now.Before(w.ends) {
		w.ends, w.used = now.Add(within), 0
	}
	w.used++
	return max(most-w.used, 0), w.ends.Sub(now), w.used <= most
}

// take counts a request and sets the rate-limit headers. If the request exceeds a limit, it returns
// status 429 with its body; otherwise the status is 0. Requests with a token in the path do not
// count towards the global limit.
func (l *limits) take(h http.Header, c *call) (status int, body any) {
	now := time.Now()
	if !c.token {
		if _, reset, ok := l.global.take(now, globalMost, globalWithin); !ok {
			h.Set("X-RateLimit-Global", "true")
			return tooMany(h, reset, true, "global")
		}
	}
	rule, limited := perRoute[c.route]
	if !limited {
		return 0, nil
	}
	key := rule.bucket + " " + c.major
	w := l.buckets[key]
	if w == nil {
		w = &rateWindow{}
		l.buckets[key] = w
	}
	left, reset, ok := w.take(now, rule.most, rule.within)
	h.Set("X-RateLimit-Limit", strconv.Itoa(rule.most))
	h.Set("X-RateLimit-Remaining", strconv.Itoa(left))
	h.Set("X-RateLimit-Reset", seconds(time.Duration(now.Add(reset).UnixNano())))
	h.Set("X-RateLimit-Reset-After", seconds(reset))
	h.Set("X-RateLimit-Bucket", rule.bucket)
	if !ok {
		return tooMany(h, reset, false, "user")
	}
	return 0, nil
}

func tooMany(h http.Header, after time.Duration, global bool, scope string) (int, any) {
	h.Set("Retry-After", strconv.Itoa(int(math.Ceil(after.Seconds()))))
	h.Set("X-RateLimit-Scope", scope)
	return 429, map[string]any{"message": "You are being rate limited.", "retry_after": after.Seconds(), "global": global}
}
