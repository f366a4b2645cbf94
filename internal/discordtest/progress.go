package discordtest

import (
	"slices"
	"time"
)

// Acknowledged is how long the first answer took, 0 while there is none.
func (i *Interaction) Acknowledged() time.Duration {
	i.mu.Lock()
	defer i.mu.Unlock()
	return i.ackedAt
}

// Replies are the messages that answer the interaction so far; one that is
// still "thinking" is none.
func (i *Interaction) Replies() []*Message {
	i.mu.Lock()
	defer i.mu.Unlock()
	all := slices.Clone(i.followUps)
	if i.original != nil && i.original != i.on && !i.thinking() && !i.original.deleted {
		all = append([]*Message{i.original}, all...)
	}
	return all
}

// Loose are the bot's messages in a channel that answer nothing in particular,
// as when an interaction could not be answered any more.
func (c *Channel) Loose() []*Message {
	c.mu.Lock()
	defer c.mu.Unlock()
	var all []*Message
	for _, m := range c.messages {
		if m.author.bot && m.to == nil && m.by == nil && !m.deleted {
			all = append(all, m)
		}
	}
	return all
}
