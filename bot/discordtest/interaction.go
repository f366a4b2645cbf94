package discordtest

import (
	"encoding/json"
	"slices"
	"strings"
	"time"

	"footnote/bot/discordtest/hub"
)

// TokenPrefix begins every interaction's token, as Discord's do: "interaction",
// encoded.
const TokenPrefix = "aW50ZXJhY3Rpb24."

// An Interaction is one use of a command or a button.
type Interaction struct {
	*Discord
	ID, Token string
	what      string // for messages of a test
	kind      int
	person    *Person
	channel   *Channel
	on        *Message // whose button it is
	born      time.Time
	acked     bool
	ackedAt   time.Duration
	excused   bool // a fault is why it is not answered
	dead      bool
	original  *Message
	followUps []*Message
	payload   map[string]any
}

// An Option is one of a command's.
type Option struct {
	Name  string
	Value any
}

// Slash uses a command. It must be registered.
func (p *Person) Slash(c *Channel, command string, options ...Option) *Interaction {
	p.t.Helper()
	p.mu.Lock()
	defer p.mu.Unlock()
	registered := p.command(command, 1)
	if registered == nil {
		p.t.Fatalf("no command %s is registered", command)
		return nil
	}
	sent := []any{}
	for _, o := range options {
		kind := 3
		if _, is := o.Value.(bool); is {
			kind = 5
		}
		sent = append(sent, map[string]any{"name": o.Name, "type": kind, "value": o.Value})
	}
	return p.interact(c, 2, "/"+command, nil, map[string]any{"id": registered["id"], "name": command, "type": 1, "options": sent})
}

// MessageCommand uses a command of a message's menu.
func (p *Person) MessageCommand(on *Message, command string) *Interaction {
	p.t.Helper()
	p.mu.Lock()
	defer p.mu.Unlock()
	registered := p.command(command, 3)
	if registered == nil {
		p.t.Fatalf("no message command %s is registered", command)
		return nil
	}
	return p.interact(on.channel, 2, command, nil, map[string]any{
		"id": registered["id"], "name": command, "type": 3, "target_id": on.ID,
		"resolved": map[string]any{"messages": map[string]any{on.ID: on.json(true, false)}},
	})
}

func (d *Discord) command(name string, kind float64) map[string]any {
	for _, c := range d.commands {
		k, has := c["type"].(float64)
		if !has {
			k = 1
		}
		if c["name"] == name && k == kind {
			return c
		}
	}
	return nil
}

// Click presses the button whose label or emoji contains text.
func (p *Person) Click(m *Message, text string) *Interaction {
	p.t.Helper()
	p.mu.Lock()
	buttons := m.buttons()
	p.mu.Unlock()
	i := slices.IndexFunc(buttons, func(b Button) bool { return strings.Contains(b.Label, text) || b.Emoji == text })
	if i < 0 || buttons[i].Disabled {
		p.t.Fatalf("no button %q under %q: %+v", text, m.Text(), buttons)
		return nil
	}
	return p.ClickRaw(m, buttons[i].CustomID)
}

// ClickRaw presses a button that need not be there.
func (p *Person) ClickRaw(m *Message, customID string) *Interaction {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.interact(m.channel, 3, "a button", m, map[string]any{"custom_id": customID, "component_type": 2, "id": 2})
}

// interact makes an interaction and delivers it. The caller holds the lock.
func (p *Person) interact(c *Channel, kind int, what string, on *Message, data map[string]any) *Interaction {
	id := p.id()
	i := &Interaction{Discord: p.Discord, ID: id, Token: TokenPrefix + id, what: what, kind: kind, person: p, channel: c, on: on, born: time.Now()}
	permissions := uint64(1<<10 | 1<<11 | 1<<16 | 1<<15 | 1<<14)
	for name, bit := range map[string]uint64{"VIEW_CHANNEL": 1 << 10, "SEND_MESSAGES": 1 << 11} {
		if c.denies(name) {
			permissions &^= bit
		}
	}
	i.payload = map[string]any{
		"id": id, "application_id": p.Discord.bot.ID, "type": kind, "token": i.Token, "version": 1, "channel_id": c.ID, "data": data, "locale": p.Locale,
		"app_permissions": json.Number(""), "entitlements": []any{}, "entitlement_sku_ids": []any{}, "attachment_size_limit": 10 << 20,
		"channel": map[string]any{"id": c.ID, "type": c.kind, "name": c.Name, "flags": 0, "permissions": "2248473465835073", "nsfw": false, "position": 0, "rate_limit_per_user": 0, "topic": nil, "parent_id": nil, "last_message_id": nil},
	}
	i.payload["app_permissions"] = decimal(permissions)
	if g := c.guild; g != nil {
		i.payload["guild_id"], i.payload["guild_locale"], i.payload["context"], i.payload["member"] = g.ID, "en-US", 0, p.member()
		i.payload["guild"] = map[string]any{"id": g.ID, "locale": "en-US", "features": []any{}}
		i.payload["authorizing_integration_owners"] = map[string]any{"0": g.ID}
		i.payload["channel"].(map[string]any)["guild_id"] = g.ID
	} else {
		i.payload["context"], i.payload["user"] = 1, p.json()
		i.payload["authorizing_integration_owners"] = map[string]any{"0": "0"}
		i.payload["channel"] = map[string]any{"id": c.ID, "type": 1, "flags": 0, "last_message_id": nil, "recipients": []any{p.json()}}
	}
	if c.alone {
		i.byAccount()
	}
	if on != nil {
		i.payload["message"] = on.json(true, false)
	}
	p.interactions[i.Token] = i
	p.deliver(i)
	return i
}

func (d *Discord) deliver(i *Interaction) {
	e := hub.Event{Type: "INTERACTION_CREATE", Data: func(int) any { return i.payload }}
	if i.channel.guild != nil {
		e.Guild = i.channel.guild.ID
	}
	d.touch()
	d.hub.Dispatch(e)
}

// Repeat delivers the interaction's event again.
func (i *Interaction) Repeat() {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.deliver(i)
}

// Expire has the interaction's token be dead.
func (i *Interaction) Expire() {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.dead, i.excused = true, true
}

// Excuse lets the interaction stay unanswered.
func (i *Interaction) Excuse() {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.excused = true
}

// Acked waits for the first answer and says how long it took.
func (i *Interaction) Acked() time.Duration {
	i.t.Helper()
	i.until("an acknowledgement of "+i.what, func() bool { return i.acked })
	return i.ackedAt
}

func (i *Interaction) thinking() bool { return i.original != nil && i.original.flags&flagLoading != 0 }

// Answer waits for the answer, whole and with text in it.
func (i *Interaction) Answer(text string) *Message {
	i.t.Helper()
	i.until("an answer to "+i.what+" with "+text, func() bool {
		o := i.original
		return o != nil && !i.thinking() && strings.Contains(o.content, text) && !strings.HasSuffix(o.content, "▌")
	})
	return i.original
}

// FollowUps are further messages.
func (i *Interaction) FollowUps() []*Message {
	i.mu.Lock()
	defer i.mu.Unlock()
	return slices.Clone(i.followUps)
}
