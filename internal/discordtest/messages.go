package discordtest

import (
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
	switch {
	case at.denies("SEND_MESSAGES"), at.denies("ATTACH_FILES") && len(c.files) > 0:
		return nil, refuse(403, 50013, "Missing Permissions")
	case at.person != nil && at.person.closed:
		return nil, refuse(403, 50007, "Cannot send messages to this user")
	}
	if refused := at.reopen(false); refused != nil {
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
	if ref, ok := c.body["message_reference"].(map[string]any); ok {
		m.to = d.referenced(at, ref)
		if strict, given := ref["fail_if_not_exists"].(bool); m.to == nil && (!given || strict) {
			return nil, refuse(400, 50035, "Unknown message")
		}
	}
	if refused := d.write(m, c, true); refused != nil {
		return nil, refused
	}
	at.messages = append(at.messages, m)
	d.announce("MESSAGE_CREATE", m)
	return m.json(true, true), nil
}

func (d messageRoutes) referenced(at *Channel, ref map[string]any) *Message {
	for _, m := range at.messages {
		if m.ID == ref["message_id"] && !m.deleted && m.only == nil {
			return m
		}
	}
	return nil
}

// write puts what a request says into a message, if it keeps the rules.
// docs.discord.com/developers/resources/message
func (d messageRoutes) write(m *Message, c *call, fresh bool) *refusal {
	content, has := c.body["content"].(string)
	if n := units(content); n > 2000 {
		return refuse(400, 50035, "content has %d characters", n)
	}
	flags, _ := c.body["flags"].(float64)
	if refused := m.moderate(content, m.flags&flagEphemeral != 0 || fresh && int(flags)&flagEphemeral != 0); refused != nil {
		return refused
	}
	components, _ := c.body["components"].([]any)
	if fresh && strings.TrimSpace(content) == "" && len(components) == 0 && len(c.files) == 0 {
		return refuse(400, 50006, "Cannot send an empty message")
	}
	if problem := unfit(components); problem != "" {
		return refuse(400, 50035, "%s", problem)
	}
	if refused := m.attach(c); refused != nil {
		return refused
	}
	if flags, ok := c.body["flags"].(float64); ok {
		const settable = 1<<2 | 1<<6 | 1<<12 | 1<<15
		if int(flags)&^settable != 0 {
			return refuse(400, 50035, "flags %v", flags)
		}
		if fresh {
			m.flags = int(flags)
		}
	}
	if has {
		m.content = content
	}
	if c.body["components"] != nil {
		m.components = components
	}
	if !fresh && m.flags&flagLoading == 0 {
		m.edited = time.Now() // what takes the place of "thinking…" is no edit
	}
	m.flags &^= flagLoading
	if m.flags&flagEphemeral == 0 {
		d.pings = append(d.pings, pinged(c.body, m.to != nil, fresh)...)
	}
	if !fresh {
		m.edits++
	}
	return nil
}

// message is the one of the path.
func (d messageRoutes) message(c *call) (*Message, *refusal) {
	at, refused := d.channel(c)
	if refused != nil {
		return nil, refused
	}
	for _, m := range at.messages {
		if m.ID == c.ids[1] && !m.deleted && m.only == nil {
			return m, nil
		}
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
	return m.json(false, true), nil
}

func (d messageRoutes) edit(c *call) (any, *refusal) {
	m, refused := d.message(c)
	switch {
	case refused != nil:
		return nil, refused
	case !m.author.bot:
		return nil, refuse(403, 50005, "Cannot edit a message authored by another user")
	}
	if refused := m.frozen(); refused != nil {
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
	if refused == nil {
		refused = m.frozen()
	}
	if refused == nil {
		m.erase()
	}
	return nil, refused
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
	var found []*Message // the latest first
	for _, m := range slices.Backward(at.messages) {
		if m.deleted || m.only != nil || before != "" && compareIDs(m.ID, before) >= 0 || after != "" && compareIDs(m.ID, after) <= 0 {
			continue
		}
		found = append(found, m)
	}
	if after != "" { // those next to it
		found = found[max(0, len(found)-limit):]
	}
	for _, m := range found[:min(limit, len(found))] {
		all = append(all, m.json(false, true))
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
