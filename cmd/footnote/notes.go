package main

import (
	"context"
	"fmt"
	"log/slog"
)

// note tells a person something about the work.
func (a *app) note(format string, args ...any) {
	if !a.Quiet {
		fmt.Fprintf(a.err, "footnote: "+format+"\n", args...)
	}
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
		line += ": " + flat(a.Value.String())
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
