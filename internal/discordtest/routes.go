package discordtest

import (
	"maps"
	"strings"
)

// routes has the handlers of all supported routes. They are called with the lock held.
var routes = map[string]func(*Discord, *call) (any, *refusal){
	"GET /gateway":                                     (*Discord).getGateway,
	"GET /gateway/bot":                                 (*Discord).getGateway,
	"GET /users/@me":                                   func(d *Discord, _ *call) (any, *refusal) { return d.bot.json(), nil },
	"GET /applications/@me":                            (*Discord).getApplication,
	"GET /oauth2/applications/@me":                     (*Discord).getApplication,
	"GET /applications/{id}/commands":                  func(d *Discord, _ *call) (any, *refusal) { return d.commandList(), nil },
	"PUT /applications/{id}/commands":                  (*Discord).putCommands,
	"POST /applications/{id}/commands":                 (*Discord).postCommand,
	"DELETE /applications/{id}/commands/{id}":          (*Discord).deleteCommand,
	"GET /users/{id}":                                  (*Discord).getUser,
	"GET /guilds/{id}":                                 (*Discord).getGuild,
	"GET /guilds/{id}/channels":                        (*Discord).getGuildChannels,
	"GET /guilds/{id}/roles":                           (*Discord).getRoles,
	"GET /guilds/{id}/members/{id}":                    (*Discord).getMember,
	"POST /users/@me/channels":                         (*Discord).openDM,
	"POST /channels/{id}/messages":                     (*Discord).create,
	"GET /channels/{id}/messages":                      (*Discord).list,
	"GET /channels/{id}/messages/{id}":                 (*Discord).get,
	"PATCH /channels/{id}/messages/{id}":               (*Discord).edit,
	"DELETE /channels/{id}/messages/{id}":              (*Discord).remove,
	"PUT /channels/{id}/messages/{id}/reactions/🔇/@me": (*Discord).react,
	"GET /channels/{id}/messages/{id}/reactions/✅":     (*Discord).whoReacted,
	"POST /channels/{id}/messages/{id}/threads":        (*Discord).openThread,
	"POST /channels/{id}/threads":                      (*Discord).startThread,
	"POST /channels/{id}/typing":                       (*Discord).seeTyping,
	"GET /channels/{id}":                               (*Discord).getChannel,
	"POST /interactions/{id}/{token}/callback":         (*Discord).callback,
	"PATCH /webhooks/{id}/{token}/messages/@original":  (*Discord).editResponse,
	"GET /webhooks/{id}/{token}/messages/@original":    (*Discord).getResponse,
	"DELETE /webhooks/{id}/{token}/messages/@original": (*Discord).deleteResponse,
	"POST /webhooks/{id}/{token}":                      (*Discord).followUp,
	"GET /webhooks/{id}/{token}/messages/{id}":         (*Discord).getResponse,
	"PATCH /webhooks/{id}/{token}/messages/{id}":       (*Discord).editResponse,
	"DELETE /webhooks/{id}/{token}/messages/{id}":      (*Discord).deleteResponse,
}

func (d guildRoutes) getGateway(_ *call) (any, *refusal) {
	remaining, reset := d.hub.SessionStartLimit()
	return map[string]any{"url": "ws://" + d.host() + "/gateway", "shards": 1, "session_start_limit": map[string]any{
		"total": 1000, "remaining": remaining, "reset_after": reset.Milliseconds(), "max_concurrency": 1,
	}}, nil
}

func (d guildRoutes) getApplication(*call) (any, *refusal) {
	application := map[string]any{
		"id": d.bot.ID, "name": "footnote", "icon": nil, "description": "", "summary": "", "type": nil, "bot_public": true, "bot_require_code_grant": false, "verify_key": strings.Repeat("0", 64),
		"flags": 0, "hook": true, "is_monetized": false, "is_verified": false, "is_discoverable": false, "redirect_uris": []any{}, "interactions_endpoint_url": nil, "role_connections_verification_url": nil,
		"owner": d.bot.json(), "approximate_guild_count": d.guildCount(), "approximate_user_install_count": 0, "explicit_content_filter": 0, "team": nil,
		"integration_types_config": map[string]any{"0": map[string]any{}, "1": map[string]any{}},
	}
	maps.Copy(application, d.Application)
	return application, nil
}
