package bot

import (
	"context"
	"strings"

	"footnote/bot/wire"
	"footnote/library/store"
)

// joined notes that the bot is a member of a server.
func (b *Bot) joined(ctx context.Context, g *wire.Guild) {
	if b.Library == nil || g.ID == "" {
		return
	}
	if err := b.Library.Returned(ctx, store.Guild(g.ID)); err != nil {
		b.Log.Warn("cannot note that a server is there", "error", err)
	}
}

// left notes that the bot is no longer a member of a server, whose data goes
// after a while.
func (b *Bot) left(ctx context.Context, g *wire.Guild) {
	if b.Library == nil || g.ID == "" || g.Unavailable {
		return
	}
	b.leave(ctx, store.Guild(g.ID))
}

func (b *Bot) leave(ctx context.Context, scope store.Scope) {
	if err := b.Library.Left(ctx, scope); err != nil {
		b.Log.Warn("cannot note that a server was left", "error", err)
		return
	}
	b.Log.Info("a server was left; its data goes after the grace period")
}

// began notes which servers were left while the bot was away.
func (b *Bot) began(ctx context.Context, r *wire.Ready) {
	if b.Library == nil {
		return
	}
	known, err := b.Library.Scopes(ctx)
	if err != nil {
		b.Log.Warn("cannot see which servers were left", "error", err)
		return
	}
	member := map[store.Scope]bool{}
	for _, g := range r.Guilds {
		member[store.Guild(g.ID)] = true
	}
	for _, scope := range known {
		id, isGuild := strings.CutPrefix(string(scope), string(store.Guild("")))
		if isGuild && !member[scope] && r.Has(id) {
			b.leave(ctx, scope)
		}
	}
}
