package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"

	"footnote/bot"
	"footnote/bot/gateway"
	"footnote/corpus/keep"
	"footnote/rag"
)

type serveCommand struct {
	Listen     string `help:"Serve /healthz, /readyz and /metrics at this address of the machine." placeholder:"127.0.0.1:9464" env:"FOOTNOTE_LISTEN"`
	LogContent bool   `help:"Have the log hold questions and answers. Without it, it holds neither." env:"FOOTNOTE_LOG_CONTENT"`
	Shards     string `help:"Shards of this process: how many there are, as 4, or some of them, as 4:0-1. Without it, what Discord recommends." placeholder:"N[:FIRST-LAST]" env:"FOOTNOTE_SHARDS"`
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
	l, err := a.open()
	if err != nil {
		return err
	}
	defer l.close()
	votes := keep.OpenFeedback(a.database(), func(warning string) { a.note("%s", warning) })
	defer votes.Close()
	log := a.log()
	b, err := bot.New(bot.Options{
		Token: a.token, API: a.discordAPI, Shards: shards, Articles: l.articles, Votes: votes, Log: log, LogContent: c.LogContent,
		Answerer: desk{l.engine, rag.NewVerifier(l.index, l.embedder)},
	})
	if err != nil {
		return err
	}
	stop, err := c.status(b, log)
	if err != nil {
		return err
	}
	defer stop()
	return b.Run(a.ctx, func() { fmt.Fprintln(a.err, "ready") })
}

func noToken() error {
	return &failure{what: "serve", err: errors.New("DISCORD_TOKEN is not set"), status: statusUsage, code: "configuration",
		hint: "docs/discord.md says how to get one; put DISCORD_TOKEN=… into .env"}
}

// desk is an engine with what checks claims.
type desk struct {
	*rag.Engine
	verifier *rag.Verifier
}

func (d desk) Claims(ctx context.Context, text string) ([]rag.Claim, error) {
	return d.Engine.Claims(ctx, d.verifier, text)
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
	if isTerminal(a.err) {
		return slog.New(slog.NewTextHandler(a.err, options))
	}
	return slog.New(slog.NewJSONHandler(a.err, options))
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
