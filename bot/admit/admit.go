// Package admit decides which questions are taken, and when: who may ask by the
// settings of a server, how many questions a minute, how many at once, and whether
// an event was seen already.
//
// It knows people, servers and channels by their ids. What a person is told who
// may not ask is said outside.
package admit

import (
	"context"
	"slices"
	"time"

	"footnote/library"
)

// An Asker is who asks, and where.
type Asker struct {
	Person, Guild, Channel string   // ids; Guild is empty in direct messages
	Parent                 string   // the channel that a thread is in; empty is unknown or none
	Roles                  []string // ids of the person's roles in the server
	Manager                bool     // may manage the server
}

// A Policy decides who may ask now.
type Policy struct {
	People, Guilds *Limiter
	// Parent is the channel that a thread is in; empty is none, or not known.
	Parent func(ctx context.Context, channel string) string
}

// A Reason is why somebody may not ask.
type Reason string

const (
	Settings  Reason = "settings" // of the server
	UserRate  Reason = "user"     // too many questions of one person
	GuildRate Reason = "guild"    // too many questions in one server
)

// A Refusal says why somebody may not ask, and when they may again, which is zero
// where time does not change it.
type Refusal struct {
	Reason Reason
	Again  time.Time
}

// Admit is nil where somebody may ask now.
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

// Welcome reports whether the settings of a server let somebody ask there. Who may
// manage the server always may: else nobody could try out what they set.
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
