package serving

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"strings"
	"sync"

	"footnote/api"
	"footnote/api/access"
	protocol "footnote/api/mcp"
	"footnote/bot/metrics"
	"footnote/cmd/footnote/internal/failure"
	"footnote/cmd/footnote/internal/mcp"
	"footnote/cmd/footnote/internal/term"
	"footnote/internal/setup"
	"footnote/library/store"
	"footnote/rag/index"
)

// API holds the flags of the API for other programs.
type API struct {
	Address string   `name:"api" help:"Answer other programs at this address: those that know OpenAI's API, and any other, see docs/api.md. FOOTNOTE_API_TOKEN has the token that they bring, or several with commas between; at 127.0.0.1 none is needed. Without DISCORD_TOKEN, this is all that is served." placeholder:"127.0.0.1:8080" env:"FOOTNOTE_API"`
	Scopes  []string `complete:"scope" name:"api-scope" help:"Libraries that these programs may read: local, or guild:ID of the Discord bot." default:"local" env:"FOOTNOTE_API_SCOPE"`
	Rate    int      `name:"api-rate" help:"Requests of one token a minute; 0 is no limit." default:"120" env:"FOOTNOTE_API_RATE"`
}

// Options returns the server's options as far as the settings determine them. The error says
// which settings are invalid; it never contains a token.
func (f API) Options(token string) (api.Options, error) {
	o := api.Options{Address: f.Address, Tokens: access.Tokens(token), Rate: f.Rate}
	for _, name := range f.Scopes {
		scope := store.Scope(name)
		if !scope.Valid() || strings.HasPrefix(name, "person:") { // a person's library is private
			return o, failure.Usagef("--api-scope is local or guild:ID, not %q", name)
		}
		o.Scopes = append(o.Scopes, scope)
	}
	if f.Rate < 0 {
		return o, failure.Usagef("--api-rate is 0 or more")
	}
	_, err := access.New(access.Options{Address: o.Address, Tokens: o.Tokens, Rate: o.Rate})
	if bad, ok := errors.AsType[*access.OptionError](err); ok {
		return o, wrongAPI(bad, bad.Hint)
	}
	return o, err
}

func wrongAPI(err error, hint string) error {
	return &term.Failure{What: "--api", Err: err, Status: failure.StatusUsage, Code: "configuration", Hint: hint}
}

// Summary describes where the API listens and for whom, or returns "" if it is off.
func (f API) Summary(token string) (string, error) {
	if f.Address == "" {
		return "", nil
	}
	o, err := f.Options(token)
	if err != nil {
		return "", err
	}
	who := "whoever is on this machine"
	if n := len(o.Tokens); n == 1 {
		who = "who brings the token"
	} else if n > 1 {
		who = fmt.Sprintf("who brings one of %d tokens", n)
	}
	return fmt.Sprintf("at %s, footnote serve answers %s from %s", f.Address, who, strings.Join(f.Scopes, " and ")), nil
}

// Open starts to listen, so that an address in use is reported before any other work. It does
// not answer requests yet. If no address is set, it returns nil, nil.
func (f API) Open(token string) (*Opened, error) {
	if f.Address == "" {
		return nil, nil
	}
	o, err := f.Options(token)
	if err != nil {
		return nil, err
	}
	at, err := net.Listen("tcp", f.Address)
	if err != nil {
		return nil, wrongAPI(err, "choose an address of this machine that is free, such as 127.0.0.1:8080")
	}
	return &Opened{o, at}, nil
}

// Opened is an API that listens but does not answer yet.
type Opened struct {
	options api.Options
	at      net.Listener
}

// Close closes the listener. Calling it on nil does nothing.
func (o *Opened) Close() {
	if o != nil {
		o.at.Close()
	}
}

// Parts are what the API runs with.
type Parts struct {
	Setup      *setup.Setup
	Service    *setup.Service
	Figures    *metrics.Metrics
	Log        *slog.Logger
	LogContent bool
	Alone      bool   // nothing else is served
	Ready      func() // called when the API answers, if it is served alone
}

// Run answers requests until ctx ends. Calling it on nil does nothing.
func (o *Opened) Run(ctx context.Context, p Parts) error {
	if o == nil {
		return nil
	}
	embedder, err := own(p.Setup)
	if err != nil {
		return err
	}
	o.options.Library, o.options.Embedder, o.options.Figures = p.Service.Library, embedder, p.Figures
	o.options.Log, o.options.LogContent, o.options.Version = p.Log, p.LogContent, p.Setup.Version
	o.options.Mounts = map[string]api.Mount{protocol.Path: mcp.Mount(ctx, p.Setup, p.Log)}
	server, err := api.New(o.options)
	if err != nil {
		return err
	}
	p.Figures.WatchAPI(server.Length)
	if !p.Alone {
		return server.Run(ctx, o.at)
	}
	kept := p.Service.Library
	kept.Observe(p.Figures)
	p.Figures.Watch(metrics.Sources{Ready: func() bool { return true }, Kept: kept.Store.Count, Troubles: kept.Store.Troubles})
	context.AfterFunc(ctx, p.Figures.Stop)
	p.Ready()
	return Together(ctx, func(ctx context.Context) error { return server.Run(ctx, o.at) }, func(ctx context.Context) error { return upkeep(ctx, p) })
}

// own returns the built-in embedder, or nil if another one is used: requests to that one cost
// money.
func own(s *setup.Setup) (index.Embedder, error) {
	if s.Embedder != "local" {
		return nil, nil
	}
	return s.NewEmbedder()
}

// upkeep maintains the library where no bot does: it fetches pages again and erases removed
// articles. A database that several processes share has a bot for this.
func upkeep(ctx context.Context, p Parts) error {
	if p.Service.Library.Store.Shared() {
		p.Log.InfoContext(ctx, "pages are read again, and what was removed is erased, by the bot on this database")
		return nil
	}
	return Together(ctx,
		func(ctx context.Context) error { p.Service.Library.Sweep(ctx); return nil },
		func(ctx context.Context) error { p.Service.Library.KeepCurrent(ctx); return nil },
		func(ctx context.Context) error { p.Service.Updates.Keep(ctx); return nil })
}

// Together runs several functions concurrently until all have returned. The first error cancels
// the context of all and is returned.
func Together(ctx context.Context, all ...func(context.Context) error) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	var running sync.WaitGroup
	var once sync.Once
	var first error
	for _, do := range all {
		running.Go(func() {
			if err := do(ctx); err != nil {
				once.Do(func() { first = err })
				cancel(fmt.Errorf("another part of it failed: %w", err))
			}
		})
	}
	running.Wait()
	return first
}
