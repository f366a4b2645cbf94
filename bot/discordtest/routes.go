package discordtest

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"
)

// routes are what the fake can do. Each is called with the lock held.
var routes = map[string]func(*Discord, *call) (any, *refusal){
	"GET /gateway":                                     (*Discord).getGateway,
	"GET /gateway/bot":                                 (*Discord).getGateway,
	"GET /users/@me":                                   func(d *Discord, _ *call) (any, *refusal) { return d.bot.json(), nil },
	"GET /applications/@me":                            (*Discord).getApplication,
	"GET /oauth2/applications/@me":                     (*Discord).getApplication,
	"GET /applications/{id}/commands":                  func(d *Discord, _ *call) (any, *refusal) { return slices.Clip(d.commandList()), nil },
	"PUT /applications/{id}/commands":                  (*Discord).putCommands,
	"POST /applications/{id}/commands":                 (*Discord).postCommand,
	"DELETE /applications/{id}/commands/{id}":          (*Discord).deleteCommand,
	"GET /users/{id}":                                  (*Discord).getUser,
	"GET /guilds/{id}":                                 (*Discord).getGuild,
	"GET /guilds/{id}/channels":                        (*Discord).getGuildChannels,
	"GET /guilds/{id}/members/{id}":                    (*Discord).getMember,
	"POST /users/@me/channels":                         (*Discord).openDM,
	"POST /channels/{id}/messages":                     (*Discord).create,
	"GET /channels/{id}/messages":                      (*Discord).list,
	"GET /channels/{id}/messages/{id}":                 (*Discord).get,
	"PATCH /channels/{id}/messages/{id}":               (*Discord).edit,
	"DELETE /channels/{id}/messages/{id}":              (*Discord).remove,
	"POST /channels/{id}/typing":                       (*Discord).seeTyping,
	"GET /channels/{id}":                               (*Discord).getChannel,
	"POST /interactions/{id}/{token}/callback":         (*Discord).callback,
	"PATCH /webhooks/{id}/{token}/messages/@original":  (*Discord).editAnswer,
	"GET /webhooks/{id}/{token}/messages/@original":    (*Discord).getAnswer,
	"DELETE /webhooks/{id}/{token}/messages/@original": (*Discord).removeAnswer,
	"POST /webhooks/{id}/{token}":                      (*Discord).followUp,
	"GET /webhooks/{id}/{token}/messages/{id}":         (*Discord).getAnswer,
	"PATCH /webhooks/{id}/{token}/messages/{id}":       (*Discord).editAnswer,
	"DELETE /webhooks/{id}/{token}/messages/{id}":      (*Discord).removeAnswer,
}

func (d *Discord) getGateway(_ *call) (any, *refusal) {
	remaining, reset := d.hub.Start()
	return map[string]any{"url": "ws://" + d.host() + "/gateway", "shards": 1, "session_start_limit": map[string]any{
		"total": 1000, "remaining": remaining, "reset_after": reset.Milliseconds(), "max_concurrency": 1,
	}}, nil
}

func (d *Discord) getApplication(*call) (any, *refusal) {
	application := map[string]any{
		"id": d.bot.ID, "name": "footnote", "icon": nil, "description": "", "summary": "", "type": nil, "bot_public": true, "bot_require_code_grant": false, "verify_key": strings.Repeat("0", 64),
		"flags": 0, "hook": true, "is_monetized": false, "is_verified": false, "is_discoverable": false, "redirect_uris": []any{}, "interactions_endpoint_url": nil, "role_connections_verification_url": nil,
		"owner": d.bot.json(), "approximate_guild_count": len(d.guilds), "approximate_user_install_count": 0, "explicit_content_filter": 0, "team": nil,
		"integration_types_config": map[string]any{"0": map[string]any{}, "1": map[string]any{}},
	}
	maps.Copy(application, d.Application)
	return application, nil
}

func (d *Discord) openDM(c *call) (any, *refusal) {
	id, _ := c.body["recipient_id"].(string)
	if p := d.personByID(id); p != nil {
		return d.channelJSON(p.directly()), nil
	}
	return nil, refuse(404, 10013, "Unknown User")
}

func (d *Discord) channelJSON(c *Channel) map[string]any {
	j := map[string]any{"id": c.ID, "type": 1, "flags": 0, "last_message_id": nil}
	if c.guild != nil {
		for name, value := range map[string]any{
			"type": 0, "guild_id": c.guild.ID, "name": c.Name, "position": 0, "permission_overwrites": []any{}, "nsfw": false, "topic": nil, "parent_id": nil,
			"rate_limit_per_user": 0,
		} {
			j[name] = value
		}
	} else {
		j["recipients"] = []any{c.person.json()}
	}
	return j
}

// channel is the one of the path, if the bot may see it.
func (d *Discord) channel(c *call) (*Channel, *refusal) {
	at := d.channels[c.ids[0]]
	switch {
	case at == nil || at.gone:
		return nil, refuse(404, 10003, "Unknown Channel")
	case at.denies("VIEW_CHANNEL"):
		return nil, refuse(403, 50001, "Missing Access")
	}
	return at, nil
}

func (d *Discord) getChannel(c *call) (any, *refusal) {
	at, refused := d.channel(c)
	if refused != nil {
		return nil, refused
	}
	return d.channelJSON(at), nil
}

func (d *Discord) create(c *call) (any, *refusal) {
	at, refused := d.channel(c)
	if refused != nil {
		return nil, refused
	}
	switch {
	case at.denies("SEND_MESSAGES"):
		return nil, refuse(403, 50013, "Missing Permissions")
	case at.person != nil && at.person.closed:
		return nil, refuse(403, 50007, "Cannot send messages to this user")
	}
	nonce, _ := c.body["nonce"].(string)
	if len(nonce) > 25 {
		return nil, refuse(400, 50035, "nonce %q", nonce)
	}
	if once, _ := c.body["enforce_nonce"].(bool); once && nonce != "" {
		for _, m := range at.messages {
			if m.nonce == nonce {
				return m.json(true, true), nil
			}
		}
	}
	m := &Message{Discord: d, ID: d.id(), channel: at, author: d.bot, nonce: nonce}
	if ref, ok := c.body["message_reference"].(map[string]any); ok {
		m.to = d.referenced(at, ref)
		if strict, given := ref["fail_if_not_exists"].(bool); m.to == nil && (!given || strict) {
			return nil, refuse(400, 50035, "Unknown message")
		}
	}
	if refused := d.write(m, c, true); refused != nil {
		return nil, refused
	}
	at.messages = append(at.messages, m)
	d.announce("MESSAGE_CREATE", m)
	return m.json(true, true), nil
}

func (d *Discord) referenced(at *Channel, ref map[string]any) *Message {
	for _, m := range at.messages {
		if m.ID == ref["message_id"] && !m.deleted && m.only == nil {
			return m
		}
	}
	return nil
}

// write puts what a request says into a message, if it keeps the rules.
// docs.discord.com/developers/resources/message
func (d *Discord) write(m *Message, c *call, fresh bool) *refusal {
	content, has := c.body["content"].(string)
	if n := len(utf16.Encode([]rune(content))); n > 2000 {
		return refuse(400, 50035, "content has %d characters", n)
	}
	components, _ := c.body["components"].([]any)
	if fresh && strings.TrimSpace(content) == "" && len(components) == 0 && len(c.files) == 0 {
		return refuse(400, 50006, "Cannot send an empty message")
	}
	if problem := unfit(components); problem != "" {
		return refuse(400, 50035, "%s", problem)
	}
	if flags, ok := c.body["flags"].(float64); ok {
		const settable = 1<<2 | 1<<6 | 1<<12 | 1<<15
		if int(flags)&^settable != 0 {
			return refuse(400, 50035, "flags %v", flags)
		}
		if fresh {
			m.flags = int(flags)
		}
	}
	if has {
		m.content = content
	}
	if c.body["components"] != nil {
		m.components = components
	}
	if len(c.files) > 0 {
		m.files = c.files
	}
	if !fresh && m.flags&flagLoading == 0 {
		m.edited = time.Now() // what takes the place of "thinking…" is no edit
	}
	m.flags &^= flagLoading
	if m.flags&flagEphemeral == 0 {
		d.pings = append(d.pings, pinged(c.body, m.to != nil, fresh)...)
	}
	if !fresh {
		m.edits++
	}
	return nil
}

// unfit says what is wrong with components.
func unfit(rows []any) string {
	if len(rows) > 5 {
		return strconv.Itoa(len(rows)) + " rows"
	}
	m := Message{components: rows}
	seen := map[string]bool{}
	for _, b := range m.buttons() {
		switch {
		case len(b.CustomID) < 1 || len(b.CustomID) > 100:
			return "custom_id " + b.CustomID
		case seen[b.CustomID]:
			return "custom_id twice: " + b.CustomID
		case len(utf16.Encode([]rune(b.Label))) > 80 || b.Label == "" && b.Emoji == "":
			return "label " + b.Label
		}
		seen[b.CustomID] = true
	}
	for _, r := range rows {
		row, _ := r.(map[string]any)
		if inner, _ := row["components"].([]any); len(inner) < 1 || len(inner) > 5 {
			return "a row of " + strconv.Itoa(len(inner))
		}
	}
	return ""
}

// message is the one of the path.
func (d *Discord) message(c *call) (*Message, *refusal) {
	at, refused := d.channel(c)
	if refused != nil {
		return nil, refused
	}
	for _, m := range at.messages {
		if m.ID == c.ids[1] && !m.deleted && m.only == nil {
			return m, nil
		}
	}
	return nil, refuse(404, 10008, "Unknown Message")
}

func (d *Discord) get(c *call) (any, *refusal) {
	m, refused := d.message(c)
	if refused != nil {
		return nil, refused
	}
	if m.channel.denies("READ_MESSAGE_HISTORY") {
		return nil, refuse(403, 50001, "Missing Access")
	}
	return m.json(false, true), nil
}

func (d *Discord) edit(c *call) (any, *refusal) {
	m, refused := d.message(c)
	switch {
	case refused != nil:
		return nil, refused
	case !m.author.bot:
		return nil, refuse(403, 50005, "Cannot edit a message authored by another user")
	}
	if refused := d.write(m, c, false); refused != nil {
		return nil, refused
	}
	d.announce("MESSAGE_UPDATE", m)
	return m.json(true, true), nil
}

func (d *Discord) remove(c *call) (any, *refusal) {
	m, refused := d.message(c)
	if refused == nil {
		m.erase()
	}
	return nil, refused
}

func (d *Discord) list(c *call) (any, *refusal) {
	at, refused := d.channel(c)
	if refused != nil {
		return nil, refused
	}
	limit, before := 50, ""
	if n, err := strconv.Atoi(c.URL.Query().Get("limit")); err == nil {
		limit = n
	}
	if limit < 1 || limit > 100 {
		return nil, refuse(400, 50035, "limit %d", limit)
	}
	before = c.URL.Query().Get("before")
	all := []any{}
	for _, m := range slices.Backward(at.messages) {
		if m.deleted || m.only != nil || before != "" && (len(m.ID) > len(before) || m.ID >= before) {
			continue
		}
		if all = append(all, m.json(false, true)); len(all) == limit {
			break
		}
	}
	return all, nil
}

func (d *Discord) seeTyping(c *call) (any, *refusal) {
	at, refused := d.channel(c)
	if refused == nil && at.denies("SEND_MESSAGES") {
		refused = refuse(403, 50013, "Missing Permissions")
	}
	if refused == nil {
		at.typing++
	}
	return nil, refused
}
