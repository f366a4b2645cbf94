package discordtest

// Thread creates a thread below the channel. No event announces it.
func (c *Channel) Thread(name string) *Channel {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.newChannel(&Channel{Discord: c.Discord, Name: name, guild: c.guild, kind: typeBelow(c), parent: c})
}

// Announcements returns the announcement channel with a name, creating it if necessary.
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
	g.sendEvent("CHANNEL_CREATE", g.channelJSON(c))
	return c
}

// isThread reports whether the channel is a thread.
func isThread(c *Channel) bool {
	return c.kind == kindThread || c.kind == kindNewsThread || c.kind == kindPrivateThread
}

// typeBelow returns the type of public threads below the channel.
func typeBelow(c *Channel) int {
	if c.kind == kindAnnouncement {
		return kindNewsThread
	}
	return kindThread
}

// parentID returns the ID of a thread's channel, or nil for other channels.
func (c *Channel) parentID() any {
	if c.parent == nil {
		return nil
	}
	return c.parent.ID
}

// Group creates a group DM. The bot is not in it, but members who have installed it in their
// accounts can use its commands there.
func (p *Person) Group(name string) *Channel {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.newChannel(&Channel{Discord: p.Discord, Name: name, person: p, kind: kindGroup, withoutBot: true})
}

// RemoveBot makes the channel behave as if the bot were not in its server. Other channels are
// not affected.
func (c *Channel) RemoveBot() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.withoutBot = true
}

// These are the types of channels.
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
