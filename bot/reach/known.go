package reach

import (
	"context"
	"net/url"
	"time"

	"footnote/bot/rest"
)

// lookWithin bounds asking Discord for the channels and roles of a server.
const lookWithin = 4 * time.Second

// known holds the ids of a server's channels and roles. If Discord does not tell them, the
// map is nil and no id counts as gone.
type known struct{ channels, roles map[string]bool }

// lack reports whether one of some ids no longer exists.
func (known) lack(ids []string, there map[string]bool) bool {
	for _, id := range ids {
		if there != nil && !there[id] {
			return true
		}
	}
	return false
}

// known asks Discord for the channels and roles of a server.
func (h *Handler) known(ctx context.Context, guild string) (k known) {
	ctx, cancel := context.WithTimeout(ctx, lookWithin)
	defer cancel()
	for what, into := range map[string]*map[string]bool{"/channels": &k.channels, "/roles": &k.roles} {
		var all []struct {
			ID string `json:"id"`
		}
		if err := h.Send.REST.Do(ctx, rest.Request{Method: "GET", Path: "/guilds/" + url.PathEscape(guild) + what, Out: &all}); err != nil {
			h.Log.InfoContext(ctx, "the channels or roles of a server cannot be read", "what", what, "error", err)
			continue
		}
		*into = map[string]bool{}
		for _, one := range all {
			(*into)[one.ID] = true
		}
	}
	return k
}
