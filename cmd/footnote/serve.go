package main

import (
	"context"
	"log/slog"
	"time"

	"footnote/bot"
	"footnote/bot/gateway"
	"footnote/bot/metrics"
	"footnote/cmd/footnote/internal/override"
	"footnote/cmd/footnote/internal/pdfengine"
	"footnote/cmd/footnote/internal/serving"
	"footnote/internal/request"
	"footnote/internal/setup"
	"footnote/library"
)

type serveCommand struct {
	Listen     string        `help:"Serve /healthz, /readyz and /metrics at this address of the machine." placeholder:"127.0.0.1:9464" env:"FOOTNOTE_LISTEN"`
	Tokens     int64         `name:"daily-tokens" help:"Tokens of the language model that one server may use in a day; -1 is no limit." default:"200000" least:"-1" env:"FOOTNOTE_DAILY_TOKENS"`
	Characters int64         `name:"daily-characters" help:"Characters that one server may add to its library in a day; -1 is no limit." default:"5000000" least:"-1" env:"FOOTNOTE_DAILY_CHARACTERS"`
	Articles   int           `name:"max-articles" help:"Articles of one server's library; -1 is no limit." default:"2000" least:"-1" env:"FOOTNOTE_MAX_ARTICLES"`
	Passages   int           `name:"max-passages" help:"Passages, of some 200 characters each, of one server's library; -1 is no limit." default:"40000" least:"-1" env:"FOOTNOTE_MAX_PASSAGES"`
	Originals  int64         `name:"max-originals" help:"Megabytes of PDFs that one server keeps for their pages to be shown, where its settings say so; 0 keeps none, -1 is no limit." default:"200" least:"-1" env:"FOOTNOTE_MAX_ORIGINALS"`
	Grace      time.Duration `help:"How long the data of a server stays after the bot has left it." default:"168h" env:"FOOTNOTE_GRACE"`
	Resolves   bool          `name:"proxy-resolves" help:"Leave the names of pages to the proxy of HTTPS_PROXY, for what people add in Discord, too: only where the proxy lets nobody into your network; see docs/operating.md." env:"FOOTNOTE_PROXY_RESOLVES"`
	LogContent bool          `help:"Have the log hold questions and answers. Without it, it holds neither." env:"FOOTNOTE_LOG_CONTENT"`
	Greeting   bool          `help:"Say hello to a server that the bot has joined: once, in the channel of its system messages." default:"true" env:"FOOTNOTE_GREETING"`
	Content    bool          `name:"message-content" help:"Ask Discord for the text of messages that do not mention the bot, for servers that choose channels to be answered in without a mention. Needs Message Content Intent on the Bot page of discord.com/developers/applications; refused, the bot does without." env:"FOOTNOTE_MESSAGE_CONTENT"`
	override.File
	serving.API
	Shards string `help:"Shards of this process: how many there are, as 4, or some of them, as 4:0-1. Without it, what Discord recommends." placeholder:"N[:FIRST-LAST]" env:"FOOTNOTE_SHARDS"`
}

func (c *serveCommand) Help() string {
	return `With DISCORD_TOKEN, in the environment or in .env, it is a Discord bot; docs/discord.md has the five steps to it. No privileged intent is
needed; --message-content asks for one. With --api it answers other programs, see docs/api.md; with both, it does both.

  DISCORD_TOKEN=… footnote serve
  footnote serve --api 127.0.0.1:8080
  footnote serve --listen 127.0.0.1:9464

It prints "ready" when it is connected, or listens. Ctrl-C or SIGTERM lets the running answers finish and ends it, a second one at once.`
}

func (c *serveCommand) Run(a *app) error {
	shards, err := gateway.ParseShards(c.Shards)
	if err != nil {
		return usagef("--shards: %w", err)
	}
	if a.token == "" && c.Address == "" {
		return serving.NothingToServe()
	}
	own, err := c.Sound()
	if err != nil {
		return err
	}
	files, err := serving.Attachments(a.setup.Agent(), a.discordAPI)
	if err != nil {
		return err
	}
	defer files.Close()
	programs, err := c.Open(a.apiToken)
	if err != nil {
		return err
	}
	defer programs.Close()
	log := request.Log(a.err.Log(a.logLevel()))
	figures := metrics.New(metrics.Build(build()))
	a.setup.Model.Observe, a.setup.Vectors.Observe = serving.Counted(figures), serving.Counted(figures)
	a.setup.ProxyResolves = c.Resolves
	stop, err := serving.Figures(c.Listen, figures.Handler(), log)
	if err != nil {
		return err
	}
	defer stop()
	a.setup.CompilePDF = pdfengine.Logged(log)
	limits := library.Limits{Articles: c.Articles, Passages: c.Passages, Characters: c.Characters, Originals: library.Megabytes(c.Originals), Tokens: c.Tokens, Grace: c.Grace}
	service, err := serving.Reached(a.ctx, log, func() (*setup.Service, error) { return a.setup.Service(a.ctx, limits, log) })
	if err != nil {
		return err
	}
	defer service.Close()
	ready := func() { _ = a.err.Line("ready") }
	parts := serving.Parts{Setup: a.setup, Service: service, Figures: figures, Log: log, LogContent: c.LogContent, Alone: a.token == "", Ready: ready}
	if parts.Alone {
		return programs.Run(a.ctx, parts)
	}
	b, err := bot.New(bot.Options{
		Token: a.token, API: a.discordAPI, Shards: shards, Library: service.Library, Files: files, Votes: service.Votes, Updates: service.Updates, Pages: service.Pages, Metrics: figures, Log: log, LogContent: c.LogContent, MessageContent: c.Content, Texts: own, Silent: !c.Greeting, Elsewhere: a.Embedder == "openai",
	})
	if err != nil {
		return err
	}
	return serving.Together(a.ctx, func(ctx context.Context) error { return b.Run(ctx, ready) }, func(ctx context.Context) error { return programs.Run(ctx, parts) })
}

// logLevel returns the lowest level that is logged.
func (a *app) logLevel() slog.Level {
	switch {
	case a.Verbose:
		return slog.LevelDebug
	case a.Quiet:
		return slog.LevelError
	}
	return slog.LevelInfo
}
