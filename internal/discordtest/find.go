package discordtest

// These methods are for programs that control the fake from another process and therefore refer to
// everything by ID.

// FindChannel returns the channel with an id, or nil.
func (d observer) FindChannel(id string) *Channel {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.channels[id]
}

// FindMessage returns the message with an id, or nil.
func (d observer) FindMessage(id string) *Message {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, c := range d.channels {
		for _, m := range c.messages {
			if m.ID == id {
				return m
			}
		}
	}
	return nil
}

// FindInteraction returns the interaction with an id, or nil.
func (d observer) FindInteraction(id string) *Interaction {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, i := range d.interactions {
		if i.ID == id {
			return i
		}
	}
	return nil
}

// FindGuild returns the server with an id, or nil.
func (d observer) FindGuild(id string) *Guild {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, g := range d.guilds {
		if g.ID == id {
			return g
		}
	}
	return nil
}

// FindRole returns the role with an id, or nil.
func (d observer) FindRole(id string) *Role {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, g := range d.guilds {
		for _, r := range g.roles {
			if r.ID == id {
				return r
			}
		}
	}
	return nil
}

// Channel returns the channel of the message.
func (m *Message) Channel() *Channel { return m.channel }

// Link returns the address of the message, as people share it.
func (m *Message) Link() string {
	guild := "@me"
	if m.channel.guild != nil {
		guild = m.channel.guild.ID
	}
	return "https://discord.com/channels/" + guild + "/" + m.channel.ID + "/" + m.ID
}

// Author returns the author of the message.
func (m *Message) Author() *Person { return m.author }

// Deleted reports whether the message has been deleted.
func (m *Message) Deleted() bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.deleted
}

// Status reports whether the interaction has been acknowledged, and returns the response so
// far, which is nil if there is nothing to read yet.
func (i *Interaction) Status() (acked bool, answer *Message) {
	i.mu.Lock()
	defer i.mu.Unlock()
	if i.original == nil || i.thinking() {
		return i.acked, nil
	}
	return i.acked, i.original
}

// WaitFollowUps waits for count follow-up messages.
func (i *Interaction) WaitFollowUps(count int) []*Message {
	i.t.Helper()
	i.until("follow-ups of "+i.what, func() bool { return len(i.followUps) >= count })
	return i.FollowUps()
}
