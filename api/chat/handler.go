package chat

import (
	"context"
	"crypto/rand"
	"footnote/rag"
	"net/http"
	"strings"
	"time"

	"footnote/api/answering"
	"footnote/api/fault"
	"footnote/api/model"
)

// A Handler answers requests.
type Handler struct {
	Models *model.Models
	Worker *answering.Worker
}

// Answer answers a request. It returns an error only if nothing has been written yet; the
// caller reports it.
func (h *Handler) Answer(w http.ResponseWriter, r *http.Request, asked Request) error {
	if asked.Model == "" {
		return &fault.Error{Status: http.StatusBadRequest, Type: fault.Request, Param: "model", Code: "missing_required_parameter", Message: "no model is named; /v1/models lists what there is"}
	}
	q, err := asked.inquire()
	if err != nil {
		return err
	}
	id := "chatcmpl-" + strings.ToLower(rand.Text())
	if asked.Stream {
		return h.stream(w, r, Chunk{ID: id, Object: "chat.completion.chunk", Created: time.Now().Unix(), Model: asked.Model}, q, asked.StreamOptions)
	}
	got, content, err := h.answer(r.Context(), asked.Model, q, func(name string) { asked.Model = name }, nil)
	if err != nil {
		return err
	}
	fault.JSON(w, http.StatusOK, Completion{
		ID: id, Object: "chat.completion", Created: time.Now().Unix(), Model: asked.Model,
		Choices: []Choice{{Message: Said{Role: "assistant", Content: content}, FinishReason: stop}}, Usage: usage(q, got, content), Footnote: got.Value(),
	})
	return nil
}

// answer returns the answer of a model and its message content. It calls found with the model's
// full name.
func (h *Handler) answer(ctx context.Context, name string, q inquiry, found func(string), emit func(string) error) (answering.Answer, string, error) {
	got, err := h.Worker.Answer(ctx, func(ctx context.Context) (*rag.Engine, error) {
		one, e, err := h.Models.Find(ctx, name)
		if err == nil {
			found(one.ID)
		}
		return e, err
	}, q.Question, emit)
	if err != nil {
		if known := fault.Of(err); known.Status == http.StatusBadRequest && known.Param == "" {
			known.Param = "messages"
			err = known
		}
		return got, "", err
	}
	return got, whole(got.Answer, q.attached, got.Next), nil
}

// stream sends an event for each piece of the answer as it is written.
func (h *Handler) stream(w http.ResponseWriter, r *http.Request, head Chunk, q inquiry, o *StreamOptions) error {
	s := newStream(w, head)
	silence := s.keepAlive()
	defer silence()
	var grown growing
	sent := ""
	got, content, err := h.answer(r.Context(), head.Model, q, s.name, func(delta string) error {
		shown := grown.add(delta)
		sent += shown
		return s.text(shown)
	})
	silence() // otherwise it could begin the stream while an error can still be a response of its own
	if err != nil {
		return s.fail(err)
	}
	rest, ok := strings.CutPrefix(content, sent)
	if !ok { // the final wording differs from what was sent
		rest = "\n\n" + content
	}
	var took *Usage
	if o != nil && o.IncludeUsage {
		u := usage(q, got, content)
		took = &u
	}
	answer := got.Value()
	s.end(rest, &answer, took)
	return nil
}
