package bot

import (
	"context"
	"fmt"
	"slices"
	"time"

	"footnote/bot/rest"
	"footnote/bot/texts"
	"footnote/bot/wire"
	"footnote/library"
	"footnote/library/store"
)

// manners are how the bot behaves in one scope: what its people have set, and
// the language that it speaks.
type manners struct {
	library.Settings
	*texts.Texts
}

// settingsWithin is how long settings may take to be read: Discord waits three
// seconds for the first answer.
const settingsWithin = time.Second

// manners are those of a scope, with t as far as it has set no language.
func (b *Bot) manners(ctx context.Context, scope store.Scope, t *texts.Texts) (manners, error) {
	if b.Library == nil {
		return manners{Texts: t}, nil
	}
	ctx, cancel := context.WithTimeout(ctx, settingsWithin)
	defer cancel()
	s, err := b.Library.Settings(ctx, scope)
	if err != nil {
		b.Log.Warn("settings cannot be read", "error", err)
	}
	if s.Language != "" {
		t = texts.ForLocale(s.Language)
	}
	return manners{s, t}, err
}

// An origin is who asks, and where.
type origin struct {
	asker, guild, channel string
	parent                string // of a thread; empty is unknown or none
	roles                 []string
	manager               bool // may manage the server
}

// admitted reports whether the asker may ask now, and why not.
func (b *Bot) admitted(ctx context.Context, o origin, house manners) (refusal string) {
	if !b.welcome(ctx, o, house.Settings) {
		b.metrics.limited.WithLabelValues("settings").Inc()
		return house.Unwelcome
	}
	if ok, again := b.users.take(o.asker); !ok {
		b.metrics.limited.WithLabelValues("user").Inc()
		return fmt.Sprintf(house.SlowDown, relative(again))
	}
	if ok, again := b.guilds.take(o.guild); !ok {
		b.metrics.limited.WithLabelValues("guild").Inc()
		return fmt.Sprintf(house.Crowded, relative(again))
	}
	return ""
}

// welcome reports whether the settings let somebody ask there. Who may manage
// the server may always: else nobody could try out what they set.
func (b *Bot) welcome(ctx context.Context, o origin, s library.Settings) bool {
	if o.manager {
		return true
	}
	if slices.Contains(s.Blocked, o.asker) {
		return false
	}
	holds := func(role string) bool { return slices.Contains(o.roles, role) }
	if len(s.Roles) > 0 && !slices.ContainsFunc(s.Roles, holds) {
		return false
	}
	if len(s.Channels) == 0 || slices.Contains(s.Channels, o.channel) {
		return true
	}
	if o.parent == "" {
		o.parent = b.parent(ctx, o.channel)
	}
	return slices.Contains(s.Channels, o.parent)
}

// parent is the channel that a thread is in, which a message does not say.
func (b *Bot) parent(ctx context.Context, channel string) string {
	var got struct {
		Parent string `json:"parent_id"`
	}
	ctx, cancel := context.WithTimeout(ctx, historyWithin)
	defer cancel()
	if err := b.rest.Do(ctx, rest.Request{Method: "GET", Path: wire.ChannelPath(channel), Out: &got}); err != nil {
		b.Log.Info("a channel cannot be looked at", "error", err)
	}
	return got.Parent
}
