// Package rest makes all of the bot's HTTP calls to Discord: with retries and deadlines, within the
// rate limits of buckets and of all routes, and within the budget of invalid requests.
//
// It knows routes, headers and error codes, but not messages, commands and interactions. It
// never prints or returns a token, including those of interactions.
package rest

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"time"
)

// DefaultBase is Discord's own API.
const DefaultBase = "https://discord.com/api/v10"

// Options configure a [Client].
type Options struct {
	Base      string            // empty means DefaultBase
	Token     string            // of the bot, without the prefix "Bot "
	Transport http.RoundTripper // nil means one with sensible limits
	Observe   func(Call)        // called after every try; may be nil
	Log       *slog.Logger      // nil discards
	// Invalid is the number of 401, 403 and 429 responses in ten minutes after which nothing
	// is sent until the oldest of them are ten minutes old. Discord bans an address at
	// 10,000, and several processes may share an address. 0 means 2,000.
	Invalid int
	// Processes returns how many processes share the token, and so Discord's global limit.
	// nil means that there is only this one.
	Processes func() int
}

// A Call describes one try of a request.
type Call struct {
	Route  string // such as "PATCH /channels/{id}/messages/{id}"
	Status int    // of the response; 0 if there was none
	Took   time.Duration
}

// A Request is a call of one route.
type Request struct {
	Method, Path string // Path such as /channels/1/messages?limit=5, escaped
	Body         any    // sent as JSON; nil for none
	Files        []File // if any, the body is a form with payload_json
	Out          any    // receives the JSON of a successful response; nil ignores it
	// Once means that sending the request twice would have its effect twice. It is not sent
	// again if Discord may have carried it out; the error is then a [*LostError].
	Once bool
	// Patience is the longest wait for a limit, including the wait behind other requests. 0
	// means as long as ctx allows, but at most 15 minutes.
	Patience time.Duration
}

// A File is an attachment.
type File struct {
	Name, Type  string
	Data        []byte
	Description string // for people who cannot see it; at most 1,024 characters
}

// A Client calls Discord. It is safe for concurrent use.
type Client struct {
	Options
	http    *http.Client
	buckets *buckets
	all     global
	invalid invalid
}

const (
	tryTimeout  = 15 * time.Second // of one try, including the body
	maxResponse = 8 << 20          // bytes
	// agent has the form that Discord asks for,
	// docs.discord.com/developers/reference#user-agent
	agent = "DiscordBot (footnote, 1.0)"
)

// New makes a client.
func New(o Options) *Client {
	o.Base = strings.TrimRight(cmp.Or(o.Base, DefaultBase), "/")
	o.Invalid = cmp.Or(o.Invalid, 2000)
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Observe == nil {
		o.Observe = func(Call) {}
	}
	if o.Transport == nil {
		o.Transport = &http.Transport{
			Proxy: http.ProxyFromEnvironment, DialContext: (&net.Dialer{Timeout: 10 * time.Second}).DialContext,
			TLSHandshakeTimeout: 10 * time.Second, IdleConnTimeout: 90 * time.Second, MaxIdleConnsPerHost: 64, ForceAttemptHTTP2: true,
		}
	}
	if o.Processes == nil {
		o.Processes = func() int { return 1 }
	}
	return &Client{Options: o, buckets: newBuckets(), invalid: invalid{most: o.Invalid}, http: &http.Client{
		Transport:     o.Transport,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

// Close closes idle connections.
func (c *Client) Close() { c.http.CloseIdleConnections() }

// Do calls a route. If Discord refuses, the error is an [*Error]. It may also be a
// [*LimitedError], a [*LostError], or one of the Err variables.
func (c *Client) Do(ctx context.Context, r Request) error {
	kind, body, err := r.encode()
	if err != nil {
		return err
	}
	route := parseRoute(r.Method, r.Path)
	reply, err := c.exchange(ctx, route, r, kind, body)
	if err != nil {
		return err
	}
	if r.Out == nil {
		return nil
	}
	if err := json.Unmarshal(reply.body, r.Out); err != nil {
		return fmt.Errorf("discord: %s: the answer is not the JSON that was expected: %w", route.name, err)
	}
	return nil
}

// A reply is a response whose body has been read.
type reply struct {
	status int
	header http.Header
	body   []byte
}

// once sends a request once and reads the response.
func (c *Client) once(ctx context.Context, route route, r Request, kind string, body []byte) (reply, error) {
	ctx, cancel := context.WithTimeout(ctx, tryTimeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, r.Method, c.Base+r.Path, bytes.NewReader(body))
	if err != nil {
		return reply{}, fmt.Errorf("discord: %s: %w", route.name, c.hideURL(route, err))
	}
	req.Header.Set("User-Agent", agent)
	if !route.token {
		req.Header.Set("Authorization", "Bot "+c.Token)
	}
	if kind != "" {
		req.Header.Set("Content-Type", kind)
	}
	began := time.Now()
	response, err := c.http.Do(req)
	if err != nil {
		c.Observe(Call{route.name, 0, time.Since(began)})
		return reply{}, c.hideURL(route, err)
	}
	defer response.Body.Close()
	read, err := io.ReadAll(io.LimitReader(response.Body, maxResponse+1))
	c.Observe(Call{route.name, response.StatusCode, time.Since(began)})
	if err != nil {
		return reply{}, c.hideURL(route, err)
	}
	if len(read) > maxResponse {
		return reply{}, errTooLarge
	}
	return reply{response.StatusCode, response.Header, read}, nil
}

var errTooLarge = errors.New("the answer is too large")
