package discordtest

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"strings"
	"time"
)

// A Fault makes requests of a route fail.
type Fault struct {
	Times      int     // how many requests; 0 means all
	Chance     float64 // per request; 0 means certain
	Status     int     // of the response
	Code       int
	RetryAfter time.Duration // of a 429
	Global     bool          // of a 429
	Shared     bool          // of a 429
	HTML       bool          // the response is HTML, not JSON
	After      bool          // the fault comes after the request was carried out; for RouteCDN, after half of the file
	Delay      time.Duration // before anything else
	Cut        bool          // the connection is cut instead of a response being sent
	Hang       bool          // there is no response
}

type fault struct {
	Fault
	route string
	used  int
	dice  *rand.Rand
}

// Fault injects a fault into requests of a route. A trailing * matches anything.
func (d *Discord) Fault(route string, f Fault) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.faults = append(d.faults, &fault{Fault: f, route: route, dice: rand.New(rand.NewPCG(1, uint64(len(d.faults))))})
}

// Faulted returns how many requests of a route have failed.
func (d *Discord) Faulted(route string) (n int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, f := range d.faults {
		if f.route == route {
			n += f.used
		}
	}
	return n
}

// ClearFaults removes all faults.
func (d *Discord) ClearFaults() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.faults = nil
}

// fault returns the fault for a request, or nil.
func (d requestServer) fault(c *call) *fault {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, f := range d.faults {
		prefix, open := strings.CutSuffix(f.route, "*")
		if !(c.route == f.route || open && strings.HasPrefix(c.route, prefix)) || f.Times > 0 && f.used >= f.Times {
			continue
		}
		if f.Chance > 0 && f.dice.Float64() >= f.Chance {
			continue
		}
		f.used++
		return f
	}
	return nil
}

// hit carries out the fault, and reports whether it has responded.
func (f *fault) hit(w http.ResponseWriter, c *call, d *Discord) bool {
	if f.Delay > 0 {
		select {
		case <-time.After(f.Delay):
		case <-c.Context().Done():
			return true
		}
	}
	switch {
	case f.Hang:
		<-c.Context().Done()
		return true
	case f.Cut:
		panic(http.ErrAbortHandler)
	case f.Status == 0:
		return false
	case f.HTML:
		if f.RetryAfter > 0 {
			w.Header().Set("Retry-After", fmt.Sprint(int(f.RetryAfter.Seconds())))
		}
		w.Header().Del("Via") // only Cloudflare responds without it
		w.Header().Set("Content-Type", "text/html")
		d.record(c, f.Status)
		w.WriteHeader(f.Status)
		fmt.Fprint(w, "<html><title>Error</title>error code: 1015</html>")
		return true
	case f.Status == http.StatusTooManyRequests:
		scope := "user"
		if f.Shared {
			scope = "shared"
		}
		if f.Global {
			scope = "global"
			w.Header().Set("X-RateLimit-Global", "true")
		}
		status, body := tooMany(w.Header(), f.RetryAfter, f.Global, scope)
		d.answer(w, c, status, body)
		return true
	}
	d.answer(w, c, f.Status, map[string]any{"code": f.Code, "message": "injected fault"})
	return true
}
