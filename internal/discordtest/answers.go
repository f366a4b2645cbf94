package discordtest

import (
	"encoding/json"
	"time"
)

// callback handles the initial response to an interaction.
func (d responseRoutes) callback(c *call) (any, *refusal) {
	i := d.interactions[c.ids[1]]
	if i == nil || i.ID != c.ids[0] || i.expired || !i.acked && time.Since(i.created) > d.AckWithin {
		return nil, refuse(404, 10062, "Unknown interaction")
	}
	if i.acked {
		return nil, refuse(400, 40060, "Interaction has already been acknowledged.")
	}
	kind, _ := c.body["type"].(float64)
	if (kind == callbackChoices) != (i.kind == interactionAutocomplete) {
		return nil, refuse(400, 50035, "a response of type %v to an interaction of type %d", kind, i.kind)
	}
	if kind == callbackChoices {
		return d.suggest(i, c)
	}
	if kind == callbackModal {
		return d.openModal(i, c)
	}
	m, refused := d.firstResponse(i, int(kind), c)
	if refused != nil {
		return nil, refused
	}
	if m != i.onMessage {
		i.hide(m)
	}
	i.acked, i.ackedAt, i.original = true, time.Since(i.created), m
	switch {
	case m != i.onMessage:
		d.post(m)
	case kind == callbackUpdate && m.onlyFor == nil:
		d.announce("MESSAGE_UPDATE", m)
	}
	d.touch()
	if with := c.URL.Query().Get("with_response"); with == "true" || with == "1" { // discord.py writes 1
		return i.response(int(kind)), nil
	}
	return nil, nil
}

// suggest handles autocomplete choices.
func (d responseRoutes) suggest(i *Interaction, c *call) (any, *refusal) {
	data, _ := c.body["data"].(map[string]any)
	if refused := i.offer(data); refused != nil {
		return nil, refused
	}
	i.acked, i.ackedAt = true, time.Since(i.created)
	d.touch()
	return nil, nil
}

// These are the types of an initial response.
// docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object
const (
	callbackMessage     = 4
	callbackDefer       = 5
	callbackDeferUpdate = 6
	callbackUpdate      = 7
	callbackChoices     = 8
)

// firstResponse returns the message that an initial response creates or, for a component, edits.
func (d responseRoutes) firstResponse(i *Interaction, kind int, c *call) (*Message, *refusal) {
	data, _ := c.body["data"].(map[string]any)
	raw, _ := json.Marshal(data) // cannot fail: it was decoded from JSON
	inner := &call{Request: c.Request, route: c.route, body: data, raw: raw, files: c.files}
	m := &Message{Discord: d.Discord, ID: d.id(), channel: i.channel, author: d.bot, interaction: i, replyTo: i.onMessage}
	switch {
	case kind == callbackMessage:
		return m, d.write(m, inner, true)
	case kind == callbackDefer:
		if content, _ := data["content"].(string); content != "" {
			return nil, refuse(400, 50035, "a deferral with content")
		}
		flags, _ := flagsOf(data)
		if flags&^flagEphemeral != 0 {
			return nil, refuse(400, 50035, "a deferral with flags %d", flags)
		}
		m.flags = flags | flagLoading
		return m, nil
	case kind == callbackDeferUpdate && i.onMessage != nil:
		return i.onMessage, nil
	case kind == callbackUpdate && i.onMessage != nil:
		return i.onMessage, d.write(i.onMessage, inner, false)
	}
	return nil, refuse(400, 50035, "a response of type %v", kind)
}

// post adds a response to its channel, visible to everybody or to one person.
func (d responseRoutes) post(m *Message) {
	m.channel.messages = append(m.channel.messages, m)
	if m.onlyFor == nil {
		d.announce("MESSAGE_CREATE", m)
	}
}

// response returns the body for an initial response that was sent with the query with_response.
func (i *Interaction) response(kind int) map[string]any {
	resource := map[string]any{"type": kind}
	if kind != callbackDeferUpdate {
		resource["message"] = i.original.json(true, true)
	}
	return map[string]any{"resource": resource, "interaction": map[string]any{
		"id": i.ID, "type": i.kind, "response_message_id": i.original.ID, "response_message_loading": i.thinking(), "response_message_ephemeral": i.original.onlyFor != nil,
	}}
}

// liveInteraction returns the interaction whose token is in the path.
func (d responseRoutes) liveInteraction(c *call) (*Interaction, *refusal) {
	i := d.interactions[c.ids[1]]
	switch {
	case i == nil:
		return nil, refuse(404, 10015, "Unknown Webhook")
	case i.expired || time.Since(i.created) > d.TokenLife:
		return nil, refuse(401, 50027, "Invalid Webhook Token")
	case !i.acked || i.original == nil:
		return nil, refuse(404, 10015, "Unknown Webhook")
	case i.channel.deleted:
		return nil, refuse(404, 10003, "Unknown Channel")
	}
	return i, nil
}

// responseMessage returns the message in the path: the original response, or a follow-up.
func (d responseRoutes) responseMessage(c *call) (*Message, *refusal) {
	i, refused := d.liveInteraction(c)
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

func (d responseRoutes) editResponse(c *call) (any, *refusal) {
	m, refused := d.responseMessage(c)
	if refused != nil {
		return nil, refused
	}
	if refused := m.checkEdit(); refused != nil {
		return nil, refused
	}
	if refused := d.write(m, c, false); refused != nil {
		return nil, refused
	}
	if m.onlyFor == nil {
		d.announce("MESSAGE_UPDATE", m)
	}
	d.touch()
	return m.json(true, true), nil
}

func (d responseRoutes) getResponse(c *call) (any, *refusal) {
	m, refused := d.responseMessage(c)
	if refused != nil {
		return nil, refused
	}
	return m.json(true, true), nil
}

func (d responseRoutes) deleteResponse(c *call) (any, *refusal) {
	m, refused := d.responseMessage(c)
	if refused == nil {
		refused = checkDelete(m)
	}
	if refused == nil {
		m.erase()
	}
	return nil, refused
}

// followUp creates a follow-up message. The first one after a deferral edits the deferred
// response instead.
func (d responseRoutes) followUp(c *call) (any, *refusal) {
	i, refused := d.liveInteraction(c)
	if refused != nil {
		return nil, refused
	}
	flags, named := flagsOf(c.body)
	if i.thinking() {
		if named { // the deferral determined whether it is ephemeral
			c.body["flags"] = float64(flags &^ flagEphemeral)
		}
		return d.editResponse(c)
	}
	if len(i.followUps) >= i.mostFollowUps() {
		return nil, refuse(400, 40094, "This interaction has hit the maximum number of follow up messages")
	}
	m := &Message{Discord: d.Discord, ID: d.id(), channel: i.channel, author: d.bot, interaction: i, replyTo: i.onMessage}
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
