package openai

import (
	"context"
	"errors"
	"strings"
	"time"
)

// Values of Call.Work.
const (
	Write = "write"
	Embed = "embed"
)

// A Call is one finished request to a server. Each attempt counts as one.
type Call struct {
	Work  string // Write or Embed
	Err   error  // nil if the answer was accepted
	Took  time.Duration
	Usage Usage // of this call; only for Write
}

// Outcome returns the result in a word: ok, the kind of an [Error] with underscores for
// spaces, cancelled if the caller had gone, or other.
func (c Call) Outcome() string {
	var failed *Error
	var stopped emitError
	switch {
	case c.Err == nil:
		return "ok"
	case errors.As(c.Err, &failed):
		return strings.ReplaceAll(string(failed.Kind), " ", "_")
	case errors.Is(c.Err, context.DeadlineExceeded):
		return strings.ReplaceAll(string(KindTimeout), " ", "_")
	case errors.Is(c.Err, context.Canceled), errors.As(c.Err, &stopped):
		return "cancelled"
	}
	return "other"
}

// An observer is called for calls, unless it is nil.
type observer func(Call)

func (o observer) notify(c Call) {
	if o != nil {
		o(c)
	}
}
