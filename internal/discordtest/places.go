package discordtest

// Thread is a thread below a channel.
func (c *Channel) Thread(name string) *Channel {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.newChannel(&Channel{Discord: c.Discord, Name: name, guild: c.guild, kind: typeBelow(c), parent: c})
}

// Announcements is a channel of announcements by name, made where there is none yet.
func (g *Guild) Announcements(name string) *Channel {
	g.mu.Lock()
	defer g.mu.Unlock()
	for _, c := range g.channels {
		if c.Name == name {
			return c
		}
	}
	c := g.newChannel(&Channel{Discord: g.Discord, Name: name, guild: g, kind: kindAnnouncement})
	g.channels = append(g.channels, c)
	g.tell("CHANNEL_CREATE", g.channelJSON(c))
	return c
}

// isThread reports whether the channel is a thread.
func isThread(c *Channel) bool {
	return c.kind == kindThread || c.kind == kindNewsThread || c.kind == kindPrivateThread
}

// typeBelow is the type of the threads that everybody sees below the channel.
func typeBelow(c *Channel) int {
	if c.kind == kindAnnouncement {
		return kindNewsThread
	}
	return kindThread
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
	kindText          = 0
	kindDM            = 1
	kindGroup         = 3
	kindAnnouncement  = 5
	kindNewsThread    = 10
	kindThread        = 11
	kindPrivateThread = 12
	kindForum         = 15
)
