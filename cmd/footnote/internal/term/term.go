// Package term is what a terminal shows.
//
// Names of files, titles, the text of articles, what a model writes and errors
// that quote any of them come from others, and a terminal obeys some characters:
// it moves its cursor, changes colours and titles, sets the clipboard, or shows a
// line from right to left. So text for people has rules:
//
//   - A [Screen] is the only way to print it. It cleans what it is given; the only
//     control sequences that it writes are its own.
//   - A character that a terminal obeys becomes U+FFFD, so that a reader sees that
//     something was there, and two names that differ in it alone still differ.
//     What shows nothing at all, such as a zero-width space, is left out: nobody
//     loses what could not be seen.
//   - A field that belongs on one line is put there by [Line], also where it has
//     line breaks, so that nothing can pass itself off as the next line.
//   - This holds for pipes and files too: what is in them is shown sooner or later.
//   - What is for programs is exact to the byte: JSON, an export, and the text of
//     an article that goes to a pipe or a file. See [Screen.Exact].
package term

import (
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"os"

	"golang.org/x/term"
)

// A Screen prints text for people. It may be a terminal, a pipe or a file.
type Screen struct {
	w        io.Writer
	terminal bool
}

// New prints to w.
func New(w io.Writer) *Screen { return &Screen{w, IsTerminal(w)} }

// IsTerminal reports whether a person is at the other end of f.
func IsTerminal(f any) bool {
	file, ok := f.(*os.File)
	return ok && term.IsTerminal(int(file.Fd()))
}

// Terminal reports whether a person watches.
func (s *Screen) Terminal() bool { return s.terminal }

// Text prints text of any number of lines, as it is: it ends with a line end only
// where text does.
func (s *Screen) Text(text string) error {
	_, err := io.WriteString(s.w, Clean(text))
	return err
}

// Line prints one line. Each text among args is put on it by [Line].
func (s *Screen) Line(format string, args ...any) error {
	_, err := io.WriteString(s.w, line(format, args)+"\n")
	return err
}

// Show prints a page.
func (s *Screen) Show(p *Page) error {
	_, err := io.WriteString(s.w, p.out.String())
	return err
}

// Write is Text, for what prints by itself: help and logs. Each call brings whole
// characters.
func (s *Screen) Write(p []byte) (int, error) {
	if err := s.Text(string(p)); err != nil {
		return 0, err
	}
	return len(p), nil
}

// Exact is what lies under the screen, for output that programs read.
func (s *Screen) Exact() io.Writer { return s.w }

// Verbatim prints text exactly or, where a person watches, cleaned.
func (s *Screen) Verbatim(text string) error {
	if s.terminal {
		return s.Text(text)
	}
	_, err := io.WriteString(s.w, text)
	return err
}

// JSON prints one value on one line for programs, Chinese and markup as they are.
func (s *Screen) JSON(v any) error {
	e := json.NewEncoder(s.w)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return fmt.Errorf("write the result: %w", err)
	}
	return nil
}

// Log is a log from a level on: text for people on a terminal, elsewhere JSON.
func (s *Screen) Log(level slog.Level) *slog.Logger {
	options := &slog.HandlerOptions{Level: level}
	if s.terminal {
		return slog.New(slog.NewTextHandler(s, options))
	}
	return slog.New(slog.NewJSONHandler(s.w, options))
}
