package term

import (
	"os"
	"strconv"

	"golang.org/x/term"
)

const (
	usual  = 80  // columns of a terminal whose width is unknown
	least  = 8   // minimum width for laying out text
	widest = 100 // maximum width of text: longer lines are tiring to read
)

// sizeOf returns the width of a terminal in columns: COLUMNS, if exported, or what the terminal
// reports.
func sizeOf(f *os.File) int {
	if n, err := strconv.Atoi(os.Getenv("COLUMNS")); err == nil && n > 0 {
		return max(n, least)
	}
	if n, _, err := term.GetSize(int(f.Fd())); err == nil && n > 0 {
		return max(n, least)
	}
	return usual
}
