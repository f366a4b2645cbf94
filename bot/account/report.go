package account

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"strconv"

	"footnote/bot/gateway"
	"footnote/bot/rest"
	"footnote/bot/wire"
)

// A Report is what Discord says of a bot, before that is connected.
type Report struct {
	Name        string // of its account
	Application string // its id
	Public      bool   // anybody may add it
	CodeGrant   bool   // the invite link alone does not suffice
	Endpoint    string // where interactions go in place of the gateway; empty is the gateway
	GuildAdd    bool   // it can be added to servers
	UserAdd     bool   // people can add it to their account
	Commands    bool   // those that are registered are the bot's
	Limits      gateway.Limits
}

// Invite is the link that adds the bot to a server.
func (r Report) Invite() string {
	return "https://discord.com/oauth2/authorize?" + url.Values{
		"client_id": {r.Application}, "scope": {"bot applications.commands"}, "permissions": {strconv.FormatInt(wire.Permissions, 10)}, "integration_type": {"0"},
	}.Encode()
}

// Install is the link that adds its commands to a person's account.
func (r Report) Install() string {
	return "https://discord.com/oauth2/authorize?" + url.Values{
		"client_id": {r.Application}, "scope": {"applications.commands"}, "integration_type": {"1"},
	}.Encode()
}

// Examine asks Discord about the bot of a token. It connects and changes nothing.
// The error for a token that Discord does not know is a [*gateway.FatalError].
func Examine(ctx context.Context, o rest.Options) (Report, error) {
	c := rest.New(o)
	defer c.Close()
	api, err := wire.NewAPI(o.Token, c)
	if err != nil {
		return Report{}, err
	}
	report, err := New(c, api, slog.New(slog.DiscardHandler)).examine(ctx)
	if errors.Is(err, rest.ErrUnauthorized) {
		err = unauthorized()
	}
	return report, err
}

func (a *Account) examine(ctx context.Context) (Report, error) {
	if err := a.introduce(ctx); err != nil {
		return Report{}, err
	}
	application := a.application
	have, err := a.api.Commands(ctx, application.ID)
	if err != nil {
		return Report{}, fmt.Errorf("its commands: %w", err)
	}
	limits, err := a.Limits(ctx)
	if err != nil {
		return Report{}, fmt.Errorf("the gateway: %w", err)
	}
	_, guilds := application.Installs["0"]
	_, users := application.Installs["1"]
	return Report{
		Name: a.user.Name, Application: application.ID, Public: application.Public, CodeGrant: application.CodeGrant, Endpoint: application.Endpoint,
		GuildAdd: guilds, UserAdd: users, Commands: wire.SameCommands(wire.Commands(), have), Limits: limits,
	}, nil
}
