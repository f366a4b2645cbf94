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

// A scripted desk answers as a test wants it to, and is the real one in the
// rest.
type scripted struct {
	desk
	answer func(ctx context.Context, q rag.Question, emit func(string) error) (rag.Answer, error)
	search func(ctx context.Context, query string) ([]index.Hit, error)
	asked  atomic.Int32
}

func (s *scripted) Answer(ctx context.Context, q rag.Question, emit func(string) error) (rag.Answer, error) {
	s.asked.Add(1)
	if s.answer == nil {
		return s.desk.Answer(ctx, q, emit)
	}
	return s.answer(ctx, q, emit)
}

func (s *scripted) Search(ctx context.Context, query string, k int) ([]index.Hit, error) {
	if s.search == nil {
		return s.desk.Search(ctx, query, k)
	}
	return s.search(ctx, query)
}

// says is an answer of a text, without footnotes.
func says(text string) func(context.Context, rag.Question, func(string) error) (rag.Answer, error) {
	return func(_ context.Context, q rag.Question, emit func(string) error) (rag.Answer, error) {
		return rag.Answer{Question: q.Text, Text: text, Mode: rag.ModeLLM}, emit(text)
	}
}

// A scene is a bot in a fake Discord, in which time passes as the test wants.
type scene struct {
	*discordtest.Discord
	bot   running
	desk  *scripted
	room  *discordtest.Channel
	alice *discordtest.Person
	bob   *discordtest.Person
}

// play runs a scene in a bubble. The change may be nil.
func play(t *testing.T, d desk, change func(*bot.Options, *scripted), act func(t *testing.T, s *scene)) {
	t.Helper()
	playIn(t, discordtest.Options{}, d, change, act)
}

func playIn(t *testing.T, o discordtest.Options, d desk, change func(*bot.Options, *scripted), act func(t *testing.T, s *scene)) {
	t.Helper()
	o.Pipe = true
	synctest.Test(t, func(t *testing.T) {
		s := &scene{Discord: discordtest.New(t, o), desk: &scripted{desk: d}}
		s.bot = start(t, s.Discord, func(o *bot.Options) {
			o.Answerer, o.Articles = s.desk, d.articles
			if change != nil {
				change(o, s.desk)
			}
		})
		s.room = s.Guild("reading room").Channel("general")
		s.alice, s.bob = s.Person("alice", "zh-TW"), s.Person("bob", "en-US")
		act(t, s)
	})
}

// has fails the test where a text lacks a part.
func has(t *testing.T, text string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if !strings.Contains(text, part) {
			t.Errorf("no %q in\n%.1000s", part, text)
		}
	}
}

var _ bot.Answerer = &scripted{}
