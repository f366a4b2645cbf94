package openai

import (
	"errors"
	"io"
	"net/http"
	"strings"

	"footnote/rag"
)

// An ending is what a server means by its reason to finish.
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

// endingOf knows the reasons of OpenAI, and of servers that write their own.
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

// end says how the answer ended, given the error that its stream ended with.
// An answer that had its end is complete, whatever happened after it.
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
		return "", a.cut(err)
	case broke:
		failed := a.failure(KindServer, "it broke off with "+a.why)
		failed.retryable = !a.shown
		return "", failed
	case calledTool, strange:
		return "", a.failure(KindMalformed, "it ended with "+a.why)
	}
	return a.complete()
}

// complete ends an answer that the model, or its limit, ended.
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

// cut is the error of an answer whose stream ended with err and not before it.
// Where nothing was shown yet, another try can begin anew.
func (a *answer) cut(err error) error {
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
