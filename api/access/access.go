// Package access decides which API requests are admitted, and when: it checks tokens and host
// names and limits the number of requests per minute and at once.
package access

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"time"

	"footnote/api/fault"
	"footnote/internal/rate"
)

// MinToken is the minimum length of a token in characters.
const MinToken = 16

// Options say who is admitted. A limit of zero means no limit.
type Options struct {
	// Address is where the server listens. Without tokens it must be an address that can be
	// reached only from this machine.
	Address string
	Tokens  []string // each request needs one of these; if empty, everybody who can reach the server is admitted
	Rate    int      // requests per minute per token, or of all clients together without tokens
}

// A Gate admits requests. It is safe for concurrent use.
type Gate struct {
	tokens [][sha256.Size]byte
	rate   *rate.Limiter
}

// An OptionError means that a server must not be started with these options.
type OptionError struct{ Reason, Hint string }

func (e *OptionError) Error() string { return e.Reason }

// New returns a gate. The error is an [*OptionError], which never contains a token.
func New(o Options) (*Gate, error) {
	host, port, err := net.SplitHostPort(o.Address)
	if err != nil || port == "" {
		return nil, &OptionError{fmt.Sprintf("%q is no address to listen at", o.Address), "such as 127.0.0.1:8080"}
	}
	if len(o.Tokens) == 0 && !loopback(host) {
		return nil, &OptionError{fmt.Sprintf("%s can be reached from other machines, and no token is set", o.Address),
			"put a long random FOOTNOTE_API_TOKEN into the environment or .env, such as that of openssl rand -hex 24; or listen at 127.0.0.1"}
	}
	g := &Gate{rate: rate.New(o.Rate, time.Minute)}
	for _, token := range o.Tokens {
		if len(token) < MinToken || strings.ContainsFunc(token, func(r rune) bool { return r <= ' ' || r >= 0x7f }) {
			return nil, &OptionError{fmt.Sprintf("a token of FOOTNOTE_API_TOKEN is shorter than %d characters, or has others than those of ASCII", MinToken), "openssl rand -hex 24 makes a good one"}
		}
		g.tokens = append(g.tokens, sha256.Sum256([]byte(token)))
	}
	return g, nil
}

// Tokens splits a setting at commas into tokens.
func Tokens(setting string) (all []string) {
	for one := range strings.SplitSeq(setting, ",") {
		if one = strings.TrimSpace(one); one != "" {
			all = append(all, one)
		}
	}
	return all
}

// Admit returns nil if a request is admitted.
func (g *Gate) Admit(r *http.Request) *fault.Error {
	if len(g.tokens) == 0 && !local(r) {
		return &fault.Error{Status: http.StatusForbidden, Type: fault.Permission, Code: "host_not_allowed",
			Message: "without a token this server answers only at localhost and 127.0.0.1, and no page of another site"}
	}
	who, err := g.who(r)
	if err != nil {
		return &fault.Error{Status: http.StatusUnauthorized, Type: fault.Access, Code: "invalid_api_key", Message: err.Error()}
	}
	if ok, again := g.rate.Take(who); !ok {
		return &fault.Error{Status: http.StatusTooManyRequests, Type: fault.RateLimit, Code: "rate_limit_exceeded", Again: time.Until(again),
			Message: "too many requests in a minute; Retry-After says when to try again"}
	}
	return nil
}

var (
	errNoToken  = errors.New("a token is needed: Authorization: Bearer TOKEN")
	errBadToken = errors.New("this token is not one of the server's")
)

// who identifies the caller for rate limiting. It compares the token with all tokens, each in
// constant time, so that the duration reveals nothing about them.
func (g *Gate) who(r *http.Request) (string, error) {
	if len(g.tokens) == 0 {
		return "local", nil
	}
	scheme, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if !strings.EqualFold(scheme, "Bearer") || strings.TrimSpace(token) == "" {
		return "", errNoToken
	}
	sent := sha256.Sum256([]byte(strings.TrimSpace(token)))
	right := 0
	for _, one := range g.tokens {
		right |= subtle.ConstantTimeCompare(sent[:], one[:])
	}
	if right == 0 {
		return "", errBadToken
	}
	return hex.EncodeToString(sent[:8]), nil
}

// local reports whether a request was sent from this machine to one of its own names. A web
// page can make a browser send requests here under a foreign name that resolves to this machine
// (DNS rebinding), or under one of our names, but then the browser sends the page's origin.
func local(r *http.Request) bool {
	host := r.Host
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	if !loopback(strings.Trim(host, "[]")) {
		return false
	}
	origin := r.Header.Get("Origin")
	if origin == "" {
		return r.Header.Get("Sec-Fetch-Site") != "cross-site"
	}
	_, rest, _ := strings.Cut(origin, "://")
	if name, _, err := net.SplitHostPort(rest); err == nil {
		rest = name
	}
	return loopback(strings.Trim(rest, "[]"))
}

// loopback reports whether host is a loopback name or address.
func loopback(host string) bool {
	if strings.EqualFold(host, "localhost") {
		return true
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.Zone() == "" && ip.IsLoopback()
}
