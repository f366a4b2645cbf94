package rag

import (
	"context"
	"errors"
)

// A Generator writes text as a prompt asks. It is safe for concurrent use.
type Generator interface {
	// Model returns the name of the model, and the host unless the model's maker hosts it.
	Model() string
	// Generate passes what the model writes to emit, piece by piece and without its thinking.
	// The error is nil only if the answer is complete, or was cut at its own limit. An error
	// of emit stops the generation; it and the error of ctx are returned unchanged. Any other
	// error may be a [GenerateError]. After an error the caller keeps what was emitted before
	// it.
	Generate(ctx context.Context, p Prompt, emit func(delta string) error) (Generated, error)
}

// A Prompt is what a model is asked to write.
type Prompt struct {
	System    string // the instructions; may be empty
	User      string
	MaxTokens int // of the answer; 0 means the generator's own limit
	// Discard, if not nil, is called when everything emitted so far turns out to be thinking.
	// What the reader has already seen stays.
	Discard func()
}

// Generated says how a generation ended and what it cost.
type Generated struct {
	Finish       Finish
	InputTokens  int     // 0 if the server does not report it
	OutputTokens int     // including thinking; 0 if the server does not report it
	Cost         float64 // in the currency of the prices; 0 without prices
	Truncated    bool    // the server read fewer tokens than were sent: it cut the prompt silently
}

// A Finish says why a generation ended.
type Finish string

const (
	FinishStop   Finish = "stop"   // the model finished
	FinishLength Finish = "length" // the token limit cut the answer
)

// A GenerateError is a [Generator]'s error with a cause, which decides what the caller does
// and what it tells the reader.
type GenerateError interface {
	error
	Cause() Cause
}

// A Cause says why a model wrote nothing, or not everything.
type Cause string

const (
	CauseUnreachable   Cause = "unreachable"   // no connection, or the server failed
	CauseTimeout       Cause = "timeout"       // it took too long
	CauseBusy          Cause = "busy"          // too many requests, or too many failures just now
	CauseQuota         Cause = "quota"         // the account's quota, or this run's budget, is used up
	CauseBudget        Cause = "budget"        // the person who asks has used up today's allowance
	CauseConfiguration Cause = "configuration" // the key, the model or the address is wrong
	CauseTooLong       Cause = "too long"      // the prompt is too long; a shorter one may work
	CauseRefused       Cause = "refused"       // the model or a content filter refused
	CauseEmpty         Cause = "empty"         // the model wrote nothing that a reader can be shown
	CauseBroken        Cause = "broken"        // the response was malformed or cut off
)

// causeOf returns the cause of a generator's error, or "" if err is none.
func causeOf(err error) Cause {
	var failed GenerateError
	if errors.As(err, &failed) {
		return failed.Cause()
	}
	return ""
}

// plus returns the sum of both, with the finish of o.
func (g Generated) plus(o Generated) Generated {
	return Generated{o.Finish, g.InputTokens + o.InputTokens, g.OutputTokens + o.OutputTokens, g.Cost + o.Cost, g.Truncated || o.Truncated}
}
