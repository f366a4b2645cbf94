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

// An Error is Discord's refusal.
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

// A LimitedError is that waiting for a rate limit would take longer than may be
// waited.
type LimitedError struct {
	Route string
	After time.Duration
}

func (e *LimitedError) Error() string {
	return fmt.Sprintf("discord: %s: rate limited for another %v", e.Route, e.After.Round(time.Millisecond))
}

// A LostError is that a request that may go [Request.Once] has gone, and that
// nobody knows whether Discord has carried it out: the answer was an error of a
// server on the way, or none.
type LostError struct{ Err error }

func (e *LostError) Error() string { return "lost: " + e.Err.Error() }

func (e *LostError) Unwrap() error { return e.Err }

// unsent reports whether an error is that no connection was made: then nothing
// can have been carried out.
func unsent(err error) bool {
	var at *net.OpError
	return errors.As(err, &at) && at.Op == "dial"
}

var (
	// ErrUnauthorized is that Discord does not know the bot's token. After one,
	// nothing is sent any more.
	ErrUnauthorized = errors.New("discord does not know the bot's token")
	// ErrTooManyInvalid is that so many requests were refused that Discord might
	// soon ban the address.
	ErrTooManyInvalid = errors.New("discord refused too many requests in ten minutes; none are sent for a while")
)

// Code is Discord's error code in err, 0 without one.
func Code(err error) int {
	var e *Error
	if errors.As(err, &e) {
		return e.Code
	}
	return 0
}

// refusal is the error in a response. What Discord writes is kept short; with
// HTML there is nothing worth keeping.
func (c *Client) refusal(route route, r reply) *Error {
	var body struct {
		Code    int    `json:"code"`
		Message string `json:"message"`
	}
	_ = json.Unmarshal(r.body, &body) // HTML leaves it empty
	body.Message = c.veil(route, body.Message)
	const most = 200
	if len(body.Message) > most {
		body.Message = strings.ToValidUTF8(body.Message[:most], "")
	}
	return &Error{r.status, body.Code, body.Message, route.name}
}

// hide takes the address out of an error: it holds the token of an interaction.
// So may what a server answered, where an error quotes that.
func (c *Client) hide(route route, err error) error {
	var u *url.Error
	for errors.As(err, &u) {
		err = u.Err
	}
	if text := c.veil(route, err.Error()); text != err.Error() {
		return errors.New(text)
	}
	return err
}

// veil takes tokens out of a text.
func (c *Client) veil(route route, text string) string {
	for _, secret := range []string{c.Token, route.secret} {
		if secret != "" {
			text = strings.ReplaceAll(text, secret, "{token}")
		}
	}
	return text
}
