package prompt

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"strings"
	"sync"
	"testing"

	"footnote/internal/ptytest"
)

// A terminal has its lines edited, and is as it was once the editor is closed.
func TestEditor(t *testing.T) {
	at := ptytest.New(t, 40)
	e := Edited(at.Program, at.Program, Options{Past: []string{"早先的問題"}})
	next := func(keys, want string, wrong error) {
		t.Helper()
		var typing sync.WaitGroup
		if keys != "" {
			typing.Go(func() {
				at.Wait(t, "\x1b[?2004h") // pastes are marked from now on
				at.Type(t, keys)
			})
		}
		line, err := e.Next(t.Context())
		typing.Wait()
		if line != want || !errors.Is(err, wrong) {
			t.Errorf("%q, %v, not %q, %v", line, err, want, wrong)
		}
	}
	long := strings.Repeat("國內發布了多少個大模型", 6)
	next(long+"\x7f\x7f\x1b[H大\r", "大"+strings.TrimSuffix(long, "模型"), nil)
	next("\x1b[200~第一行\r第二行\x1b[201~\r", "第一行\n第二行", nil)
	at.Wait(t, "> 第一行\r\n  第二行\r\n")
	next("\x1b[A\x1b[A\x1b[A\x1b[A\r", "早先的問題", nil)
	next("a\rb\rc", "a", nil)
	next("", "b", nil)
	next("\r", "c", nil)
	next("\x03", "", ErrAborted)
	next("\x04", "", io.EOF)

	ctx, cancel := context.WithCancel(t.Context())
	var typing sync.WaitGroup
	typing.Go(func() {
		at.Wait(t, "\x1b[?2004h")
		at.Type(t, "半")
		at.Wait(t, "半")
		cancel()
	})
	defer typing.Wait()
	if line, err := e.Next(ctx); line != "" || !errors.Is(err, context.Canceled) {
		t.Errorf("%q, %v", line, err)
	}
	if e.Close(); !at.Lines(t) {
		t.Error("the terminal is not as it was")
	}
}

// A file ends; a terminal that can only show text has its line left by an interrupt.
func TestScanned(t *testing.T) {
	s := Scanned(strings.NewReader("one\ntwo"))
	for _, want := range []string{"one", "two"} {
		if line, err := s.Next(t.Context()); line != want || err != nil {
			t.Errorf("%q, %v", line, err)
		}
	}
	for range 2 {
		if _, err := s.Next(t.Context()); !errors.Is(err, io.EOF) {
			t.Error(err)
		}
	}
	if _, err := Scanned(strings.NewReader(strings.Repeat("x", maxLine+1))).Next(t.Context()); err == nil || !strings.Contains(err.Error(), "more than") {
		t.Error(err)
	}
	in, out := io.Pipe()
	interrupts := make(chan os.Signal, 1)
	interrupts <- os.Interrupt
	var shown bytes.Buffer
	p := Plain(in, &shown, interrupts)
	if _, err := p.Next(t.Context()); !errors.Is(err, ErrAborted) {
		t.Error(err)
	}
	go func() { _, _ = io.WriteString(out, "a line\n") }()
	if line, err := p.Next(t.Context()); line != "a line" || err != nil || shown.String() != "> \n> " {
		t.Errorf("%q, %v, %q", line, err, shown.String())
	}
}
