// Package request has every line of a log say what was asked: the id of the interaction
// or message that something is done for goes with its context.
package request

import (
	"context"
	"log/slog"
)

type key struct{}

// With is a context for what is done for the request of that id.
func With(ctx context.Context, id string) context.Context { return context.WithValue(ctx, key{}, id) }

// ID is the id of what something is done for, empty where that is nobody's request.
func ID(ctx context.Context) string {
	id, _ := ctx.Value(key{}).(string)
	return id
}

// Log is a log whose lines have the id of their context, unless they name one themselves.
func Log(log *slog.Logger) *slog.Logger { return slog.New(handler{log.Handler(), false}) }

const attribute = "id"

type handler struct {
	slog.Handler
	named bool // the lines have an id already
}

func (h handler) Handle(ctx context.Context, r slog.Record) error {
	id, named := ID(ctx), h.named
	r.Attrs(func(a slog.Attr) bool {
		named = named || a.Key == attribute
		return !named
	})
	if id != "" && !named {
		r = r.Clone()
		r.AddAttrs(slog.String(attribute, id))
	}
	return h.Handler.Handle(ctx, r)
}

func (h handler) WithAttrs(attrs []slog.Attr) slog.Handler {
	named := h.named
	for _, a := range attrs {
		named = named || a.Key == attribute
	}
	return handler{h.Handler.WithAttrs(attrs), named}
}

func (h handler) WithGroup(name string) slog.Handler {
	return handler{h.Handler.WithGroup(name), h.named}
}
