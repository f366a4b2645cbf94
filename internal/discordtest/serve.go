package discordtest

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// A Request is a request from the bot.
type Request struct {
	Route  string // such as PATCH /channels/{id}/messages/{id}
	Body   map[string]any
	Raw    []byte
	Status int
}

// Requests returns the requests of a route so far.
func (d observer) Requests(route string) []Request {
	d.mu.Lock()
	defer d.mu.Unlock()
	var all []Request
	for _, r := range d.requests {
		if r.Route == route {
			all = append(all, r)
		}
	}
	return all
}

// Refusals returns how often each status from 400 on was returned.
func (d observer) Refusals() map[int]int {
	d.mu.Lock()
	defer d.mu.Unlock()
	all := map[int]int{}
	for _, r := range d.requests {
		if r.Status >= http.StatusBadRequest {
			all[r.Status]++
		}
	}
	return all
}

// Limited returns the routes of requests that got a 429, in order of arrival.
func (d observer) Limited() (routes []string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, r := range d.requests {
		if r.Status == http.StatusTooManyRequests {
			routes = append(routes, r.Route)
		}
	}
	return routes
}

// A call is a request being processed.
type call struct {
	*http.Request
	route, major string
	ids          []string // ids and tokens of the path, in order
	token        bool     // the path contains a token
	raw          []byte
	body         map[string]any
	list         []any // set if the body is a list
	files        []upload
}

// A refusal is an error in Discord's form.
type refusal struct {
	status, code int
	message      string
}

func refuse(status, code int, format string, args ...any) *refusal {
	return &refusal{status, code, fmt.Sprintf(format, args...)}
}

// serve processes a REST request: faults, authentication, rate limits, schema, rules, and then
// the request itself.
func (d requestServer) serve(w http.ResponseWriter, r *http.Request) {
	path := strings.TrimPrefix(strings.TrimPrefix(r.URL.EscapedPath(), "/api/v10"), "/api/v9")
	c := &call{Request: r}
	c.route, c.major, c.ids, c.token = parse(r.Method, path)
	if err := c.read(); err != nil {
		d.answer(w, c, 400, map[string]any{"code": 50109, "message": "The request body contains invalid JSON."})
		return
	}
	w.Header().Set("Via", "1.1 google") // without it, discord.py takes a 429 for Cloudflare's
	f := d.fault(c)
	if f != nil && !f.After && f.hit(w, c, d.Discord) {
		return
	}
	status, body := d.process(w, c)
	if f != nil && f.After && f.hit(w, c, d.Discord) {
		return
	}
	d.answer(w, c, status, body)
}

// parse returns the route of a path.
func parse(method, path string) (route, major string, ids []string, token bool) {
	parts := strings.Split(strings.Trim(path, "/"), "/")
	for i, part := range parts {
		if plain, err := url.PathUnescape(part); err == nil { // some clients write %40original
			part, parts[i] = plain, plain
		}
		switch {
		case i == 2 && (parts[0] == "webhooks" || parts[0] == "interactions"):
			ids, parts[i], token = append(ids, part), "{token}", true
			major += "/" + part
		case part != "" && strings.Trim(part, "0123456789") == "":
			ids, parts[i] = append(ids, part), "{id}"
			if i == 1 {
				major = part
			}
		}
	}
	return method + " /" + strings.Join(parts, "/"), major, ids, token
}

func (c *call) read() error {
	const most = 26 << 20
	raw, err := io.ReadAll(io.LimitReader(c.Body, most))
	if err != nil {
		return err
	}
	c.raw = quoteIDs(raw)
	kind, parameters, _ := mime.ParseMediaType(c.Header.Get("Content-Type"))
	if kind == "multipart/form-data" {
		form, err := multipart.NewReader(strings.NewReader(string(raw)), parameters["boundary"]).ReadForm(most)
		if err != nil {
			return err
		}
		if c.files, err = uploaded(form); err != nil {
			return err
		}
		if v := form.Value["payload_json"]; len(v) > 0 {
			c.raw = quoteIDs([]byte(v[0]))
		}
	}
	if len(c.raw) == 0 {
		return nil
	}
	if c.raw[0] == '[' {
		return json.Unmarshal(c.raw, &c.list)
	}
	return json.Unmarshal(c.raw, &c.body)
}

// uploaded returns the files of a form, ordered by field name.
func uploaded(form *multipart.Form) ([]upload, error) {
	var list []upload
	for _, field := range slices.Sorted(maps.Keys(form.File)) {
		for _, h := range form.File[field] {
			f, err := h.Open()
			if err != nil {
				return nil, err
			}
			data, err := io.ReadAll(f)
			f.Close()
			if err != nil {
				return nil, err
			}
			list = append(list, upload{File{Name: h.Filename, Type: h.Header.Get("Content-Type"), Data: data}, field})
		}
	}
	return list, nil
}

// process handles a request, without faults, and returns the status and the body of the response.
func (d requestServer) process(w http.ResponseWriter, c *call) (int, any) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if !strings.HasPrefix(c.Header.Get("User-Agent"), "DiscordBot (") {
		d.recordViolation("%s: the user agent is %q", c.route, c.Header.Get("User-Agent"))
	}
	if !c.token && c.Header.Get("Authorization") != "Bot "+Token {
		return 401, map[string]any{"code": 0, "message": "401: Unauthorized"}
	}
	if !d.Unlimited {
		if status, body := d.limits.take(w.Header(), c); status != 0 {
			return status, body
		}
	}
	if err := d.schemas.request(c); err != nil {
		d.recordViolation("%s: %v", c.route, err)
		return 400, map[string]any{"code": 50035, "message": "Invalid Form Body", "errors": map[string]any{}}
	}
	handle, known := routes[c.route]
	if !known {
		d.recordViolation("%s: the fake does not support this route", c.route)
		return 404, map[string]any{"code": 0, "message": "404: Not Found"}
	}
	body, refused := handle(d.Discord, c)
	if refused != nil {
		if refused.status == 400 && !slices.Contains(unavoidableCodes, refused.code) {
			d.recordViolation("%s: %s: %.300s", c.route, refused.message, c.raw)
		}
		return refused.status, map[string]any{"code": refused.code, "message": refused.message}
	}
	if body == nil {
		return 204, nil
	}
	return 200, body
}

// record stores a request with its status.
func (d requestServer) record(c *call, status int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.requests = append(d.requests, Request{c.route, c.body, c.raw, status})
	const most = 50_000
	if len(d.requests) > most {
		d.requests = d.requests[len(d.requests)-most:]
	}
}

func (d requestServer) answer(w http.ResponseWriter, c *call, status int, body any) {
	d.record(c, status)
	if body == nil {
		w.WriteHeader(status)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body) // the client may be gone
}

func decimal(n uint64) string { return strconv.FormatUint(n, 10) }

func seconds(d time.Duration) string { return strconv.FormatFloat(d.Seconds(), 'f', 3, 64) }
