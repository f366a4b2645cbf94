package openai

import (
	"bytes"
	"errors"
	"image"
	"image/png"
	"strings"
	"testing"

	"footnote/internal/openaitest"
	"footnote/rag"
)

// TestSee checks that what a model writes about a picture is returned whole and without
// thoughts, and that the picture is sent unchanged, in every dialect.
func TestSee(t *testing.T) {
	var file bytes.Buffer
	if err := png.Encode(&file, image.NewGray(image.Rect(0, 0, 30, 20))); err != nil {
		t.Fatal(err)
	}
	shown := Picture{"image/png", file.Bytes()}
	asked := rag.Prompt{User: "Copy the text.", MaxTokens: 500}
	server := openaitest.New(t)
	server.Answer(func(r openaitest.Request) string {
		if p := r.Shown(); p.Type != shown.Type || !bytes.Equal(p.Data, shown.Data) || r.Messages[0].Content != asked.User {
			t.Errorf("shown %s, %d bytes, with %q", p.Type, len(p.Data), r.Messages[0].Content)
		}
		return "<think>It shows a page.</think># Lake\n\nIt is deep."
	})
	g := writing(t, server, GeneratorOptions{Model: "eyes"})
	for range 2 {
		text, made, err := g.See(t.Context(), asked, shown)
		if err != nil || text != "# Lake\n\nIt is deep." || made.InputTokens < 500 || made.OutputTokens == 0 || made.Finish != rag.FinishStop {
			t.Errorf("%q, %+v, %v", text, made, err)
		}
		server.RefuseFields("stream_options", "temperature")
	}
	server.Blind()
	_, _, err := g.See(t.Context(), asked, shown)
	var failed *Error
	if !errors.As(err, &failed) || failed.Cause() != rag.CauseConfiguration || !strings.Contains(failed.Message, "image inputs") {
		t.Errorf("blind: %v", err)
	}
}
