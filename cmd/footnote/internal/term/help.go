package term

import (
	"fmt"
	"os"
	"strconv"

	"github.com/alecthomas/kong"
)

// Help prints the help of a command line, wrapped at the width of the terminal. Kong determines
// the width only from an *os.File or COLUMNS.
func (s *Screen) Help(o kong.HelpOptions, ctx *kong.Context) error {
	const columns = "COLUMNS"
	if s.terminal && os.Getenv(columns) == "" {
		if err := os.Setenv(columns, strconv.Itoa(s.columns())); err != nil {
			return err
		}
		defer os.Unsetenv(columns)
	}
	if err := kong.DefaultHelpPrinter(o, ctx); err != nil {
		return &Failure{Err: fmt.Errorf("write the result: %w", err), Status: 1, Code: "failed"} // nothing is wrong with what was typed
	}
	return nil
}
