package bot

import (
	"context"
	"strconv"
	"strings"

	"footnote/library/store"
)

// A guild is a server, as the gateway tells of it.
// docs.discord.com/developers/resources/guild#unavailable-guild-object
type guild struct {
	ID          string `json:"id"`
	Unavailable bool   `json:"unavailable"` // an outage: the bot is still a member
}

// joined notes that the bot is a member of a server.
func (b *Bot) joined(ctx context.Context, g *guild) {
	if b.Library == nil || g.ID == "" {
		return
	}
	if err := b.Library.Returned(ctx, store.Guild(g.ID)); err != nil {
		b.Log.Warn("cannot note that a server is there", "error", err)
	}
}

// left notes that the bot is no longer a member of a server, whose data goes
// after a while.
func (b *Bot) left(ctx context.Context, g *guild) {
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

// ready is the first event of a session: all servers of its shard.
// docs.discord.com/developers/events/gateway-events#ready
type ready struct {
	Guilds []guild `json:"guilds"`
	Shard  []int   `json:"shard"` // number and count; missing is 0 of 1
}

// began notes which servers were left while the bot was away.
func (b *Bot) began(ctx context.Context, r *ready) {
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
		if isGuild && !member[scope] && r.has(id) {
			b.leave(ctx, scope)
		}
	}
}

// has reports whether the events of a server come to this shard.
// docs.discord.com/developers/events/gateway#sharding
func (r *ready) has(guild string) bool {
	if len(r.Shard) != 2 || r.Shard[1] < 1 {
		return true
	}
	n, err := strconv.ParseUint(guild, 10, 64)
	return err == nil && int(n>>22%uint64(r.Shard[1])) == r.Shard[0]
}
