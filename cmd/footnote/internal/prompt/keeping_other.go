//go:build !unix

package prompt

import (
	"os"

	"github.com/charmbracelet/x/term"
)

// keepKeys changes nothing: a console keeps its keys as they are until a program reads them.
func keepKeys(terminal *os.File) (former *term.State, composed int, err error) {
	former, err = term.GetState(terminal.Fd())
	return former, 0, err
}
