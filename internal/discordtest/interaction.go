package discordtest

import (
	"slices"
	"strings"
	"time"

	"footnote/internal/discordtest/hub"
)

// TokenPrefix begins every interaction's token, as in Discord: it is "interaction" in base64.
const TokenPrefix = "aW50ZXJhY3Rpb24."

// An Interaction is one use of a command or a component.
type Interaction struct {
	*Discord
	ID, Token   string
	what        string // describes it in messages to the test
	kind        int
	person      *Person
	channel     *Channel
	onMessage   *Message     // whose component was used
	opener      *Interaction // for a submitted modal, the interaction to which the bot responded with it
	modal       *Modal       // the modal that the bot has opened
	created     time.Time
	acked       bool
	ackedAt     time.Duration
	excused     bool // the bot need not respond
	expired     bool
	original    *Message
	followUps   []*Message
	payload     map[string]any
	path        []*declaration // from the command to the subcommand
	focusedName string         // the option being typed into, for autocomplete
	choices     []Choice       // that the bot offers
}

// These are types of interactions.
// docs.discord.com/developers/interactions/receiving-and-responding#interaction-object-interaction-type
const (
	interactionCommand      = 2
	interactionComponent    = 3
	interactionAutocomplete = 4
)

// Click presses the button whose label or emoji contains text.
func (p *Person) Click(m *Message, text string) *Interaction {
	p.t.Helper()
	p.mu.Lock()
	buttons := m.buttons()
	p.mu.Unlock()
	i := slices.IndexFunc(buttons, func(b Button) bool { return strings.Contains(b.Label, text) || b.Emoji == text })
	if i < 0 || buttons[i].Disabled || buttons[i].URL != "" {
		p.t.Fatalf("no button %q under %q: %+v", text, m.Text(), buttons)
		return nil
	}
	return p.ClickRaw(m, buttons[i].CustomID)
}

// ClickRaw presses a button that may not exist.
func (p *Person) ClickRaw(m *Message, customID string) *Interaction {
	p.t.Helper()
	return p.useComponent(m, "a button", map[string]any{"custom_id": customID, "component_type": componentButton, "id": 2})
}

func (p *Person) useComponent(m *Message, what string, data map[string]any) *Interaction {
	p.t.Helper()
	p.mu.Lock()
	defer p.mu.Unlock()
	owners, err := m.owners()
	if err != nil {
		p.t.Fatalf("%s cannot use %s: %v", p.Name, what, err)
		return nil
	}
	i := p.interaction(m.channel, interactionComponent, what, owners, data)
	i.onMessage, i.payload["message"] = m, m.json(true, false)
	p.interact(i)
	return i
}

// interaction creates an interaction. The caller holds the lock.
func (p *Person) interaction(c *Channel, kind int, what string, owners, data map[string]any) *Interaction {
	id := p.id()
	i := &Interaction{Discord: p.Discord, ID: id, Token: TokenPrefix + id, what: what, kind: kind, person: p, channel: c, created: time.Now()}
	ours := memberPermissions
	for at := c; at != nil; at = at.parent {
		ours &^= p.bits(at.denied)
	}
	i.payload = map[string]any{
		"id": id, "application_id": p.Discord.bot.ID, "type": kind, "token": i.Token, "version": 1, "channel_id": c.ID, "data": data, "locale": p.Locale,
		"app_permissions": decimal(ours), "entitlements": []any{}, "entitlement_sku_ids": []any{}, "attachment_size_limit": 10 << 20,
		"authorizing_integration_owners": owners, "context": c.context(),
	}
	if g := c.guild; g != nil {
		member := p.member(g)
		member["permissions"] = decimal(p.permissionsIn(c))
		i.payload["guild_id"], i.payload["guild_locale"], i.payload["member"] = g.ID, "en-US", member
		i.payload["guild"] = map[string]any{"id": g.ID, "locale": "en-US", "features": []any{}}
		i.payload["channel"] = map[string]any{
			"id": c.ID, "guild_id": g.ID, "type": c.kind, "name": c.Name, "flags": 0, "permissions": decimal(p.permissionsIn(c)), "nsfw": false, "position": 0,
			"rate_limit_per_user": 0, "topic": nil, "parent_id": c.parentID(), "last_message_id": nil,
		}
	} else {
		i.payload["user"] = p.json()
		i.payload["channel"] = map[string]any{"id": c.ID, "type": c.kind, "flags": 0, "last_message_id": nil, "recipients": []any{p.json()}}
	}
	return i
}

// interact delivers a new interaction. The caller holds the lock.
func (p *Person) interact(i *Interaction) {
	p.interactions[i.Token] = i
	p.deliver(i)
}

func (d *Discord) deliver(i *Interaction) {
	e := hub.Event{Type: "INTERACTION_CREATE", Data: func(int) any { return i.payload }}
	if i.channel.guild != nil {
		e.Guild = i.channel.guild.ID
	}
	d.touch()
	d.hub.Dispatch(e)
}

// metadata returns what the payload of m, a response to the interaction, contains about it.
// docs.discord.com/developers/resources/message#message-interaction-metadata-object
func (i *Interaction) metadata(m *Message) map[string]any {
	j := map[string]any{"id": i.ID, "type": i.kind, "user": i.person.json(), "authorizing_integration_owners": i.payload["authorizing_integration_owners"]}
	if i.opener != nil {
		j["triggering_interaction_metadata"] = i.opener.metadata(m)
	} else if i.onMessage != nil {
		j["interacted_message_id"] = i.onMessage.ID
	}
	if i.original != nil && i.original != m {
		j["original_response_message_id"] = i.original.ID
	}
	return j
}

// Repeat delivers the interaction's event again.
func (i *Interaction) Repeat() {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.deliver(i)
}

// Expire invalidates the interaction's token.
func (i *Interaction) Expire() {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.expired, i.excused = true, true
}

// Excuse allows the interaction to stay unanswered.
func (i *Interaction) Excuse() {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.excused = true
}

// Acked waits for the initial response and returns how long it took.
func (i *Interaction) Acked() time.Duration {
	i.t.Helper()
	i.until("an acknowledgement of "+i.what, func() bool { return i.acked })
	return i.ackedAt
}

// Dismiss deletes the initial response as a moderator would, even while it shows "thinking…".
func (i *Interaction) Dismiss() {
	i.t.Helper()
	i.until("a response to "+i.what, func() bool { return i.original != nil })
	i.original.Delete()
}

func (i *Interaction) thinking() bool {
	return i.original != nil && !i.original.deleted && i.original.flags&flagLoading != 0
}

// Answer waits for a complete response that contains text. A response that ends in ▌ is a preview.
func (i *Interaction) Answer(text string) *Message {
	i.t.Helper()
	i.until("a response to "+i.what+" with "+text, func() bool {
		o := i.original
		return o != nil && !o.deleted && !i.thinking() && strings.Contains(o.content, text) && !strings.HasSuffix(o.content, "▌")
	})
	return i.original
}

// FollowUps returns the follow-up messages.
func (i *Interaction) FollowUps() []*Message {
	i.mu.Lock()
	defer i.mu.Unlock()
	return slices.Clone(i.followUps)
}
