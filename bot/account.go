package bot

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"footnote/internal/clock"

	"footnote/bot/gateway"
	"footnote/bot/rest"
	"footnote/bot/wire"
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

// An account is the bot's at Discord: who it is, its commands, and its limits.
type account struct {
	rest *rest.Client
	api  *wire.API
	log  *slog.Logger

	user        wire.User
	application application
}

// newAccount asks nothing yet.
func newAccount(o Options, c *rest.Client) (*account, error) {
	api, err := wire.NewAPI(o.Token, c)
	if err != nil {
		return nil, err
	}
	return &account{rest: c, api: api, log: o.Log}, nil
}

// introduce asks Discord who the bot is.
func (a *account) introduce(ctx context.Context) error {
	if err := a.rest.Do(ctx, rest.Request{Method: "GET", Path: "/users/@me", Out: &a.user}); err != nil {
		return fmt.Errorf("who the bot is: %w", err)
	}
	if err := a.rest.Do(ctx, rest.Request{Method: "GET", Path: "/applications/@me", Out: &a.application}); err != nil {
		return fmt.Errorf("its application: %w", err)
	}
	return nil
}

// identify introduces the bot, and tries again where Discord does not answer.
func (a *account) identify(ctx context.Context) error {
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

// limits asks where the gateway is and how often the bot may identify.
func (a *account) limits(ctx context.Context) (gateway.Limits, error) {
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
