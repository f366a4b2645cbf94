package discordtest

import (
	"time"

	"footnote/internal/discordtest/hub"
)

// Kick removes the bot from the server.
func (g *Guild) Kick() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.kicked, g.unavailable = true, false
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

// Configure sets the server's preferred locale and its channel for system messages, which may be
// nil.
func (g *Guild) Configure(locale string, system *Channel) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.locale, g.systemChannel = locale, system
}

// Outage makes the server unavailable: nobody can write in it or use commands.
func (g *Guild) Outage() {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.kicked {
		return
	}
	g.unavailable = true
	g.hub.Greet(hub.Event{Guild: g.ID}, g.deleted(true))
	g.touch()
}

// Recover ends an outage.
func (g *Guild) Recover() {
	g.mu.Lock()
	defer g.mu.Unlock()
	if !g.unavailable {
		return
	}
	g.unavailable = false
	g.hub.Greet(g.created(), g.created())
	g.touch()
}

// deleted returns the event for a server that is unavailable or from which the bot was removed.
// In the latter case, the payload has no field "unavailable": pass nil.
// docs.discord.com/developers/events/gateway-events#guild-delete
func (g *Guild) deleted(unavailable any) hub.Event {
	j := map[string]any{"id": g.ID}
	if unavailable != nil {
		j["unavailable"] = unavailable
	}
	return hub.Event{Type: "GUILD_DELETE", Guild: g.ID, Intent: intentGuilds, Data: func(int) any { return j }}
}

// sendEvent sends an event about the server to connected sessions, and has sessions that identify
// later get the server as it is now. The caller holds the lock.
func (g *Guild) sendEvent(kind string, data map[string]any) {
	if g.away() {
		return
	}
	g.hub.Greet(g.created(), hub.Event{Type: kind, Guild: g.ID, Intent: intentGuilds, Data: func(int) any { return data }})
}

// away reports whether the bot gets no events of the server.
func (g *Guild) away() bool { return g.kicked || g.unavailable }

// away reports whether the bot gets no events of the channel.
func (c *Channel) away() bool { return c.withoutBot || c.guild != nil && c.guild.away() }

// Override lets everybody in the server use a command, whatever its default member permissions, as
// administrators of a server can.
func (g *Guild) Override(command string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.overridden[command] = true
}

// Install installs the bot in a person's account, so that they can use it everywhere.
func (p *Person) Install() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.installed = true
}
