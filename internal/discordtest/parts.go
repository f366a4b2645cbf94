package discordtest

import (
	"slices"
	"strings"
	"time"
)

// parts are the less common parts of a message, besides its text, files and components.
type parts struct {
	embeds      []any
	poll        map[string]any
	threadStart *Message // set on the first message of a thread: the message on which it was opened
	forwarded   *Message
	snapshot    map[string]any // of the forwarded message
}

// Forward forwards the message, as it is now, to a channel.
// docs.discord.com/developers/resources/message#message-snapshot-object
func (m *Message) Forward(by *Person, to *Channel) *Message {
	by.t.Helper()
	by.mu.Lock()
	snapshot := snapshotOf(m)
	by.mu.Unlock()
	return (&Message{channel: to, parts: parts{forwarded: m, snapshot: snapshot}}).post(by, nil)
}

// Embed writes a message with an embed. Embeds come from bots and webhooks, or from Discord itself
// as the preview of a link.
// docs.discord.com/developers/resources/message#embed-object
func (c *Channel) Embed(by *Person, text string, embed map[string]any) *Message {
	by.t.Helper()
	return (&Message{channel: c, content: text, parts: parts{embeds: []any{embed}}}).post(by, nil)
}

// Poll writes a message with a poll.
// docs.discord.com/developers/resources/poll#poll-object
func (c *Channel) Poll(by *Person, question string, answers ...string) *Message {
	by.t.Helper()
	list := []any{}
	for n, answer := range answers {
		list = append(list, map[string]any{"answer_id": n + 1, "poll_media": map[string]any{"text": answer}})
	}
	return (&Message{channel: c, parts: parts{poll: map[string]any{
		"question": map[string]any{"text": question}, "answers": list, "expiry": instant(time.Now().Add(24 * time.Hour)), "allow_multiselect": false, "layout_type": 1,
	}}}).post(by, nil)
}

// referenceForward is the type of the reference to a forwarded message.
// docs.discord.com/developers/resources/message#message-reference-types
const referenceForward = 1

// forward makes a message of the bot forward the message that ref refers to, as it is now.
func (c *call) forward(m *Message, ref map[string]any) *refusal {
	from := m.channels[text(ref, "channel_id")]
	if from == nil || from.away() || from.denies("VIEW_CHANNEL") {
		return refuse(400, 50035, "a forward from the channel %v", ref["channel_id"])
	}
	original := from.find(ref["message_id"])
	switch {
	case original == nil:
		return refuse(400, 50035, "a forward of a message that does not exist")
	case text(c.body, "content") != "" || c.body["components"] != nil || len(c.files) > 0:
		return refuse(400, 50035, "a forward with content of its own")
	case !original.readable(m.Content):
		return refuse(400, 160014, "You cannot forward a message whose content you cannot read.")
	}
	const hasSnapshot = 1 << 14
	m.forwarded, m.snapshot, m.flags = original, snapshotOf(original), hasSnapshot
	return nil
}

// snapshotOf returns the snapshot of a message, which does not contain its author.
func snapshotOf(m *Message) map[string]any {
	attachments := []any{}
	for _, a := range m.attachments {
		attachments = append(attachments, m.attachmentJSON(a))
	}
	embeds := append([]any{}, m.embeds...)
	kind := 0
	if m.replyTo != nil {
		kind = 19
	}
	return map[string]any{"message": map[string]any{
		"type": kind, "content": m.content, "embeds": embeds, "attachments": attachments, "timestamp": stamp(m.ID), "edited_timestamp": nil, "flags": m.flags,
		"mentions": []any{}, "mention_roles": m.channel.roleMentions(m.content), "components": []any{}, "stickers": []any{}, "sticker_items": []any{},
	}}
}

// readable reports whether the bot is shown the content of the message. Without the message content
// intent, that is so only for its own messages, direct messages, and messages that mention it.
// Discord does not document whether mentioning the bot's role is enough, so here it is not.
// docs.discord.com/developers/events/gateway#message-content-intent
func (m *Message) readable(content bool) bool {
	return content || m.author == m.Discord.bot || m.channel.guild == nil || slices.Contains(m.mentions, m.Discord.bot)
}

// addTo adds the parts to the message's payload.
func (p *parts) addTo(j map[string]any) {
	if p.embeds != nil {
		j["embeds"] = p.embeds
	}
	if p.poll != nil {
		j["poll"] = p.poll
	}
	if p.snapshot != nil {
		j["message_snapshots"] = []any{p.snapshot}
	}
}

// roleMentions returns the IDs of the roles that a text in the channel mentions.
func (c *Channel) roleMentions(text string) []any {
	ids := []any{}
	if c.guild == nil {
		return ids
	}
	for _, r := range c.guild.roles {
		if strings.Contains(text, "<@&"+r.ID+">") {
			ids = append(ids, r.ID)
		}
	}
	return ids
}

// BotRole returns the role that Discord creates for a bot when it is added to a server, creating it
// if necessary. Nobody else can have it. It has the bot's name, so people may mention it by
// mistake instead of the bot.
// docs.discord.com/developers/topics/permissions#role-object-role-tags-structure
func (g *Guild) BotRole() *Role {
	g.mu.Lock()
	defer g.mu.Unlock()
	for _, r := range g.roles {
		if r.bot {
			return r
		}
	}
	r := &Role{Discord: g.Discord, ID: g.id(), Name: g.Discord.bot.Name, guild: g, bot: true}
	g.roles = append(g.roles, r)
	g.memberRoles[g.Discord.bot] = append(g.memberRoles[g.Discord.bot], r)
	g.sendEvent("GUILD_ROLE_CREATE", map[string]any{"guild_id": g.ID, "role": r.json()})
	return r
}

// Mention returns the mention of the role, as it is written in messages.
func (r *Role) Mention() string { return "<@&" + r.ID + ">" }
