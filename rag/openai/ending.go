package openai

import (
	"errors"
	"io"
	"net/http"
	"strings"

	"footnote/rag"
)

// An ending is the meaning of a server's reason to finish.
type ending int

const (
	notYet ending = iota
	stopped
	atLimit
	filtered
	broke
	calledTool
	strange
)

// endingOf recognises the reasons of OpenAI, and of servers that use their own.
func endingOf(reason string) ending {
	switch strings.ToLower(reason) {
	case "", "null":
		return notYet
	case "stop", "eos", "eos_token", "end_turn", "stop_sequence", "complete":
		return stopped
	case "length", "max_tokens", "model_length", "max_length":
		return atLimit
	case "content_filter", "safety", "sensitive", "recitation", "prohibited_content", "refusal":
		return filtered
	case "error", "network_error", "insufficient_system_resource":
		return broke
	case "tool_calls", "tool_call", "tool_use", "function_call":
		return calledTool
	}
	return strange
}

// end returns how the answer ended, given the error that its stream ended with. An answer that
// has reached its end is complete, whatever happened after it.
func (a *answer) end(err error) (rag.Finish, error) {
	var refused emitError
	switch {
	case errors.As(err, &refused):
		return "", err
	case a.full:
		return rag.FinishLength, nil
	case a.refusal.Len() > 0, a.ending == filtered:
		return "", a.failure(KindFiltered, a.refusal.String())
	}
	if a.vague && a.begun && a.ending == notYet && errors.Is(err, errDone) {
		a.ending = stopped
	}
	switch a.ending {
	case notYet:
		return "", a.cutError(err)
	case broke:
		failed := a.failure(KindServer, "it broke off with "+a.why)
		failed.retryable = !a.shown
		return "", failed
	case calledTool, strange:
		return "", a.failure(KindMalformed, "it ended with "+a.why)
	}
	return a.complete()
}

// complete ends an answer that the model, or its limit, has ended.
func (a *answer) complete() (rag.Finish, error) {
	if err := a.pass(a.reader.End()); err != nil {
		return "", err
	}
	limited := a.ending == atLimit || a.full
	if !a.shown {
		failed := malformed("nothing was written")
		failed.empty = true
		failed.Hint = "use another model"
		if limited {
			failed.Hint = "raise the limit of tokens: the model may have spent all of them on thinking"
		}
		return "", failed
	}
	if limited {
		return rag.FinishLength, nil
	}
	return rag.FinishStop, nil
}

// cutError returns the error of an answer whose stream ended with err before the answer did. If
// nothing was shown yet, a retry can start again.
func (a *answer) cutError(err error) error {
	var failed *Error
	switch {
	case errors.Is(err, io.EOF):
		failed = a.failure(KindCut, "it ended without a reason to end")
		failed.retryable = true
	case !errors.As(err, &failed):
		return err
	case failed.Kind == KindNetwork && a.begun:
		broken := a.failure(KindCut, failed.Message)
		broken.cause, broken.retryable = failed, failed.retryable
		failed = broken
	}
	failed.retryable = failed.retryable && !a.shown
	return failed
}

func (a *answer) failure(kind Kind, message string) *Error {
	return &Error{Kind: kind, Status: http.StatusOK, Message: clean(message, a.secret), Hint: hint(kind)}
}
