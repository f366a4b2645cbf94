package main

import (
	"context"
	"log/slog"

	"footnote/cmd/footnote/internal/term"
)

// note tells a person something about the work.
func (a *app) note(format string, args ...any) {
	if !a.Quiet {
		_ = a.err.Line("footnote: "+format, args...) // who cannot be told has no need to know
	}
}

// progress shows how much is done of what takes long.
func (a *app) progress(what string) term.Bar {
	if a.Quiet || a.JSON {
		return term.Bar{}
	}
	return a.err.Bar(what)
}

// asking says that the language model is waited for, where a person watches.
func (a *app) asking() term.Wait {
	if a.Quiet || a.JSON || !a.hasModel() || !a.err.Terminal() {
		return term.Wait{}
	}
	return a.err.Wait("asking " + a.Model + "…")
}

// notes are a log whose warnings are notes: what a command that ends soon has
// to say about its work is for a person.
func (a *app) notes() *slog.Logger { return slog.New(&noted{app: a}) }

// noted says the same thing once, however often it happens in a row. One
// goroutine at a time.
type noted struct {
	*app
	last string
}

func (*noted) Enabled(_ context.Context, level slog.Level) bool { return level >= slog.LevelWarn }

func (n *noted) Handle(_ context.Context, r slog.Record) error {
	line := r.Message
	r.Attrs(func(a slog.Attr) bool {
		line += ": " + term.Line(a.Value.String())
		return true
	})
	if line != n.last {
		n.note("%s", line)
	}
	n.last = line
	return nil
}

func (n *noted) WithAttrs([]slog.Attr) slog.Handler { return n }
func (n *noted) WithGroup(string) slog.Handler      { return n }
