package mcp

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/modelcontextprotocol/go-sdk/mcp"

	"footnote/corpus"
	"footnote/corpus/doc"
	"footnote/rag"
	"footnote/rag/index"
)

const (
	tower = "# 燈塔手冊\n\n## 外觀\n\n燈塔高四十二公尺，漆成白色。它建於1898年。\n\n## 開放\n\n燈塔每週六開放參觀，門票五十元。\n"
	quay  = "# Harbour guide\n\n## Quay\n\nThe quay of Sandholm is 310 metres long. It was built in 1876.\n\n## Ferry\n\nThe ferry leaves at nine.\n"
)

// A shelf is articles that are found by their words.
type shelf struct {
	index *index.Index
	wait  chan struct{} // where it is not nil, nothing is there before it is closed
}

func shelve(t testing.TB, texts ...string) *shelf {
	t.Helper()
	var all []*corpus.Article
	for _, text := range texts {
		a, err := new(corpus.Reader).Read(t.Context(), doc.File{Name: "own.md", Source: "/home/somebody/own.md", Data: []byte(text)})
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, a)
	}
	return &shelf{index: index.New(all)}
}

func (s *shelf) Engine(ctx context.Context, id string) (*rag.Engine, error) {
	if s.wait != nil {
		select {
		case <-s.wait:
		case <-ctx.Done():
			return nil, context.Cause(ctx)
		}
	}
	x := s.index
	if id != "" {
		part, err := x.Part(ctx, id)
		if part == nil || err != nil {
			return nil, err
		}
		x = part
	}
	return rag.New(x, rag.Options{})
}

func (s *shelf) Article(ctx context.Context, id string) (*corpus.Article, error) {
	a, _ := s.index.Article(id)
	return s.index.Whole(ctx, a)
}

// id is that of the article with a title.
func (s *shelf) id(title string) string {
	all := s.index.Articles()
	return all[slices.IndexFunc(all, func(a *corpus.Article) bool { return a.Title == title })].ID
}

// connect is a client of a server of such articles, as others write them.
func connect(t *testing.T, s *Server, o *mcp.ClientOptions) *mcp.ClientSession {
	t.Helper()
	ours, theirs := mcp.NewInMemoryTransports()
	server, err := s.server.Connect(t.Context(), ours, nil)
	if err != nil {
		t.Fatal(err)
	}
	client, err := mcp.NewClient(&mcp.Implementation{Name: "test", Version: "1"}, o).Connect(t.Context(), theirs, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		client.Close()
		_ = server.Wait() // the client has gone
	})
	return client
}

func serve(t *testing.T, articles Articles) *mcp.ClientSession {
	t.Helper()
	return connect(t, New(Options{Articles: articles, Scope: "local", Version: "test"}), nil)
}

type arguments map[string]any

// call calls a tool, and returns its text and what is structured of it.
func called(t *testing.T, c *mcp.ClientSession, tool string, in arguments) (text string, out map[string]any, result *mcp.CallToolResult) {
	t.Helper()
	result, err := c.CallTool(t.Context(), &mcp.CallToolParams{Name: tool, Arguments: map[string]any(in)})
	if err != nil {
		t.Fatalf("%s %v: %v", tool, in, err)
	}
	var parts []string
	for _, part := range result.Content {
		if said, ok := part.(*mcp.TextContent); ok {
			parts = append(parts, said.Text)
		}
	}
	out, _ = result.StructuredContent.(map[string]any)
	return strings.Join(parts, "\n"), out, result
}

// refused is the error of a call, as a model reads it.
func refused(t *testing.T, c *mcp.ClientSession, tool string, in arguments) string {
	t.Helper()
	text, out, result := called(t, c, tool, in)
	if !result.IsError || out != nil {
		t.Errorf("%s %v is no error: %s", tool, in, text)
	}
	return text
}

// inside is how many calls a server works on or has wait.
func inside(s *Server) int {
	waiting, busy := s.places.Length()
	return waiting + busy
}
