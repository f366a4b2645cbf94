// Package greeting says hello to a server that the bot has joined: once, to those who
// may manage it, where that server's own system messages stand.
package greeting

import (
	"context"
	"log/slog"
	"strconv"
	"time"

	"footnote/bot/rest"
	"footnote/bot/texts"
	"footnote/bot/wire"
	"footnote/library"
	"footnote/library/store"
)

const (
	// fresh is how long ago the bot may have joined. Discord tells of all servers
	// whenever a connection begins, and of those that come back after an outage.
	fresh = 10 * time.Minute
	// within bounds how long the greeting may take.
	within = time.Minute
)

// A Greeter greets servers. It is safe for concurrent use.
type Greeter struct {
	Send    *wire.Sender
	Texts   *texts.Catalog
	Library interface {
		Settings(ctx context.Context, scope store.Scope) (library.Settings, error)
		SaveSettings(ctx context.Context, scope store.Scope, s library.Settings) error
	}
	Log *slog.Logger
}

// Joined greets a server that the bot joined a moment ago. It says nothing where it
// may not write in the channel of system messages, where there is none, and where it
// has greeted before and the server's data has stayed since.
func (g *Greeter) Joined(ctx context.Context, guild *wire.Guild) {
	joined, err := time.Parse(time.RFC3339, guild.Joined)
	if err != nil || guild.SystemChannel == "" || guild.Unavailable || time.Since(joined).Abs() > fresh {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, within)
	defer cancel()
	if first, err := g.first(ctx, store.Guild(guild.ID)); err != nil || !first {
		if err != nil {
			g.Log.Warn("cannot note that a server is greeted", "error", err)
		}
		return
	}
	m := wire.Text(g.Texts.ForLocale(guild.Locale).Greeting, wire.Quiet)
	m.Nonce, m.OneNonce = "joined."+strconv.FormatInt(joined.Unix(), 10), true
	if err := g.Send.REST.Do(ctx, rest.Request{Method: "POST", Path: wire.MessagesPath(guild.SystemChannel), Body: m}); err != nil {
		g.Log.Info("a server could not be greeted", "error", err)
	}
}

// first reports whether a server has not been greeted, and notes that it is: before
// the greeting, so that none comes twice.
func (g *Greeter) first(ctx context.Context, scope store.Scope) (bool, error) {
	s, err := g.Library.Settings(ctx, scope)
	if err != nil || s.Greeted {
		return false, err
	}
	s.Greeted = true
	return true, g.Library.SaveSettings(ctx, scope, s)
}
