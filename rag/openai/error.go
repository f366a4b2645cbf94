package openai

import (
	"fmt"
	"net/http"
	"time"
)

// A Kind says what went wrong, for a caller that must decide what to do.
type Kind string

// The kinds of [Error].
const (
	KindAuth      Kind = "auth"      // the key is missing, wrong or not permitted
	KindNotFound  Kind = "not found" // no such model, or no such address
	KindTooLong   Kind = "too long"  // a text, or a whole request, is over the limit
	KindQuota     Kind = "quota"     // the account's quota is used up; waiting does not help
	KindRate      Kind = "rate"      // too many requests; waiting helps
	KindRefused   Kind = "refused"   // the server rejects this request for another reason
	KindServer    Kind = "server"    // the server failed
	KindNetwork   Kind = "network"   // no connection, or it broke
	KindTimeout   Kind = "timeout"   // no answer in time
	KindMalformed Kind = "malformed" // an answer that violates the API
	KindCut       Kind = "cut off"   // an answer without its end
	KindFiltered  Kind = "filtered"  // a content filter, or the model itself, refused
	KindBusy      Kind = "busy"      // no request was made: too many of them, or too many failures
	KindBudget    Kind = "budget"    // no request was made: the tokens of this run are used up
)

// An Error is a failed request. Its text is one sentence. Neither the text nor any exported
// field ever contains the key.
type Error struct {
	Kind    Kind
	Status  int    // of the HTTP response; 0 if there was none
	Message string // what the server or the connection said, cleaned, at most 200 characters; may be empty
	Hint    string // what the operator should do next

	cause     error         // the network's error; may be nil
	retryable bool          // the same request may succeed later
	after     time.Duration // how long the server asks to wait; 0 if it does not say
	batch     bool          // fewer texts in one request may succeed
	unwanted  string        // the field or feature of the request that the server does not accept; may be empty
	empty     bool          // the answer was complete, but empty
}

func (e *Error) Error() string {
	text := sentence(e.Kind)
	if e.Status != 0 {
		text += fmt.Sprintf(" (status %d)", e.Status)
	}
	if e.Message != "" {
		text += ": " + e.Message
	}
	return text
}

// Unwrap returns the network's error, if there was one.
func (e *Error) Unwrap() error { return e.cause }

func sentence(kind Kind) string {
	switch kind {
	case KindAuth:
		return "the server does not accept the key"
	case KindNotFound:
		return "the server does not know the model or the address"
	case KindTooLong:
		return "the text is too long for the model"
	case KindQuota:
		return "the account has no quota left"
	case KindRate:
		return "the server asks for fewer requests"
	case KindRefused:
		return "the server refused the request"
	case KindServer:
		return "the server failed"
	case KindNetwork:
		return "the server cannot be reached"
	case KindTimeout:
		return "the server did not answer in time"
	case KindCut:
		return "the answer was cut off"
	case KindFiltered:
		return "the model or its content filter refused to answer"
	case KindBusy:
		return "no request can be made just now"
	case KindBudget:
		return "the token budget of this run is used up"
	default:
		return "the server's answer is not what the api promises"
	}
}

func hint(kind Kind) string {
	switch kind {
	case KindAuth:
		return "check the API key"
	case KindNotFound:
		return "check the name of the model, and that the base URL ends in /v1"
	case KindTooLong:
		return "use shorter passages or a model that takes longer texts"
	case KindQuota:
		return "top up the account, or use another server"
	case KindRate:
		return "wait a little, or raise the account's rate limit"
	case KindRefused:
		return "check the name of the model and the options"
	case KindServer:
		return "try again later; look at the server's own log if it is yours"
	case KindNetwork:
		return "check the base URL and that the server is running"
	case KindTimeout:
		return "try again, or raise the timeout for a slow server"
	case KindCut:
		return "try again; look at what stands between here and the server"
	case KindFiltered:
		return "ask in other words, or use another model"
	case KindBusy:
		return "try again in a minute"
	case KindBudget:
		return "raise the budget, or start a new run"
	default:
		return "check that the base URL is that of an OpenAI-compatible API and ends in /v1"
	}
}

// malformed returns the error for an answer with a success status that cannot be used.
func malformed(format string, values ...any) *Error {
	return &Error{
		Kind:    KindMalformed,
		Status:  http.StatusOK,
		Message: fmt.Sprintf(format, values...),
		Hint:    hint(KindMalformed),
	}
}
