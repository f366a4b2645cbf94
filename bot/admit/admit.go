// Package admit decides which questions are accepted, and when: who may ask by the settings
// of a server, how many questions a minute, how many at once, and whether an event was seen
// already.
//
// It knows people, servers and channels by their ids. The message to someone who may not
// ask is written elsewhere.
package admit

import (
	"context"
	"slices"
	"time"

	"footnote/internal/rate"
	"footnote/library"
)

// An Asker is the person who asks, and where they ask.
type Asker struct {
	Person, Guild, Channel string   // ids; Guild is empty in direct messages
	Parent                 string   // id of the channel that a thread is in; empty for none or unknown
	Roles                  []string // ids of the person's roles in the server
	Manager                bool     // may manage the server
}

// A Policy decides who may ask now.
type Policy struct {
	People, Guilds *rate.Limiter
	// Parent returns the parent of a channel: for a thread, the channel that it is in. It
	// is empty if there is none or if it is not known.
	Parent func(ctx context.Context, channel string) string
}

// A Reason is why somebody may not ask.
type Reason string

const (
	Settings  Reason = "settings" // the server's settings
	UserRate  Reason = "user"     // too many questions from one person
	GuildRate Reason = "guild"    // too many questions in one server
)

// A Refusal says why somebody may not ask, and when they may ask again. Again is zero if
// waiting does not help.
type Refusal struct {
	Reason Reason
	Again  time.Time
}

// Admit counts a question against the limits. It returns nil if the person may ask now.
func (p *Policy) Admit(ctx context.Context, a Asker, s library.Settings) *Refusal {
	if !p.Welcome(ctx, a, s) {
		return &Refusal{Reason: Settings}
	}
	if ok, again := p.People.Take(a.Person); !ok {
		return &Refusal{UserRate, again}
	}
	if ok, again := p.Guilds.Take(a.Guild); !ok {
		return &Refusal{GuildRate, again}
	}
	return nil
}

// Welcome reports whether the settings of a server let a person ask there. Managers of the
// server may always ask, so that they can try out what they set.
func (p *Policy) Welcome(ctx context.Context, a Asker, s library.Settings) bool {
	if a.Manager {
		return true
	}
	if slices.Contains(s.Blocked, a.Person) {
		return false
	}
	holds := func(role string) bool { return slices.Contains(a.Roles, role) }
	if len(s.Roles) > 0 && !slices.ContainsFunc(s.Roles, holds) {
		return false
	}
	if len(s.Channels) == 0 || slices.Contains(s.Channels, a.Channel) {
		return true
	}
	if a.Parent == "" {
		a.Parent = p.Parent(ctx, a.Channel)
	}
	return slices.Contains(s.Channels, a.Parent)
}
