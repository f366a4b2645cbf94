// Package ptytest has terminals for tests, without anybody in front of them.
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

// A Terminal is what a person would sit at: its keys, and all that was shown.
type Terminal struct {
	Program *os.File // the end for a program
	keys    *os.File
	mu      sync.Mutex
	shown   strings.Builder
	from    int // of shown: what was not looked for yet
}

// New is a terminal of 24 rows. It goes with the test.
func New(t *testing.T, columns int) *Terminal {
	t.Helper()
	keys, err := os.OpenFile("/dev/ptmx", os.O_RDWR, 0)
	if err != nil {
		t.Skipf("there are no terminals here: %v", err)
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

// Paste is one of a terminal that marks where what is pasted begins and ends.
func (t *Terminal) Paste(test *testing.T, text string) {
	test.Helper()
	t.Type(test, "\x1b[200~"+text+"\x1b[201~")
}

// Wait waits until something is shown, after what was waited for before.
func (t *Terminal) Wait(test *testing.T, text string) {
	test.Helper()
	for range 6000 { // a minute, for machines that are busy
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

// Shown is all that was shown.
func (t *Terminal) Shown() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.shown.String()
}

// Lines reports whether the terminal hands over whole lines, as it does where no program
// has changed it.
func (t *Terminal) Lines(test *testing.T) bool {
	test.Helper()
	state, err := unix.IoctlGetTermios(int(t.Program.Fd()), unix.TCGETS)
	if err != nil {
		test.Fatal(err)
	}
	return state.Lflag&unix.ICANON != 0 && state.Lflag&unix.ECHO != 0 && state.Lflag&unix.ISIG != 0
}
