package discordtest

import (
	"slices"
	"strings"
)

// AutoMod has the server block what the bot says with one of these words in it.
// What only one person sees, it does not look at.
func (g *Guild) AutoMod(words ...string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.blocked = words
}

// moderate is AutoMod's refusal of a content, or nil.
// docs.discord.com/developers/topics/opcodes-and-status-codes#json
func (m *Message) moderate(content string, ephemeral bool) *refusal {
	g := m.channel.guild
	if g == nil || ephemeral || !g.blocks(content) {
		return nil
	}
	return refuse(400, 200000, "Message was blocked by automatic moderation")
}

// blocks reports whether AutoMod blocks a text.
func (g *Guild) blocks(text string) bool {
	return slices.ContainsFunc(g.blocked, func(word string) bool {
		return strings.Contains(strings.ToLower(text), strings.ToLower(word))
	})
}

// Archive archives the thread: nothing in it can be changed until somebody
// writes there.
func (c *Channel) Archive() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.archived = true
}

// Lock archives the thread such that the bot cannot write there any more.
func (c *Channel) Lock() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.archived, c.locked = true, true
}

// frozen is the refusal to change what is in an archived thread, or nil. What
// only one person sees is not in it.
func (m *Message) frozen() *refusal {
	if !m.channel.archived || m.flags&flagEphemeral != 0 {
		return nil
	}
	return refuse(400, 50083, "Thread is archived")
}

// reopen is the refusal to write in a thread that is locked. One that is only
// archived is open again with a new message.
// docs.discord.com/developers/topics/threads#active--archived-threads
func (c *Channel) reopen(ephemeral bool) *refusal {
	if ephemeral {
		return nil
	}
	if c.locked {
		return refuse(400, 50083, "Thread is archived")
	}
	c.archived = false
	return nil
}

// refusable are the refusals of a request that is as it should be: what they are
// about, the bot cannot know before.
var refusable = []int{40060, 50083, 160004, 200000, 200001}
