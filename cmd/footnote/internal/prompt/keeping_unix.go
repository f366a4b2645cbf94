//go:build unix

package prompt

import (
	"os"

	"github.com/charmbracelet/x/term"
	"golang.org/x/sys/unix"
)

// keepKeys has a terminal keep each key as it is typed, without showing it, until it is read.
// Ctrl-C still interrupts, and discards no other key. It returns the terminal's former state.
// keepKeys also returns how many bytes were waiting if the terminal composed lines until now: in
// those, Linux has replaced each Ctrl-D by a zero.
func keepKeys(terminal *os.File) (former *term.State, composed int, err error) {
	former, err = term.GetState(terminal.Fd())
	if err != nil {
		return nil, 0, err
	}
	state := *former
	state.Iflag &^= unix.ICRNL | unix.INLCR | unix.IGNCR | unix.ISTRIP
	state.Lflag &^= unix.ICANON | unix.ECHO | unix.ECHONL | unix.IEXTEN
	state.Lflag |= unix.NOFLSH
	state.Cc[unix.VMIN], state.Cc[unix.VTIME] = 1, 0
	if err := term.SetState(terminal.Fd(), &state); err != nil {
		return nil, 0, err
	}
	if former.Lflag&unix.ICANON != 0 {
		composed = waiting(terminal)
	}
	return former, composed, nil
}
