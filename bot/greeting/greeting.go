// Package greeting greets a server that the bot has joined, once, in the server's channel
// for system messages.
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
	// recently is how long ago the bot may have joined. Discord reports all servers
	// whenever a connection begins, and servers that come back after an outage.
	recently = 10 * time.Minute
	// within bounds the time that a greeting may take.
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

// Joined greets a server that the bot joined a moment ago. It does nothing if the server
// has no channel for system messages or the bot may not write there, or if the bot has
// greeted the server before and still has its data.
func (g *Greeter) Joined(ctx context.Context, guild *wire.Guild) {
	joined, err := time.Parse(time.RFC3339, guild.Joined)
	if err != nil || guild.SystemChannel == "" || guild.Unavailable || time.Since(joined).Abs() > recently {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, within)
	defer cancel()
	if first, err := g.first(ctx, store.Guild(guild.ID)); err != nil || !first {
		if err != nil {
			g.Log.WarnContext(ctx, "could not record that a server is greeted", "error", err)
		}
		return
	}
	m := wire.Text(g.Texts.ForLocale(guild.Locale).Greeting, wire.Quiet)
	m.Nonce, m.OneNonce = "joined."+strconv.FormatInt(joined.Unix(), 10), true
	if err := g.Send.REST.Do(ctx, rest.Request{Method: "POST", Path: wire.MessagesPath(guild.SystemChannel), Body: m}); err != nil {
		g.Log.InfoContext(ctx, "a server could not be greeted", "error", err)
	}
}

// first reports whether a server has not been greeted yet, and marks it as greeted. The
// mark is stored before the greeting, so that no server is greeted twice.
func (g *Greeter) first(ctx context.Context, scope store.Scope) (bool, error) {
	s, err := g.Library.Settings(ctx, scope)
	if err != nil || s.Greeted {
		return false, err
	}
	s.Greeted = true
	return true, g.Library.SaveSettings(ctx, scope, s)
}
