package discordtest

import (
	"slices"
	"strings"
)

// permissions are the names of Discord's permissions by bit; empty names are undocumented.
// docs.discord.com/developers/topics/permissions#permissions-bitwise-permission-flags
var permissions = strings.Split("CREATE_INSTANT_INVITE,KICK_MEMBERS,BAN_MEMBERS,ADMINISTRATOR,MANAGE_CHANNELS,MANAGE_GUILD,ADD_REACTIONS,VIEW_AUDIT_LOG,PRIORITY_SPEAKER,STREAM,"+
	"VIEW_CHANNEL,SEND_MESSAGES,SEND_TTS_MESSAGES,MANAGE_MESSAGES,EMBED_LINKS,ATTACH_FILES,READ_MESSAGE_HISTORY,MENTION_EVERYONE,USE_EXTERNAL_EMOJIS,VIEW_GUILD_INSIGHTS,"+
	"CONNECT,SPEAK,MUTE_MEMBERS,DEAFEN_MEMBERS,MOVE_MEMBERS,USE_VAD,CHANGE_NICKNAME,MANAGE_NICKNAMES,MANAGE_ROLES,MANAGE_WEBHOOKS,"+
	"MANAGE_GUILD_EXPRESSIONS,USE_APPLICATION_COMMANDS,REQUEST_TO_SPEAK,MANAGE_EVENTS,MANAGE_THREADS,CREATE_PUBLIC_THREADS,CREATE_PRIVATE_THREADS,USE_EXTERNAL_STICKERS,SEND_MESSAGES_IN_THREADS,USE_EMBEDDED_ACTIVITIES,"+
	"MODERATE_MEMBERS,VIEW_CREATOR_MONETIZATION_ANALYTICS,USE_SOUNDBOARD,CREATE_GUILD_EXPRESSIONS,CREATE_EVENTS,USE_EXTERNAL_SOUNDS,SEND_VOICE_MESSAGES,,,SEND_POLLS,"+
	"USE_EXTERNAL_APPS,PIN_MESSAGES,BYPASS_SLOWMODE", ",")

// memberPermissions has the permissions of a member without roles, as captured from a real server,
// and allPermissions those of an administrator.
const (
	memberPermissions uint64 = 2248473465835073
	administratorBit  uint64 = 1 << 3
	allPermissions    uint64 = 1<<53 - 1
)

// bits returns permissions as a bit set. An unknown name ends the test.
func (d *Discord) bits(names []string) uint64 {
	d.t.Helper()
	var sum uint64
	for _, name := range names {
		i := slices.Index(permissions, name)
		if name == "" || i < 0 {
			d.t.Fatalf("there is no permission %q", name)
			return 0
		}
		sum |= 1 << i
	}
	return sum
}

// A Role is a role in a server.
type Role struct {
	*Discord
	ID, Name    string
	guild       *Guild
	permissions uint64
	bot         bool // whether it is the bot's own role
	mentionable bool // whether everybody may mention it
}

// Everyone returns the role that every member has. People can select it like any other.
func (g *Guild) Everyone() *Role {
	return &Role{Discord: g.Discord, ID: g.ID, Name: "@everyone", guild: g, permissions: memberPermissions}
}

// Role returns the role with a name, creating it if necessary, and adds these permissions to
// those of @everyone.
func (g *Guild) Role(name string, permissions ...string) *Role {
	g.t.Helper()
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.role(name, permissions)
}

func (g *Guild) role(name string, permissions []string) *Role {
	g.t.Helper()
	for _, r := range g.roles {
		if r.Name == name {
			r.permissions |= g.bits(permissions)
			return r
		}
	}
	r := &Role{Discord: g.Discord, ID: g.id(), Name: name, guild: g, permissions: g.bits(permissions)}
	g.roles = append(g.roles, r)
	g.sendEvent("GUILD_ROLE_CREATE", map[string]any{"guild_id": g.ID, "role": r.json()})
	return r
}

// Mentionable lets everybody, including the bot, mention the role.
func (r *Role) Mentionable() *Role {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.mentionable = true
	return r
}

// mentionable reports whether the bot's messages in a channel can ping a role: because everybody
// may mention it, or because the bot has MENTION_EVERYONE, which covers all roles.
func mentionable(c *Channel, role string) bool {
	return c.guild != nil && !c.denies("MENTION_EVERYONE") || c.guild != nil && slices.ContainsFunc(c.guild.roles, func(r *Role) bool { return r.ID == role && r.mentionable })
}

// Join gives a member of a server roles. Without roles it has no effect, as everybody is a
// member of every server.
func (p *Person) Join(g *Guild, roles ...*Role) {
	p.t.Helper()
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, r := range roles {
		p.addRole(g, r)
	}
}

// Grant gives a person permissions in a server, such as MANAGE_GUILD. Each comes from a role of
// that name, since people get permissions for a whole server only through roles.
func (p *Person) Grant(g *Guild, permissions ...string) {
	p.t.Helper()
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, name := range permissions {
		p.addRole(g, g.role(name, []string{name}))
	}
}

func (p *Person) addRole(g *Guild, r *Role) {
	p.t.Helper()
	if r.guild != g {
		p.t.Fatalf("the role %s does not belong to the server %s", r.Name, g.Name)
		return
	}
	if !slices.Contains(g.memberRoles[p], r) {
		g.memberRoles[p] = append(g.memberRoles[p], r)
	}
}

// permissions computes a person's permissions in a server.
func (p *Person) permissions(g *Guild) uint64 {
	sum := memberPermissions
	for _, r := range g.memberRoles[p] {
		sum |= r.permissions
	}
	if sum&administratorBit != 0 {
		return allPermissions
	}
	return sum
}

// Forbid denies a person permissions in one channel, by an overwrite.
func (c *Channel) Forbid(p *Person, permissions ...string) {
	c.t.Helper()
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.deniedTo == nil {
		c.deniedTo = map[*Person]uint64{}
	}
	c.deniedTo[p] |= c.bits(permissions)
}

// permissionsIn computes a person's permissions in a channel.
func (p *Person) permissionsIn(c *Channel) uint64 {
	has := p.permissions(c.guild)
	if has == allPermissions {
		return has
	}
	if c.guild.noExternalApps {
		has &^= 1 << slices.Index(permissions, "USE_EXTERNAL_APPS")
	}
	return has &^ c.deniedTo[p]
}

func (r *Role) json() map[string]any {
	j := roleJSON(r.ID, r.Name, r.permissions)
	j["mentionable"] = r.mentionable
	if r.bot {
		j["managed"], j["tags"] = true, map[string]any{"bot_id": r.Discord.bot.ID}
	}
	return j
}

func roleJSON(id, name string, permissions uint64) map[string]any {
	return map[string]any{
		"id": id, "name": name, "color": 0, "colors": map[string]any{"primary_color": 0, "secondary_color": nil, "tertiary_color": nil}, "hoist": false,
		"icon": nil, "unicode_emoji": nil, "position": 0, "permissions": decimal(permissions), "managed": false, "mentionable": false, "flags": 0,
	}
}

// TakeFrom removes the role from a member.
func (r *Role) TakeFrom(p *Person) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.guild.memberRoles[p] = slices.DeleteFunc(r.guild.memberRoles[p], func(other *Role) bool { return other == r })
}

// Delete deletes the role.
func (r *Role) Delete() {
	r.mu.Lock()
	defer r.mu.Unlock()
	g := r.guild
	g.roles = slices.DeleteFunc(g.roles, func(other *Role) bool { return other == r })
	for p, roles := range g.memberRoles {
		g.memberRoles[p] = slices.DeleteFunc(roles, func(other *Role) bool { return other == r })
	}
}
