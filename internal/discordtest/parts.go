package discordtest

import (
	"slices"
	"strings"
	"time"
)

// parts are what a message has besides its text and its files.
type parts struct {
	embeds    []any
	poll      map[string]any
	starts    *Message // on which a thread was opened: its first message shows that
	forwarded *Message
	snapshot  map[string]any // of what is forwarded
}

// Forward has a person forward the message as it is now.
// docs.discord.com/developers/resources/message#message-snapshot-object
func (m *Message) Forward(by *Person, to *Channel) *Message {
	by.t.Helper()
	by.mu.Lock()
	snapshot := asForwarded(m)
	by.mu.Unlock()
	return (&Message{channel: to, parts: parts{forwarded: m, snapshot: snapshot}}).post(by, nil)
}

// Embed writes a message with an embed, as bots and webhooks do, or as Discord makes of
// an address.
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

// referenceForward is the type of a reference to what is forwarded.
// docs.discord.com/developers/resources/message#message-reference-types
const referenceForward = 1

// forward has a message of the bot's forward the one that it refers to, as that is now.
func (c *call) forward(m *Message, ref map[string]any) *refusal {
	from := m.channels[text(ref, "channel_id")]
	if from == nil || from.away() || from.denies("VIEW_CHANNEL") {
		return refuse(400, 50035, "a forward from the channel %v", ref["channel_id"])
	}
	original := from.find(ref["message_id"])
	switch {
	case original == nil:
		return refuse(400, 50035, "a forward of nothing")
	case text(c.body, "content") != "" || c.body["components"] != nil || len(c.files) > 0:
		return refuse(400, 50035, "a forward with something of its own")
	case !original.readable(m.Content):
		return refuse(400, 160014, "You cannot forward a message whose content you cannot read.")
	}
	const hasSnapshot = 1 << 14
	m.forwarded, m.snapshot, m.flags = original, asForwarded(original), hasSnapshot
	return nil
}

// asForwarded is what a forward keeps of a message: not who wrote it.
func asForwarded(m *Message) map[string]any {
	attachments := []any{}
	for _, a := range m.attachments {
		attachments = append(attachments, m.attachmentJSON(a))
	}
	embeds := append([]any{}, m.embeds...)
	kind := 0
	if m.to != nil {
		kind = 19
	}
	return map[string]any{"message": map[string]any{
		"type": kind, "content": m.content, "embeds": embeds, "attachments": attachments, "timestamp": stamp(m.ID), "edited_timestamp": nil, "flags": m.flags,
		"mentions": []any{}, "mention_roles": m.channel.roleMentions(m.content), "components": []any{}, "stickers": []any{}, "sticker_items": []any{},
	}}
}

// readable reports whether the bot is shown what is in the message: without the content
// intent, only what is meant for it. Whether a mention of its role is enough, Discord does not
// say, so a bot has to do without.
// docs.discord.com/developers/events/gateway#message-content-intent
func (m *Message) readable(content bool) bool {
	return content || m.author == m.Discord.bot || m.channel.guild == nil || slices.Contains(m.mentions, m.Discord.bot)
}

// addTo adds them to the message as the bot is shown it.
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

// roleMentions are the ids of the roles that a text there mentions.
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

// BotRole is the role that Discord makes for a bot when it is added to a server: nobody
// else can have it, and people who type its name may pick it in place of the bot.
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
	g.holders[g.Discord.bot] = append(g.holders[g.Discord.bot], r)
	g.tell("GUILD_ROLE_CREATE", map[string]any{"guild_id": g.ID, "role": r.json()})
	return r
}

// Mention is how a text mentions the role.
func (r *Role) Mention() string { return "<@&" + r.ID + ">" }
