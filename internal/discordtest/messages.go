package discordtest

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

func (d messageRoutes) create(c *call) (any, *refusal) {
	at, refused := d.channel(c)
	if refused != nil {
		return nil, refused
	}
	if refused := at.checkNewMessage(c); refused != nil {
		return nil, refused
	}
	nonce, _ := c.body["nonce"].(string)
	if len(nonce) > 25 {
		return nil, refuse(400, 50035, "nonce %q", nonce)
	}
	if once, _ := c.body["enforce_nonce"].(bool); once && nonce != "" {
		for _, m := range at.messages {
			if m.nonce == nonce {
				return m.json(true, true), nil
			}
		}
	}
	m := &Message{Discord: d.Discord, ID: d.id(), channel: at, author: d.bot, nonce: nonce}
	if refused := c.reply(m); refused != nil {
		return nil, refused
	}
	if refused := d.write(m, c, true); refused != nil {
		return nil, refused
	}
	at.messages = append(at.messages, m)
	d.announce("MESSAGE_CREATE", m)
	return m.json(true, true), nil
}

// checkNewMessage refuses a new message of the bot if it may not write it in the channel.
func (c *Channel) checkNewMessage(of *call) *refusal {
	switch {
	case c.kind == kindForum:
		return refuse(400, 40058, "Cannot send a message in a forum channel")
	case c.writeDenied(), c.denies("ATTACH_FILES") && len(of.files) > 0:
		return refuse(403, 50013, "Missing Permissions")
	case c.person != nil && c.person.dmsClosed:
		return refuse(403, 50007, "Cannot send messages to this user")
	}
	return c.reopen(false)
}

// reply makes a message a reply or a forward if the request refers to another message.
// docs.discord.com/developers/resources/message#create-message-limitations
func (c *call) reply(m *Message) *refusal {
	ref, given := c.body["message_reference"].(map[string]any)
	if !given {
		return nil
	}
	if number(ref, "type", 0) == referenceForward {
		return c.forward(m, ref)
	}
	if m.channel.denies("READ_MESSAGE_HISTORY") {
		return refuse(400, 160002, "Cannot reply without permission to read message history")
	}
	m.replyTo = m.channel.find(ref["message_id"])
	if m.replyTo != nil && m.replyTo.threadStart != nil {
		return refuse(400, 50035, "a reply to a system message")
	}
	if strict, given := ref["fail_if_not_exists"].(bool); m.replyTo == nil && (!given || strict) {
		return refuse(400, 50035, "Unknown message")
	}
	return nil
}

// find returns the message with an ID, or nil. It does not find deleted or ephemeral messages.
func (c *Channel) find(id any) *Message {
	for _, m := range c.messages {
		if m.ID == id && !m.deleted && m.onlyFor == nil {
			return m
		}
	}
	return nil
}

// write applies a request to a message. If the request breaks a rule, the message stays as it is.
// docs.discord.com/developers/resources/message
func (d messageRoutes) write(m *Message, c *call, fresh bool) *refusal {
	content, has := c.body["content"].(string)
	if n := units(content); n > 2000 {
		return refuse(400, 50035, "content has %d characters", n)
	}
	if refused := checkFlags(m, c.body, fresh); refused != nil {
		return refused
	}
	if refused := checkMentions(c.body); refused != nil {
		return refused
	}
	if refused := checkEmbeds(c.body); refused != nil {
		return refused
	}
	for _, unknown := range []string{"poll", "sticker_ids"} {
		if given := c.body[unknown]; given != nil && fmt.Sprint(given) != "[]" {
			return refuse(400, 50035, "%s sent by a bot, which the fake does not support", unknown)
		}
	}
	flags, _ := flagsOf(c.body)
	if refused := m.checkAutoMod(content, m.flags&flagEphemeral != 0 || fresh && flags&flagEphemeral != 0); refused != nil {
		return refused
	}
	components, _ := c.body["components"].([]any)
	if problem := componentsFlaw(components); problem != "" {
		return refuse(400, 50035, "%s", problem)
	}
	files, refused := c.attach(m)
	if refused != nil {
		return refused
	}
	if c.empties(m, files) {
		return refuse(400, 50006, "Cannot send an empty message")
	}
	m.attachments = files
	setFlags(m, c.body, fresh)
	if has {
		m.content = strings.TrimSpace(content) // Discord does so too
	}
	if c.body["components"] != nil {
		m.components = components
	}
	if embeds, given := embedsOf(c.body); given {
		m.embeds = embeds
	}
	if !fresh && m.flags&flagLoading == 0 {
		m.edited = time.Now() // replacing "thinking…" does not count as an edit
	}
	m.flags &^= flagLoading
	if m.flags&flagEphemeral == 0 {
		d.pings = append(d.pings, pinged(c.body, m.replyTo != nil, fresh, func(role string) bool { return mentionable(m.channel, role) })...)
	}
	if !fresh {
		m.edits++
	}
	return nil
}

// empties reports whether the request would leave the message without any content.
func (c *call) empties(m *Message, files []*attachment) bool {
	content, components, embeds := m.content, m.components, m.embeds
	if given, has := c.body["content"]; has {
		content, _ = given.(string)
	}
	if given, has := c.body["components"]; has {
		components, _ = given.([]any)
	}
	if given, has := embedsOf(c.body); has {
		embeds = given
	}
	return strings.TrimSpace(content) == "" && len(components) == 0 && len(embeds) == 0 && len(files) == 0 && m.forwarded == nil
}

// message returns the message in the path.
func (d messageRoutes) message(c *call) (*Message, *refusal) {
	at, refused := d.channel(c)
	if refused != nil {
		return nil, refused
	}
	if m := at.find(c.ids[1]); m != nil {
		return m, nil
	}
	return nil, refuse(404, 10008, "Unknown Message")
}

func (d messageRoutes) get(c *call) (any, *refusal) {
	m, refused := d.message(c)
	if refused != nil {
		return nil, refused
	}
	if m.channel.denies("READ_MESSAGE_HISTORY") {
		return nil, refuse(403, 50001, "Missing Access")
	}
	return m.json(d.Content, true), nil
}

func (d messageRoutes) edit(c *call) (any, *refusal) {
	m, refused := d.message(c)
	switch {
	case refused != nil:
		return nil, refused
	case !m.author.bot:
		return nil, refuse(403, 50005, "Cannot edit a message authored by another user")
	}
	if refused := m.checkEdit(); refused != nil {
		return nil, refused
	}
	if refused := d.write(m, c, false); refused != nil {
		return nil, refused
	}
	d.announce("MESSAGE_UPDATE", m)
	return m.json(true, true), nil
}

func (d messageRoutes) remove(c *call) (any, *refusal) {
	m, refused := d.message(c)
	switch {
	case refused != nil:
		return nil, refused
	case !m.author.bot && m.channel.guild == nil:
		return nil, refuse(403, 50003, "Cannot execute action on a DM channel")
	case !m.author.bot: // the bot does not have MANAGE_MESSAGES
		return nil, refuse(403, 50013, "Missing Permissions")
	}
	if refused := checkDelete(m); refused != nil {
		return nil, refused
	}
	m.erase()
	return nil, nil
}

func (d messageRoutes) list(c *call) (any, *refusal) {
	at, refused := d.channel(c)
	if refused != nil {
		return nil, refused
	}
	limit := 50
	if n, err := strconv.Atoi(c.URL.Query().Get("limit")); err == nil {
		limit = n
	}
	if limit < 1 || limit > 100 {
		return nil, refuse(400, 50035, "limit %d", limit)
	}
	all := []any{}
	if at.denies("READ_MESSAGE_HISTORY") {
		return all, nil
	}
	before, after := c.URL.Query().Get("before"), c.URL.Query().Get("after")
	var found []*Message // latest first
	for _, m := range slices.Backward(at.messages) {
		if m.deleted || m.onlyFor != nil || before != "" && compareIDs(m.ID, before) >= 0 || after != "" && compareIDs(m.ID, after) <= 0 {
			continue
		}
		found = append(found, m)
	}
	if after != "" { // of the later messages, the earliest are returned
		found = found[max(0, len(found)-limit):]
	}
	for _, m := range found[:min(limit, len(found))] {
		all = append(all, m.json(d.Content, true))
	}
	return all, nil
}

// compareIDs compares snowflakes as numbers.
func compareIDs(a, b string) int {
	if len(a) != len(b) {
		return len(a) - len(b)
	}
	return strings.Compare(a, b)
}
