// Package membership keeps track of the servers that the bot is a member of. The data of a
// server that the bot has left is deleted after a while.
package membership

import (
	"context"
	"log/slog"
	"maps"
	"strings"
	"sync"

	"footnote/bot/wire"
	"footnote/library/store"
)

// A Keeper records in a library which servers the bot is a member of.
type Keeper struct {
	Library interface {
		Returned(ctx context.Context, scope store.Scope) error
		Left(ctx context.Context, scope store.Scope) error
		Scopes(ctx context.Context) ([]store.Scope, error)
	}
	Greet func(ctx context.Context, g *wire.Guild) // nil if no server is greeted
	Log   *slog.Logger

	mu      sync.Mutex
	servers map[string]bool // ids of the servers that the shards of this process were told of
	count   int             // number of shards, as Discord said last
}

// Servers returns how many servers the bot is a member of, counting those whose events come
// to the given shards of this process.
func (h *Keeper) Servers(shards map[int]bool) int {
	h.mu.Lock()
	defer h.mu.Unlock()
	n := 0
	for id := range h.servers {
		if _, ours := shards[wire.ShardOf(id, h.count)]; ours {
			n++
		}
	}
	return n
}

// note records whether the bot is a member of servers. count is the number of shards, or 0
// if that is not known.
func (h *Keeper) note(member bool, count int, ids ...string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.servers == nil {
		h.servers = map[string]bool{}
	}
	if count > 0 {
		h.count = count
	}
	for _, id := range ids {
		if h.servers[id] = true; !member {
			delete(h.servers, id)
		}
	}
}

// Joined records that the bot is a member of a server, and greets the server.
func (h *Keeper) Joined(ctx context.Context, g *wire.Guild) {
	if g.ID == "" {
		return
	}
	h.note(true, 0, g.ID)
	if err := h.Library.Returned(ctx, store.Guild(g.ID)); err != nil {
		h.Log.WarnContext(ctx, "could not record that the bot is a member of a server", "error", err)
	}
	if h.Greet != nil {
		h.Greet(ctx, g)
	}
}

// Left records that the bot is no longer a member of a server. An outage of the server does
// not count.
func (h *Keeper) Left(ctx context.Context, g *wire.Guild) {
	if g.ID == "" || g.Unavailable {
		return
	}
	h.note(false, 0, g.ID)
	h.leave(ctx, store.Guild(g.ID))
}

func (h *Keeper) leave(ctx context.Context, scope store.Scope) {
	if err := h.Library.Left(ctx, scope); err != nil {
		h.Log.WarnContext(ctx, "could not record that a server was left", "error", err)
		return
	}
	h.Log.InfoContext(ctx, "a server was left; its data goes after the grace period")
}

// Began handles a shard's new session: it records which servers the bot left while it was
// away.
func (h *Keeper) Began(ctx context.Context, r *wire.Ready) {
	h.resetShard(r)
	known, err := h.Library.Scopes(ctx)
	if err != nil {
		h.Log.WarnContext(ctx, "cannot see which servers were left", "error", err)
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

// resetShard records which servers a session's shard has now.
func (h *Keeper) resetShard(r *wire.Ready) {
	h.mu.Lock()
	maps.DeleteFunc(h.servers, func(id string, _ bool) bool { return r.Has(id) })
	h.mu.Unlock()
	ids := make([]string, len(r.Guilds))
	for i, g := range r.Guilds {
		ids[i] = g.ID
	}
	count := 1
	if len(r.Shard) == 2 {
		count = r.Shard[1]
	}
	h.note(true, count, ids...)
}
