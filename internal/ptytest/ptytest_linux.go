// Package ptytest provides pseudo-terminals for tests.
package ptytest

import (
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// A Terminal is a pseudo-terminal: a test presses its keys and reads what it shows.
type Terminal struct {
	Program *os.File // the program's end
	keys    *os.File
	mu      sync.Mutex
	shown   strings.Builder
	from    int // where in shown the next Wait starts to search
}

// New returns a terminal of 24 rows. It is closed when the test ends.
func New(t *testing.T, columns int) *Terminal {
	t.Helper()
	keys, err := os.OpenFile("/dev/ptmx", os.O_RDWR, 0)
	if err != nil {
		t.Skipf("pseudo-terminals are not available: %v", err)
	}
	t.Cleanup(func() { _ = keys.Close() })
	check := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	fd := int(keys.Fd())
	check(unix.IoctlSetPointerInt(fd, unix.TIOCSPTLCK, 0))
	check(unix.IoctlSetWinsize(fd, unix.TIOCSWINSZ, &unix.Winsize{Row: 24, Col: uint16(columns)}))
	n, err := unix.IoctlGetInt(fd, unix.TIOCGPTN)
	check(err)
	program, err := os.OpenFile(fmt.Sprintf("/dev/pts/%d", n), os.O_RDWR|unix.O_NOCTTY, 0)
	check(err)
	t.Cleanup(func() { _ = program.Close() })
	term := &Terminal{Program: program, keys: keys}
	go term.watch()
	return term
}

func (t *Terminal) watch() {
	buffer := make([]byte, 4096)
	for {
		n, err := t.keys.Read(buffer)
		t.mu.Lock()
		t.shown.Write(buffer[:n])
		t.mu.Unlock()
		if err != nil {
			return
		}
	}
}

// Type presses keys.
func (t *Terminal) Type(test *testing.T, keys string) {
	test.Helper()
	if _, err := t.keys.WriteString(keys); err != nil {
		test.Error(err)
	}
}

// Paste pastes text. It marks it as pasted if the program has asked for that, as terminals do.
func (t *Terminal) Paste(test *testing.T, text string) {
	test.Helper()
	if shown := t.Shown(); strings.LastIndex(shown, "\x1b[?2004h") > strings.LastIndex(shown, "\x1b[?2004l") {
		text = "\x1b[200~" + text + "\x1b[201~"
	}
	t.Type(test, text)
}

// Wait waits until text is shown, after the text of the previous Wait.
func (t *Terminal) Wait(test *testing.T, text string) {
	test.Helper()
	for range 6000 { // a minute, for busy machines
		t.mu.Lock()
		at := strings.Index(t.shown.String()[t.from:], text)
		if at >= 0 {
			t.from += at + len(text)
		}
		t.mu.Unlock()
		if at >= 0 {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	test.Errorf("%q is not shown: %q", text, t.Shown())
}

// Shown returns everything that has been shown.
func (t *Terminal) Shown() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.shown.String()
}

// Lines reports whether the terminal is in its default mode, in which it passes on whole lines.
func (t *Terminal) Lines(test *testing.T) bool {
	test.Helper()
	state, err := unix.IoctlGetTermios(int(t.Program.Fd()), unix.TCGETS)
	if err != nil {
		test.Fatal(err)
	}
	return state.Lflag&unix.ICANON != 0 && state.Lflag&unix.ECHO != 0 && state.Lflag&unix.ISIG != 0
}
