package mcp

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"runtime/debug"
	"strings"

	"github.com/google/jsonschema-go/jsonschema"
	"github.com/modelcontextprotocol/go-sdk/mcp"

	"footnote/api/fault"
	"footnote/rag"
)

// A tool describes a tool to clients.
type tool struct {
	name, title, description string
	bounds                   map[string]func(*jsonschema.Schema) // adds limits to the input schema, by property
}

// A call is a tool call that is being answered.
type call struct {
	ctx context.Context
	*reporter
}

// addTool adds a tool whose calls are subject to the server's limits. An error becomes a result
// that a model can read and act on.
func addTool[In, Out any](s *Server, t tool, answer func(call, In) (*mcp.CallToolResult, Out, error)) {
	input, err := jsonschema.For[In](nil)
	if err != nil {
		panic(fmt.Sprintf("mcp: the input of %s: %v", t.name, err)) // only a wrong type in this package causes it
	}
	for property, bound := range t.bounds {
		bound(input.Properties[property])
	}
	no := false
	mcp.AddTool(s.server, &mcp.Tool{
		Name: t.name, Title: t.title, Description: t.description, InputSchema: input,
		Annotations: &mcp.ToolAnnotations{Title: t.title, ReadOnlyHint: true, IdempotentHint: true, DestructiveHint: &no, OpenWorldHint: &no},
	}, func(ctx context.Context, req *mcp.CallToolRequest, in In) (result *mcp.CallToolResult, out Out, err error) {
		err = s.limited(ctx, t.name, req.Session, req.Params.GetProgressToken(), func(c call) (err error) {
			result, out, err = answer(c, in)
			return err
		})
		return result, out, err
	})
}

// limited calls do within the server's limits, and words its error for a model.
func (s *Server) limited(ctx context.Context, what string, session *mcp.ServerSession, token any, do func(call) error) (err error) {
	defer s.recovered(what, &err)
	ctx, cancel := context.WithTimeoutCause(ctx, s.Deadline, errLate)
	defer cancel()
	defer context.AfterFunc(s.life, cancel)()
	leave, err := s.places.Take(ctx)
	if err == nil {
		defer leave()
		tell := &reporter{ctx: ctx, session: session, token: token}
		stop := s.work.tell(tell)
		defer stop()
		work := func(ctx context.Context) error { return do(call{ctx, tell}) }
		if s.Worker == nil || what == askTool.name { // the ask tool calls the worker itself
			err = work(ctx)
		} else {
			err = s.Worker.Do(ctx, "mcp", work)
		}
	}
	if err != nil {
		err = s.inWords(ctx, err)
		s.Log.Debug("a call failed", "call", what, "error", err)
	}
	return err
}

// recovered turns a panic into an error, so that other calls continue.
func (s *Server) recovered(what string, err *error) {
	if r := recover(); r != nil {
		s.Log.Error("a call ended in a panic", "call", what, "panic", r, "stack", string(debug.Stack()))
		*err = errFailed
	}
}

// receive is middleware for every request. It answers resources/list itself, since the list may
// change at any time. It removes null arguments from tool calls, because the library would try
// to write defaults into them, and shortens error results.
func (s *Server) receive(next mcp.MethodHandler) mcp.MethodHandler {
	return func(ctx context.Context, method string, req mcp.Request) (_ mcp.Result, err error) {
		defer s.recovered(method, &err)
		switch r := req.(type) {
		case *mcp.ListResourcesRequest:
			return s.listResources(ctx, r)
		case *mcp.CallToolRequest:
			if string(bytes.TrimSpace(r.Params.Arguments)) == "null" {
				r.Params.Arguments = nil
			}
			result, err := next(ctx, method, req)
			if called, ok := result.(*mcp.CallToolResult); ok && err == nil && called.IsError {
				shorten(called)
			}
			return result, err
		}
		return next(ctx, method, req)
	}
}

// shorten cuts the middle out of long errors, as the library repeats an invalid input in full.
func shorten(result *mcp.CallToolResult) {
	const most = 1200
	for _, part := range result.Content {
		text, ok := part.(*mcp.TextContent)
		if !ok {
			continue
		}
		if all := []rune(text.Text); len(all) > most {
			text.Text = string(all[:most/6]) + " […] " + string(all[len(all)-most/6:])
		}
	}
}

// errFailed means that a call panicked.
var errFailed = advise("the program has failed here: this cannot be answered; other calls can. Its log says more")

// errLate is the cause of cancellation if a call exceeds the deadline.
var errLate = errors.New("the deadline of the call")

// An adviceError is an error whose text is meant for a model.
type adviceError string

func (e adviceError) Error() string { return string(e) }

func advise(format string, args ...any) error { return adviceError(fmt.Sprintf(format, args...)) }

// inWords words an error for a model.
func (s *Server) inWords(ctx context.Context, err error) error {
	if advice, ok := errors.AsType[adviceError](err); ok {
		return advice
	}
	if question, ok := errors.AsType[*rag.QuestionError](err); ok {
		return advise("%s: put it as one question of at most %d characters", question.Reason, rag.MaxQuestion)
	}
	switch {
	case errors.Is(context.Cause(ctx), errLate):
		if doing := s.work.doing(); doing != "" {
			return advise("the articles are still being prepared (%s): call again in a minute", doing)
		}
		return advise("it took longer than %s: call again, name one article, or put a shorter question", s.Deadline)
	case ctx.Err() != nil:
		return errors.New("the call was cancelled")
	}
	if _, panicked := errors.AsType[*rag.PanicError](err); panicked && s.Worker != nil { // the worker has logged it
		return errFailed
	}
	if known, ok := errors.AsType[*fault.Error](err); ok {
		if known.Status != http.StatusServiceUnavailable {
			return advise("%s", known.Message)
		}
		return advise("too many calls are being answered: call again when some of yours have ended, with fewer at once")
	}
	return advise("%s. Tell whoever runs Footnote; calling again helps only where it was a matter of the moment.", strings.TrimSuffix(s.Explain(err), "."))
}

// These functions set the bounds of inputs.

func length(least, most int) func(*jsonschema.Schema) {
	return func(p *jsonschema.Schema) { p.MinLength, p.MaxLength = &least, &most }
}

func between(least, most, standard int) func(*jsonschema.Schema) {
	low, high := float64(least), float64(most)
	return func(p *jsonschema.Schema) {
		p.Minimum, p.Maximum, p.Default = &low, &high, []byte(fmt.Sprint(standard))
	}
}
