package discordtest

// Thread is a thread below a channel.
func (c *Channel) Thread(name string) *Channel {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.newChannel(&Channel{Discord: c.Discord, Name: name, guild: c.guild, kind: kindThread})
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
	kindDM     = 1
	kindGroup  = 3
	kindThread = 11
)

// byAccount makes a payload that of a command which a person has installed.
// docs.discord.com/developers/interactions/receiving-and-responding#interaction-object-authorizing-integration-owners-object
func (i *Interaction) byAccount() {
	i.payload["authorizing_integration_owners"] = map[string]any{"1": i.person.ID}
	if i.channel.guild == nil {
		const contextPrivateChannel = 2
		i.payload["context"] = contextPrivateChannel
		i.payload["channel"].(map[string]any)["type"] = kindGroup
	}
}
