package discordtest

import (
	"slices"
	"time"
)

// Acknowledged returns how long the initial response took, or 0 if there is none yet.
func (i *Interaction) Acknowledged() time.Duration {
	i.mu.Lock()
	defer i.mu.Unlock()
	return i.ackedAt
}

// Replies returns the messages that respond to the interaction so far, except one that still shows
// "thinking…".
func (i *Interaction) Replies() []*Message {
	i.mu.Lock()
	defer i.mu.Unlock()
	all := slices.Clone(i.followUps)
	if i.original != nil && i.original != i.onMessage && !i.thinking() && !i.original.deleted {
		all = append([]*Message{i.original}, all...)
	}
	return all
}

// StandaloneMessages returns the bot's messages in a channel that are neither replies nor
// responses to interactions. The bot sends such messages, for example, if an interaction's token
// has expired.
func (c *Channel) StandaloneMessages() []*Message {
	c.mu.Lock()
	defer c.mu.Unlock()
	var all []*Message
	for _, m := range c.messages {
		if m.author.bot && m.replyTo == nil && m.interaction == nil && !m.deleted {
			all = append(all, m)
		}
	}
	return all
}
