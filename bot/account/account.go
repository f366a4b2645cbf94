// Package account asks Discord about the bot before anybody asks the bot anything: who it
// is, which commands it has, where its gateway is, and which links add it.
package account

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"time"

	"footnote/bot/gateway"
	"footnote/bot/rest"
	"footnote/bot/wire"
	"footnote/internal/clock"
)

// An application is the bot's application as Discord describes it.
// docs.discord.com/developers/resources/application#application-object
type application struct {
	ID        string         `json:"id"`
	Public    bool           `json:"bot_public"`
	CodeGrant bool           `json:"bot_require_code_grant"`
	Endpoint  string         `json:"interactions_endpoint_url"`
	Installs  map[string]any `json:"integration_types_config"`
}

// An Account is the bot's account at Discord.
type Account struct {
	rest *rest.Client
	api  *wire.API
	log  *slog.Logger

	user        wire.User
	application application
}

// New returns an account. It does not call Discord.
func New(c *rest.Client, api *wire.API, log *slog.Logger) *Account {
	return &Account{rest: c, api: api, log: log}
}

// User returns the bot's user. Identify must have been called before.
func (a *Account) User() wire.User { return a.user }

// fetch asks Discord for the bot's user and application.
func (a *Account) fetch(ctx context.Context) error {
	if err := a.rest.Do(ctx, rest.Request{Method: "GET", Path: "/users/@me", Out: &a.user}); err != nil {
		return fmt.Errorf("who the bot is: %w", err)
	}
	if err := a.rest.Do(ctx, rest.Request{Method: "GET", Path: "/applications/@me", Out: &a.application}); err != nil {
		return fmt.Errorf("its application: %w", err)
	}
	return nil
}

const (
	// The pauses between the first tries to reach Discord double from firstPause to
	// longestPause. A random part, up to a half, is subtracted from each.
	firstPause   = time.Second
	longestPause = time.Minute
	// mostRefused is how many client errors Identify accepts before it gives up. Such an
	// error is not a missing network, but a proxy on the way may cause it and recover.
	mostRefused = 5
)

// Identify asks Discord who the bot is. While Discord cannot be reached, for example
// because there is no network yet, it tries again until ctx ends; then it returns nil. If
// Discord does not know the token, the error is a [*gateway.FatalError].
func (a *Account) Identify(ctx context.Context) error {
	refused := 0
	for pause := firstPause; ; pause = min(2*pause, longestPause) {
		err := a.fetch(ctx)
		var answer *rest.Error
		switch {
		case err == nil:
			return nil
		case errors.Is(err, rest.ErrUnauthorized):
			return unauthorized()
		case ctx.Err() != nil:
			return nil
		case errors.As(err, &answer) && answer.Status < http.StatusInternalServerError:
			if refused++; refused == mostRefused {
				return fmt.Errorf("cannot ask Discord: %w", err)
			}
		}
		again := pause - rand.N(pause/2)
		a.log.Warn("discord does not answer; it is asked again", "error", err, "again_in", again.Round(time.Millisecond))
		clock.Sleep(ctx, again)
	}
}

func unauthorized() error {
	return &gateway.FatalError{Reason: "it does not know the token", Hint: "copy the token again from the Bot page of discord.com/developers/applications and set DISCORD_TOKEN"}
}

// Limits asks Discord where the gateway is and how often the bot may identify.
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
