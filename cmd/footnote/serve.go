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
	"footnote/cmd/footnote/internal/env"
	"footnote/cmd/footnote/internal/override"
	"footnote/cmd/footnote/internal/term"
	"footnote/corpus/fetch"
	"footnote/library"
)

type serveCommand struct {
	Listen     string        `help:"Serve /healthz, /readyz and /metrics at this address of the machine." placeholder:"127.0.0.1:9464" env:"FOOTNOTE_LISTEN"`
	Tokens     int64         `name:"daily-tokens" help:"Tokens of the language model that one server may use in a day; -1 is no limit." default:"200000" env:"FOOTNOTE_DAILY_TOKENS"`
	Characters int64         `name:"daily-characters" help:"Characters that one server may add to its library in a day; -1 is no limit." default:"5000000" env:"FOOTNOTE_DAILY_CHARACTERS"`
	Articles   int           `name:"max-articles" help:"Articles of one server's library; -1 is no limit." default:"2000" env:"FOOTNOTE_MAX_ARTICLES"`
	Passages   int           `name:"max-passages" help:"Passages, of some 200 characters each, of one server's library; -1 is no limit." default:"40000" env:"FOOTNOTE_MAX_PASSAGES"`
	Grace      time.Duration `help:"How long the data of a server stays after the bot has left it." default:"168h" env:"FOOTNOTE_GRACE"`
	LogContent bool          `help:"Have the log hold questions and answers. Without it, it holds neither." env:"FOOTNOTE_LOG_CONTENT"`
	Greeting   bool          `help:"Say hello to a server that the bot has joined: once, in the channel of its system messages." default:"true" env:"FOOTNOTE_GREETING"`
	Content    bool          `name:"message-content" help:"Ask Discord for the text of messages that do not mention the bot, for servers that choose channels to be answered in without a mention. Needs Message Content Intent on the Bot page of discord.com/developers/applications; refused, the bot does without." env:"FOOTNOTE_MESSAGE_CONTENT"`
	override.File
	Shards string `help:"Shards of this process: how many there are, as 4, or some of them, as 4:0-1. Without it, what Discord recommends." placeholder:"N[:FIRST-LAST]" env:"FOOTNOTE_SHARDS"`
}

func (c *serveCommand) Help() string {
	return `Needs DISCORD_TOKEN, in the environment or in .env; docs/discord.md has the five steps to it. No privileged intent is needed; --message-content asks for one.

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
	own, err := c.Sound()
	if err != nil {
		return err
	}
	files, err := a.attachments()
	if err != nil {
		return err
	}
	defer files.Close()
	log := a.err.Log(a.logLevel())
	a.setup.CompilePDF = compilePDFForServe(log)
	limits := library.Limits{Articles: c.Articles, Passages: c.Passages, Characters: c.Characters, Tokens: c.Tokens, Grace: c.Grace}
	service, err := a.setup.Service(a.ctx, limits, log)
	if err != nil {
		return err
	}
	defer service.Close()
	b, err := bot.New(bot.Options{
		Token: a.token, API: a.discordAPI, Shards: shards, Library: service.Library, Files: files, Votes: service.Votes, Updates: service.Updates, Log: log, LogContent: c.LogContent, MessageContent: c.Content, Texts: own, Silent: !c.Greeting,
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
	return &term.Failure{What: "serve", Err: errors.New("DISCORD_TOKEN is not set"), Status: statusUsage, Code: "configuration",
		Hint: "docs/discord.md says how to get one; put DISCORD_TOKEN=… into .env"}
}

// attachments fetches what people upload: from Discord's own hosts only, or from
// the one that stands in for it.
// docs.discord.com/developers/reference#signed-attachment-cdn-urls
func (a *app) attachments() (*fetch.Fetcher, error) {
	o := fetch.Options{UserAgent: a.setup.Agent(), Hosts: []string{"cdn.discordapp.com", "media.discordapp.net"}}
	if a.discordAPI != "" {
		stand, err := url.Parse(a.discordAPI)
		if err != nil {
			return nil, usagef("%s: %w", env.DiscordAPI, err)
		}
		o.Hosts, o.Unguarded = []string{stand.Host}, true
	}
	return fetch.New(o)
}

// logLevel is from which level on the log has records.
func (a *app) logLevel() slog.Level {
	switch {
	case a.Verbose:
		return slog.LevelDebug
	case a.Quiet:
		return slog.LevelError
	}
	return slog.LevelInfo
}

// status serves how the bot is doing, if that is wanted.
func (c *serveCommand) status(b *bot.Bot, log *slog.Logger) (stop func(), err error) {
	if c.Listen == "" {
		return func() {}, nil
	}
	listener, err := net.Listen("tcp", c.Listen)
	if err != nil {
		return nil, &term.Failure{What: "--listen", Err: err, Status: statusUsage, Code: "configuration", Hint: "choose an address of this machine that is free, such as 127.0.0.1:9464"}
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
