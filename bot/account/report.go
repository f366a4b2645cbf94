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
	"footnote/bot/texts"
	"footnote/bot/wire"
)

// A Report is what Discord says about a bot before the bot connects.
type Report struct {
	Name        string // name of the bot's account
	Application string // id
	Public      bool   // anybody may add the bot to a server
	CodeGrant   bool   // the invite link alone is not enough
	Endpoint    string // URL that gets the interactions instead of the gateway; empty for the gateway
	GuildAdd    bool   // the bot can be added to servers
	UserAdd     bool   // people can add the bot to their accounts
	Commands    bool   // the registered commands are those of this program
	Registered  int    // number of registered commands
	Limits      gateway.Limits
}

// Invite returns the link that adds the bot to a server.
func (r Report) Invite() string {
	return "https://discord.com/oauth2/authorize?" + url.Values{
		"client_id": {r.Application}, "scope": {"bot applications.commands"}, "permissions": {strconv.FormatInt(wire.Permissions, 10)}, "integration_type": {"0"},
	}.Encode()
}

// Install returns the link that adds the bot's commands to a person's account.
func (r Report) Install() string {
	return "https://discord.com/oauth2/authorize?" + url.Values{
		"client_id": {r.Application}, "scope": {"applications.commands"}, "integration_type": {"1"},
	}.Encode()
}

// Examine asks Discord about the bot with the token in o. It compares the registered
// commands with those that have the catalog's texts. It does not connect to the gateway and
// changes nothing. If Discord does not know the token, the error is a
// [*gateway.FatalError].
func Examine(ctx context.Context, o rest.Options, words *texts.Catalog) (Report, error) {
	c := rest.New(o)
	defer c.Close()
	api, err := wire.NewAPI(o.Token, c)
	if err != nil {
		return Report{}, err
	}
	report, err := New(c, api, slog.New(slog.DiscardHandler)).examine(ctx, words)
	if errors.Is(err, rest.ErrUnauthorized) {
		err = unauthorized()
	}
	return report, err
}

func (a *Account) examine(ctx context.Context, words *texts.Catalog) (Report, error) {
	if err := a.fetch(ctx); err != nil {
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
		GuildAdd: guilds, UserAdd: users, Commands: wire.SameCommands(wire.Commands(words), have), Registered: len(have), Limits: limits,
	}, nil
}
