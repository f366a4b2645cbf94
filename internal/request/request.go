// Package request adds the ID of a request to the log lines about it. The ID, which is that of a
// Discord interaction or message or of an API request, is stored in the context.
package request

import (
	"context"
	"log/slog"
)

type key struct{}

// With returns a context for handling the request with an ID.
func With(ctx context.Context, id string) context.Context { return context.WithValue(ctx, key{}, id) }

// ID returns the ID of the request that is being handled, or "" if there is none.
func ID(ctx context.Context) string {
	id, _ := ctx.Value(key{}).(string)
	return id
}

// Log returns a logger that adds the ID in the context to each line, unless the line has an "id"
// already.
func Log(log *slog.Logger) *slog.Logger { return slog.New(handler{log.Handler(), false}) }

const attribute = "id"

type handler struct {
	slog.Handler
	named bool // whether the lines have an ID already
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
