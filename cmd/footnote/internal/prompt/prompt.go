// Package prompt reads what a person types: line after line, with an editor on a terminal, or
// plainly from a file or a pipe.
//
// Bubble Tea reads the keys, draws, and restores the terminal. This package does the editing,
// the wrapping and the history. Bubble Tea was chosen by trial: liner and ergochat/readline
// treat each pasted line as a line of its own, reeflective/readline puts wide characters in the
// wrong order, and the text area of Bubbles moves a run of Chinese to the next row as if it
// were one word. No other program may write to the terminal while a line is awaited.
package prompt

import (
	"context"
	"errors"
)

// Lines are lines that a person types, or the lines of a file. After the last one, Next returns
// [io.EOF].
type Lines interface {
	// Next waits for a line, or for the end of ctx. A line from a terminal may contain line
	// breaks, if several lines were pasted together.
	Next(ctx context.Context) (string, error)
}

var (
	// ErrAborted means that a line was abandoned.
	ErrAborted = errors.New("the line was left")
	// ErrTooLong means that a paste was discarded because it is longer than any question may
	// be. The current line is kept.
	ErrTooLong = errors.New("the paste is too long")
)

// sign precedes the text, and indent its further lines if several were pasted.
const (
	sign   = "> "
	indent = "  "
)
