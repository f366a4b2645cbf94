package mcp

import (
	"context"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/modelcontextprotocol/go-sdk/mcp"

	"footnote/api/access"
)

// versions are an older version of the protocol, with sessions, and the newest, without.
var versions = []string{"2025-06-18", "2026-07-28"}

func overHTTP(t *testing.T, s *Server, o *mcp.ClientOptions) *mcp.ClientSession {
	t.Helper()
	server := httptest.NewServer(s.Handler())
	t.Cleanup(server.Close)
	client := &http.Client{Transport: &http.Transport{}}
	t.Cleanup(client.CloseIdleConnections)
	c, err := mcp.NewClient(&mcp.Implementation{Name: "test", Version: "1"}, o).Connect(t.Context(), &mcp.StreamableClientTransport{Endpoint: server.URL, HTTPClient: client}, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	return c
}

// A client of the newest protocol gets what one over standard input gets.
func TestHTTP(t *testing.T) {
	c := overHTTP(t, New(Options{Articles: shelve(t, tower, quay), Scope: "local"}), nil)
	if text, _, _ := called(t, c, "ask", arguments{"question": "How long is the quay of Sandholm?"}); !strings.Contains(text, "310 metres") {
		t.Error(text)
	}
	if text := refused(t, c, "ask", nil); !strings.Contains(text, "question") {
		t.Error(text)
	}
}

// post sends one message as a client of a version does, and returns the status and what is
// said.
func post(t *testing.T, url, version, session, message string) (status int, id, said string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, url, strings.NewReader(message))
	if err != nil {
		t.Fatal(err)
	}
	for name, value := range map[string]string{"Content-Type": "application/json", "Accept": "application/json, text/event-stream", "MCP-Protocol-Version": version, "Mcp-Session-Id": session} {
		if value != "" {
			r.Header.Set(name, value)
		}
	}
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	answer, err := client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer.StatusCode, answer.Header.Get("Mcp-Session-Id"), string(body)
}

const hello = `{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"t","version":"1"}}}`

// An older client has a session; what is too long, or no message, is refused and ends
// nothing.
func TestHTTPSession(t *testing.T) {
	s := New(Options{Articles: shelve(t, tower), Scope: "local"})
	server := httptest.NewServer(s.Handler())
	defer server.Close()
	status, id, said := post(t, server.URL, "", "", hello)
	if status != http.StatusOK || id == "" || !strings.Contains(said, `"name":"footnote"`) {
		t.Fatalf("%d %q %s", status, id, said)
	}
	if status, _, said := post(t, server.URL, versions[0], id, `{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"list","arguments":null}}`); status != http.StatusOK || !strings.Contains(said, "燈塔手冊") {
		t.Errorf("%d %s", status, said)
	}
	for _, one := range []struct {
		session, message string
		want             int
	}{
		{id, strings.Repeat("x", maxMessage+1), http.StatusRequestEntityTooLarge},
		{id, "hello", http.StatusBadRequest},
		{"stolen", hello, http.StatusNotFound},
	} {
		for _, version := range versions {
			if status, _, said := post(t, server.URL, version, one.session, one.message); status != one.want && !(version == stateless && one.session == "stolen") {
				t.Errorf("%.20q at %s: %d %s", one.message, version, status, said)
			}
		}
	}
	for session := range s.server.Sessions() {
		session.Close()
	}
}

// A client of the newest protocol that goes away ends its call.
func TestHTTPGoesAway(t *testing.T) {
	articles := shelve(t, tower)
	articles.wait = make(chan struct{})
	s := New(Options{Articles: articles, Scope: "local"})
	c := overHTTP(t, s, nil)
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error)
	go func() {
		_, err := c.CallTool(ctx, &mcp.CallToolParams{Name: "list"})
		ended <- err
	}()
	waitFor(t, func() bool { return inside(s) == 1 })
	cancel()
	if err := <-ended; err == nil {
		t.Error("it is answered")
	}
	waitFor(t, func() bool { return inside(s) == 0 })
}

// Of a hundred at once each is answered or told to come back, whether others go away or
// not, and nothing is left of them.
func TestMany(t *testing.T) {
	s := New(Options{Articles: shelve(t, tower), Scope: "local"})
	c := overHTTP(t, s, nil)
	outcomes := make(chan string)
	for n := range 100 {
		go func() {
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			if n%4 == 0 {
				cancel()
			}
			result, err := c.CallTool(ctx, &mcp.CallToolParams{Name: "search", Arguments: map[string]any{"query": "燈塔"}})
			switch {
			case n%4 == 0 && err != nil:
				outcomes <- "gone"
			case err != nil:
				outcomes <- err.Error()
			case result.IsError:
				outcomes <- result.Content[0].(*mcp.TextContent).Text
			default:
				outcomes <- "answered"
			}
		}()
	}
	counts := map[string]int{}
	for range 100 {
		counts[<-outcomes]++
	}
	busy := "too many calls are being answered: call again when some of yours have ended, with fewer at once"
	if counts["answered"] == 0 || counts["answered"]+counts["gone"]+counts[busy] != 100 {
		t.Error(counts)
	}
	waitFor(t, func() bool { return inside(s) == 0 })
}

// There are only so many sessions: a new one ends the one that is idle longest, and none that
// is at work.
func TestSessions(t *testing.T) {
	articles := shelve(t, tower)
	articles.wait = make(chan struct{})
	s := New(Options{Articles: articles, Scope: "local"})
	server := httptest.NewServer(s.Handler())
	defer server.Close()
	const list = `{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"list"}}`
	var ids []string
	for range mostSessions {
		status, id, said := post(t, server.URL, "", "", hello)
		if status != http.StatusOK {
			t.Fatalf("%d %s", status, said)
		}
		ids = append(ids, id)
	}
	called := make(chan string)
	go func() {
		_, _, said := post(t, server.URL, versions[0], ids[0], list)
		called <- said
	}()
	waitFor(t, func() bool { return inside(s) == 1 })
	for range 3 {
		if status, id, said := post(t, server.URL, "", "", hello); status != http.StatusOK || id == "" {
			t.Errorf("%d %s", status, said)
		}
	}
	count := func() (n int) {
		for range s.server.Sessions() {
			n++
		}
		return n
	}
	waitFor(t, func() bool { return count() == mostSessions })
	close(articles.wait)
	if said := <-called; !strings.Contains(said, "燈塔手冊") {
		t.Errorf("the one at work: %s", said)
	}
	for n, want := range []int{http.StatusOK, http.StatusNotFound, http.StatusNotFound, http.StatusNotFound, http.StatusOK} {
		if status, _, said := post(t, server.URL, versions[0], ids[n], list); status != want {
			t.Errorf("session %d: %d %s", n, status, said)
		}
	}
	for session := range s.server.Sessions() {
		session.Close()
	}
}

// Where all sessions are at work, a new one is told to come back.
func TestSessionsBusy(t *testing.T) {
	known := &sessions{all: map[string]*use{}}
	s := New(Options{Articles: shelve(t, tower), Scope: "local"})
	server := httptest.NewServer(s.Handler())
	defer server.Close()
	for range mostSessions {
		_, id, _ := post(t, server.URL, "", "", hello)
		known.add(id)
		r := httptest.NewRequest(http.MethodPost, "/", nil)
		r.Header.Set(sessionHeader, id)
		known.begun(r)
	}
	if known.room(s.server.Sessions()) {
		t.Error("there is room")
	}
	for session := range s.server.Sessions() {
		session.Close()
	}
	if !known.room(s.server.Sessions()) {
		t.Error("they have ended, and there is no room")
	}
}

// The server ends with its context, with a stream open and a call that waits.
func TestListen(t *testing.T) {
	articles := shelve(t, tower)
	articles.wait = make(chan struct{})
	s := New(Options{Articles: articles, Scope: "local"})
	at, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	gate, err := access.New(access.Options{Address: at.Addr().String()})
	if err != nil {
		t.Fatal(err)
	}
	ended := make(chan error)
	go func() { ended <- s.Listen(ctx, at, gate) }()
	base := "http://" + at.Addr().String()
	_, id, _ := post(t, base+Path, "", "", hello)
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, base+Path, nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Accept", "text/event-stream")
	r.Header.Set("Mcp-Session-Id", id)
	client := &http.Client{Transport: &http.Transport{}}
	defer client.CloseIdleConnections()
	stream, err := client.Do(r)
	if err != nil || stream.StatusCode != http.StatusOK {
		t.Fatalf("%v %v", stream, err)
	}
	defer stream.Body.Close()
	if status, _, said := post(t, base, "", "", hello); status != http.StatusNotFound || !strings.Contains(said, Path) {
		t.Errorf("elsewhere: %d %s", status, said)
	}
	r.Header.Set("Origin", "http://rebound.example")
	if stranger, err := client.Do(r); err != nil || stranger.StatusCode != http.StatusForbidden {
		t.Errorf("a page of another site: %v %v", stranger, err)
	} else {
		stranger.Body.Close()
	}
	waited := make(chan struct{})
	go func() {
		defer close(waited)
		post(t, base+Path, versions[0], id, `{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"list"}}`)
	}()
	waitFor(t, func() bool { return inside(s) == 1 })
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
	<-waited
}
