package mcp

import (
	"bytes"
	"context"
	"io"
	"strings"
	"testing"

	"github.com/modelcontextprotocol/go-sdk/mcp"
)

// A client at the other end of two pipes, as others write them.
func TestStdio(t *testing.T) {
	s := New(Options{Articles: shelve(t, tower), Scope: "local"})
	in, theirs := io.Pipe()
	ours, out := io.Pipe()
	ended := make(chan error)
	go func() {
		ended <- s.Stdio(t.Context(), in, out)
		out.Close()
	}()
	c, err := mcp.NewClient(&mcp.Implementation{Name: "test", Version: "1"}, nil).Connect(t.Context(), &mcp.IOTransport{Reader: ours, Writer: theirs}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if text, _, _ := called(t, c, "list", nil); !strings.Contains(text, "燈塔手冊") {
		t.Error(text)
	}
	c.Close()
	theirs.Close()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

const asked = hello + "\n" + `{"jsonrpc":"2.0","method":"notifications/initialized"}` + "\n" + `{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"list"}}` + "\n"

// Who pipes questions in gets the answers, though nothing more is asked; what is no message
// ends it with an error.
func TestStdioEnds(t *testing.T) {
	s := New(Options{Articles: shelve(t, tower), Scope: "local"})
	var out bytes.Buffer
	if err := s.Stdio(t.Context(), strings.NewReader(asked), &out); err != nil || !strings.Contains(out.String(), "燈塔手冊") || strings.Count(out.String(), "\n") != 2 {
		t.Errorf("%v: %s", err, out.String())
	}
	for _, noise := range []string{"hello\n", "[]\n", `{"jsonrpc":"2.0","id":` + "\x00" + "}\n", `"` + strings.Repeat("x", maxLine+1) + `"` + "\n"} {
		s := New(Options{Articles: shelve(t, tower), Scope: "local"})
		if err := s.Stdio(t.Context(), strings.NewReader(noise), io.Discard); err == nil {
			t.Errorf("%.30q is taken", noise)
		}
	}
}

// A program that is told to end does, though its client is silent and a call waits.
func TestStdioStopped(t *testing.T) {
	articles := shelve(t, tower)
	articles.wait = make(chan struct{})
	s := New(Options{Articles: articles, Scope: "local"})
	in, theirs := io.Pipe()
	defer theirs.Close()
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error)
	go func() { ended <- s.Stdio(ctx, in, io.Discard) }()
	if _, err := io.WriteString(theirs, asked); err != nil {
		t.Fatal(err)
	}
	waitFor(t, func() bool { return inside(s) == 1 })
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}
