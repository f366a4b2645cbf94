package discordtest

import (
	"time"

	"footnote/internal/discordtest/hub"
)

// A Guild is a Discord server.
type Guild struct {
	*Discord
	ID, Name       string
	owner          string
	channels       []*Channel
	roles          []*Role             // except @everyone
	memberRoles    map[*Person][]*Role // the roles of each member
	overridden     map[string]bool     // commands that everybody may use
	kicked         bool                // the bot was removed
	unavailable    bool                // because of an outage
	blockedWords   []string            // words that AutoMod blocks
	noExternalApps bool                // nobody has USE_EXTERNAL_APPS
	joined         time.Time           // when the bot joined
	locale         string
	systemChannel  *Channel // for system messages; may be nil
}

// Guild returns the server with a name, creating it if necessary. The bot is in it.
func (d *Discord) Guild(name string) *Guild {
	d.mu.Lock()
	defer d.mu.Unlock()
	g := d.guilds[name]
	if g == nil {
		g = &Guild{Discord: d, ID: d.id(), Name: name, owner: d.id(), memberRoles: map[*Person][]*Role{}, overridden: map[string]bool{}, joined: time.Now(), locale: "en-US"}
		d.guilds[name] = g
		d.hub.Greet(g.created(), g.created())
	}
	return g
}

// Channel returns the channel with a name, creating a text channel if necessary.
func (g *Guild) Channel(name string) *Channel {
	g.mu.Lock()
	defer g.mu.Unlock()
	for _, c := range g.channels {
		if c.Name == name {
			return c
		}
	}
	c := g.newChannel(&Channel{Discord: g.Discord, Name: name, guild: g})
	g.channels = append(g.channels, c)
	g.sendEvent("CHANNEL_CREATE", g.channelJSON(c))
	return c
}

// intentGuilds is the intent for events about servers themselves. Bots that need only messages do
// not request it.
const intentGuilds = 1 << 0

func (d *Discord) newChannel(c *Channel) *Channel {
	c.ID = d.id()
	d.channels[c.ID] = c
	return c
}

// created returns the event that tells a bot about the server. The caller holds the lock.
func (g *Guild) created() hub.Event {
	j := g.json()
	me := g.Discord.bot.member(g)
	delete(me, "permissions")
	for name, value := range map[string]any{
		"joined_at": instant(g.joined), "large": false, "unavailable": false, "member_count": 2, "members": []any{me}, "channels": g.channelList(),
		"voice_states": []any{}, "threads": []any{}, "presences": []any{}, "stage_instances": []any{}, "guild_scheduled_events": []any{}, "soundboard_sounds": []any{},
	} {
		j[name] = value
	}
	return hub.Event{Type: "GUILD_CREATE", Guild: g.ID, Intent: intentGuilds, Data: func(int) any { return j }}
}

func (g *Guild) systemChannelID() any {
	if g.systemChannel == nil {
		return nil
	}
	return g.systemChannel.ID
}

func (g *Guild) channelList() []any {
	all := []any{}
	for _, c := range g.channels {
		if !c.deleted {
			all = append(all, g.channelJSON(c))
		}
	}
	return all
}

// json returns the server as the REST API does.
func (g *Guild) json() map[string]any {
	return map[string]any{
		"id": g.ID, "name": g.Name, "owner_id": g.owner, "roles": g.roleList(), "emojis": []any{}, "stickers": []any{}, "features": []any{},
		"icon": nil, "banner": nil, "splash": nil, "discovery_splash": nil, "home_header": nil, "description": nil, "vanity_url_code": nil, "region": "deprecated",
		"afk_channel_id": nil, "afk_timeout": 300, "application_id": nil, "system_channel_id": g.systemChannelID(), "system_channel_flags": 0, "rules_channel_id": nil,
		"public_updates_channel_id": nil, "safety_alerts_channel_id": nil, "widget_enabled": false, "widget_channel_id": nil, "max_members": 25_000_000,
		"max_presences": nil, "max_video_channel_users": 25, "max_stage_video_channel_users": 50, "default_message_notifications": 0, "explicit_content_filter": 0,
		"mfa_level": 0, "nsfw": false, "nsfw_level": 0, "verification_level": 0, "premium_tier": 0, "premium_subscription_count": 0, "premium_progress_bar_enabled": false,
		"preferred_locale": g.locale, "hub_type": nil, "incidents_data": nil,
	}
}

// roleList returns all roles, @everyone first.
func (g *Guild) roleList() []any {
	list := []any{roleJSON(g.ID, "@everyone", memberPermissions)}
	for _, r := range g.roles {
		list = append(list, r.json())
	}
	return list
}

// guild returns the server in the path, if the bot is in it.
func (d guildRoutes) guild(c *call) (*Guild, *refusal) {
	for _, g := range d.guilds {
		if g.ID == c.ids[0] && !g.kicked {
			return g, nil
		}
	}
	return nil, refuse(404, 10004, "Unknown Guild")
}

// guildCount returns the number of servers that the bot is in.
func (d guildRoutes) guildCount() int {
	count := 0
	for _, g := range d.guilds {
		if !g.kicked {
			count++
		}
	}
	return count
}

func (d guildRoutes) getGuild(c *call) (any, *refusal) {
	g, refused := d.guild(c)
	if refused != nil {
		return nil, refused
	}
	return g.json(), nil
}

func (d guildRoutes) getGuildChannels(c *call) (any, *refusal) {
	g, refused := d.guild(c)
	if refused != nil {
		return nil, refused
	}
	return g.channelList(), nil
}

// getMember returns a member of a server. Everybody is a member of every server.
func (d guildRoutes) getMember(c *call) (any, *refusal) {
	g, refused := d.guild(c)
	if refused != nil {
		return nil, refused
	}
	p := d.personByID(c.ids[1])
	if p == nil {
		return nil, refuse(404, 10007, "Unknown Member")
	}
	member := p.member(g)
	delete(member, "permissions")
	return member, nil
}

func (d guildRoutes) getRoles(c *call) (any, *refusal) {
	g, refused := d.guild(c)
	if refused != nil {
		return nil, refused
	}
	return g.roleList(), nil
}

func (d guildRoutes) getUser(c *call) (any, *refusal) {
	p := d.personByID(c.ids[0])
	if p == nil {
		return nil, refuse(404, 10013, "Unknown User")
	}
	return p.json(), nil
}

func (d guildRoutes) personByID(id string) *Person {
	for _, p := range d.people {
		if p.ID == id {
			return p
		}
	}
	return nil
}
