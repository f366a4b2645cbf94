package mcp

import (
	"context"
	"encoding/json"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/modelcontextprotocol/go-sdk/mcp"

	"footnote/api/access"
	"footnote/api/answering"
	"footnote/corpus"
	"footnote/rag"
	"footnote/rag/fixed"
	"footnote/rag/index"
)

// A model is told that articles disagree, and which, and whose a fixed answer is.
func TestAskOut(t *testing.T) {
	articles := shelve(t, tower, quay)
	s := New(Options{Articles: articles, Scope: "local"})
	a := rag.Answer{Text: "The articles disagree:", Tier: rag.TierUnsure, Conflict: true}
	for i, short := range articles.index.Articles() {
		whole, err := articles.Article(t.Context(), short.ID)
		if err != nil {
			t.Fatal(err)
		}
		a.Footnotes = append(a.Footnotes, rag.Footnote{Number: i + 1, Ref: index.Ref{Article: whole}, Span: corpus.Span{Start: 0, End: 3}})
	}
	written := func(a rag.Answer) string {
		raw, err := json.Marshal(s.askOut(a, nil, time.Second))
		if err != nil {
			t.Fatal(err)
		}
		return string(raw)
	}
	if said := s.answerText(a, nil); !strings.Contains(said, "disagree about this: “燈塔手冊” (article "+articles.id("燈塔手冊")+") and “Harbour guide” (") || strings.Contains(said, "comes closest") {
		t.Error(said)
	}
	if said := written(a); !strings.Contains(said, `"conflict":true`) || strings.Contains(said, `"fixed"`) {
		t.Error(said)
	}
	by := rag.Answer{Text: "It is 7.", Tier: fixed.Tier, Fixed: &fixed.Source{Author: "Mei", At: time.Unix(0, 0)}}
	if said := written(by); !strings.Contains(said, `"fixed":{"author":"Mei","at":"1970-01-01T00:00:00Z"}`) {
		t.Error(said)
	}
}

// counted are figures of a test.
type counted struct {
	outcomes []string
	panics   int
	waited   int
	refused  int
}

func (c *counted) Answered(outcome string, _ time.Duration)           { c.outcomes = append(c.outcomes, outcome) }
func (c *counted) Waited(time.Duration)                               { c.waited++ }
func (c *counted) Refused(string)                                     { c.refused++ }
func (*counted) Looked(string, bool, int)                             {}
func (c *counted) Panicked(_ *slog.Logger, _ string, _ any, _ []byte) { c.panics++ }

// broken are articles that end every call in a panic.
type broken struct{ *shelf }

func (broken) Engine(context.Context, string) (*rag.Engine, error) { panic("broken") }

// Where a worker does the work, its figures count it.
func TestWorker(t *testing.T) {
	figures := &counted{}
	worker := &answering.Worker{Places: access.NewPlaces(2, 2), Within: time.Minute, Figures: figures, Log: slog.New(slog.DiscardHandler)}
	articles := shelve(t, tower, quay)
	c := connect(t, New(Options{Articles: articles, Scope: "local", Worker: worker}), nil)
	if said, _, _ := called(t, c, "ask", arguments{"question": "How long is the quay of Sandholm?"}); !strings.Contains(said, "310 metres") {
		t.Error(said)
	}
	if said, _, _ := called(t, c, "list", nil); !strings.Contains(said, "燈塔手冊") {
		t.Error(said)
	}
	if got, err := c.ListResources(t.Context(), nil); err != nil || len(got.Resources) != 2 {
		t.Error(got, err)
	}
	if got, err := c.ReadResource(t.Context(), &mcp.ReadResourceParams{URI: "footnote://local/" + articles.id("燈塔手冊")}); err != nil || len(got.Contents) != 1 {
		t.Error(got, err)
	}
	if d := cmp.Diff([]string{"unsure"}, figures.outcomes); d != "" || figures.waited != 4 {
		t.Errorf("%d times, %s", figures.waited, d)
	}
	c = connect(t, New(Options{Articles: broken{articles}, Scope: "local", Worker: worker}), nil)
	for _, tool := range []string{"ask", "search"} {
		if said := refused(t, c, tool, map[string]arguments{"ask": {"question": "x"}, "search": {"query": "x"}}[tool]); !strings.Contains(said, "the program has failed here") {
			t.Error(said)
		}
	}
	list := func() error {
		_, err := c.ListResources(t.Context(), nil)
		return err
	}
	read := func() error {
		_, err := c.ReadResource(t.Context(), &mcp.ReadResourceParams{URI: "footnote://local/" + articles.id("燈塔手冊")})
		return err
	}
	for _, resources := range []func() error{list, read} {
		if err := resources(); err == nil || !strings.Contains(err.Error(), "the program has failed here") {
			t.Error(err)
		}
	}
	if waiting, busy := worker.Places.Length(); figures.panics != 4 || waiting+busy > 0 {
		t.Errorf("%d panics, %d at work", figures.panics, busy)
	}

	// Resources take places as everything else, and are refused where there is none.
	worker.Places = access.NewPlaces(1, 0)
	leave, err := worker.Places.Take(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, resources := range []func() error{list, read} {
		if err := resources(); err == nil || !strings.Contains(err.Error(), "too many calls") {
			t.Error(err)
		}
	}
	leave()
	if figures.refused != 2 {
		t.Errorf("%d are counted as refused", figures.refused)
	}
}
