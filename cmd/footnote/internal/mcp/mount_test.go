package mcp

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"footnote/api/model"
	"footnote/corpus"
	"footnote/corpus/doc"
	"footnote/internal/setup"
	"footnote/library"
	"footnote/library/store"
)

// ask calls a tool as a client of the newest protocol does, and returns what is said.
func ask(t *testing.T, url, tool, arguments string) string {
	t.Helper()
	message := fmt.Sprintf(`{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":%q,"arguments":%s,"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientInfo":{"name":"t","version":"1"},"io.modelcontextprotocol/clientCapabilities":{}}}}`, tool, arguments)
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, url, strings.NewReader(message))
	if err != nil {
		t.Fatal(err)
	}
	for name, value := range map[string]string{"Content-Type": "application/json", "Accept": "application/json, text/event-stream", "MCP-Protocol-Version": "2026-07-28", "Mcp-Method": "tools/call", "Mcp-Name": tool} {
		r.Header.Set(name, value)
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	said, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(said)
}

// The server of the bot answers from its first library: from the built-in article while
// that is empty, and else from what is in it.
func TestMount(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	s := setup.New(setup.Settings{Embedder: "none", Data: t.TempDir()})
	service, err := s.Service(ctx, library.Limits{Articles: -1, Passages: -1, Characters: -1, Tokens: -1}, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	defer service.Close()
	scopes := []store.Scope{store.Local, store.Guild("7")}
	server := httptest.NewServer(Mount(ctx, s, slog.New(slog.DiscardHandler))(&model.Models{Library: service.Library, Scopes: scopes}, nil))
	defer server.Close()
	defer stop()
	built, err := corpus.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	if said := ask(t, server.URL, "list", "{}"); !strings.Contains(said, "footnote://local/"+built.ID) {
		t.Errorf("nothing in the library: %s", said)
	}
	if said := ask(t, server.URL, "read", fmt.Sprintf(`{"article":%q,"limit":100}`, built.ID)); !strings.Contains(said, "2024") {
		t.Errorf("the text of that: %s", said)
	}
	for scope, text := range map[store.Scope]string{store.Local: "# Tower\n\nThe tower of Sandholm is 41 metres tall.\n", store.Guild("7"): "# Secret\n\nNobody may read it.\n"} {
		if _, err := service.Library.Add(ctx, scope, doc.File{Name: "own.md", Source: "own.md", Data: []byte(text)}, library.Origin{}, nil); err != nil {
			t.Fatal(err)
		}
	}
	said := ask(t, server.URL, "list", "{}")
	if !strings.Contains(said, "Tower") || strings.Contains(said, "Secret") || strings.Contains(said, built.ID) {
		t.Errorf("one in it: %s", said)
	}
	for _, tool := range []string{"read", "search"} {
		arguments := `{"article":"tower"}`
		if tool == "search" {
			arguments = `{"article":"tower","query":"tower"}`
		}
		if said := ask(t, server.URL, tool, arguments); !strings.Contains(said, "41 metres") {
			t.Errorf("%s: %s", tool, said)
		}
	}
	if said := ask(t, server.URL, "read", `{"article":"secret"}`); !strings.Contains(said, "list shows") {
		t.Errorf("an article of another library: %s", said)
	}
	if said := ask(t, server.URL, "read", fmt.Sprintf(`{"article":%q}`, built.ID)); !strings.Contains(said, "list shows") {
		t.Errorf("an article that is not in it: %s", said)
	}
}
