package main

import "footnote/internal/discordtest"

// guildRequest is the body of actions on a server, its members or its channels. Each action
// uses some of the fields.
type guildRequest struct {
	Guild, Person, Name, Command string
	Permissions, Roles, Words    []string
	Tags                         []string
	Tagged                       bool
	Channel                      string
}

// addGuilds adds the actions of a server's administrators, and what happens to servers.
func (c *control) addGuilds() {
	c.changeGuild("POST /role", `{"guild":id, "name", "permissions":["MANAGE_GUILD"]}`, func(g *discordtest.Guild, in guildRequest) (any, error) {
		return idResponse(g.Role(in.Name, in.Permissions...).ID)
	})
	c.changeGuild("POST /join", `{"guild":id, "person", "roles":[id]}`, func(g *discordtest.Guild, in guildRequest) (any, error) {
		var roles []*discordtest.Role
		for _, id := range in.Roles {
			role, err := c.role(id)
			if err != nil {
				return nil, err
			}
			roles = append(roles, role)
		}
		c.Person(in.Person, "en-US").Join(g, roles...)
		return okResponse()
	})
	c.changeGuild("POST /grant", `{"guild":id, "person", "permissions":["MANAGE_GUILD"]}`, func(g *discordtest.Guild, in guildRequest) (any, error) {
		c.Person(in.Person, "en-US").Grant(g, in.Permissions...)
		return okResponse()
	})
	c.changeChannel("POST /deny", `{"channel":id, "permissions":["SEND_MESSAGES"]}: takes them away from the bot there`, func(ch *discordtest.Channel, in guildRequest) { ch.Deny(in.Permissions...) })
	c.changeChannel("POST /archive", `{"channel":id of a thread}`, func(ch *discordtest.Channel, _ guildRequest) { ch.Archive() })
	c.changeChannel("POST /lock", `{"channel":id of a thread}; does not archive it`, func(ch *discordtest.Channel, _ guildRequest) { ch.LockActive() })
	c.changeGuild("POST /automod", `{"guild":id, "words":[words to block]}`, func(g *discordtest.Guild, in guildRequest) (any, error) {
		g.AutoMod(in.Words...)
		return okResponse()
	})
	c.changeGuild("POST /override", `{"guild":id, "command"}: lets everybody there use it`, func(g *discordtest.Guild, in guildRequest) (any, error) {
		g.Override(in.Command)
		return okResponse()
	})
	for route, one := range map[string]struct {
		about string
		do    func(*discordtest.Guild)
	}{
		"POST /kick":    {"removes the bot from it", (*discordtest.Guild).Kick},
		"POST /add":     {"adds the bot to it again", (*discordtest.Guild).Add},
		"POST /outage":  {"makes it unavailable", (*discordtest.Guild).Outage},
		"POST /recover": {"makes it available again", (*discordtest.Guild).Recover},
	} {
		c.changeGuild(route, `{"guild":id}: `+one.about, func(g *discordtest.Guild, _ guildRequest) (any, error) {
			one.do(g)
			return okResponse()
		})
	}
	handle(c, "POST /install", `{"person"}: installs the bot to their account`, func(in guildRequest) (any, error) {
		c.Person(in.Person, "en-US").Install()
		return okResponse()
	})
}

// changeChannel adds an action on a channel.
func (c *control) changeChannel(route, about string, do func(*discordtest.Channel, guildRequest)) {
	handle(c, route, about, func(in guildRequest) (any, error) {
		ch, err := c.channel(in.Channel)
		if err != nil {
			return nil, err
		}
		do(ch, in)
		return okResponse()
	})
}

// changeGuild adds an action on a server.
func (c *control) changeGuild(route, about string, do func(*discordtest.Guild, guildRequest) (any, error)) {
	handle(c, route, about, func(in guildRequest) (any, error) {
		g, err := c.guild(in.Guild)
		if err != nil {
			return nil, err
		}
		return do(g, in)
	})
}
