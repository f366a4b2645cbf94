package discordtest

// Thread is a thread below a channel.
func (c *Channel) Thread(name string) *Channel {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.newChannel(&Channel{Discord: c.Discord, Name: name, guild: c.guild, kind: kindThread, parent: c})
}

// parentID is the id of the channel that a thread is below, null of others.
func (c *Channel) parentID() any {
	if c.parent == nil {
		return nil
	}
	return c.parent.ID
}

// Group is a conversation of people, in which the bot is not: some use its
// commands there, from their own accounts.
func (p *Person) Group(name string) *Channel {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.newChannel(&Channel{Discord: p.Discord, Name: name, person: p, kind: kindGroup, alone: true})
}

// Alone makes the channel one of a server in which the bot is not.
func (c *Channel) Alone() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.alone = true
}

// Types of channels; 0 is one of a server.
// docs.discord.com/developers/resources/channel#channel-object-channel-types
const (
	kindText         = 0
	kindDM           = 1
	kindGroup        = 3
	kindAnnouncement = 5
	kindThread       = 11
	kindForum        = 15
)
