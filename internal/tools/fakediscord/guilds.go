package main

import "footnote/internal/discordtest"

// placed is what happens to a server or to somebody in it.
type placed struct {
	Guild, Person, Name, Command string
	Permissions, Roles, Words    []string
	Tags                         []string
	Tagged                       bool
	Channel                      string
}

// guilds are the actions of those who run a server, and what befalls it.
func (c *control) guilds() {
	c.in("POST /role", `{"guild":id, "name", "permissions":["MANAGE_GUILD"]}`, func(g *discordtest.Guild, in placed) (any, error) {
		return identified(g.Role(in.Name, in.Permissions...).ID)
	})
	c.in("POST /join", `{"guild":id, "person", "roles":[id]}`, func(g *discordtest.Guild, in placed) (any, error) {
		var roles []*discordtest.Role
		for _, id := range in.Roles {
			role := c.FindRole(id)
			if role == nil {
				return nil, notThere("no role has the id " + id)
			}
			roles = append(roles, role)
		}
		c.Person(in.Person, "en-US").Join(g, roles...)
		return ok()
	})
	c.in("POST /grant", `{"guild":id, "person", "permissions":["MANAGE_GUILD"]}`, func(g *discordtest.Guild, in placed) (any, error) {
		c.Person(in.Person, "en-US").Grant(g, in.Permissions...)
		return ok()
	})
	c.at("POST /deny", `{"channel":id, "permissions":["SEND_MESSAGES"]}: the bot has them not there`, func(ch *discordtest.Channel, in placed) { ch.Deny(in.Permissions...) })
	c.at("POST /archive", `{"channel":id of a thread}`, func(ch *discordtest.Channel, _ placed) { ch.Archive() })
	c.at("POST /lock", `{"channel":id of a thread}: it stays active`, func(ch *discordtest.Channel, _ placed) { ch.LockActive() })
	c.in("POST /automod", `{"guild":id, "words":[what it blocks]}`, func(g *discordtest.Guild, in placed) (any, error) {
		g.AutoMod(in.Words...)
		return ok()
	})
	c.in("POST /override", `{"guild":id, "command"}: everybody there may use it`, func(g *discordtest.Guild, in placed) (any, error) {
		g.Override(in.Command)
		return ok()
	})
	for route, one := range map[string]struct {
		about string
		do    func(*discordtest.Guild)
	}{
		"POST /kick":    {"the bot is removed from it", (*discordtest.Guild).Kick},
		"POST /add":     {"the bot comes back to it", (*discordtest.Guild).Add},
		"POST /outage":  {"it is unavailable", (*discordtest.Guild).Outage},
		"POST /recover": {"it is there again", (*discordtest.Guild).Recover},
	} {
		c.in(route, `{"guild":id}: `+one.about, func(g *discordtest.Guild, _ placed) (any, error) {
			one.do(g)
			return ok()
		})
	}
	on(c, "POST /install", `{"person"}: takes the bot into their own account`, func(in placed) (any, error) {
		c.Person(in.Person, "en-US").Install()
		return ok()
	})
}

// at adds what is done with a channel.
func (c *control) at(route, about string, do func(*discordtest.Channel, placed)) {
	on(c, route, about, func(in placed) (any, error) {
		ch := c.FindChannel(in.Channel)
		if ch == nil {
			return nil, notThere("no channel has the id " + in.Channel)
		}
		do(ch, in)
		return ok()
	})
}

// in adds what is done in a server.
func (c *control) in(route, about string, do func(*discordtest.Guild, placed) (any, error)) {
	on(c, route, about, func(in placed) (any, error) {
		g := c.FindGuild(in.Guild)
		if g == nil {
			return nil, notThere("no guild has the id " + in.Guild)
		}
		return do(g, in)
	})
}
