// Package membership keeps track of which servers the bot is a member of: the data of
// one that it has left goes after a while.
package membership

import (
	"context"
	"log/slog"
	"strings"

	"footnote/bot/wire"
	"footnote/library/store"
)

// A Keeper notes in a library which servers the bot is a member of.
type Keeper struct {
	Library interface {
		Returned(ctx context.Context, scope store.Scope) error
		Left(ctx context.Context, scope store.Scope) error
		Scopes(ctx context.Context) ([]store.Scope, error)
	}
	Greet func(ctx context.Context, g *wire.Guild) // nil is that nobody is greeted
	Log   *slog.Logger
}

// Joined notes that the bot is a member of a server.
func (h *Keeper) Joined(ctx context.Context, g *wire.Guild) {
	if g.ID == "" {
		return
	}
	if err := h.Library.Returned(ctx, store.Guild(g.ID)); err != nil {
		h.Log.Warn("cannot note that a server is there", "error", err)
	}
	if h.Greet != nil {
		h.Greet(ctx, g)
	}
}

// Left notes that the bot is no longer a member of a server.
func (h *Keeper) Left(ctx context.Context, g *wire.Guild) {
	if g.ID == "" || g.Unavailable {
		return
	}
	h.leave(ctx, store.Guild(g.ID))
}

func (h *Keeper) leave(ctx context.Context, scope store.Scope) {
	if err := h.Library.Left(ctx, scope); err != nil {
		h.Log.Warn("cannot note that a server was left", "error", err)
		return
	}
	h.Log.Info("a server was left; its data goes after the grace period")
}

// Began notes which servers were left while the bot was away.
func (h *Keeper) Began(ctx context.Context, r *wire.Ready) {
	known, err := h.Library.Scopes(ctx)
	if err != nil {
		h.Log.Warn("cannot see which servers were left", "error", err)
		return
	}
	member := map[store.Scope]bool{}
	for _, g := range r.Guilds {
		member[store.Guild(g.ID)] = true
	}
	for _, scope := range known {
		id, isGuild := strings.CutPrefix(string(scope), string(store.Guild("")))
		if isGuild && !member[scope] && r.Has(id) {
			h.leave(ctx, scope)
		}
	}
}
