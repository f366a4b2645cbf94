package discordtest

import (
	"encoding/json"
	"time"
)

// callback handles the initial response to an interaction.
func (d answerRoutes) callback(c *call) (any, *refusal) {
	i := d.interactions[c.ids[1]]
	if i == nil || i.ID != c.ids[0] || i.dead || !i.acked && time.Since(i.born) > d.AckWithin {
		return nil, refuse(404, 10062, "Unknown interaction")
	}
	if i.acked {
		return nil, refuse(400, 40060, "Interaction has already been acknowledged.")
	}
	kind, _ := c.body["type"].(float64)
	if (kind == answerChoices) != (i.kind == interactionTyping) {
		return nil, refuse(400, 50035, "a response of type %v to an interaction of type %d", kind, i.kind)
	}
	if kind == answerChoices {
		return d.suggest(i, c)
	}
	if kind == answerWindow {
		return d.openWindow(i, c)
	}
	m, refused := d.first(i, int(kind), c)
	if refused != nil {
		return nil, refused
	}
	if m != i.on {
		i.hide(m)
	}
	i.acked, i.ackedAt, i.original = true, time.Since(i.born), m
	switch {
	case m != i.on:
		d.post(m)
	case kind == answerUpdate && m.only == nil:
		d.announce("MESSAGE_UPDATE", m)
	}
	d.touch()
	if with := c.URL.Query().Get("with_response"); with == "true" || with == "1" { // discord.py writes 1
		return i.response(int(kind)), nil
	}
	return nil, nil
}

// suggest handles autocomplete choices.
func (d answerRoutes) suggest(i *Interaction, c *call) (any, *refusal) {
	data, _ := c.body["data"].(map[string]any)
	if refused := i.offer(data); refused != nil {
		return nil, refused
	}
	i.acked, i.ackedAt = true, time.Since(i.born)
	d.touch()
	return nil, nil
}

// These are the types of an initial response.
// docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object
const (
	answerMessage     = 4
	answerThinking    = 5
	answerUpdateLater = 6
	answerUpdate      = 7
	answerChoices     = 8
)

// first returns the message that an initial response creates or, for a component, edits.
func (d answerRoutes) first(i *Interaction, kind int, c *call) (*Message, *refusal) {
	data, _ := c.body["data"].(map[string]any)
	raw, _ := json.Marshal(data) // it was JSON before
	inner := &call{Request: c.Request, route: c.route, body: data, raw: raw, files: c.files}
	m := &Message{Discord: d.Discord, ID: d.id(), channel: i.channel, author: d.bot, by: i, to: i.on}
	switch {
	case kind == answerMessage:
		return m, d.write(m, inner, true)
	case kind == answerThinking:
		if content, _ := data["content"].(string); content != "" {
			return nil, refuse(400, 50035, "a deferral with content")
		}
		flags, _ := flagsOf(data)
		if flags&^flagEphemeral != 0 {
			return nil, refuse(400, 50035, "a deferral with flags %d", flags)
		}
		m.flags = flags | flagLoading
		return m, nil
	case kind == answerUpdateLater && i.on != nil:
		return i.on, nil
	case kind == answerUpdate && i.on != nil:
		return i.on, d.write(i.on, inner, false)
	}
	return nil, refuse(400, 50035, "a response of type %v", kind)
}

// post adds a response to its channel, visible to everybody or to one person.
func (d answerRoutes) post(m *Message) {
	m.channel.messages = append(m.channel.messages, m)
	if m.only == nil {
		d.announce("MESSAGE_CREATE", m)
	}
}

// response returns the body for an initial response that was sent with the query with_response.
func (i *Interaction) response(kind int) map[string]any {
	resource := map[string]any{"type": kind}
	if kind != answerUpdateLater {
		resource["message"] = i.original.json(true, true)
	}
	return map[string]any{"resource": resource, "interaction": map[string]any{
		"id": i.ID, "type": i.kind, "response_message_id": i.original.ID, "response_message_loading": i.thinking(), "response_message_ephemeral": i.original.only != nil,
	}}
}

// alive returns the interaction whose token is in the path.
func (d answerRoutes) alive(c *call) (*Interaction, *refusal) {
	i := d.interactions[c.ids[1]]
	switch {
	case i == nil:
		return nil, refuse(404, 10015, "Unknown Webhook")
	case i.dead || time.Since(i.born) > d.TokenLife:
		return nil, refuse(401, 50027, "Invalid Webhook Token")
	case !i.acked || i.original == nil:
		return nil, refuse(404, 10015, "Unknown Webhook")
	case i.channel.gone:
		return nil, refuse(404, 10003, "Unknown Channel")
	}
	return i, nil
}

// answered returns the message in the path: the original response, or a follow-up.
func (d answerRoutes) answered(c *call) (*Message, *refusal) {
	i, refused := d.alive(c)
	if refused != nil {
		return nil, refused
	}
	all := append([]*Message{i.original}, i.followUps...)
	if len(c.ids) < 3 {
		all = all[:1]
	}
	for _, m := range all {
		if (len(c.ids) < 3 || m.ID == c.ids[2]) && !m.deleted {
			return m, nil
		}
	}
	return nil, refuse(404, 10008, "Unknown Message")
}

func (d answerRoutes) editAnswer(c *call) (any, *refusal) {
	m, refused := d.answered(c)
	if refused != nil {
		return nil, refused
	}
	if refused := m.frozen(); refused != nil {
		return nil, refused
	}
	if refused := d.write(m, c, false); refused != nil {
		return nil, refused
	}
	if m.only == nil {
		d.announce("MESSAGE_UPDATE", m)
	}
	d.touch()
	return m.json(true, true), nil
}

func (d answerRoutes) getAnswer(c *call) (any, *refusal) {
	m, refused := d.answered(c)
	if refused != nil {
		return nil, refused
	}
	return m.json(true, true), nil
}

func (d answerRoutes) removeAnswer(c *call) (any, *refusal) {
	m, refused := d.answered(c)
	if refused == nil {
		refused = lasting(m)
	}
	if refused == nil {
		m.erase()
	}
	return nil, refused
}

// followUp creates a follow-up message. The first one after a deferral edits the deferred
// response instead.
func (d answerRoutes) followUp(c *call) (any, *refusal) {
	i, refused := d.alive(c)
	if refused != nil {
		return nil, refused
	}
	flags, named := flagsOf(c.body)
	if i.thinking() {
		if named { // the deferral determined whether it is ephemeral
			c.body["flags"] = float64(flags &^ flagEphemeral)
		}
		return d.editAnswer(c)
	}
	if len(i.followUps) >= i.mostFollowUps() {
		return nil, refuse(400, 40094, "This interaction has hit the maximum number of follow up messages")
	}
	m := &Message{Discord: d.Discord, ID: d.id(), channel: i.channel, author: d.bot, by: i, to: i.on}
	if refused := i.channel.reopen(flags&flagEphemeral != 0); refused != nil {
		return nil, refused
	}
	if refused := d.write(m, c, true); refused != nil {
		return nil, refused
	}
	i.hide(m)
	i.followUps = append(i.followUps, m)
	d.post(m)
	d.touch()
	return m.json(true, true), nil
}
