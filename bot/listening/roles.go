// Package listening decides which messages are meant for the bot: messages that mention the
// bot or the role that Discord has made for it, messages in the bot's threads and, if a
// server wants that, questions in chosen channels.
//
// It looks at where a message is and whom it mentions and, if the message is addressed to
// nobody, at whether it asks something.
package listening

import (
	"context"
	"log/slog"
	"net/url"
	"slices"
	"time"

	"footnote/bot/rest"
	"footnote/bot/wire"
)

const (
	// roleFor is how long the bot's own role in a server is cached.
	roleFor = time.Hour
	// askWithin bounds a request to Discord for a role or a channel.
	askWithin = 4 * time.Second
	// maxServers is how many servers are cached.
	maxServers = 4096
)

// Roles finds the bot's own role in each server, which Discord makes for it. People who
// type the bot's name are offered both the bot and the role.
type Roles struct {
	rest *rest.Client
	log  *slog.Logger
	own  *memory[string] // role ids by server id; an empty one means that there is none
}

// NewRoles returns Roles that ask Discord through a client.
func NewRoles(c *rest.Client, log *slog.Logger) *Roles {
	return &Roles{rest: c, log: log, own: newMemory[string](maxServers)}
}

// Mentioned reports whether a message mentions the bot's own role. self is the bot's id.
func (r *Roles) Mentioned(ctx context.Context, m *wire.Message, self string) bool {
	return m.Guild != "" && len(m.Roles) > 0 && slices.Contains(m.Roles, r.ownRole(ctx, m.Guild, self))
}

// ownRole returns the bot's own role in a server, or an empty id if there is none.
func (r *Roles) ownRole(ctx context.Context, guild, self string) string {
	if id, known := r.own.get(guild); known {
		return id
	}
	id, err := r.ask(ctx, guild, self)
	if err != nil {
		r.log.InfoContext(ctx, "the roles of a server cannot be read", "error", err)
		if !wire.IsRefused(err) {
			return "" // the next message asks again
		}
	}
	r.own.put(guild, id, roleFor)
	return id
}

// ask asks Discord for the role of a server that is tagged with the bot's id.
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
