package discordtest

func (d guildRoutes) openDM(c *call) (any, *refusal) {
	id, _ := c.body["recipient_id"].(string)
	if p := d.personByID(id); p != nil {
		return d.channelJSON(p.dmChannel()), nil
	}
	return nil, refuse(404, 10013, "Unknown User")
}

func (d guildRoutes) channelJSON(c *Channel) map[string]any {
	j := map[string]any{"id": c.ID, "type": 1, "flags": 0, "last_message_id": nil}
	if c.guild != nil {
		for name, value := range map[string]any{
			"type": c.kind, "guild_id": c.guild.ID, "name": c.Name, "position": 0, "permission_overwrites": []any{}, "nsfw": false, "topic": nil, "parent_id": c.parentID(),
			"rate_limit_per_user": 0,
		} {
			j[name] = value
		}
		c.addThread(j)
		c.addForum(j)
	} else {
		j["recipients"] = []any{c.person.json()}
	}
	return j
}

// channel returns the channel in the path, if the bot may see it.
func (d guildRoutes) channel(c *call) (*Channel, *refusal) {
	at := d.channels[c.ids[0]]
	switch {
	case at == nil || at.deleted:
		return nil, refuse(404, 10003, "Unknown Channel")
	case at.withoutBot || at.guild != nil && at.guild.kicked || at.denies("VIEW_CHANNEL"):
		return nil, refuse(403, 50001, "Missing Access")
	}
	return at, nil
}

func (d guildRoutes) getChannel(c *call) (any, *refusal) {
	at, refused := d.channel(c)
	if refused != nil {
		return nil, refused
	}
	return d.channelJSON(at), nil
}

func (d guildRoutes) seeTyping(c *call) (any, *refusal) {
	at, refused := d.channel(c)
	if refused == nil && at.writeDenied() {
		refused = refuse(403, 50013, "Missing Permissions")
	}
	if refused == nil {
		at.typingCount++
	}
	return nil, refused
}
