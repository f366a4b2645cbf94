package rest

import (
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/url"
	"strings"
	"time"
)

// An Error is a refusal by Discord.
type Error struct {
	Status  int
	Code    int // docs.discord.com/developers/topics/opcodes-and-status-codes#json; 0 without one
	Message string
	Route   string
}

func (e *Error) Error() string {
	if e.Code == 0 {
		return fmt.Sprintf("discord: %s: status %d", e.Route, e.Status)
	}
	return fmt.Sprintf("discord: %s: %s (%d, status %d)", e.Route, e.Message, e.Code, e.Status)
}

// A LimitedError means that waiting for a rate limit would take too long.
type LimitedError struct {
	Route string
	After time.Duration
}

func (e *LimitedError) Error() string {
	return fmt.Sprintf("discord: %s: rate limited for another %v", e.Route, e.After.Round(time.Millisecond))
}

// A LostError means that a request marked [Request.Once] was sent, but it is unknown whether
// Discord carried it out: the response was a server error, possibly of a proxy, or there was
// none.
type LostError struct{ Err error }

func (e *LostError) Error() string { return "lost: " + e.Err.Error() }

func (e *LostError) Unwrap() error { return e.Err }

// unsent reports whether an error means that no connection was made: then Discord cannot have
// carried out anything.
func unsent(err error) bool {
	var at *net.OpError
	return errors.As(err, &at) && at.Op == "dial"
}

var (
	// ErrUnauthorized means that Discord does not accept the bot's token. After it, no
	// requests are sent any more.
	ErrUnauthorized = errors.New("discord does not know the bot's token")
	// ErrTooManyInvalid means that Discord refused so many requests that it might soon ban
	// the address.
	ErrTooManyInvalid = errors.New("discord refused too many requests in ten minutes; none are sent for a while")
)

// Code returns Discord's error code in err, or 0 if there is none.
func Code(err error) int {
	var e *Error
	if errors.As(err, &e) {
		return e.Code
	}
	return 0
}

// refusal returns the error in a response. Discord's message is kept short; an HTML body has
// no message worth keeping.
func (c *Client) refusal(route route, r reply) *Error {
	var body struct {
		Code    int    `json:"code"`
		Message string `json:"message"`
	}
	_ = json.Unmarshal(r.body, &body) // HTML leaves body empty
	body.Message = c.redact(route, body.Message)
	const most = 200
	if len(body.Message) > most {
		body.Message = strings.ToValidUTF8(body.Message[:most], "")
	}
	return &Error{r.status, body.Code, body.Message, route.name}
}

// hideURL removes the URL from an error, as it contains the token of an interaction. The rest of
// an error may quote a response, so tokens are removed from it too.
func (c *Client) hideURL(route route, err error) error {
	var u *url.Error
	for errors.As(err, &u) {
		err = u.Err
	}
	if text := c.redact(route, err.Error()); text != err.Error() {
		return errors.New(text)
	}
	return err
}

// redact replaces tokens in a text.
func (c *Client) redact(route route, text string) string {
	for _, secret := range []string{c.Token, route.secret} {
		if secret != "" {
			text = strings.ReplaceAll(text, secret, "{token}")
		}
	}
	return text
}
