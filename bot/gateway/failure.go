package gateway

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/gorilla/websocket"
)

// A FatalError means that Discord will refuse every further try.
type FatalError struct {
	Code   int // close code of the gateway; 0 if there was none
	Reason string
	Hint   string // what a person can do
}

func (e *FatalError) Error() string {
	if e.Code == 0 {
		return "discord: " + e.Reason
	}
	return fmt.Sprintf("discord closed the connection: %s (%d)", e.Reason, e.Code)
}

func asFatal(err error) *FatalError {
	var fatal *FatalError
	errors.As(err, &fatal)
	return fatal
}

// codeIntents is the close code for an intent that the bot is not allowed.
const codeIntents = 4014

// fatal returns the error for a close code after which no try can succeed, or nil.
// docs.discord.com/developers/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes
func fatal(code int) *FatalError {
	switch code {
	case 4004:
		return &FatalError{code, "it does not know the token", "copy the token again from the Bot page of discord.com/developers/applications and set DISCORD_TOKEN"}
	case 4010:
		return &FatalError{code, "the shard does not exist", "set FOOTNOTE_SHARDS to COUNT or COUNT:FIRST-LAST, counted from 0"}
	case 4011:
		return &FatalError{code, "the bot is in too many servers for so few shards", "raise FOOTNOTE_SHARDS, or leave it out"}
	case 4012:
		return &FatalError{code, "this version of the gateway is no more", "update footnote"}
	case 4013:
		return &FatalError{code, "it does not know an intent", "update footnote"}
	case codeIntents:
		return &FatalError{code, "an intent is not allowed to this bot", "footnote needs no privileged intent; if this version asks for one, enable it on the Bot page of discord.com/developers/applications"}
	}
	return nil
}

// A lost error is the end of a connection after which the shard can connect again.
type lost struct {
	why     string
	forgets bool // the session cannot be resumed
	calm    bool // Discord asked for it, so nothing is wrong
	err     error
}

func (l *lost) Error() string {
	if l.err == nil {
		return l.why
	}
	return l.why + ": " + l.err.Error()
}

func (l *lost) Unwrap() error { return l.err }

// ended returns the error for a failed read: a *FatalError or a *lost.
func ended(err error) error {
	var closed *websocket.CloseError
	if !errors.As(err, &closed) {
		return &lost{why: "the connection broke", err: err}
	}
	if f := fatal(closed.Code); f != nil {
		return f
	}
	// 4007: our sequence number was wrong; 4009: the session timed out. Both need a new
	// session. 1000 and 1001 end a session, whichever side sends them.
	forgets := closed.Code == 4007 || closed.Code == 4009 || closed.Code == websocket.CloseNormalClosure || closed.Code == websocket.CloseGoingAway
	return &lost{why: fmt.Sprintf("discord closed the connection (%d)", closed.Code), forgets: forgets}
}

// A backoff spaces tries, from a second up to five minutes, so that even a day of refused
// identifies stays far below the thousand that are allowed. After a connection that worked,
// the first few tries come at once: people are waiting for the events that Discord holds
// until the session is resumed, and resuming costs nothing.
type backoff struct{ failures, losses int }

const (
	shortestWait = time.Second
	longestWait  = 5 * time.Minute
	soon         = 200 * time.Millisecond
	// soonTries is how many tries share one bound, after connections that worked but were
	// soon lost.
	soonTries = 20
	// settled is how long a connection must live for its end to count as a first failure
	// again.
	settled = time.Minute
)

// next returns how long to wait after a connection. worked reports whether it became ready,
// lived how long it lasted. The time is random, so that shards that lost their connections
// together do not come back together.
func (b *backoff) next(worked bool, lived time.Duration) time.Duration {
	if lived >= settled {
		*b = backoff{}
	}
	if worked {
		b.failures = 0
		bound := min(soon<<min(b.losses/soonTries, 20), longestWait)
		b.losses++
		return rand.N(bound)
	}
	bound := min(shortestWait<<min(b.failures, 20), longestWait)
	b.failures++
	return bound/2 + rand.N(bound/2)
}
