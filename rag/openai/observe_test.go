package openai

import (
	"context"
	"net/http"
	"testing"

	"github.com/google/go-cmp/cmp"

	"footnote/internal/openaitest"
	"footnote/rag/index"
)

// TestObserve checks that every request is observed, with its result, duration and usage.
func TestObserve(t *testing.T) {
	server := openaitest.New(t)
	server.Usage(60, 40)
	var calls []Call
	observe := func(c Call) {
		if c.Took <= 0 {
			t.Errorf("it took %v", c.Took)
		}
		c.Took = 0
		calls = append(calls, c)
	}
	g := writing(t, server, GeneratorOptions{InputPrice: 1, OutputPrice: 2, Observe: observe})
	mustGenerate(t, g, openaitest.DefaultAnswer)
	e, err := NewEmbedder(EmbedderOptions{BaseURL: server.URL(), Observe: observe})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := e.Embed(t.Context(), index.RolePassage, []string{"a"}); err != nil {
		t.Fatal(err)
	}
	server.Busy(func(int) (int, http.Header) { return http.StatusUnauthorized, nil })
	mustNotGenerate(t, g, "")
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	_, _ = e.Embed(gone, index.RolePassage, []string{"a"}) // nobody wants it
	type told struct {
		Work, Outcome string
		Usage         Usage
	}
	var got []told
	for _, c := range calls {
		got = append(got, told{c.Work, c.Outcome(), c.Usage})
	}
	want := []told{{Write, "ok", Usage{1, 60, 40, 0.00014}}, {Embed, "ok", Usage{}}, {Write, "auth", Usage{Requests: 1}}, {Embed, "cancelled", Usage{}}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
