package bot_test

import (
	"fmt"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"footnote/bot"
)

// TestStopping checks the answers to questions when the bot is stopped.
func TestStopping(t *testing.T) {
	d := newEngine(t, builtin(t))
	t.Run("an answer is finished", func(t *testing.T) {
		play(t, d, func(_ *bot.Options, script *script) { script.answer = slow(d, 5*time.Second) }, func(t *testing.T, s *scene) {
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
	t.Run("an answer is cut off", func(t *testing.T) {
		play(t, d, func(_ *bot.Options, script *script) { script.answer = growing(make(chan error, 9)) }, func(t *testing.T, s *scene) {
			i := s.alice.Slash(s.room, "ask", question(asked))
			m := s.bob.Say(s.room, "@bot "+english)
			i.Acked()
			time.Sleep(3 * time.Second)
			began := time.Now()
			if err := s.bot.stop(); err != nil {
				t.Error(err)
			}
			if took := time.Since(began); took > 20*time.Second { // of the bubble's time
				t.Errorf("stopping took %v", took)
			}
			has(t, i.Answer("我必須重新啟動").Text(), "Sentence 0")
			has(t, m.WaitReply("I have to restart").Text(), "Sentence 0")
		})
	})
}

// get sends a request to the bot's own server.
func get(t *testing.T, s *scene, path string) (status int, body string) {
	t.Helper()
	w := httptest.NewRecorder()
	s.bot.Handler().ServeHTTP(w, httptest.NewRequest("GET", path, nil))
	return w.Code, w.Body.String()
}

func TestLogsAndMetrics(t *testing.T) {
	d := newEngine(t, builtin(t))
	t.Run("a question cannot forge a line of the log", func(t *testing.T) {
		play(t, d, func(o *bot.Options, _ *script) { o.LogContent = true }, func(t *testing.T, s *scene) {
			s.alice.Slash(s.room, "ask", question("what?\nlevel=ERROR msg=forged")).Acked()
			time.Sleep(time.Second)
			has(t, s.bot.log.String(), "what?")
			if strings.Contains(s.bot.log.String(), "\nlevel=ERROR") {
				t.Error("a line was forged")
			}
		})
	})
	t.Run("no content without being asked for", func(t *testing.T) {
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
	t.Run("the number of metrics does not grow with people", func(t *testing.T) {
		play(t, d, nil, func(t *testing.T, s *scene) {
			use := func(n int) {
				p := s.Person(fmt.Sprint("reader ", n), "en-US")
				p.Slash(s.Guild(fmt.Sprint("server ", n)).Channel("general"), "ask", question(english)).Answer("[1]")
				p.Say(p.DM(), english).WaitReply("[1]")
				time.Sleep(time.Second)
			}
			use(0)
			_, before := get(t, s, "/metrics")
			const people = 25
			for n := range people {
				use(n + 1)
			}
			_, after := get(t, s, "/metrics")
			// A cancelled call, or the first 429, may add a few.
			const few = 6
			if a, b := strings.Count(before, "\nfootnote_"), strings.Count(after, "\nfootnote_"); b > a+few || a == 0 {
				t.Errorf("%d series became %d with %d people", a, b, people)
			}
			has(t, after, `footnote_questions_total{outcome="extractive"} 52`, "footnote_discord_rest_total", "footnote_queue_length 0")
		})
	})
	t.Run("alive is not ready", func(t *testing.T) {
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
