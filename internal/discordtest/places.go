package discordtest

// Thread is a thread below a channel.
func (c *Channel) Thread(name string) *Channel {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.newChannel(&Channel{Discord: c.Discord, Name: name, guild: c.guild, kind: kindThread, parent: c})
}

// Forum is a forum by name: a channel of posts.
func (g *Guild) Forum(name string) *Channel {
	g.mu.Lock()
	defer g.mu.Unlock()
	c := g.newChannel(&Channel{Discord: g.Discord, Name: name, guild: g, kind: kindForum})
	g.channels = append(g.channels, c)
	return c
}

// Post is a new post of a forum, whose first message has its id.
// docs.discord.com/developers/topics/threads#forums
func (c *Channel) Post(by *Person, title, text string) *Message {
	by.t.Helper()
	by.mu.Lock()
	post := by.newChannel(&Channel{Discord: c.Discord, Name: title, guild: c.guild, kind: kindThread, parent: c, owner: by})
	c.announceThread(post)
	by.mu.Unlock()
	return (&Message{ID: post.ID, channel: post, content: text}).post(by, nil)
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
