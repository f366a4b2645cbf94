package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"time"
	"unicode"

	"golang.org/x/term"

	"footnote/corpus"
)

// isTerminal reports whether a person watches w.
func isTerminal(w any) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// colour reports whether to mark matches: on a terminal, unless NO_COLOR is set
// to anything (no-color.org).
func (a *app) colour() bool { return isTerminal(a.out) && os.Getenv("NO_COLOR") == "" }

const (
	markStart = "\x1b[1;33m" // bold yellow
	markEnd   = "\x1b[0m"
)

// marked is text with the spans in colour.
func marked(text string, spans []corpus.Span) string {
	var out strings.Builder
	end := 0
	for _, s := range spans {
		out.WriteString(text[end:s.Start] + markStart + text[s.Start:s.End] + markEnd)
		end = s.End
	}
	return out.String() + text[end:]
}

// flat puts text on one line.
func flat(text string) string { return strings.Join(strings.FieldsFunc(text, unicode.IsSpace), " ") }

// A progressBar shows how much is done, on a terminal only.
type progressBar struct {
	w    io.Writer // nil shows nothing
	what string
}

func (a *app) progress(what string) progressBar {
	if a.Quiet || a.JSON || !isTerminal(a.err) {
		return progressBar{}
	}
	return progressBar{a.err, what}
}

func (p progressBar) show(done, total int) {
	if p.w != nil {
		const width = 30
		filled := width * done / max(total, 1)
		fmt.Fprintf(p.w, "\r%s [%s%s] %d/%d", p.what, strings.Repeat("=", filled), strings.Repeat(" ", width-filled), done, total)
	}
}

// end clears the line.
func (p progressBar) end() {
	if p.w != nil {
		fmt.Fprint(p.w, "\r\x1b[K")
	}
}

// A waitingNote says what is waited for, on a terminal only, if it takes longer
// than a second.
type waitingNote struct {
	w     io.Writer
	timer *time.Timer // nil where nothing is to be shown, or no more
	shown chan struct{}
}

func (a *app) waiting(what string) *waitingNote {
	if a.Quiet || a.JSON || !a.hasModel() || !isTerminal(a.err) {
		return &waitingNote{}
	}
	n := &waitingNote{w: a.err, shown: make(chan struct{})}
	n.timer = time.AfterFunc(time.Second, func() {
		fmt.Fprintf(n.w, "asking %s…", what)
		close(n.shown)
	})
	return n
}

// end clears the note. A second call does nothing.
func (n *waitingNote) end() {
	if n.timer == nil {
		return
	}
	if !n.timer.Stop() {
		<-n.shown
		fmt.Fprint(n.w, "\r\x1b[K")
	}
	n.timer = nil
}
