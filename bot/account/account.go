// Package account is what Discord knows of the bot before anybody asks it anything:
// who it is, which commands it has, where its gateway is, and with which links it
// is added.
package account

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"footnote/bot/gateway"
	"footnote/bot/rest"
	"footnote/bot/wire"
	"footnote/internal/clock"
)

// An application is what Discord says of the bot's.
// docs.discord.com/developers/resources/application#application-object
type application struct {
	ID        string         `json:"id"`
	Public    bool           `json:"bot_public"`
	CodeGrant bool           `json:"bot_require_code_grant"`
	Endpoint  string         `json:"interactions_endpoint_url"`
	Installs  map[string]any `json:"integration_types_config"`
}

// An Account is the bot's at Discord.
type Account struct {
	rest *rest.Client
	api  *wire.API
	log  *slog.Logger

	user        wire.User
	application application
}

// New asks nothing yet.
func New(c *rest.Client, api *wire.API, log *slog.Logger) *Account {
	return &Account{rest: c, api: api, log: log}
}

// User is the bot's user, once Identify has asked for it.
func (a *Account) User() wire.User { return a.user }

// introduce asks Discord who the bot is.
func (a *Account) introduce(ctx context.Context) error {
	if err := a.rest.Do(ctx, rest.Request{Method: "GET", Path: "/users/@me", Out: &a.user}); err != nil {
		return fmt.Errorf("who the bot is: %w", err)
	}
	if err := a.rest.Do(ctx, rest.Request{Method: "GET", Path: "/applications/@me", Out: &a.application}); err != nil {
		return fmt.Errorf("its application: %w", err)
	}
	return nil
}

// Identify asks Discord who the bot is, and tries again where Discord does not
// answer. The error for a token that Discord does not know is a
// [*gateway.FatalError]. Where ctx ends, there is no error.
func (a *Account) Identify(ctx context.Context) error {
	const tries = 5
	for try := 1; ; try++ {
		err := a.introduce(ctx)
		switch {
		case err == nil:
			return nil
		case errors.Is(err, rest.ErrUnauthorized):
			return unauthorized()
		case ctx.Err() != nil:
			return nil
		case try == tries:
			return fmt.Errorf("cannot ask Discord: %w", err)
		}
		a.log.Warn("discord does not answer", "error", err, "try", try)
		clock.Sleep(ctx, time.Duration(try)*2*time.Second)
	}
}

func unauthorized() error {
	return &gateway.FatalError{Reason: "it does not know the token", Hint: "copy the token again from the Bot page of discord.com/developers/applications and set DISCORD_TOKEN"}
}

// Limits asks where the gateway is and how often the bot may identify.
func (a *Account) Limits(ctx context.Context) (gateway.Limits, error) {
	got, err := a.api.Gateway(ctx)
	if errors.Is(err, rest.ErrUnauthorized) {
		return gateway.Limits{}, unauthorized()
	}
	if err != nil {
		return gateway.Limits{}, err
	}
	s := got.SessionStartLimit
	return gateway.Limits{
		URL: got.URL, Shards: got.Shards, Total: s.Total, Remaining: s.Remaining,
		ResetAfter: time.Duration(s.ResetAfter) * time.Millisecond, MaxConcurrency: s.MaxConcurrency,
	}, nil
}
