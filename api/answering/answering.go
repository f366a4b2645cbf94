// Package answering does the work of API requests: within limits on concurrency and time, with
// metrics and a log, and without letting a panic end the program.
package answering

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"runtime/debug"
	"time"

	"footnote/api/access"
	"footnote/api/fault"
	"footnote/api/value"
	"footnote/library/insight"
	"footnote/rag"
	"footnote/rag/fixed"
)

// ErrStopping is the cause of cancellation if the server stops and cannot wait for an answer.
var ErrStopping = errors.New("the server is stopping")

// Figures count the work. They are safe for concurrent use.
type Figures interface {
	Answered(outcome string, took time.Duration)
	Waited(took time.Duration)
	Refused(limit string)
	Looked(cache string, hit bool, n int)
	Panicked(log *slog.Logger, event string, reason any, stack []byte)
}

// A Worker does work for callers. All fields except LogContent must be set.
type Worker struct {
	Places  *access.Places
	Within  time.Duration // for one request, including the wait for a place
	Figures Figures
	Log     *slog.Logger
	// LogContent includes questions and answers in the log.
	LogContent bool
}

// Do calls work as soon as there is a place. It turns a panic into an error.
func (w *Worker) Do(ctx context.Context, what string, work func(context.Context) error) (err error) {
	began := time.Now()
	ctx, cancel := context.WithTimeout(ctx, w.Within)
	defer cancel()
	leave, err := w.Places.Take(ctx)
	if err != nil {
		if known, ok := errors.AsType[*fault.Error](err); ok && known.Status == http.StatusServiceUnavailable {
			w.Figures.Refused("queue")
		}
		return err
	}
	defer leave()
	w.Figures.Waited(time.Since(began))
	defer func() {
		if reason := recover(); reason != nil {
			err = &rag.PanicError{Reason: reason, Stack: debug.Stack()}
		}
		if panicked, ok := errors.AsType[*rag.PanicError](err); ok {
			w.Figures.Panicked(w.Log, what, panicked.Reason, panicked.Stack)
		}
	}()
	return work(ctx)
}

// An Answer is the answer to a question, with questions to ask next.
type Answer struct {
	rag.Answer
	Next []string
	Took time.Duration
}

// Value returns the answer's JSON value.
func (a Answer) Value() value.Answer { return value.NewAnswer(a.Answer, a.Next, a.Took) }

// A Finder returns the engine that answers. It may have to prepare the engine first.
type Finder func(context.Context) (*rag.Engine, error)

// Answer answers a question. emit, which may be nil, receives the text piece by piece.
func (w *Worker) Answer(ctx context.Context, find Finder, q rag.Question, emit func(string) error) (got Answer, err error) {
	began := time.Now()
	err = w.Do(ctx, "answer", func(ctx context.Context) error {
		e, err := find(ctx)
		if err != nil {
			return err
		}
		start := time.Now()
		if got.Answer, err = e.Answer(ctx, q, emit); err != nil {
			return err
		}
		if len(e.Articles()) == 0 && got.Tier != fixed.Tier {
			return fault.NotFound("model", noArticles, "this library has no articles to answer from")
		}
		got.Took = time.Since(start)
		got.Next, err = value.Next(ctx, e, got.Answer)
		return err
	})
	outcome := outcomeOf(ctx, got.Answer, err)
	w.Figures.Answered(outcome, time.Since(began))
	if got.Mode == rag.ModeLLM {
		w.Figures.Looked("answers", got.Cached, 1)
	}
	w.record(ctx, outcome, q, got, time.Since(began), err)
	return got, err
}

// record logs a question.
func (w *Worker) record(ctx context.Context, outcome string, q rag.Question, got Answer, took time.Duration, err error) {
	level := slog.LevelInfo
	entry := []any{"outcome", outcome, "took", took.Round(time.Millisecond), "characters", len([]rune(q.Text)), "mode", string(got.Mode), "footnotes", len(got.Footnotes)}
	if err != nil {
		entry = append(entry, "error", err)
		if outcome == failed {
			level = slog.LevelWarn
			if known := fault.Of(err); known.Cause != nil {
				entry = append(entry, "cause", known.Cause)
			}
		}
	}
	if w.LogContent {
		entry = append(entry, "question", q.Text, "answer", got.Text)
	}
	w.Log.Log(ctx, level, "question of the API", entry...)
}

// noArticles is the error code for a question when there are no articles to answer from.
const noArticles = "no_articles"

// failed is the outcome of a question that failed through no fault of the caller.
const failed = "failed"

// outcomeOf returns the outcome of a question as the metrics name it.
func outcomeOf(ctx context.Context, got rag.Answer, err error) string {
	switch {
	case err != nil && errors.Is(context.Cause(ctx), ErrStopping):
		return "cut"
	case err != nil && ctx.Err() != nil:
		return "deleted" // nobody waits for it any more
	case err != nil:
		switch fault.Of(err).Status {
		case http.StatusBadRequest:
			return "unfit"
		case http.StatusNotFound:
			if fault.Of(err).Code != noArticles {
				return "unfit"
			}
			return "empty"
		}
		return failed
	}
	return insight.OutcomeOf(got)
}
