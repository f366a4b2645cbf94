package discordtest

import (
	"slices"
	"unicode/utf8"
)

// A tag is a forum's tag for posts.
type tag struct{ ID, Name string }

func (t tag) json() map[string]any {
	return map[string]any{"id": t.ID, "name": t.Name, "moderated": false, "emoji_id": nil, "emoji_name": nil}
}

// Forum creates a forum channel with tags.
func (g *Guild) Forum(name string, tags ...string) *Channel {
	g.mu.Lock()
	defer g.mu.Unlock()
	c := g.newChannel(&Channel{Discord: g.Discord, Name: name, guild: g, kind: kindForum})
	for _, one := range tags {
		c.tags = append(c.tags, tag{g.id(), one})
	}
	g.channels = append(g.channels, c)
	g.sendEvent("CHANNEL_CREATE", g.channelJSON(c))
	return c
}

// RequireTag makes the forum require a tag for every new post.
func (c *Channel) RequireTag() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.requiresTag = true
}

// Post creates a post in the forum and returns its first message, which has the same ID as the
// post.
// docs.discord.com/developers/topics/threads#forums
func (c *Channel) Post(by *Person, title, text string, files ...File) *Message {
	by.t.Helper()
	by.mu.Lock()
	post := by.newChannel(&Channel{Discord: c.Discord, Name: title, guild: c.guild, kind: kindThread, parent: c, owner: by})
	c.announceThread(post)
	by.mu.Unlock()
	return (&Message{ID: post.ID, channel: post, content: text}).post(by, files)
}

// startThread opens a thread below a channel. In a forum, the request includes the first message;
// elsewhere, the thread starts empty.
// docs.discord.com/developers/resources/channel#start-thread-in-forum-or-media-channel
func (d messageRoutes) startThread(c *call) (any, *refusal) {
	at, refused := d.channel(c)
	if refused == nil {
		refused = at.checkThread(c.body)
	}
	if refused != nil {
		return nil, refused
	}
	thread := &Channel{Discord: d.Discord, ID: d.id(), Name: text(c.body, "name"), guild: at.guild, kind: typeBelow(at), parent: at, owner: d.bot}
	if at.kind != kindForum {
		d.channels[thread.ID] = thread
		return at.announceThread(thread), nil
	}
	first := &Message{Discord: d.Discord, ID: thread.ID, channel: thread, author: d.bot}
	said, _ := c.body["message"].(map[string]any)
	if said == nil {
		return nil, refuse(400, 50035, "a post without a message")
	}
	if refused := d.write(first, &call{Request: c.Request, route: c.route, body: said, files: c.files}, true); refused != nil {
		return nil, refused
	}
	d.channels[thread.ID] = thread
	thread.appliedTags, _ = c.body["applied_tags"].([]any)
	thread.messages = append(thread.messages, first)
	j := at.announceThread(thread)
	d.announce("MESSAGE_CREATE", first)
	made := map[string]any{"message": first.json(true, true)}
	for name, value := range j {
		made[name] = value
	}
	return made, nil
}

// checkThread refuses a new thread below the channel if the request is invalid or the bot may not
// open one.
func (c *Channel) checkThread(body map[string]any) *refusal {
	kind := number(body, "type", kindPrivateThread)
	switch {
	case c.guild == nil || !slices.Contains([]int{kindText, kindAnnouncement, kindForum}, c.kind):
		return refuse(400, 50024, "Cannot execute action on this channel type")
	case c.kind == kindForum && c.denies("SEND_MESSAGES"),
		c.kind != kindForum && kind == kindPrivateThread && c.denies("CREATE_PRIVATE_THREADS"),
		c.kind != kindForum && kind != kindPrivateThread && c.denies("CREATE_PUBLIC_THREADS"):
		return refuse(403, 50013, "Missing Permissions")
	}
	if refused := c.checkThreadName(body); refused != nil || c.kind != kindForum {
		return refused
	}
	return c.checkTags(body)
}

// checkThreadName refuses an invalid or blocked thread name and an invalid auto_archive_duration.
func (c *Channel) checkThreadName(body map[string]any) *refusal {
	name := text(body, "name")
	if n := utf8.RuneCountInString(name); n < 1 || n > 100 {
		return refuse(400, 50035, "a name of %d characters", n)
	}
	if minutes := number(body, "auto_archive_duration", 60); !slices.Contains([]int{60, 1440, 4320, 10080}, minutes) {
		return refuse(400, 50035, "auto_archive_duration of %d", minutes)
	}
	if c.guild.blocks(name) {
		return refuse(400, 200001, "Title was blocked by automatic moderation")
	}
	return nil
}

// checkTags refuses tags that the forum does not have, too many tags, and a missing tag if the forum
// requires one.
func (c *Channel) checkTags(body map[string]any) *refusal {
	const most = 5
	applied, _ := body["applied_tags"].([]any)
	if len(applied) > most {
		return refuse(400, 50035, "%d tags", len(applied))
	}
	for _, id := range applied {
		if !slices.ContainsFunc(c.tags, func(t tag) bool { return t.ID == id }) {
			return refuse(400, 50035, "there is no tag %v", id)
		}
	}
	if c.requiresTag && len(applied) == 0 {
		return refuse(400, 40067, "A tag is required to create a forum post in this channel")
	}
	return nil
}

// addForum adds the fields that only forums and their posts have to a channel's payload.
func (c *Channel) addForum(j map[string]any) {
	if c.parent != nil && c.parent.kind == kindForum {
		j["applied_tags"] = append([]any{}, c.appliedTags...)
	}
	if c.kind != kindForum {
		return
	}
	tags := []any{}
	for _, t := range c.tags {
		tags = append(tags, t.json())
	}
	j["available_tags"], j["default_reaction_emoji"], j["default_sort_order"], j["default_forum_layout"] = tags, nil, nil, 0
	if c.requiresTag {
		const requireTag = 1 << 4
		j["flags"] = requireTag
	}
}
