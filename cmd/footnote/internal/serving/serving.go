// Package serving has the parts of footnote serve around the bot: metrics for the operator,
// waiting for a database that cannot be reached yet, and asking a running service for its
// status.
package serving

import (
	"context"
	"errors"
	"log/slog"
	"math/rand/v2"
	"net/url"
	"time"

	"footnote/bot/metrics"
	"footnote/cmd/footnote/internal/env"
	"footnote/cmd/footnote/internal/failure"
	"footnote/cmd/footnote/internal/term"
	"footnote/corpus/fetch"
	"footnote/internal/setup"
	"footnote/library/store"
	"footnote/rag/openai"
)

// The pauses between the first attempts to reach a database double from firstPause to
// longestPause. Each is shortened by a random part of up to one half.
const (
	firstPause   = time.Second
	longestPause = time.Minute
)

// Reached calls open until the database can be reached. It retries as long as ctx lasts if the
// server does not answer, because the network is not up or the server has not started. It
// returns any other error.
func Reached(ctx context.Context, log *slog.Logger, open func() (*setup.Service, error)) (*setup.Service, error) {
	for pause := firstPause; ; pause = min(2*pause, longestPause) {
		service, err := open()
		away, ok := errors.AsType[*store.OpenError](err)
		if !ok || away.Kind != store.Unreachable || ctx.Err() != nil {
			return service, err
		}
		again := pause - rand.N(pause/2)
		log.Warn("the database does not answer; it is asked again", "error", err, "again_in", again.Round(time.Millisecond))
		select {
		case <-time.After(again):
		case <-ctx.Done():
			return nil, context.Cause(ctx)
		}
	}
}

// Counted returns a function that records calls of a language model or an embedder in the
// metrics.
func Counted(m *metrics.Metrics) func(openai.Call) {
	return func(c openai.Call) {
		m.Model(metrics.ModelCall{What: c.Work, Outcome: c.Outcome(), Took: c.Took, Input: c.Usage.InputTokens, Output: c.Usage.OutputTokens, Cost: c.Usage.Cost})
	}
}

// Attachments returns a fetcher for uploaded files, which are fetched only from Discord's own
// hosts or, if api is set, from the host that stands in for Discord. See
// docs.discord.com/developers/reference#signed-attachment-cdn-urls.
func Attachments(agent, api string) (*fetch.Fetcher, error) {
	o := fetch.Options{UserAgent: agent, Hosts: []string{"cdn.discordapp.com", "media.discordapp.net"}, Proxy: setup.FilesProxy()}
	if api != "" {
		stand, err := parseAPI(api)
		if err != nil {
			return nil, &term.Failure{What: env.DiscordAPI, Err: err, Status: failure.StatusUsage, Code: "configuration", Hint: "such as http://127.0.0.1:8080/api/v10"}
		}
		o.Hosts, o.Unguarded = []string{stand.Host}, true
	}
	return fetch.New(o)
}

// parseAPI parses the address of a REST API. Its errors follow the name of the setting, and do
// not quote the address, which may contain a password.
func parseAPI(raw string) (*url.URL, error) {
	api, err := url.Parse(raw)
	switch {
	case err != nil:
		return nil, errors.New("is not a URL")
	case api.User != nil:
		return nil, errors.New("holds a user name or password; the key goes into DISCORD_TOKEN")
	case api.Scheme != "http" && api.Scheme != "https":
		return nil, errors.New("does not begin with http:// or https://")
	case api.Hostname() == "":
		return nil, errors.New("has no host")
	case api.RawQuery != "" || api.ForceQuery || api.Fragment != "":
		return nil, errors.New("has a ? or #, but a path is added to its end")
	}
	return api, nil
}
