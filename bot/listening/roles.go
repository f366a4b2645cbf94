// Package listening decides which messages are meant for the bot: those that mention
// it, or the role that Discord has made for it, what is written in its threads and, where
// a server wants it, questions in chosen channels.
//
// It looks at where a message stands, whom it names and, where nobody was asked, at
// whether it asks something.
package listening

import (
	"context"
	"log/slog"
	"net/url"
	"slices"
	"sync"
	"time"

	"footnote/bot/rest"
	"footnote/bot/wire"
)

const (
	// roleFor is how long it is remembered which role is the bot's own in a server.
	roleFor = time.Hour
	// askWithin bounds asking Discord for it.
	askWithin = 4 * time.Second
	// maxServers is how many servers are remembered.
	maxServers = 4096
)

// Roles know the bot's own role in each server: the one that Discord made for it. People
// who type the bot's name are offered both.
type Roles struct {
	rest *rest.Client
	log  *slog.Logger

	mu  sync.Mutex // never held while waiting
	own map[string]role
}

type role struct {
	id    string // empty: there is none
	until time.Time
}

// NewRoles asks Discord through a client.
func NewRoles(c *rest.Client, log *slog.Logger) *Roles {
	return &Roles{rest: c, log: log, own: map[string]role{}}
}

// Mentioned reports whether a message mentions the own role of the bot with an id.
func (r *Roles) Mentioned(ctx context.Context, m *wire.Message, self string) bool {
	return m.Guild != "" && len(m.Roles) > 0 && slices.Contains(m.Roles, r.of(ctx, m.Guild, self))
}

// of is the bot's own role in a server, empty where there is none.
func (r *Roles) of(ctx context.Context, guild, self string) string {
	r.mu.Lock()
	known, ok := r.own[guild]
	r.mu.Unlock()
	if ok && time.Now().Before(known.until) {
		return known.id
	}
	id, err := r.ask(ctx, guild, self)
	if err != nil {
		r.log.Info("the roles of a server cannot be seen", "error", err)
		if !wire.IsRefused(err) {
			return "" // the next message asks again
		}
	}
	found := role{id, time.Now().Add(roleFor)}
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.own) >= maxServers {
		clear(r.own)
	}
	r.own[guild] = found
	return found.id
}

// ask looks among the roles of a server for the one that is tagged with the bot.
// docs.discord.com/developers/topics/permissions#role-object-role-tags-structure
func (r *Roles) ask(ctx context.Context, guild, self string) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, askWithin)
	defer cancel()
	var all []struct {
		ID   string `json:"id"`
		Tags struct {
			Bot string `json:"bot_id"`
		} `json:"tags"`
	}
	if err := r.rest.Do(ctx, rest.Request{Method: "GET", Path: "/guilds/" + url.PathEscape(guild) + "/roles", Out: &all}); err != nil {
		return "", err
	}
	for _, one := range all {
		if one.Tags.Bot == self {
			return one.ID, nil
		}
	}
	return "", nil
}
