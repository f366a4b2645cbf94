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

// LockActive locks the thread and leaves it among the active ones.
func (c *Channel) LockActive() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.locked = true
}

// lasting is the refusal to delete a message, or nil: in a locked thread that is not
// archived, that may be.
// docs.discord.com/developers/topics/threads#locked-threads
func lasting(m *Message) *refusal {
	if m.flags&flagEphemeral != 0 {
		return nil
	}
	return m.channel.archive()
}

// archive is the refusal to do anything in an archived thread, or nil.
func (c *Channel) archive() *refusal {
	if !c.archived {
		return nil
	}
	return refuse(400, 50083, "Thread is archived")
}

// frozen is the refusal to change a message of a thread that is archived or locked, or nil.
// What only one person sees is not in it.
// docs.discord.com/developers/topics/threads#locked-threads
func (m *Message) frozen() *refusal {
	switch {
	case m.flags&flagEphemeral != 0:
		return nil
	case m.channel.archived:
		return m.channel.archive()
	case m.channel.locked:
		return refuse(403, 160005, "Thread is locked")
	}
	return nil
}

// reopen is the refusal to write in a thread that is locked. One that is only
// archived is open again with a new message.
// docs.discord.com/developers/topics/threads#active--archived-threads
func (c *Channel) reopen(ephemeral bool) *refusal {
	switch {
	case ephemeral:
		return nil
	case c.locked && c.archived:
		return c.archive()
	case c.locked:
		return refuse(403, 160005, "Thread is locked")
	}
	c.archived = false
	return nil
}

// refusable are the refusals of a request that is as it should be: what they are
// about, the bot cannot know before.
var refusable = []int{40060, 50083, 160002, 160004, 160006, 200000, 200001}
