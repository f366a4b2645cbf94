package fault

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"footnote/internal/setup"
	"footnote/library"
	"footnote/library/store"
	"footnote/rag"
)

// Invalid returns an error for an invalid field of a request.
func Invalid(param, format string, args ...any) *Error {
	return &Error{Status: http.StatusBadRequest, Type: Request, Param: param, Code: "invalid_value", Message: fmt.Sprintf(format, args...)}
}

// Unsupported returns an error for a feature of OpenAI's API that this server lacks.
func Unsupported(param, format string, args ...any) *Error {
	return &Error{Status: http.StatusBadRequest, Type: Request, Param: param, Code: "unsupported_value", Message: fmt.Sprintf(format, args...)}
}

// NotFound returns an error for a name that does not exist.
func NotFound(param, code, format string, args ...any) *Error {
	return &Error{Status: http.StatusNotFound, Type: Request, Param: param, Code: code, Message: fmt.Sprintf(format, args...)}
}

// Of turns an error of another package into one for the caller. Details that do not concern the
// caller, such as a path, are only logged, as [Error.Cause].
func Of(err error) *Error {
	var (
		known    *Error
		question *rag.QuestionError
		missing  *library.NotFoundError
		unclear  *setup.UnclearError
		model    *rag.WriteError
		cause    rag.GenerateError
		file     *store.OpenError
	)
	switch {
	case errors.As(err, &known):
		return known
	case errors.As(err, &question):
		return Invalid("", "the question %s", question.Reason)
	case errors.As(err, &missing):
		return NotFound("article", "article_not_found", "there is no article %s", missing.ID)
	case errors.As(err, &unclear):
		return NotFound("article", "article_not_found", "%s; /articles lists what there is", unclear)
	case errors.Is(err, context.DeadlineExceeded):
		return &Error{Status: http.StatusGatewayTimeout, Type: Server, Code: "timeout", Message: "the answer took too long and was given up", Cause: err}
	case errors.Is(err, context.Canceled):
		return &Error{Status: http.StatusServiceUnavailable, Type: Server, Code: "stopping", Message: "the answer was stopped", Cause: err}
	case errors.As(err, &model) && errors.As(err, &cause):
		return ofModel(cause, err)
	case errors.As(err, &model):
		return &Error{Status: http.StatusBadGateway, Type: Server, Code: "model_failed", Message: "the language model behind this server did not answer", Cause: err}
	case errors.As(err, &file):
		return &Error{Status: http.StatusServiceUnavailable, Type: Server, Code: "library_unavailable", Message: "the library cannot be reached now", Cause: err}
	}
	return &Error{Status: http.StatusInternalServerError, Type: Server, Code: "internal_error", Message: "something failed that should not; the server's log says what", Cause: err}
}

// ofModel returns the error for a language model that failed where sentences of the articles
// may not be used instead.
func ofModel(cause rag.GenerateError, err error) *Error {
	e := &Error{Status: http.StatusBadGateway, Type: Server, Code: "model_failed", Message: fmt.Sprintf("the language model behind this server did not answer: %s", cause.Cause()), Cause: err}
	switch cause.Cause() {
	case rag.CauseBudget:
		e.Status, e.Type, e.Code, e.Message = http.StatusTooManyRequests, RateLimit, "budget_exceeded", "the tokens of today are used up; there are new ones from 00:00 UTC"
	case rag.CauseBusy:
		e.Status, e.Code = http.StatusServiceUnavailable, "model_busy"
	case rag.CauseTimeout:
		e.Status, e.Code = http.StatusGatewayTimeout, "timeout"
	}
	return e
}
