package discordtest

import (
	"time"

	"footnote/internal/discordtest/hub"
)

// Kick removes the bot from the server.
func (g *Guild) Kick() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.kicked, g.out = true, false
	g.hub.Part(g.ID, g.deleted(nil))
	g.touch()
}

// Add brings the bot back to a server from which it was removed.
func (g *Guild) Add() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.kicked, g.joined = false, time.Now()
	g.hub.Greet(g.created(), g.created())
	g.touch()
}

// Prefers sets what a server is like for those who join it: its language, and its
// channel for what the system says, which may be nil.
func (g *Guild) Prefers(locale string, system *Channel) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.locale, g.system = locale, system
}

// Outage makes the server unavailable: nobody can do anything in it.
func (g *Guild) Outage() {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.kicked {
		return
	}
	g.out = true
	g.hub.Greet(hub.Event{Guild: g.ID}, g.deleted(true))
	g.touch()
}

// Recover ends an outage.
func (g *Guild) Recover() {
	g.mu.Lock()
	defer g.mu.Unlock()
	if !g.out {
		return
	}
	g.out = false
	g.hub.Greet(g.created(), g.created())
	g.touch()
}

// deleted is the event that tells a bot that a server is gone. Where it was
// removed, it does not say unavailable.
// docs.discord.com/developers/events/gateway-events#guild-delete
func (g *Guild) deleted(unavailable any) hub.Event {
	j := map[string]any{"id": g.ID}
	if unavailable != nil {
		j["unavailable"] = unavailable
	}
	return hub.Event{Type: "GUILD_DELETE", Guild: g.ID, Intent: intentGuilds, Data: func(int) any { return j }}
}

// tell sends an event about the server to the bots that want to know, now and
// after the next READY. The caller holds the lock.
func (g *Guild) tell(kind string, data map[string]any) {
	if g.away() {
		return
	}
	g.hub.Greet(g.created(), hub.Event{Type: kind, Guild: g.ID, Intent: intentGuilds, Data: func(int) any { return data }})
}

// away reports whether the bot hears nothing of the server.
func (g *Guild) away() bool { return g.kicked || g.out }

// away reports whether the bot hears nothing of the channel.
func (c *Channel) away() bool { return c.alone || c.guild != nil && c.guild.away() }

// Override lets everybody in the server use a command, as its administrators
// can, whatever permissions it asks for.
func (g *Guild) Override(command string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.overridden[command] = true
}

// Install has a person take the bot into their own account, to use it
// everywhere.
func (p *Person) Install() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.installed = true
}
