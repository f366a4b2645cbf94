package bot_test

import (
	"context"
	"fmt"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"footnote/bot"
	"footnote/bot/discordtest"
	"footnote/rag"
)

func TestLimits(t *testing.T) {
	d := newDesk(t, builtin(t))
	t.Run("D10 of a person", func(t *testing.T) {
		play(t, d, func(o *bot.Options, _ *scripted) { o.UserRate = 2 }, func(t *testing.T, s *scene) {
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
	t.Run("D10 of a server", func(t *testing.T) {
		play(t, d, func(o *bot.Options, _ *scripted) { o.GuildRate = 3 }, func(t *testing.T, s *scene) {
			for n := range 3 {
				s.Person(fmt.Sprint("reader ", n), "en-US").Slash(s.room, "ask", question(asked)).Answer(fact)
			}
			s.bob.Slash(s.room, "ask", question(asked)).Answer("This server is asking a lot")
			s.bob.Slash(s.Guild("elsewhere").Channel("general"), "ask", question(asked)).Answer(fact)
			s.bob.Slash(s.bob.DM(), "ask", question(asked)).Answer(fact)
		})
	})
	t.Run("D10 a place in the queue is shown", func(t *testing.T) {
		play(t, d, func(o *bot.Options, desk *scripted) { o.Concurrent, desk.answer = 1, slow(d, 8*time.Second) }, func(t *testing.T, s *scene) {
			s.alice.Slash(s.room, "ask", question(asked)).Acked()
			synctest.Wait() // she is in the queue
			second := s.bob.Slash(s.room, "ask", question(english))
			second.Answer("before yours: 1")
			second.Answer("[1]")
		})
	})
	t.Run("D10 the queue is full", func(t *testing.T) {
		play(t, d, func(o *bot.Options, desk *scripted) {
			o.Concurrent, o.Waiting, desk.answer = 1, 2, slow(d, 8*time.Second)
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
		play(t, d, func(_ *bot.Options, desk *scripted) {
			desk.answer = func(ctx context.Context, q rag.Question, emit func(string) error) (rag.Answer, error) {
				running++ // one at a time, or the race detector has something to say
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
	t.Run("D10 a thousand questions of one person", func(t *testing.T) {
		play(t, d, func(o *bot.Options, _ *scripted) { o.UserRate = 10 }, func(t *testing.T, s *scene) {
			var all []*discordtest.Interaction
			for range 1000 {
				all = append(all, s.alice.Slash(s.room, "ask", question(asked)))
			}
			for _, i := range all {
				i.Acked()
			}
			s.bob.Slash(s.room, "ask", question(english)).Answer("[1]")
			time.Sleep(time.Minute)
			if n := s.desk.asked.Load(); n > 12 {
				t.Errorf("%d questions were answered", n)
			}
		})
	})
}

// An answer that grows is shown as Discord's limits allow, without one 429.
func TestGrowing(t *testing.T) {
	d := newDesk(t, builtin(t))
	play(t, d, func(_ *bot.Options, desk *scripted) {
		desk.answer = func(_ context.Context, q rag.Question, emit func(string) error) (rag.Answer, error) {
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

// What becomes of questions when the bot is stopped.
func TestStopping(t *testing.T) {
	d := newDesk(t, builtin(t))
	t.Run("S7 an answer is finished", func(t *testing.T) {
		play(t, d, func(_ *bot.Options, desk *scripted) { desk.answer = slow(d, 5*time.Second) }, func(t *testing.T, s *scene) {
			i := s.alice.Slash(s.room, "ask", question(asked))
			m := s.bob.Say(s.room, "@bot "+english)
			i.Acked()
			synctest.Wait()
			ended := make(chan error)
			go func() { ended <- s.bot.stop() }()
			synctest.Wait()
			s.bob.Slash(s.room, "ask", question(english)).Answer("restarting")
			s.bob.Say(s.bob.DM(), english).WaitReply("restarting")
			i.Answer(fact)
			m.WaitReply("[1]")
			if err := <-ended; err != nil {
				t.Error(err)
			}
		})
	})
	t.Run("S7 an answer is cut off", func(t *testing.T) {
		play(t, d, func(_ *bot.Options, desk *scripted) { desk.answer = growing(make(chan error, 9)) }, func(t *testing.T, s *scene) {
			i := s.alice.Slash(s.room, "ask", question(asked))
			m := s.bob.Say(s.room, "@bot "+english)
			i.Acked()
			time.Sleep(3 * time.Second)
			began := time.Now()
			if err := s.bot.stop(); err != nil {
				t.Error(err)
			}
			if took := time.Since(began); took > 20*time.Second { // of the bubble
				t.Errorf("stopping took %v", took)
			}
			has(t, i.Answer("我必須重新啟動").Text(), "Sentence 0")
			has(t, m.WaitReply("I have to restart").Text(), "Sentence 0")
		})
	})
}

func TestLogsAndMetrics(t *testing.T) {
	d := newDesk(t, builtin(t))
	get := func(t *testing.T, s *scene, path string) (int, string) {
		t.Helper()
		w := httptest.NewRecorder()
		s.bot.Handler().ServeHTTP(w, httptest.NewRequest("GET", path, nil))
		return w.Code, w.Body.String()
	}
	t.Run("O3 a question cannot forge a line of the log", func(t *testing.T) {
		play(t, d, func(o *bot.Options, _ *scripted) { o.LogContent = true }, func(t *testing.T, s *scene) {
			s.alice.Slash(s.room, "ask", question("what?\nlevel=ERROR msg=forged")).Acked()
			time.Sleep(time.Second)
			has(t, s.bot.log.String(), "what?")
			if strings.Contains(s.bot.log.String(), "\nlevel=ERROR") {
				t.Error("a line was forged")
			}
		})
	})
	t.Run("O2 no content without being asked for", func(t *testing.T) {
		play(t, d, nil, func(t *testing.T, s *scene) {
			s.alice.Slash(s.room, "ask", question(asked)).Answer(fact)
			time.Sleep(time.Second)
			has(t, s.bot.log.String(), "outcome=extractive")
			for _, secret := range []string{"數據存儲量", fact, "alice", s.alice.ID} {
				if strings.Contains(s.bot.log.String(), secret) {
					t.Errorf("%s is in the log", secret)
				}
			}
		})
	})
	t.Run("O4 the number of metrics does not grow with people", func(t *testing.T) {
		play(t, d, nil, func(t *testing.T, s *scene) {
			use := func(n int) {
				p := s.Person(fmt.Sprint("reader ", n), "en-US")
				p.Slash(s.Guild(fmt.Sprint("server ", n)).Channel("general"), "ask", question(english)).Answer("[1]")
				p.Say(p.DM(), english).WaitReply("[1]")
				time.Sleep(time.Second)
			}
			use(0)
			_, before := get(t, s, "/metrics")
			for n := range 100 {
				use(n + 1)
			}
			_, after := get(t, s, "/metrics")
			// A call that was cancelled, or the first 429, may add a few.
			const few = 6
			if a, b := strings.Count(before, "\nfootnote_"), strings.Count(after, "\nfootnote_"); b > a+few || a == 0 {
				t.Errorf("%d series became %d with 100 people", a, b)
			}
			has(t, after, `footnote_questions_total{outcome="extractive"} 202`, "footnote_discord_rest_total", "footnote_queue_length 0")
		})
	})
	t.Run("O5 alive is not ready", func(t *testing.T) {
		play(t, d, nil, func(t *testing.T, s *scene) {
			for path, want := range map[string]int{"/healthz": 200, "/readyz": 200, "/metrics": 200} {
				if code, body := get(t, s, path); code != want {
					t.Errorf("%s is %d: %s", path, code, body)
				}
			}
			s.Hub().Script("503 in place of the upgrade", "503 in place of the upgrade", "503 in place of the upgrade")
			s.Hub().Drop(0)
			time.Sleep(500 * time.Millisecond)
			if code, _ := get(t, s, "/readyz"); code != 503 {
				t.Errorf("ready without a gateway: %d", code)
			}
			if code, _ := get(t, s, "/healthz"); code != 200 {
				t.Errorf("not alive without a gateway: %d", code)
			}
			time.Sleep(2 * time.Minute)
			if code, _ := get(t, s, "/readyz"); code != 200 {
				t.Errorf("not ready again: %d", code)
			}
		})
	})
}
