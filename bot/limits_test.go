package bot_test

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"footnote/bot"
	"footnote/internal/discordtest"
	"footnote/rag"
)

func TestLimits(t *testing.T) {
	d := newEngine(t, builtin(t))
	t.Run("of a person", func(t *testing.T) {
		play(t, d, func(o *bot.Options, _ *script) { o.UserRate = 2 }, func(t *testing.T, s *scene) {
			for range 2 {
				s.alice.Slash(s.room, "ask", question(asked)).Answer(fact)
			}
			refused := s.alice.Slash(s.room, "ask", question(asked)).Answer("<t:")
			if !refused.Ephemeral() {
				t.Error("everybody sees that somebody asks too much")
			}
			s.alice.Say(s.room, "@bot "+asked).WaitReply("<t:")
			s.bob.Slash(s.room, "ask", question(english)).Answer("[1]")
			time.Sleep(time.Minute)
			s.alice.Slash(s.room, "ask", question(asked)).Answer(fact)
		})
	})
	t.Run("of a server", func(t *testing.T) {
		play(t, d, func(o *bot.Options, _ *script) { o.GuildRate = 3 }, func(t *testing.T, s *scene) {
			for n := range 3 {
				s.Person(fmt.Sprint("reader ", n), "en-US").Slash(s.room, "ask", question(asked)).Answer(fact)
			}
			s.bob.Slash(s.room, "ask", question(asked)).Answer("This server is asking a lot")
			s.bob.Slash(s.Guild("elsewhere").Channel("general"), "ask", question(asked)).Answer(fact)
			s.bob.Slash(s.bob.DM(), "ask", question(asked)).Answer(fact)
		})
	})
	t.Run("a place in the queue is shown", func(t *testing.T) {
		play(t, d, func(o *bot.Options, script *script) { o.Concurrent, script.answer = 1, slow(d, 8*time.Second) }, func(t *testing.T, s *scene) {
			s.alice.Slash(s.room, "ask", question(asked)).Acked()
			synctest.Wait() // she is in the queue
			second := s.bob.Slash(s.room, "ask", question(english))
			second.Answer("ahead of yours: 1")
			second.Answer("[1]")
		})
	})
	t.Run("the queue is full", func(t *testing.T) {
		play(t, d, func(o *bot.Options, script *script) {
			o.Concurrent, o.Waiting, script.answer = 1, 2, slow(d, 8*time.Second)
		}, func(t *testing.T, s *scene) {
			var all []*discordtest.Interaction
			for n := range 4 {
				i := s.Person(fmt.Sprint("reader ", n), "en-US").Slash(s.room, "ask", question(fmt.Sprint(asked, n)))
				i.Acked()
				synctest.Wait()
				all = append(all, i)
			}
			all[3].Answer("Too many people are asking")
			for _, i := range all[:3] {
				i.Answer("[1]")
			}
		})
	})
	t.Run("one question of a person at a time", func(t *testing.T) {
		running, most := 0, 0
		play(t, d, func(_ *bot.Options, script *script) {
			script.answer = func(ctx context.Context, q rag.Question, emit func(string) error) (rag.Answer, error) {
				running++ // one at a time, or the race detector reports it
				most = max(most, running)
				defer func() { running-- }()
				return slow(d, time.Second)(ctx, q, emit)
			}
		}, func(t *testing.T, s *scene) {
			first := s.alice.Slash(s.room, "ask", question(asked))
			second := s.alice.Say(s.room, "@bot "+english)
			third := s.alice.Slash(s.room, "ask", question("盤古氣象大模型能提供什麼樣的預報?"))
			first.Answer(fact)
			second.WaitReply("[1]")
			third.Answer("[1]")
			if most != 1 {
				t.Errorf("%d questions of one person at once", most)
			}
		})
	})
	t.Run("a thousand questions of one person", func(t *testing.T) {
		play(t, d, func(o *bot.Options, _ *script) { o.UserRate = 10 }, func(t *testing.T, s *scene) {
			var all []*discordtest.Interaction
			for range 1000 {
				all = append(all, s.alice.Slash(s.room, "ask", question(asked)))
			}
			for _, i := range all {
				i.Acked()
			}
			s.bob.Slash(s.room, "ask", question(english)).Answer("[1]")
			time.Sleep(time.Minute)
			if n := s.script.asked.Load(); n > 12 {
				t.Errorf("%d questions were answered", n)
			}
		})
	})
}

// TestGrowingAnswer checks that an answer that grows is shown within Discord's limits, without one
// 429.
func TestGrowingAnswer(t *testing.T) {
	d := newEngine(t, builtin(t))
	play(t, d, func(_ *bot.Options, script *script) {
		script.answer = func(_ context.Context, q rag.Question, emit func(string) error) (rag.Answer, error) {
			text := ""
			for n := range 100 {
				time.Sleep(100 * time.Millisecond)
				text += fmt.Sprintf("Sentence %d of many. ", n)
				if err := emit(fmt.Sprintf("Sentence %d of many. ", n)); err != nil {
					return rag.Answer{}, err
				}
			}
			return rag.Answer{Question: q.Text, Text: text, Mode: rag.ModeLLM}, nil
		}
	}, func(t *testing.T, s *scene) {
		i := s.alice.Slash(s.room, "ask", question(asked))
		m := s.bob.Say(s.room, "@bot "+asked)
		i.Answer("Sentence 80 of many.")
		m.WaitReply("Sentence 80 of many.")
		if s.room.Typing() < 1 {
			t.Error("the bot does not type")
		}
		for _, route := range []string{edits, "PATCH /channels/{id}/messages/{id}"} {
			all := s.Requests(route)
			if len(all) < 4 || len(all) > 10 {
				t.Errorf("%d edits in ten seconds by %s", len(all), route)
			}
			if slices.ContainsFunc(all, func(r discordtest.Request) bool { return r.Status == 429 }) {
				t.Errorf("a 429 of %s", route)
			}
		}
	})
}

// TestHistoryNotFetchedNeedlessly checks that earlier direct messages are fetched only if there may be some.
func TestHistoryNotFetchedNeedlessly(t *testing.T) {
	d := newEngine(t, builtin(t))
	const looks = "GET /channels/{id}/messages"
	play(t, d, nil, func(t *testing.T, s *scene) {
		s.alice.Say(s.alice.DM(), asked).WaitReply(fact)
		if n := len(s.Requests(looks)); n != 1 {
			t.Errorf("%d looks by a bot that was just started", n)
		}
		time.Sleep(time.Hour)
		s.bob.Say(s.bob.DM(), asked).WaitReply(fact)
		if n := len(s.Requests(looks)); n != 1 {
			t.Errorf("%d looks at a conversation that is new", n-1)
		}
		s.bob.Say(s.bob.DM(), "那數據產量呢?").WaitReply("8.1ZB")
		if n := len(s.Requests(looks)); n != 2 {
			t.Errorf("%d looks at a conversation that goes on", n-1)
		}
	})
}
