package prompt

import (
	"errors"
	"io"
	"testing"
	"time"

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
		{"a paste", "\x1b[200~one\rtwo\x1b[201~\r\x04", []string{"one\ntwo"}},
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

// TestTypedBefore types Ctrl-D before the editor has been shown once, when the terminal still
// composes lines.
func TestTypedBefore(t *testing.T) {
	at := ptytest.New(t, 40)
	at.Type(t, "\x04")
	arrived(t, at, 0) // whole lines are not counted in bytes
	e := Edited(at.Program, at.Program, Options{})
	defer e.Close()
	if line, err := e.Next(t.Context()); line != "" || !errors.Is(err, io.EOF) {
		t.Errorf("%q, %v, want the end", line, err)
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
