package main

import (
	"bytes"
	"encoding/json"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"footnote/cmd/footnote/internal/chatting"
	"footnote/cmd/footnote/internal/term"
	"footnote/internal/openaitest"
)

// TestInterrupt: an interrupt stops an answer; the conversation goes on.
func TestInterrupt(t *testing.T) {
	t.Parallel()
	server := openaitest.New(t)
	server.Answer(write)
	server.Fail(openaitest.StallStream(400))
	var out, notes bytes.Buffer
	s := streams{strings.NewReader(""), term.New(&out), term.New(&notes), nil}
	settings := &cli{}
	if _, err := settings.parse([]string{"chat", "--embedder", "none", "--no-cache", "--base-url", server.URL(), "--data", t.TempDir()}, s); err != nil {
		t.Fatal(err)
	}
	a := newApp(t.Context(), settings, s)
	engine, err := a.setup.Engine(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer engine.Close()
	interrupts := make(chan os.Signal, 1)
	interrupts <- os.Interrupt // one from before the question stops nothing
	c := chatting.New(conversationOf(a, engine))
	c.Interrupts = interrupts
	go func() {
		for len(server.Requests()) == 0 {
			time.Sleep(time.Millisecond)
		}
		interrupts <- os.Interrupt
	}()
	const question = "2022年我國數據存儲量是多少?"
	if done, err := c.Handle(t.Context(), question); done || err != nil {
		t.Fatalf("done %t, error %v", done, err)
	}
	if !strings.Contains(notes.String(), "stopped") || c.Turns() != 0 {
		t.Errorf("notes %q, %d turns are remembered", notes.String(), c.Turns())
	}
	if done, err := c.Handle(t.Context(), question); done || err != nil || !strings.Contains(out.String(), "724.5EB") {
		t.Errorf("done %t, error %v, output %q", done, err, out.String())
	}
}

// values holds that what the command before it printed is so many values of JSON, one a
// line.
func values(ts *testscript.TestScript, not bool, args []string) {
	if not || len(args) != 1 {
		ts.Fatalf("usage: values N")
	}
	lines := strings.Split(strings.TrimSuffix(ts.ReadFile("stdout"), "\n"), "\n")
	for _, line := range lines {
		if !json.Valid([]byte(line)) {
			ts.Fatalf("%q is not JSON", line)
		}
	}
	if strconv.Itoa(len(lines)) != args[0] {
		ts.Fatalf("%d lines, not %s", len(lines), args[0])
	}
}
