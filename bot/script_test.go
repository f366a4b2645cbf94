package bot_test

import (
	"context"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"

	"footnote/bot"
	"footnote/internal/discordtest"
	"footnote/rag"
	"footnote/rag/index"
)

// A script answers as a test wants it to; the library answers what the script leaves out.
type script struct {
	answer func(ctx context.Context, q rag.Question, emit func(string) error) (rag.Answer, error)
	search func(ctx context.Context, query string) ([]index.Hit, error)
	asked  atomic.Int32
}

// A scripted answerer follows a script and otherwise uses the library's.
type scripted struct {
	bot.Answerer
	*script
}

func (s scripted) Answer(ctx context.Context, q rag.Question, emit func(string) error) (rag.Answer, error) {
	s.asked.Add(1)
	if s.answer == nil {
		return s.Answerer.Answer(ctx, q, emit)
	}
	return s.answer(ctx, q, emit)
}

func (s scripted) Search(ctx context.Context, query string, k int) ([]index.Hit, error) {
	if s.search == nil {
		return s.Answerer.Search(ctx, query, k)
	}
	return s.search(ctx, query)
}

// says returns an answer with a text, without footnotes.
func says(text string) func(context.Context, rag.Question, func(string) error) (rag.Answer, error) {
	return func(_ context.Context, q rag.Question, emit func(string) error) (rag.Answer, error) {
		return rag.Answer{Question: q.Text, Text: text, Tier: rag.TierSure, Mode: rag.ModeLLM}, emit(text)
	}
}

// A scene is a bot in a fake Discord, in which time passes as the test wants.
type scene struct {
	*discordtest.Discord
	bot    running
	script *script
	room   *discordtest.Channel
	alice  *discordtest.Person
	bob    *discordtest.Person
}

// play runs a scene in a bubble. change may be nil.
func play(t *testing.T, d engine, change func(*bot.Options, *script), act func(t *testing.T, s *scene)) {
	t.Helper()
	playIn(t, discordtest.Options{}, d, change, act)
}

func playIn(t *testing.T, o discordtest.Options, d engine, change func(*bot.Options, *script), act func(t *testing.T, s *scene)) {
	t.Helper()
	o.Pipe = true
	synctest.Test(t, func(t *testing.T) {
		s := &scene{Discord: discordtest.New(t, o), script: &script{}}
		s.bot = startScripted(t, s.Discord, func(o *bot.Options) {
			o.Library = standing(t, d, o.Log)
			if change != nil {
				change(o, s.script)
			}
		}, func(a bot.Answerer) bot.Answerer { return scripted{a, s.script} })
		s.room = s.Guild("reading room").Channel("general")
		s.alice, s.bob = s.Person("alice", "zh-TW"), s.Person("bob", "en-US")
		act(t, s)
	})
}

// has fails the test if a text lacks a part.
func has(t *testing.T, text string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if !strings.Contains(text, part) {
			t.Errorf("no %q in\n%.1000s", part, text)
		}
	}
}
