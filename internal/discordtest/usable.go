package discordtest

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
)

// ErrHidden means that Discord does not offer a command to somebody in some place: because of
// its permissions or contexts, or because the bot is not there.
var ErrHidden = errors.New("not offered here by Discord")

// These are the contexts in which a command can be used.
// docs.discord.com/developers/interactions/receiving-and-responding#interaction-object-interaction-context-types
const (
	contextGuild   = 0
	contextBotDM   = 1
	contextPrivate = 2 // group messages, and direct messages between others
)

// These are the ways to install an application.
// docs.discord.com/developers/resources/application#application-object-application-integration-types
const (
	installGuild = 0
	installUser  = 1
)

func (c *Channel) context() int {
	switch {
	case c.guild != nil:
		return contextGuild
	case c.withoutBot:
		return contextPrivate
	}
	return contextBotDM
}

// owners returns the installations of the application that let a person use a command in a
// channel, as authorizing_integration_owners lists them. If there is none, Discord hides the
// command. Using a command where the bot is not a member implies that the person has installed
// the bot in their account.
// docs.discord.com/developers/interactions/receiving-and-responding#interaction-object-authorizing-integration-owners-object
func (c *command) owners(p *Person, at *Channel) (map[string]any, error) {
	if at.guild != nil && at.guild.unavailable {
		return nil, fmt.Errorf("%w: the server %s is unavailable", ErrHidden, at.guild.Name)
	}
	if !slices.Contains(c.Contexts, at.context()) {
		return nil, fmt.Errorf("%w: its contexts are %v", ErrHidden, c.Contexts)
	}
	owners := map[string]any{}
	if slices.Contains(c.Installs, installGuild) && !at.away() {
		owners["0"] = "0"
		if at.guild != nil {
			owners["0"] = at.guild.ID
		}
	}
	if slices.Contains(c.Installs, installUser) && (p.installed || at.withoutBot) {
		owners["1"] = p.ID
	}
	if len(owners) == 0 {
		return nil, fmt.Errorf("%w: it is not installed here; its integration types are %v", ErrHidden, c.Installs)
	}
	if at.guild != nil && !c.allows(p, at.guild) {
		return nil, fmt.Errorf("%w: it needs the permissions %s", ErrHidden, *c.Permissions)
	}
	return owners, nil
}

// allows reports whether a member has the default member permissions of a command. "0" means that
// only administrators may use it.
// docs.discord.com/developers/interactions/application-commands#application-command-permissions-object-using-default-permissions
func (c *command) allows(p *Person, g *Guild) bool {
	if c.Permissions == nil || g.overridden[c.Name] {
		return true
	}
	needed, _ := strconv.ParseUint(*c.Permissions, 10, 64) // cannot fail: it was checked at registration
	has := p.permissions(g)
	return has == allPermissions || needed != 0 && has&needed == needed
}

// owners returns the installations of the application for the components of a message: those of the
// interaction that it responds to, or that of the server or the direct messages.
func (m *Message) owners() (map[string]any, error) {
	if m.interaction != nil {
		owners, _ := m.interaction.payload["authorizing_integration_owners"].(map[string]any)
		if _, account := owners["1"]; account || !m.channel.away() {
			return owners, nil
		}
	}
	switch {
	case m.channel.away():
		return nil, fmt.Errorf("%w: the bot is not a member", ErrHidden)
	case m.channel.guild != nil:
		return map[string]any{"0": m.channel.guild.ID}, nil
	}
	return map[string]any{"0": "0"}, nil
}
