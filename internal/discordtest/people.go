package discordtest

import (
	"slices"
	"strings"

	"footnote/internal/discordtest/hub"
)

// A Person is somebody with an account.
type Person struct {
	*Discord
	ID, Name, Locale string
	bot              bool
	dm               *Channel
	closed           bool // takes no direct messages
	installed        bool // has the bot in their account
}

// A Channel is where messages are.
type Channel struct {
	*Discord
	ID, Name string
	guild    *Guild   // nil: direct messages
	person   *Person  // then with whom
	kind     int      // of Discord's
	parent   *Channel // of a thread
	owner    *Person  // of a thread: who opened it
	alone    bool     // without the bot
	denied   []string
	gone     bool
	archived bool // of a thread
	locked   bool // of a thread
	messages []*Message
	typing   int
}

// Person is somebody by name, made where there is none yet. A locale is such as
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

// DM is the person's conversation with the bot.
func (p *Person) DM() *Channel {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.directly()
}

func (p *Person) directly() *Channel {
	if p.dm == nil {
		p.dm = p.newChannel(&Channel{Discord: p.Discord, Name: "@" + p.Name, person: p, kind: kindDM})
	}
	return p.dm
}

// CloseDMs has the person take no direct messages.
func (p *Person) CloseDMs() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.closed = true
}

// Deny takes permissions of the bot away: SEND_MESSAGES, VIEW_CHANNEL,
// ATTACH_FILES, READ_MESSAGE_HISTORY.
func (c *Channel) Deny(permissions ...string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.denied = append(c.denied, permissions...)
}

func (c *Channel) denies(permission string) bool { return slices.Contains(c.denied, permission) }

// Delete deletes the channel.
func (c *Channel) Delete() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.gone = true
}

// Typing is how often the bot was seen typing there.
func (c *Channel) Typing() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.typing
}

// Say writes a message; @bot in it mentions the bot.
func (p *Person) Say(c *Channel, text string) *Message {
	p.t.Helper()
	return p.say(c, text, nil, nil)
}

// Reply writes an answer to a message, which mentions its author.
func (p *Person) Reply(to *Message, text string) *Message {
	p.t.Helper()
	return p.say(to.channel, text, to, nil)
}

// Post writes a message with files; the text may be empty.
func (p *Person) Post(c *Channel, text string, files ...File) *Message {
	p.t.Helper()
	return p.say(c, text, nil, files)
}

func (p *Person) say(c *Channel, text string, to *Message, files []File) *Message {
	p.t.Helper()
	return (&Message{channel: c, content: text, to: to}).post(p, files)
}

// post puts a message of a person into its channel.
func (m *Message) post(p *Person, files []File) *Message {
	p.t.Helper()
	p.mu.Lock()
	defer p.mu.Unlock()
	c := m.channel
	if c.guild != nil && c.guild.out {
		p.t.Fatalf("the server %s is out: nobody can write there", c.guild.Name)
		return nil
	}
	mention := "<@" + p.Discord.bot.ID + ">"
	if m.ID == "" {
		m.ID = p.id()
	}
	m.Discord, m.author, m.content = p.Discord, p, strings.ReplaceAll(m.content, "@bot", mention)
	if strings.Contains(m.content, mention) || m.to != nil && m.to.author == p.Discord.bot {
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

// event is the message as the gateway shows it: in a server with its author's
// part in that.
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

// member is the person's part in a server.
func (p *Person) member(g *Guild) map[string]any {
	roles := []any{}
	for _, r := range g.holders[p] {
		roles = append(roles, r.ID)
	}
	return map[string]any{
		"user": p.json(), "nick": nil, "avatar": nil, "banner": nil, "roles": roles, "joined_at": "2024-02-27T19:50:51.701000+00:00", "premium_since": nil,
		"deaf": false, "mute": false, "flags": 0, "pending": false, "permissions": decimal(p.permissions(g)), "communication_disabled_until": nil, "unusual_dm_activity_until": nil,
	}
}
