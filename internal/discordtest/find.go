package discordtest

// Programs that drive the fake from outside know things by their ids.

// FindChannel is the channel with an id, or nil.
func (d observer) FindChannel(id string) *Channel {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.channels[id]
}

// FindMessage is the message with an id, or nil.
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

// FindInteraction is the interaction with an id, or nil.
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

// FindGuild is the server with an id, or nil.
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

// FindRole is the role with an id, or nil.
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

// Channel is where the message is.
func (m *Message) Channel() *Channel { return m.channel }

// Link is the address by which people point at the message.
func (m *Message) Link() string {
	guild := "@me"
	if m.channel.guild != nil {
		guild = m.channel.guild.ID
	}
	return "https://discord.com/channels/" + guild + "/" + m.channel.ID + "/" + m.ID
}

// Author is who wrote the message.
func (m *Message) Author() *Person { return m.author }

// Deleted reports whether it is gone.
func (m *Message) Deleted() bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.deleted
}

// Status is how an interaction stands now: whether it was acknowledged, and the
// answer so far, which is nil as long as there is none to read.
func (i *Interaction) Status() (acked bool, answer *Message) {
	i.mu.Lock()
	defer i.mu.Unlock()
	if i.original == nil || i.thinking() {
		return i.acked, nil
	}
	return i.acked, i.original
}

// WaitFollowUps waits until there are so many further messages.
func (i *Interaction) WaitFollowUps(count int) []*Message {
	i.t.Helper()
	i.until("follow-ups of "+i.what, func() bool { return len(i.followUps) >= count })
	return i.FollowUps()
}
