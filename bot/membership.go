package bot

import (
	"context"
	"log/slog"
	"strings"

	"footnote/bot/wire"
	"footnote/library/store"
)

// membership keeps track of which servers the bot is a member of: the data of one
// that it has left goes after a while.
type membership struct {
	library interface {
		Returned(ctx context.Context, scope store.Scope) error
		Left(ctx context.Context, scope store.Scope) error
		Scopes(ctx context.Context) ([]store.Scope, error)
	}
	greet func(ctx context.Context, g *wire.Guild) // nil is that nobody is greeted
	log   *slog.Logger
}

// joined notes that the bot is a member of a server.
func (h *membership) joined(ctx context.Context, g *wire.Guild) {
	if g.ID == "" {
		return
	}
	if err := h.library.Returned(ctx, store.Guild(g.ID)); err != nil {
		h.log.Warn("cannot note that a server is there", "error", err)
	}
	if h.greet != nil {
		h.greet(ctx, g)
	}
}

// left notes that the bot is no longer a member of a server.
func (h *membership) left(ctx context.Context, g *wire.Guild) {
	if g.ID == "" || g.Unavailable {
		return
	}
	h.leave(ctx, store.Guild(g.ID))
}

func (h *membership) leave(ctx context.Context, scope store.Scope) {
	if err := h.library.Left(ctx, scope); err != nil {
		h.log.Warn("cannot note that a server was left", "error", err)
		return
	}
	h.log.Info("a server was left; its data goes after the grace period")
}

// began notes which servers were left while the bot was away.
func (h *membership) began(ctx context.Context, r *wire.Ready) {
	known, err := h.library.Scopes(ctx)
	if err != nil {
		h.log.Warn("cannot see which servers were left", "error", err)
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
