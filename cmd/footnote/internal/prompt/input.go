package prompt

import (
	"bytes"
	"io"
	"os"
	"sync"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/term"
)

// An input is a terminal that loses no key that is typed while no line is awaited, and signals
// when nothing more can be read from it.
type input struct {
	*os.File
	out      io.Writer   // to the terminal
	former   *term.State // before its keys were kept; nil if they are not
	composed int         // so many of the next bytes are of lines that the terminal composed
	ended    chan struct{}
	once     sync.Once
}

const ctrlD = 4

func (i *input) Read(p []byte) (int, error) {
	n, err := i.File.Read(p)
	if err != nil {
		i.once.Do(func() { close(i.ended) })
	}
	early := min(i.composed, max(n, 0))
	i.composed -= early
	copy(p, bytes.ReplaceAll(p[:early], []byte{0}, []byte{ctrlD}))
	return n, err
}

// keep has the terminal keep its keys, and mark what is pasted, until [input.restore]. It is called before each line,
// because a shell in which the program was suspended may have changed the terminal's state. An
// error means that the terminal is gone, which reading reports.
func (i *input) keep() {
	former, composed, err := keepKeys(i.File)
	if err != nil {
		return
	}
	i.composed = composed
	if i.former == nil {
		i.former = former
	}
	_, _ = io.WriteString(i.out, ansi.SetModeBracketedPaste) // an error means that the terminal is gone
}

// restore returns the terminal to the state in which it was found.
func (i *input) restore() {
	if i.former == nil {
		return
	}
	_, _ = io.WriteString(i.out, ansi.ResetModeBracketedPaste)
	_ = term.Restore(i.Fd(), i.former) // an error means that the terminal is gone
	i.former = nil
}
