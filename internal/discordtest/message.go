package discordtest

import (
	"fmt"
	"strings"
	"time"

	"footnote/internal/discordtest/hub"
)

// A Message is a message in a channel, possibly visible to one person only.
type Message struct {
	*Discord
	ID          string
	channel     *Channel
	author      *Person
	content     string
	flags       int
	components  []any
	replyTo     *Message // the message that it replies to; for a response to a component, its message
	mentions    []*Person
	interaction *Interaction // the interaction that it responds to
	nonce       string
	edits       int
	edited      time.Time // zero if never
	deleted     bool
	onlyFor     *Person // the only person who sees it; nil means everybody

	attachments []*attachment
	parts
	botReactions []string   // the emoji of the bot's reactions
	reactions    []reaction // people's reactions
}

// Text returns the text of the message.
func (m *Message) Text() string {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.content
}

// Ephemeral reports whether only one person sees the message.
func (m *Message) Ephemeral() bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.flags&flagEphemeral != 0
}

// Edits returns how often the message has been edited.
func (m *Message) Edits() int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.edits
}

// File returns the content of an attachment, by the name with which it was uploaded, or "" if
// there is none.
func (m *Message) File(name string) string {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, a := range m.attachments {
		if a.Name == name {
			return string(a.Data)
		}
	}
	return ""
}

// Delete deletes the message, as its author or a moderator would.
func (m *Message) Delete() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.erase()
}

// erase deletes the message and notifies those who could see it.
func (m *Message) erase() {
	m.deleted = true
	m.touch()
	if m.onlyFor != nil {
		return
	}
	j := map[string]any{"id": m.ID, "channel_id": m.channel.ID}
	e := hub.Event{Type: "MESSAGE_DELETE", Intent: intentDirectMessages, Data: func(int) any { return j }}
	if g := m.channel.guild; g != nil {
		j["guild_id"], e.Intent, e.Guild = g.ID, intentGuildMessages, g.ID
	}
	m.hub.Dispatch(e)
}

// WaitReply waits for a reply of the bot to this message that is complete and contains text.
func (m *Message) WaitReply(text string) *Message {
	m.t.Helper()
	var found *Message
	m.until("a reply with "+text, func() bool {
		for _, r := range m.channel.messages {
			if r.replyTo == m && r.author.bot && strings.Contains(r.content, text) && !strings.HasSuffix(r.content, "▌") {
				found = r
				return true
			}
		}
		return false
	})
	return found
}

// Replies returns the bot's replies to the message.
func (m *Message) Replies() []*Message {
	m.mu.Lock()
	defer m.mu.Unlock()
	var all []*Message
	for _, r := range m.channel.messages {
		if r.replyTo == m && r.author.bot && !r.deleted {
			all = append(all, r)
		}
	}
	return all
}

// Sees returns the messages of a channel that the person sees.
func (p *Person) Sees(c *Channel) []*Message {
	p.mu.Lock()
	defer p.mu.Unlock()
	var all []*Message
	for _, m := range c.messages {
		if !m.deleted && (m.onlyFor == nil || m.onlyFor == p) {
			all = append(all, m)
		}
	}
	return all
}

// json returns the message's payload for a bot with or without the message content intent. Without
// it, only readable messages include their text, files and components. Only if deep is set does
// it include the referenced message and the thread.
func (m *Message) json(content, deep bool) map[string]any {
	text, components, attachments := "", []any{}, []any{}
	if m.readable(content) {
		text, components = m.content, append(components, m.components...)
		for _, a := range m.attachments {
			attachments = append(attachments, m.attachmentJSON(a))
		}
	}
	mentions := []any{}
	for _, p := range m.mentions {
		mentions = append(mentions, p.json())
	}
	j := map[string]any{
		"id": m.ID, "channel_id": m.channel.ID, "author": m.author.json(), "content": text, "timestamp": stamp(m.ID), "edited_timestamp": nil,
		"tts": false, "mention_everyone": false, "mentions": mentions, "mention_roles": m.channel.roleMentions(m.content), "attachments": attachments, "embeds": []any{}, "components": components,
		"pinned": false, "type": 0, "flags": m.flags, "channel_type": m.channel.kind,
	}
	if m.readable(content) {
		m.addTo(j)
	}
	addReactions(m, j)
	if !m.edited.IsZero() {
		j["edited_timestamp"] = instant(m.edited)
	}
	if m.channel.guild != nil {
		j["guild_id"] = m.channel.guild.ID
	}
	if m.flags&flagHasThread != 0 && deep {
		j["thread"] = m.channelJSON(m.channels[m.ID])
	}
	if m.forwarded != nil {
		j["message_reference"] = map[string]any{"type": 1, "message_id": m.forwarded.ID, "channel_id": m.forwarded.channel.ID}
	}
	if m.threadStart != nil {
		j["type"] = 21
		j["message_reference"] = map[string]any{"type": 0, "message_id": m.threadStart.ID, "channel_id": m.threadStart.channel.ID, "guild_id": m.threadStart.channel.guild.ID}
		j["referenced_message"] = nil
		if deep && !m.threadStart.deleted {
			j["referenced_message"] = m.threadStart.json(content, false)
		}
	}
	if m.replyTo != nil {
		j["type"] = 19
		j["message_reference"] = map[string]any{"type": 0, "message_id": m.replyTo.ID, "channel_id": m.replyTo.channel.ID}
		j["referenced_message"] = nil
		if deep && !m.replyTo.deleted {
			j["referenced_message"] = m.replyTo.json(content, false)
		}
	}
	if m.interaction != nil {
		j["application_id"], j["webhook_id"], j["interaction_metadata"] = m.Discord.bot.ID, m.Discord.bot.ID, m.interaction.metadata(m)
	}
	return j
}

func stamp(id string) string {
	var n int64
	_, _ = fmt.Sscan(id, &n) // cannot fail: the fake made the ID
	return instant(time.UnixMilli(n>>22 + 1420070400000))
}

func instant(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000000+00:00") }
