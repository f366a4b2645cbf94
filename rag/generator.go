package rag

import (
	"context"
	"errors"
)

// A Generator writes text after instructions. It is safe for concurrent use.
type Generator interface {
	// Model names the model, and the host where that is not the model's maker.
	Model() string
	// Generate gives emit what the model writes, piece by piece and without its
	// thinking. The error is nil only for an answer that is complete, or that was
	// cut by its own limit. An error of emit ends it at once and is returned as it
	// is, and so is the error of ctx; any other may be a [GenerateError]. What was
	// emitted before an error stands: the caller knows what it showed.
	Generate(ctx context.Context, p Prompt, emit func(delta string) error) (Generated, error)
}

// A Prompt is what a model is asked to write.
type Prompt struct {
	System    string // the instructions; may be empty
	User      string
	MaxTokens int // of the answer; 0 is the generator's own limit
	// Discard, where it is set, is called when all that was emitted turns out to
	// have been thinking. What was shown of it stays shown.
	Discard func()
}

// Generated says how an answer ended and what it took.
type Generated struct {
	Finish       Finish
	InputTokens  int     // 0 where the server does not say
	OutputTokens int     // 0 where the server does not say; thinking counts
	Cost         float64 // in the currency of the prices; 0 without prices
	Truncated    bool    // the server read too few tokens: it cut the prompt without a word
}

// A Finish says why an answer ended.
type Finish string

const (
	FinishStop   Finish = "stop"   // the model had no more to say
	FinishLength Finish = "length" // the limit of the answer cut it
)

// A GenerateError is an error of a [Generator] with its cause, by which a caller
// decides what to do and what to tell the reader.
type GenerateError interface {
	error
	Cause() Cause
}

// A Cause says why nothing, or not all, was written.
type Cause string

const (
	CauseUnreachable   Cause = "unreachable"   // no connection, or the server failed
	CauseTimeout       Cause = "timeout"       // it took too long
	CauseBusy          Cause = "busy"          // too many requests, or too many failures just now
	CauseQuota         Cause = "quota"         // the account, or the budget of this run, is used up
	CauseBudget        Cause = "budget"        // whoever asks may use no more today
	CauseConfiguration Cause = "configuration" // the key, the model or the address is wrong
	CauseTooLong       Cause = "too long"      // the prompt is; a shorter one may do
	CauseRefused       Cause = "refused"       // by the model or a content filter
	CauseEmpty         Cause = "empty"         // the model wrote nothing for a reader
	CauseBroken        Cause = "broken"        // malformed or cut off
)

// causeOf is why a generator wrote nothing; empty for what is no error of one.
func causeOf(err error) Cause {
	var failed GenerateError
	if errors.As(err, &failed) {
		return failed.Cause()
	}
	return ""
}

// plus is both together, ended as the latter did.
func (g Generated) plus(o Generated) Generated {
	return Generated{o.Finish, g.InputTokens + o.InputTokens, g.OutputTokens + o.OutputTokens, g.Cost + o.Cost, g.Truncated || o.Truncated}
}
