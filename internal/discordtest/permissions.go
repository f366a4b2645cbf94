package discordtest

import (
	"slices"
	"strings"
)

// permissions are the names of Discord's by bit; the empty ones are not
// documented.
// docs.discord.com/developers/topics/permissions#permissions-bitwise-permission-flags
var permissions = strings.Split("CREATE_INSTANT_INVITE,KICK_MEMBERS,BAN_MEMBERS,ADMINISTRATOR,MANAGE_CHANNELS,MANAGE_GUILD,ADD_REACTIONS,VIEW_AUDIT_LOG,PRIORITY_SPEAKER,STREAM,"+
	"VIEW_CHANNEL,SEND_MESSAGES,SEND_TTS_MESSAGES,MANAGE_MESSAGES,EMBED_LINKS,ATTACH_FILES,READ_MESSAGE_HISTORY,MENTION_EVERYONE,USE_EXTERNAL_EMOJIS,VIEW_GUILD_INSIGHTS,"+
	"CONNECT,SPEAK,MUTE_MEMBERS,DEAFEN_MEMBERS,MOVE_MEMBERS,USE_VAD,CHANGE_NICKNAME,MANAGE_NICKNAMES,MANAGE_ROLES,MANAGE_WEBHOOKS,"+
	"MANAGE_GUILD_EXPRESSIONS,USE_APPLICATION_COMMANDS,REQUEST_TO_SPEAK,MANAGE_EVENTS,MANAGE_THREADS,CREATE_PUBLIC_THREADS,CREATE_PRIVATE_THREADS,USE_EXTERNAL_STICKERS,SEND_MESSAGES_IN_THREADS,USE_EMBEDDED_ACTIVITIES,"+
	"MODERATE_MEMBERS,VIEW_CREATOR_MONETIZATION_ANALYTICS,USE_SOUNDBOARD,CREATE_GUILD_EXPRESSIONS,CREATE_EVENTS,USE_EXTERNAL_SOUNDS,SEND_VOICE_MESSAGES,,,SEND_POLLS,"+
	"USE_EXTERNAL_APPS,PIN_MESSAGES,BYPASS_SLOWMODE", ",")

// ordinary are the permissions of who has no role, as captured from a server;
// everything is what an administrator may do.
const (
	ordinary      uint64 = 2248473465835073
	administrator uint64 = 1 << 3
	everything    uint64 = 1<<53 - 1
)

// bits are permissions as a number; one that Discord does not have ends the test.
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

// A Role is one of a server's.
type Role struct {
	*Discord
	ID, Name    string
	guild       *Guild
	permissions uint64
	bot         bool // the bot's own
}

// Role is a role by name, made where there is none yet, with these permissions
// on top of everybody's.
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
	g.tell("GUILD_ROLE_CREATE", map[string]any{"guild_id": g.ID, "role": r.json()})
	return r
}

// Join gives a member of a server roles of it. Without any, it changes nothing:
// everybody is a member of every server.
func (p *Person) Join(g *Guild, roles ...*Role) {
	p.t.Helper()
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, r := range roles {
		p.take(g, r)
	}
}

// Grant gives a person permissions in a server, such as MANAGE_GUILD: each by a
// role of that name, as there is no other way.
func (p *Person) Grant(g *Guild, permissions ...string) {
	p.t.Helper()
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, name := range permissions {
		p.take(g, g.role(name, []string{name}))
	}
}

func (p *Person) take(g *Guild, r *Role) {
	p.t.Helper()
	if r.guild != g {
		p.t.Fatalf("the role %s is of another server than %s", r.Name, g.Name)
		return
	}
	if !slices.Contains(g.holders[p], r) {
		g.holders[p] = append(g.holders[p], r)
	}
}

// permissions are those of a person in a server, computed.
func (p *Person) permissions(g *Guild) uint64 {
	sum := ordinary
	for _, r := range g.holders[p] {
		sum |= r.permissions
	}
	if sum&administrator != 0 {
		return everything
	}
	return sum
}

func (r *Role) json() map[string]any {
	j := roleJSON(r.ID, r.Name, r.permissions)
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
