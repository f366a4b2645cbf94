package main

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"footnote/internal/openaitest"
	"footnote/internal/ptytest"
)

// at has a command run at a terminal, as a shell would, its standard output included
// unless that goes elsewhere.
func at(t *testing.T, terminal *ptytest.Terminal, c *exec.Cmd) {
	t.Helper()
	c.Stdin, c.Stderr = terminal.Program, terminal.Program
	if c.Stdout == nil {
		c.Stdout = terminal.Program
	}
	c.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
}

// askedFor is what a terminal is sent when a line can be written.
const askedFor = "\x1b[?2004h"

// A conversation at a terminal: an answer is stopped, a paste is one question, and what
// was asked is there for the next one, though this one was killed. That one answers a
// program, and leaves the terminal as it was.
func TestChatAtTerminal(t *testing.T) {
	t.Parallel()
	server := openaitest.New(t)
	server.Answer(write)
	server.Fail(openaitest.StallStream(400))
	variables := []string{"TERM=xterm-256color", "LC_ALL=C"}
	args := []string{"chat", "--embedder", "none", "--no-cache", "--base-url", server.URL(), "--data", t.TempDir()}
	const question = "2022年我國數據存儲量是多少?"

	desk := ptytest.New(t, 60)
	first := command(t, variables, args...)
	at(t, desk, first)
	for _, one := range []struct {
		typed, shown string
		meanwhile    func()
	}{
		{question + "\r", "stopped", func() {
			for len(server.Requests()) == 0 {
				time.Sleep(time.Millisecond)
			}
			desk.Type(t, "\x03")
		}},
		{"\x1b[200~2022年我國數據存儲量\n是多少?\x1b[201~\r", "724.5EB", nil},
		{"/hlep\r", "did you mean /help", nil},
		{"half\x03\x03", "/quit or Ctrl-D ends", nil},
	} {
		desk.Wait(t, askedFor)
		desk.Type(t, one.typed)
		if one.meanwhile != nil {
			one.meanwhile()
		}
		desk.Wait(t, one.shown)
	}
	if n := len(server.Requests()); n != 2 {
		t.Errorf("%d requests", n)
	}
	_ = first.Process.Kill()
	_ = first.Wait()

	desk = ptytest.New(t, 60)
	second := command(t, variables, append(args, "--json")...)
	out, err := os.Create(filepath.Join(t.TempDir(), "out"))
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	second.Stdout = out
	at(t, desk, second)
	desk.Wait(t, askedFor)
	desk.Type(t, "\x1b[A\x1b[A\x1b[A\r")
	desk.Wait(t, "> "+question)
	desk.Wait(t, askedFor)
	desk.Type(t, "/help\r")
	desk.Wait(t, askedFor)
	_ = second.Process.Signal(syscall.SIGTERM)
	_ = second.Wait()
	told, err := os.ReadFile(out.Name())
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSuffix(string(told), "\n"), "\n")
	for n, want := range []string{`"question":"` + question, `"command":"/help"`, `"code":"interrupted"`} {
		if n >= len(lines) || !json.Valid([]byte(lines[n])) || !strings.Contains(lines[n], want) {
			t.Fatalf("%q, want %s", lines, want)
		}
	}
	if len(lines) != 3 || !desk.Lines(t) {
		t.Errorf("%d lines; the terminal is as it was: %v", len(lines), desk.Lines(t))
	}
}

// What goes through a pipe may be shown by another program at the same terminal, so that
// it stays as it was: lines are written as to any program.
func TestChatIntoPipe(t *testing.T) {
	t.Parallel()
	desk := ptytest.New(t, 60)
	c := command(t, []string{"TERM=xterm-256color", "LC_ALL=C"}, "chat", "--json", "--embedder", "none", "--data", t.TempDir())
	var out strings.Builder
	c.Stdout = &out
	at(t, desk, c)
	desk.Wait(t, "> ")
	if !desk.Lines(t) {
		t.Error("the terminal is not as it was")
	}
	desk.Type(t, "half\x03")
	desk.Wait(t, "/quit or Ctrl-D ends")
	desk.Type(t, "/reset\n\x04")
	if err := c.Wait(); err != nil || out.String() != `{"done":"reset"}`+"\n" {
		t.Errorf("%v, %q", err, out.String())
	}
}
