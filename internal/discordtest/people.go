package discordtest

import (
	"slices"
	"strings"

	"footnote/internal/discordtest/hub"
)

// A Person is somebody with a Discord account.
type Person struct {
	*Discord
	ID, Name, Locale string
	bot              bool
	dm               *Channel
	dmsClosed        bool // accepts no direct messages
	installed        bool // has installed the bot in their account
}

// A Channel is where messages are.
type Channel struct {
	*Discord
	ID, Name    string
	guild       *Guild             // nil for direct messages
	person      *Person            // the other party of direct messages
	kind        int                // Discord's channel type
	parent      *Channel           // of a thread
	owner       *Person            // who opened a thread
	withoutBot  bool               // the bot is not a member
	denied      []string           // permissions denied to the bot
	deniedTo    map[*Person]uint64 // permissions denied to people
	deleted     bool
	archived    bool  // of a thread
	locked      bool  // of a thread
	tags        []tag // of a forum
	requiresTag bool  // each post of the forum needs a tag
	appliedTags []any // tags, of a post
	messages    []*Message
	typingCount int // how often the bot has shown the typing indicator
}

// Person returns the person with a name, creating them if necessary. The locale is one such as
// zh-TW.
func (d *Discord) Person(name, locale string) *Person {
	d.mu.Lock()
	defer d.mu.Unlock()
	p := d.people[name]
	if p == nil {
		p = &Person{Discord: d, ID: d.id(), Name: name, Locale: locale}
		d.people[name] = p
	}
	return p
}

// DM returns the person's direct messages with the bot.
func (p *Person) DM() *Channel {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.dmChannel()
}

func (p *Person) dmChannel() *Channel {
	if p.dm == nil {
		p.dm = p.newChannel(&Channel{Discord: p.Discord, Name: "@" + p.Name, person: p, kind: kindDM})
	}
	return p.dm
}

// CloseDMs makes the person reject direct messages.
func (p *Person) CloseDMs() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.dmsClosed = true
}

// Deny denies the bot permissions in the channel and its threads: SEND_MESSAGES,
// SEND_MESSAGES_IN_THREADS, VIEW_CHANNEL, ATTACH_FILES, READ_MESSAGE_HISTORY,
// CREATE_PUBLIC_THREADS, ADD_REACTIONS.
func (c *Channel) Deny(permissions ...string) {
	c.t.Helper()
	c.mu.Lock()
	defer c.mu.Unlock()
	c.bits(permissions) // checks the names
	c.denied = append(c.denied, permissions...)
}

// denies reports whether the bot lacks a permission. A thread inherits those of its channel.
func (c *Channel) denies(permission string) bool {
	return slices.Contains(c.denied, permission) || c.parent != nil && c.parent.denies(permission)
}

// writeDenied reports whether the bot may not write in the channel. Threads have a permission of
// their own.
// docs.discord.com/developers/topics/threads#permissions
func (c *Channel) writeDenied() bool {
	if isThread(c) {
		return c.denies("SEND_MESSAGES_IN_THREADS")
	}
	return c.denies("SEND_MESSAGES")
}

// Delete deletes the channel.
func (c *Channel) Delete() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.deleted = true
}

// Typing returns how often the bot has shown the typing indicator in the channel.
func (c *Channel) Typing() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.typingCount
}

// Say writes a message. @bot in the text mentions the bot.
func (p *Person) Say(c *Channel, text string) *Message {
	p.t.Helper()
	return p.say(c, text, nil, nil)
}

// Reply writes a reply to a message, which mentions its author.
func (p *Person) Reply(to *Message, text string) *Message {
	p.t.Helper()
	return p.say(to.channel, text, to, nil)
}

// Post writes a message with files. The text may be empty.
func (p *Person) Post(c *Channel, text string, files ...File) *Message {
	p.t.Helper()
	return p.say(c, text, nil, files)
}

func (p *Person) say(c *Channel, text string, to *Message, files []File) *Message {
	p.t.Helper()
	return (&Message{channel: c, content: text, replyTo: to}).post(p, files)
}

// post adds a person's message to its channel.
func (m *Message) post(p *Person, files []File) *Message {
	p.t.Helper()
	p.mu.Lock()
	defer p.mu.Unlock()
	c := m.channel
	if c.guild != nil && c.guild.unavailable {
		p.t.Fatalf("the server %s is unavailable: nobody can write in it", c.guild.Name)
		return nil
	}
	if c.locked {
		p.t.Fatalf("the thread %s is locked: nobody can write in it", c.Name)
		return nil
	}
	c.archived = false // writing in a thread reopens it
	mention := "<@" + p.Discord.bot.ID + ">"
	if m.ID == "" {
		m.ID = p.id()
	}
	m.Discord, m.author, m.content = p.Discord, p, strings.ReplaceAll(m.content, "@bot", mention)
	if strings.Contains(m.content, mention) || m.replyTo != nil && m.replyTo.author == p.Discord.bot {
		m.mentions = append(m.mentions, p.Discord.bot)
	}
	for _, f := range files {
		m.attachments = append(m.attachments, p.upload(f, "attachments/"+c.ID, m))
	}
	c.messages = append(c.messages, m)
	p.announce("MESSAGE_CREATE", m)
	return m
}

const (
	intentGuildMessages  = 1 << 9
	intentDirectMessages = 1 << 12
	intentContent        = 1 << 15
)

// announce sends an event about a message. The caller holds the lock.
func (d *Discord) announce(kind string, m *Message) {
	if m.channel.away() {
		d.touch()
		return
	}
	e := hub.Event{Type: kind, Intent: intentDirectMessages, Data: func(intents int) any { return m.event(intents) }}
	if g := m.channel.guild; g != nil {
		e.Intent, e.Guild = intentGuildMessages, g.ID
	}
	d.touch()
	d.hub.Dispatch(e)
}

// event returns the message as the gateway shows it: in a server, with its author's membership.
func (m *Message) event(intents int) map[string]any {
	j := m.json(intents&intentContent != 0, true)
	if m.channel.guild != nil {
		member := m.author.member(m.channel.guild)
		delete(member, "user")
		delete(member, "permissions")
		j["member"] = member
	}
	return j
}

// Repeat delivers a message's event again.
func (m *Message) Repeat() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.announce("MESSAGE_CREATE", m)
}

func (p *Person) json() map[string]any {
	return map[string]any{
		"id": p.ID, "username": p.Name, "global_name": nil, "discriminator": "0", "avatar": nil, "bot": p.bot, "public_flags": 0, "flags": 0,
		"clan": nil, "primary_guild": nil, "collectibles": nil, "avatar_decoration_data": nil, "display_name_styles": nil,
	}
}

// member returns the person's membership in a server.
func (p *Person) member(g *Guild) map[string]any {
	roles := []any{}
	for _, r := range g.memberRoles[p] {
		roles = append(roles, r.ID)
	}
	return map[string]any{
		"user": p.json(), "nick": nil, "avatar": nil, "banner": nil, "roles": roles, "joined_at": "2024-02-27T19:50:51.701000+00:00", "premium_since": nil,
		"deaf": false, "mute": false, "flags": 0, "pending": false, "permissions": decimal(p.permissions(g)), "communication_disabled_until": nil, "unusual_dm_activity_until": nil,
	}
}
