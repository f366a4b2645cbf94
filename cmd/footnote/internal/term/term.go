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

// A Screen prints text for people to a terminal, a pipe or a file. It wraps lines and pages on
// a terminal only.
type Screen struct {
	w        io.Writer
	terminal bool
	columns  func() int // width of a terminal
	live     *live      // the terminal's progress line; nil elsewhere
}

// To is where a command prints its results.
type To struct {
	Out  *Screen
	JSON bool                             // print JSON
	Note func(format string, args ...any) // prints a remark for a person
	Bar  func(what string) Bar            // shows progress
}

// New returns a screen that prints to w.
func New(w io.Writer) *Screen {
	if !IsTerminal(w) {
		return &Screen{w: w}
	}
	return newTerminal(w, func() int { return sizeOf(w.(*os.File)) })
}

func newTerminal(w io.Writer, columns func() int) *Screen {
	return &Screen{w: w, terminal: true, columns: columns, live: newLive(w, columns)}
}

// Both returns screens for a command's results and for remarks about its work. They may be the
// same terminal.
func Both(out, err io.Writer) (*Screen, *Screen) {
	o, e := New(out), New(err)
	if o.terminal && e.terminal {
		o.live = e.live
	}
	return o, e
}

// IsTerminal reports whether f is a terminal.
func IsTerminal(f any) bool {
	file, ok := f.(*os.File)
	return ok && term.IsTerminal(int(file.Fd()))
}

// Terminal reports whether the screen is a terminal.
func (s *Screen) Terminal() bool { return s.terminal }

// Text prints text of any number of lines. It adds no newline at the end.
func (s *Screen) Text(text string) error {
	return s.write(Clean(text))
}

// write prints clean text, above the progress line.
func (s *Screen) write(text string) error {
	if s.live != nil {
		return s.live.print(s.w, text)
	}
	_, err := io.WriteString(s.w, text)
	return err
}

// Line prints one line. [Line] puts each string among args on one line.
func (s *Screen) Line(format string, args ...any) error {
	var p Page
	p.Line(format, args...)
	return s.Show(&p)
}

// Show prints a page.
func (s *Screen) Show(p *Page) error {
	if !s.terminal {
		return s.write(p.String())
	}
	return s.write(p.laidOut(s.columns()))
}

// Write implements [io.Writer] like Text, for help and logs. Each call must contain whole
// characters.
func (s *Screen) Write(p []byte) (int, error) {
	if err := s.Text(string(p)); err != nil {
		return 0, err
	}
	return len(p), nil
}

// Exact returns the writer below the screen, for output that programs read.
func (s *Screen) Exact() io.Writer { return s.w }

// exact writes above the progress line.
type exact struct{ *Screen }

func (e exact) Write(p []byte) (int, error) { return len(p), e.write(string(p)) }

// Verbatim prints text unchanged or, on a terminal, cleaned.
func (s *Screen) Verbatim(text string) error {
	if s.terminal {
		return s.Text(text)
	}
	return s.write(text)
}

// JSON prints a value on one line for programs, without escaping Chinese or markup.
func (s *Screen) JSON(v any) error {
	e := json.NewEncoder(exact{s})
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return fmt.Errorf("write the result: %w", err)
	}
	return nil
}

// Log returns a logger from a level on: text on a terminal, JSON elsewhere.
func (s *Screen) Log(level slog.Level) *slog.Logger {
	options := &slog.HandlerOptions{Level: level}
	if s.terminal {
		return slog.New(slog.NewTextHandler(s, options))
	}
	options.ReplaceAttr = legible
	return slog.New(slog.NewJSONHandler(s.w, options))
}

// legible writes a duration as 1.5s. JSON would have a number of nanoseconds.
func legible(_ []string, a slog.Attr) slog.Attr {
	if a.Value.Kind() == slog.KindDuration {
		a.Value = slog.StringValue(a.Value.Duration().String())
	}
	return a
}
