package main

import (
	"errors"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"time"

	"footnote/bot"
	"footnote/bot/gateway"
	"footnote/corpus/fetch"
	"footnote/library"
	"footnote/library/store"
)

type serveCommand struct {
	Listen     string        `help:"Serve /healthz, /readyz and /metrics at this address of the machine." placeholder:"127.0.0.1:9464" env:"FOOTNOTE_LISTEN"`
	Tokens     int64         `name:"daily-tokens" help:"Tokens of the language model that one server may use in a day; -1 is no limit." default:"200000" env:"FOOTNOTE_DAILY_TOKENS"`
	Characters int64         `name:"daily-characters" help:"Characters that one server may add to its library in a day; -1 is no limit." default:"5000000" env:"FOOTNOTE_DAILY_CHARACTERS"`
	Articles   int           `name:"max-articles" help:"Articles of one server's library; -1 is no limit." default:"2000" env:"FOOTNOTE_MAX_ARTICLES"`
	Grace      time.Duration `help:"How long the data of a server stays after the bot has left it." default:"168h" env:"FOOTNOTE_GRACE"`
	LogContent bool          `help:"Have the log hold questions and answers. Without it, it holds neither." env:"FOOTNOTE_LOG_CONTENT"`
	Shards     string        `help:"Shards of this process: how many there are, as 4, or some of them, as 4:0-1. Without it, what Discord recommends." placeholder:"N[:FIRST-LAST]" env:"FOOTNOTE_SHARDS"`
}

func (c *serveCommand) Help() string {
	return `Needs DISCORD_TOKEN, in the environment or in .env; docs/discord.md has the five steps to it. No privileged intent is needed.

  DISCORD_TOKEN=… footnote serve
  footnote serve --listen 127.0.0.1:9464

It prints "ready" when it is connected. Ctrl-C or SIGTERM lets the running answers finish and ends it, a second one at once.`
}

func (c *serveCommand) Run(a *app) error {
	shards, err := gateway.ParseShards(c.Shards)
	if err != nil {
		return usagef("--shards: %w", err)
	}
	if a.token == "" {
		return noToken()
	}
	unlock, err := store.Lock(a.folder())
	if err != nil {
		return err
	}
	defer unlock()
	db, err := store.OpenLibrary(a.ctx, a.database())
	if err != nil {
		return err
	}
	defer db.Close()
	log := a.log()
	l, done, err := c.library(a, db, log)
	if err != nil {
		return err
	}
	defer done()
	files, err := a.attachments()
	if err != nil {
		return err
	}
	defer files.Close()
	votes := store.OpenFeedback(a.database(), func(warning string) { a.note("%s", warning) })
	defer votes.Close()
	b, err := bot.New(bot.Options{
		Token: a.token, API: a.discordAPI, Shards: shards, Library: l, Files: files, Votes: votes, Log: log, LogContent: c.LogContent,
	})
	if err != nil {
		return err
	}
	stop, err := c.status(b, log)
	if err != nil {
		return err
	}
	defer stop()
	return b.Run(a.ctx, func() { _ = a.err.Line("ready") })
}

func noToken() error {
	return &failure{what: "serve", err: errors.New("DISCORD_TOKEN is not set"), status: statusUsage, code: "configuration",
		hint: "docs/discord.md says how to get one; put DISCORD_TOKEN=… into .env"}
}

// library is that of all servers.
func (c *serveCommand) library(a *app, db *store.Library, log *slog.Logger) (l *library.Library, done func(), err error) {
	if a.hasModel() { // what is wrong with its settings is said before the work
		if _, err := a.generator(); err != nil {
			return nil, nil, err
		}
	}
	o := library.Options{Store: db, Log: log, Limits: library.Limits{Articles: c.Articles, Characters: c.Characters, Tokens: c.Tokens, Grace: c.Grace}}
	if err := a.answerWithout(&o); err != nil {
		return nil, nil, err
	}
	writing, closeWriting, err := a.writing()
	if err != nil {
		return nil, nil, err
	}
	web, err := a.web()
	if err != nil {
		return nil, nil, err
	}
	reader, closeReader := a.readerForServe(log)
	o.Reader, o.Web, o.Writing = reader, web, writing
	l, err = library.New(o)
	return l, func() {
		closeReader()
		web.Close()
		closeWriting()
	}, err
}

// answerWithout decides what answers where a server or a person has no articles:
// those of --article or, without it, the library's own, as far as it has any. The
// built-in article is only offered, as an example.
func (a *app) answerWithout(o *library.Options) error {
	if len(a.Article) > 0 {
		var err error
		if o.Standing, o.Embedder, err = a.indexFiles(a.Article); err == nil {
			o.Log.Info("the articles of --article answer where a server has none", "articles", len(o.Standing.Articles()))
		}
		return err
	}
	var err error
	if o.Fallback, err = a.scope(); err != nil {
		return err
	}
	if o.Example, o.Embedder, err = a.indexFiles([]string{builtin}); err != nil {
		return err
	}
	own, err := o.Store.List(a.ctx, o.Fallback)
	if err != nil {
		o.Log.Warn("not all of the library can be read", "scope", string(o.Fallback), "error", err)
	}
	o.Log.Info("the library's articles answer where a server has none", "scope", string(o.Fallback), "articles", len(own))
	return nil
}

// attachments fetches what people upload: from Discord's own hosts only, or from
// the one that stands in for it.
// docs.discord.com/developers/reference#signed-attachment-cdn-urls
func (a *app) attachments() (*fetch.Fetcher, error) {
	o := fetch.Options{UserAgent: a.agent(), Hosts: []string{"cdn.discordapp.com", "media.discordapp.net"}}
	if a.discordAPI != "" {
		stand, err := url.Parse(a.discordAPI)
		if err != nil {
			return nil, usagef("%s: %w", apiVariable, err)
		}
		o.Hosts, o.Unguarded = []string{stand.Host}, true
	}
	return fetch.New(o)
}

// log is for people on a terminal and for programs elsewhere.
func (a *app) log() *slog.Logger {
	level := slog.LevelInfo
	switch {
	case a.Verbose:
		level = slog.LevelDebug
	case a.Quiet:
		level = slog.LevelError
	}
	options := &slog.HandlerOptions{Level: level}
	if a.err.Terminal() {
		return slog.New(slog.NewTextHandler(a.err, options))
	}
	return slog.New(slog.NewJSONHandler(a.err.Exact(), options))
}

// status serves how the bot is doing, if that is wanted.
func (c *serveCommand) status(b *bot.Bot, log *slog.Logger) (stop func(), err error) {
	if c.Listen == "" {
		return func() {}, nil
	}
	listener, err := net.Listen("tcp", c.Listen)
	if err != nil {
		return nil, &failure{what: "--listen", err: err, status: statusUsage, code: "configuration", hint: "choose an address of this machine that is free, such as 127.0.0.1:9464"}
	}
	server := &http.Server{Handler: b.Handler(), ReadHeaderTimeout: 5 * time.Second, WriteTimeout: 10 * time.Second, IdleTimeout: time.Minute}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			log.Error("the status server ended", "error", err)
		}
	}()
	log.Info("status", "address", listener.Addr().String())
	return func() {
		server.Close()
		<-ended
	}, nil
}
