package discordtest

import (
	"fmt"
	"regexp"
	"strings"
	"time"

	"footnote/internal/discordtest/hub"
)

// A Message is one in a channel, or one that only one person sees.
type Message struct {
	*Discord
	ID         string
	channel    *Channel
	author     *Person
	content    string
	flags      int
	components []any
	to         *Message
	mentions   []*Person
	by         *Interaction // that it answers
	nonce      string
	edits      int
	edited     time.Time // zero: never
	deleted    bool
	only       *Person // who sees it; nil is everybody there

	attachments []*attachment
	parts
	reactions []string // of the bot
}

const (
	flagEphemeral = 1 << 6
	flagLoading   = 1 << 7
)

// Text is what the message says.
func (m *Message) Text() string {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.content
}

// Ephemeral reports whether only one person sees it.
func (m *Message) Ephemeral() bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.flags&flagEphemeral != 0
}

// Edits is how often it was changed.
func (m *Message) Edits() int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.edits
}

// File is what is in an attachment, by the name that it was uploaded with; empty
// where there is none.
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

// Delete deletes it, as its author or a moderator would.
func (m *Message) Delete() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.erase()
}

// erase deletes the message and tells those who could see it.
func (m *Message) erase() {
	m.deleted = true
	m.touch()
	if m.only != nil {
		return
	}
	j := map[string]any{"id": m.ID, "channel_id": m.channel.ID}
	e := hub.Event{Type: "MESSAGE_DELETE", Intent: intentDirectMessages, Data: func(int) any { return j }}
	if g := m.channel.guild; g != nil {
		j["guild_id"], e.Intent, e.Guild = g.ID, intentGuildMessages, g.ID
	}
	m.hub.Dispatch(e)
}

// WaitReply waits for a message of the bot's that answers this one, is not
// being written any more, and contains text.
func (m *Message) WaitReply(text string) *Message {
	m.t.Helper()
	var found *Message
	m.until("a reply with "+text, func() bool {
		for _, r := range m.channel.messages {
			if r.to == m && r.author.bot && strings.Contains(r.content, text) && !strings.HasSuffix(r.content, "▌") {
				found = r
				return true
			}
		}
		return false
	})
	return found
}

// Replies are the bot's answers to the message.
func (m *Message) Replies() []*Message {
	m.mu.Lock()
	defer m.mu.Unlock()
	var all []*Message
	for _, r := range m.channel.messages {
		if r.to == m && r.author.bot && !r.deleted {
			all = append(all, r)
		}
	}
	return all
}

// Sees are the messages of a channel as the person sees them.
func (p *Person) Sees(c *Channel) []*Message {
	p.mu.Lock()
	defer p.mu.Unlock()
	var all []*Message
	for _, m := range c.messages {
		if !m.deleted && (m.only == nil || m.only == p) {
			all = append(all, m)
		}
	}
	return all
}

// json is the message as Discord shows it to the bot: without the content
// intent, only what is meant for it has its text and files.
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
	if !m.edited.IsZero() {
		j["edited_timestamp"] = instant(m.edited)
	}
	if m.channel.guild != nil {
		j["guild_id"] = m.channel.guild.ID
	}
	if m.forwarded != nil {
		j["message_reference"] = map[string]any{"type": 1, "message_id": m.forwarded.ID, "channel_id": m.forwarded.channel.ID}
	}
	if m.starts != nil {
		j["type"] = 21
		j["message_reference"] = map[string]any{"type": 0, "message_id": m.starts.ID, "channel_id": m.starts.channel.ID, "guild_id": m.starts.channel.guild.ID}
		j["referenced_message"] = nil
		if deep && !m.starts.deleted {
			j["referenced_message"] = m.starts.json(content, false)
		}
	}
	if m.to != nil {
		j["type"] = 19
		j["message_reference"] = map[string]any{"type": 0, "message_id": m.to.ID, "channel_id": m.to.channel.ID}
		j["referenced_message"] = nil
		if deep && !m.to.deleted {
			j["referenced_message"] = m.to.json(content, false)
		}
	}
	if m.by != nil {
		j["application_id"], j["webhook_id"], j["interaction_metadata"] = m.Discord.bot.ID, m.Discord.bot.ID, m.by.metadata(m)
	}
	return j
}

func stamp(id string) string {
	var n int64
	_, _ = fmt.Sscan(id, &n) // of our own making
	return instant(time.UnixMilli(n>>22 + 1420070400000))
}

func instant(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000000+00:00") }

var pingable = regexp.MustCompile(`<@!?[0-9]+>|<@&[0-9]+>|@everyone|@here`)

// pinged is whom a create or edit pings, by Discord's rules: without
// allowed_mentions everybody whom the text names and whom a reply answers.
// docs.discord.com/developers/resources/message#allowed-mentions-object
func pinged(body map[string]any, replies, fresh bool) []string {
	content, _ := body["content"].(string)
	allowed, has := body["allowed_mentions"].(map[string]any)
	var all []string
	if !has {
		if replies && fresh { // a reply tells its author, an edit of it does not
			all = append(all, "the author of the message that is answered")
		}
		return append(all, pingable.FindAllString(content, -1)...)
	}
	if replied, _ := allowed["replied_user"].(bool); replied && replies {
		all = append(all, "the author of the message that is answered")
	}
	parse, hasParse := allowed["parse"].([]any)
	if !hasParse || len(parse) > 0 || allowed["users"] != nil || allowed["roles"] != nil {
		all = append(all, pingable.FindAllString(content, -1)...)
	}
	return all
}
