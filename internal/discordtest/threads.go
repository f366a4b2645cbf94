package discordtest

import (
	"path"
	"slices"

	"footnote/internal/discordtest/hub"
)

// openThread opens a thread on a message.
// docs.discord.com/developers/resources/channel#start-thread-from-message
func (d messageRoutes) openThread(c *call) (any, *refusal) {
	m, refused := d.message(c)
	if refused != nil {
		return nil, refused
	}
	at := m.channel
	switch {
	case at.guild == nil || at.kind != kindText && at.kind != kindAnnouncement:
		return nil, refuse(400, 50024, "Cannot execute action on this channel type")
	case at.denies("CREATE_PUBLIC_THREADS"):
		return nil, refuse(403, 50013, "Missing Permissions")
	case d.channels[m.ID] != nil:
		return nil, refuse(400, 160004, "A thread has already been created for this message")
	}
	if refused := at.checkThreadName(c.body); refused != nil {
		return nil, refused
	}
	thread := &Channel{Discord: d.Discord, ID: m.ID, Name: text(c.body, "name"), guild: at.guild, kind: typeBelow(at), parent: at, owner: d.bot}
	d.channels[m.ID] = thread
	thread.messages = append(thread.messages, &Message{Discord: d.Discord, ID: d.id(), channel: thread, author: d.bot, parts: parts{threadStart: m}})
	j := at.announceThread(thread)
	m.flags |= flagHasThread
	d.announce("MESSAGE_UPDATE", m)
	return j, nil
}

// announceThread sends the event of a new thread below the channel, and returns the thread's
// payload.
func (c *Channel) announceThread(thread *Channel) map[string]any {
	j := c.channelJSON(thread)
	if !c.away() {
		c.hub.Dispatch(hub.Event{Type: "THREAD_CREATE", Guild: c.guild.ID, Intent: intentGuilds, Data: func(int) any { return j }})
	}
	c.touch()
	return j
}

// react adds the bot's reaction to a message.
// docs.discord.com/developers/resources/message#create-reaction
func (d messageRoutes) react(c *call) (any, *refusal) {
	m, refused := d.message(c)
	switch {
	case refused != nil:
		return nil, refused
	case m.channel.denies("ADD_REACTIONS") || m.channel.denies("READ_MESSAGE_HISTORY"):
		return nil, refuse(403, 50013, "Missing Permissions")
	}
	m.botReactions = append(m.botReactions, path.Base(path.Dir(c.URL.Path)))
	d.touch()
	return nil, nil
}

// WaitReaction waits until the bot has reacted to the message with an emoji.
func (m *Message) WaitReaction(emoji string) {
	m.t.Helper()
	m.until("the reaction "+emoji, func() bool { return slices.Contains(m.botReactions, emoji) })
}

// addThread adds the fields that only threads have to a channel's payload, and removes those that
// threads lack.
func (c *Channel) addThread(j map[string]any) {
	if !isThread(c) {
		return
	}
	owner := c.guild.owner
	if c.owner != nil {
		owner = c.owner.ID
	}
	j["owner_id"], j["message_count"], j["member_count"], j["total_message_sent"] = owner, 0, 1, 0
	j["thread_metadata"] = map[string]any{
		"archived": c.archived, "archive_timestamp": stamp(c.ID), "auto_archive_duration": 1440, "locked": c.locked, "create_timestamp": stamp(c.ID),
	}
	delete(j, "position")
	delete(j, "permission_overwrites")
	delete(j, "topic")
	delete(j, "nsfw")
}

// WaitThread waits until the bot has opened a thread on the message and written in it.
func (m *Message) WaitThread() *Channel {
	m.t.Helper()
	m.until("a thread", func() bool { return m.channels[m.ID] != nil && len(m.channels[m.ID].messages) > 1 })
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.channels[m.ID]
}
