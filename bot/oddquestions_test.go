package bot_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"footnote/bot"
	"footnote/internal/discordtest"
	"footnote/internal/long"
)

// TestOddQuestions checks that texts that are not questions are answered in a line.
func TestOddQuestions(t *testing.T) {
	d := newEngine(t, builtin(t))
	for name, c := range map[string]struct{ question, want string }{
		"6,000 characters":          {strings.Repeat("長", 6000), "問題太長了"},
		"nothing that can be seen":  {"\u200b\u2060\u00ad\u3164", "請寫下你想知道的"},
		"direction marks alone":     {"\u202e\u202d\u2066", "請寫下你想知道的"},
		"NUL and escapes":           {"\x00\x1b[2J\x07", ""},
		"pictures alone":            {"🐼🐼🐼", "你可以用平常說話的方式問我"},
		"a character in two halves": {"2022年\ufffd我國數據存儲量是多少?", fact},
	} {
		t.Run(name, func(t *testing.T) {
			play(t, d, nil, func(t *testing.T, s *scene) {
				answer := s.alice.SlashRaw(s.room, "ask", question(c.question)).Answer(c.want)
				s.alice.Say(s.alice.DM(), c.question).WaitReply("")
				if n := len(answer.Text()); n > 2000 {
					t.Errorf("an answer of %d bytes", n)
				}
				s.bob.Slash(s.room, "ask", question(english)).Answer("[1]")
			})
		})
	}
}

// TestButtonsOfOthers checks that a button works only for those whom it is for, wherever it
// came from.
func TestButtonsOfOthers(t *testing.T) {
	d := newEngine(t, builtin(t))
	play(t, d, nil, func(t *testing.T, s *scene) {
		secret := s.alice.Slash(s.room, "ask", question(asked), private()).Answer(fact)
		public := s.alice.Slash(s.room, "ask", question("騰訊申請了多少件專利?")).Answer("6.6萬件")
		elsewhere := s.bob.Say(s.Guild("elsewhere").Channel("general"), "@bot "+english).WaitReply("[1]")
		id := func(m *discordtest.Message, label string) string {
			t.Helper()
			for _, b := range m.Buttons() {
				if strings.Contains(b.Label, label) {
					return b.CustomID
				}
			}
			t.Fatalf("no button %s", label)
			return ""
		}
		// "make public" on an answer that is public, or on another server's.
		s.bob.ClickRaw(public, id(secret, "公開")).Answer("This button no longer works")
		s.bob.ClickRaw(elsewhere, id(secret, "公開")).Answer("This button no longer works")
		// A suggested question on a message that does not show it.
		next := ""
		for _, b := range public.Buttons() {
			if strings.HasSuffix(b.Label, "？") {
				next = b.CustomID
			}
		}
		s.bob.ClickRaw(elsewhere, next).Answer("This button no longer works")
		// The sources of an answer are only for its server.
		s.bob.ClickRaw(elsewhere, id(public, "來源")).Answer("This button no longer works")
		s.bob.ClickRaw(public, id(public, "來源")).Answer("6.6萬件")
	})
}

// TestManyAtOnce checks that two hundred people in fifty servers at once all get their answer.
func TestManyAtOnce(t *testing.T) {
	d := newEngine(t, builtin(t))
	play(t, d, func(o *bot.Options, _ *script) { o.Concurrent = 4 }, func(t *testing.T, s *scene) {
		var all []*discordtest.Interaction
		for n := range long.Size(200, 60) {
			p := s.Person(fmt.Sprint("reader ", n), "zh-TW")
			all = append(all, p.Slash(s.Guild(fmt.Sprint("server ", n%50)).Channel("general"), "ask", question(fmt.Sprint(asked, n%40))))
		}
		for _, i := range all {
			if took := i.Acked(); took > time.Second { // of the bubble's time
				t.Errorf("acknowledged after %v", took)
			}
		}
		for _, i := range all {
			i.Answer(fact)
		}
	})
}
