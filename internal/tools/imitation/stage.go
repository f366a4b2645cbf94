package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"
	"regexp"
	"strings"
	"sync/atomic"

	"footnote/bot"
	"footnote/corpus/doc"
	"footnote/corpus/fetch"
	"footnote/internal/discordtest"
	"footnote/internal/openaitest"
	"footnote/internal/setup"
	"footnote/internal/tools/standin"
	"footnote/library"
	"footnote/library/store"
	"footnote/rag/openai"
)

// A stage is a bot in a fake Discord.
type stage struct {
	*standin.TB
	discord *discordtest.Discord
	service *setup.Service
	model   atomic.Value // a language, which holds what the language model writes
}

// play asks all questions in all languages, and returns the answers.
func play(ctx context.Context, log io.Writer) (scenes []scene, err error) {
	s := &stage{TB: &standin.TB{Errors: log}}
	defer s.End()
	defer standin.Recover(&err)
	if err := s.open(ctx); err != nil {
		return nil, err
	}
	for _, l := range languages() {
		more, err := s.ask(ctx, l)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", l.Locale, err)
		}
		scenes = append(scenes, more...)
	}
	return scenes, nil
}

// open starts a bot with the built-in models and an empty library.
func (s *stage) open(ctx context.Context) error {
	data, err := os.MkdirTemp("", "imitation")
	if err != nil {
		return err
	}
	s.Cleanup(func() { os.RemoveAll(data) })
	model := openaitest.New(s.TB)
	model.Answer(func(r openaitest.Request) string { return s.model.Load().(language).script(r) })
	base := setup.New(setup.Settings{Data: data, NoCache: true, Model: openai.GeneratorOptions{BaseURL: model.URL(), Model: "script"}})
	quiet := slog.New(slog.DiscardHandler)
	if s.service, err = base.Service(ctx, library.Limits{Articles: -1, Passages: -1, Characters: -1, Tokens: -1}, quiet); err != nil {
		return err
	}
	s.Cleanup(s.service.Close)
	s.discord = discordtest.New(s.TB, discordtest.Options{Pipe: true, Unlimited: true})
	files, err := fetch.New(fetch.Options{}) // no question uploads a file
	if err != nil {
		return err
	}
	s.Cleanup(func() { files.Close() })
	b, err := bot.New(bot.Options{Token: discordtest.Token, API: s.discord.Base(), Transport: s.discord.Transport(), Dial: s.discord.Dial,
		Library: s.service.Library, Votes: s.service.Votes, Files: files, Log: quiet, Silent: true})
	if err != nil {
		return err
	}
	return s.start(ctx, b)
}

var passage = regexp.MustCompile(`passage ([0-9]+) \(`)

// script returns what the language model writes. It cites the passage of the request that
// contains l.read.
func (l language) script(r openaitest.Request) string {
	number := "1"
	for _, m := range r.Messages {
		if at := strings.Index(m.Content, l.read); at >= 0 {
			if above := passage.FindAllStringSubmatch(m.Content[:at], -1); len(above) > 0 {
				number = above[len(above)-1][1]
			}
		}
	}
	return strings.ReplaceAll(l.writes, "[1]", "["+number+"]")
}

// start runs the bot until the stage ends, and waits until it is ready.
func (s *stage) start(ctx context.Context, b *bot.Bot) error {
	ctx, cancel := context.WithCancel(ctx)
	ready, ended := make(chan struct{}), make(chan error, 1)
	go func() { ended <- b.Run(ctx, func() { close(ready) }) }()
	select {
	case <-ready:
	case err := <-ended:
		cancel()
		return fmt.Errorf("the bot ended: %w", err)
	}
	s.Cleanup(func() {
		cancel()
		<-ended
	})
	return nil
}

// ask asks all questions of one language, in a server of its own.
func (s *stage) ask(ctx context.Context, l language) ([]scene, error) {
	guild := s.discord.Guild(l.Locale)
	room, reader := guild.Channel("general"), s.discord.Person("reader "+l.Locale, l.Locale)
	reader.Grant(guild, "MANAGE_GUILD")
	for _, m := range l.files {
		f := doc.File{Name: m.name, Source: m.source, Type: m.kind, Data: m.data}
		if _, err := s.service.Library.Add(ctx, store.Guild(guild.ID), f, library.Origin{Key: m.source}, nil); err != nil {
			return nil, err
		}
	}
	ask := func(question string) *discordtest.Message {
		return reader.Slash(room, "ask", discordtest.Option{Name: "question", Value: question}).Answer("")
	}
	setMode := func(mode string) {
		reader.Slash(room, "settings set", discordtest.Option{Name: "mode", Value: mode}).Answer("-")
	}
	var scenes []scene
	add := func(name, command string, shown *discordtest.Message) error {
		one := scene{Name: strings.ToLower(l.Locale) + "-" + name, By: l, Command: command}
		err := one.show(shown.Payload(), shown.File)
		scenes = append(scenes, one)
		return err
	}
	setMode("extractive")
	page := ask(l.page)
	for _, of := range []struct {
		name  string
		shown *discordtest.Message
	}{{"sure", ask(l.two)}, {"web", page}, {"unsure", ask(l.unsure)}, {"refused", ask(l.none)}} {
		if err := add(of.name, l.Command, of.shown); err != nil {
			return nil, err
		}
	}
	if err := add("sources", "", reader.Click(page, l.sources).Answer("**")); err != nil {
		return nil, err
	}
	setMode("auto")
	s.model.Store(l)
	return scenes, add("model", l.Command, ask(l.model))
}
