package discordtest

import (
	"slices"
	"strings"
)

// AutoMod makes the server block texts of the bot that contain one of the words. Ephemeral messages
// are not checked.
func (g *Guild) AutoMod(words ...string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.blockedWords = words
}

// checkAutoMod refuses content that AutoMod blocks.
// docs.discord.com/developers/topics/opcodes-and-status-codes#json
func (m *Message) checkAutoMod(content string, ephemeral bool) *refusal {
	g := m.channel.guild
	if g == nil || ephemeral || !g.blocks(content) {
		return nil
	}
	return refuse(400, 200000, "Message was blocked by automatic moderation")
}

// blocks reports whether AutoMod blocks a text.
func (g *Guild) blocks(text string) bool {
	return slices.ContainsFunc(g.blockedWords, func(word string) bool {
		return strings.Contains(strings.ToLower(text), strings.ToLower(word))
	})
}

// Archive archives the thread: no message in it can be edited or deleted until somebody writes in
// it.
func (c *Channel) Archive() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.archived = true
}

// Lock archives and locks the thread, so that the bot cannot write in it.
func (c *Channel) Lock() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.archived, c.locked = true, true
}

// LockActive locks the thread without archiving it.
func (c *Channel) LockActive() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.locked = true
}

// checkDelete refuses to delete a message in an archived thread. In a thread that is only locked,
// messages can be deleted.
// docs.discord.com/developers/topics/threads#locked-threads
func checkDelete(m *Message) *refusal {
	if m.flags&flagEphemeral != 0 {
		return nil
	}
	return m.channel.checkArchived()
}

// checkArchived refuses to change anything in an archived thread.
func (c *Channel) checkArchived() *refusal {
	if !c.archived {
		return nil
	}
	return refuse(400, 50083, "Thread is archived")
}

// checkEdit refuses to edit a message in an archived or locked thread. Ephemeral messages are not
// affected.
// docs.discord.com/developers/topics/threads#locked-threads
func (m *Message) checkEdit() *refusal {
	switch {
	case m.flags&flagEphemeral != 0:
		return nil
	case m.channel.archived:
		return m.channel.checkArchived()
	case m.channel.locked:
		return refuse(403, 160005, "Thread is locked")
	}
	return nil
}

// reopen refuses to write in a locked thread. A thread that is only archived becomes active again.
// docs.discord.com/developers/topics/threads#active--archived-threads
func (c *Channel) reopen(ephemeral bool) *refusal {
	switch {
	case ephemeral:
		return nil
	case c.locked && c.archived:
		return c.checkArchived()
	case c.locked:
		return refuse(403, 160005, "Thread is locked")
	}
	c.archived = false
	return nil
}

// unavoidableCodes lists the error codes that a correct request can get, because the bot cannot
// know the reason in advance. They are not violations.
var unavoidableCodes = []int{40060, 50083, 160002, 160004, 160006, 200000, 200001}
