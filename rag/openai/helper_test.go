package openai

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"footnote/rag"
	"footnote/rag/openaitest"
)

const testKey = "sk-canary-4711"

// on returns an embedder of server that does not spend time between tries.
func on(t *testing.T, server *openaitest.Server, options EmbedderOptions) *Embedder {
	t.Helper()
	if options.BaseURL == "" {
		options.BaseURL = server.URL()
	}
	e := mustNew(t, options)
	e.sleep = func(ctx context.Context, _ time.Duration) error { return ctx.Err() }
	return e
}

func mustNew(t *testing.T, options EmbedderOptions) *Embedder {
	t.Helper()
	e, err := NewEmbedder(options)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(e.client.CloseIdleConnections)
	return e
}

// mustFail embeds texts and returns the [*Error] that this has to give.
func mustFail(t *testing.T, e *Embedder, texts ...string) *Error {
	t.Helper()
	vectors, err := e.Embed(t.Context(), rag.RolePassage, texts)
	var failed *Error
	if !errors.As(err, &failed) {
		t.Fatalf("error %v (%T), want an *Error", err, err)
	}
	if vectors != nil {
		t.Errorf("%d vectors with the error %v", len(vectors), err)
	}
	if failed.Hint == "" {
		t.Errorf("no hint with the error %v", err)
	}
	return failed
}

func mustEmbed(t *testing.T, e *Embedder, texts ...string) [][]float32 {
	t.Helper()
	vectors, err := e.Embed(t.Context(), rag.RolePassage, texts)
	if err != nil {
		t.Fatal(err)
	}
	return vectors
}

func numbered(count int) []string {
	texts := make([]string, count)
	for i := range texts {
		texts[i] = fmt.Sprintf("text %d", i)
	}
	return texts
}

// sizes is how many inputs each request had.
func sizes(server *openaitest.Server) []int {
	var counts []int
	for _, request := range server.Requests() {
		counts = append(counts, len(request.Inputs))
	}
	return counts
}
