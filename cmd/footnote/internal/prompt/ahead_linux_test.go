package prompt

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"footnote/internal/ptytest"
)

// TestTypedAhead types keys while no line is awaited. They belong to the lines awaited next.
func TestTypedAhead(t *testing.T) {
	for _, test := range []struct {
		name, keys string
		want       []string // the lines before the end
	}{
		{"the end", "\x04", nil},
		{"a line", "one\r\x04", []string{"one"}},
		{"two lines", "one\rtwo\r\x04", []string{"one", "two"}},
		{"an edited line", "onx\x7fe\x1b[H \r\x04", []string{" one"}},
		{"Ctrl-D within a line", "one\x1b[H\x04\r\x04", []string{"ne"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			at := ptytest.New(t, 40)
			e := Edited(at.Program, at.Program, Options{})
			defer e.Close()
			go func() {
				at.Wait(t, "\x1b[?2004h")
				at.Type(t, "first\r")
			}()
			for _, want := range append([]string{"first"}, test.want...) {
				if line, err := e.Next(t.Context()); line != want || err != nil {
					t.Fatalf("%q, %v, want %q", line, err, want)
				}
				if want == "first" {
					at.Type(t, test.keys)
					arrived(t, at, len(test.keys))
				}
			}
			if line, err := e.Next(t.Context()); line != "" || !errors.Is(err, io.EOF) {
				t.Fatalf("%q, %v, want the end", line, err)
			}
		})
	}
}

// TestPastedAhead pastes lines while no line is awaited. They are one line, as at any other time.
func TestPastedAhead(t *testing.T) {
	at := ptytest.New(t, 40)
	e := Edited(at.Program, at.Program, Options{})
	go func() {
		at.Wait(t, "\x1b[?2004h")
		at.Type(t, "first\r")
	}()
	if line, err := e.Next(t.Context()); line != "first" || err != nil {
		t.Fatalf("%q, %v", line, err)
	}
	show(t, at, "an answer")
	at.Paste(t, "one\rtwo")
	at.Type(t, "\r")
	if line, err := e.Next(t.Context()); line != "one\ntwo" || err != nil {
		t.Errorf("%q, %v, want both lines", line, err)
	}
	e.Close()
	show(t, at, "the shell")
	if shown := at.Shown(); strings.LastIndex(shown, "\x1b[?2004h") > strings.LastIndex(shown, "\x1b[?2004l") {
		t.Error("pastes are still marked")
	}
}

// show prints text as the program does, and waits until the terminal has shown it.
func show(t *testing.T, at *ptytest.Terminal, text string) {
	t.Helper()
	if _, err := at.Program.WriteString(text); err != nil {
		t.Fatal(err)
	}
	at.Wait(t, text)
}

// TestTypedBefore types Ctrl-D before the editor has been shown once, when the terminal still
// composes lines.
func TestTypedBefore(t *testing.T) {
	at := ptytest.New(t, 40)
	at.Type(t, "\x04")
	readable(t, at)
	e := Edited(at.Program, at.Program, Options{})
	defer e.Close()
	ctx, stop := context.WithTimeout(t.Context(), time.Minute) // only if the key is lost
	defer stop()
	if line, err := e.Next(ctx); line != "" || !errors.Is(err, io.EOF) {
		t.Errorf("%q, %v, want the end", line, err)
	}
}

// readable waits until the terminal has a whole line, or its end. [waiting] does not count it: a
// Ctrl-D has no bytes.
func readable(t *testing.T, at *ptytest.Terminal) {
	t.Helper()
	poll := []unix.PollFd{{Fd: int32(at.Program.Fd()), Events: unix.POLLIN}}
	for {
		if _, err := unix.Poll(poll, -1); !errors.Is(err, unix.EINTR) {
			return
		}
	}
}

// arrived waits until so many keys can be read.
func arrived(t *testing.T, at *ptytest.Terminal, keys int) {
	t.Helper()
	for waiting(at.Program) < keys {
		if t.Context().Err() != nil {
			t.Fatal("the keys do not arrive")
		}
		time.Sleep(time.Millisecond)
	}
}
