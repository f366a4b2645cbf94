package bot_test

import (
	"strings"
	"testing"
	"time"

	"footnote/internal/discordtest"
)

// TestBlockedByAutoMod checks that if a server's AutoMod blocks a public message, only the
// asker sees it and is told why.
func TestBlockedByAutoMod(t *testing.T) {
	d := newEngine(t, builtin(t))
	blocks := func(act func(t *testing.T, s *scene)) func(t *testing.T, s *scene) {
		return func(t *testing.T, s *scene) {
			s.Guild("reading room").AutoMod(fact)
			act(t, s)
			for _, m := range s.bob.Sees(s.room) {
				hasNot(t, m.Text(), fact, "▌")
			}
			if p := s.Pings(); len(p) > 0 {
				t.Errorf("pinged %v", p)
			}
		}
	}
	for name, act := range map[string]func(t *testing.T, s *scene){
		"a command": blocks(func(t *testing.T, s *scene) {
			i := s.alice.Slash(s.room, "ask", question(asked))
			has(t, i.Answer("AutoMod").Text(), "私密")
			alone := i.WaitFollowUps(1)[0]
			if !alone.Ephemeral() {
				t.Error("everybody sees the blocked text")
			}
			has(t, alone.Text(), "> "+asked, fact)
			s.alice.Click(alone, "來源").Answer("**")
			time.Sleep(time.Minute)
			if n := len(i.FollowUps()); n != 1 {
				t.Errorf("%d further messages", n)
			}
			has(t, s.bot.log.String(), "reason=automod", "id="+i.ID)
		}),
		"a command, in English": blocks(func(t *testing.T, s *scene) {
			s.bob.Slash(s.room, "ask", question("2022年我国数据存储量是多少?")).Answer("This server's AutoMod")
		}),
		"a command, and nothing private either": blocks(func(t *testing.T, s *scene) {
			s.Fault(followUps, discordtest.Fault{Status: 400, Code: 200000})
			s.alice.Slash(s.room, "ask", question(asked)).Answer("AutoMod")
			time.Sleep(time.Minute)
			if n := len(s.Requests(followUps)); n != 1 {
				t.Errorf("%d tries", n)
			}
		}),
		"a private command is not looked at": blocks(func(t *testing.T, s *scene) {
			s.alice.Slash(s.room, "ask", question(asked), private()).Answer(fact)
		}),
		"one that is written slowly": blocks(func(t *testing.T, s *scene) {
			s.script.answer = spoken("很久以前的事，", "存儲量為724.5EB，", "占全球的14.4%。")
			i := s.alice.Slash(s.room, "ask", question(asked))
			i.Answer("AutoMod")
			has(t, i.WaitFollowUps(1)[0].Text(), fact)
			if n := len(s.Requests(edits)); n > 5 {
				t.Errorf("%d edits, though AutoMod had blocked one", n)
			}
		}),
		"a mention": blocks(func(t *testing.T, s *scene) {
			m := s.alice.Say(s.room, "@bot "+asked)
			has(t, m.WaitReply("AutoMod").Text(), "私密")
			time.Sleep(time.Minute)
			if n := len(m.Replies()); n != 1 {
				t.Errorf("%d replies", n)
			}
			has(t, s.bot.log.String(), "reason=automod", "id="+m.ID)
		}),
		"a mention that is answered slowly": blocks(func(t *testing.T, s *scene) {
			s.script.answer = spoken("很久以前的事，", "存儲量為724.5EB，", "占全球的14.4%。")
			m := s.alice.Say(s.room, "@bot "+asked)
			m.WaitReply("AutoMod")
			time.Sleep(time.Minute)
			if n := len(m.Replies()); n != 1 {
				t.Errorf("%d replies", n)
			}
		}),
		"a direct message is not looked at": blocks(func(t *testing.T, s *scene) {
			s.alice.Say(s.alice.DM(), asked).WaitReply(fact)
		}),
		"an answer that is made public": blocks(func(t *testing.T, s *scene) {
			secret := s.alice.Slash(s.room, "ask", question(asked), private()).Answer(fact)
			for range 2 { // it is no post, so it may be tried again
				if told := s.alice.Click(secret, "公開").WaitFollowUps(1)[0]; !told.Ephemeral() || !strings.Contains(told.Text(), "AutoMod") {
					t.Errorf("everybody is told, or the reason is missing:\n%s", told.Text())
				}
			}
			has(t, secret.Text(), fact)
		}),
		"the second of three parts": func(t *testing.T, s *scene) {
			s.Guild("reading room").AutoMod("heron")
			s.script.answer = says(parts("stork", "heron", "crane"))
			i := s.bob.Slash(s.room, "ask", question(english))
			i.Answer("stork")
			all := i.WaitFollowUps(3)
			has(t, all[0].Text(), "not complete", "AutoMod")
			has(t, all[1].Text(), "heron")
			has(t, all[2].Text(), "crane")
			if all[0].Ephemeral() || !all[1].Ephemeral() || !all[2].Ephemeral() {
				t.Error("others should see only that it is not complete")
			}
			time.Sleep(time.Minute)
			if n := len(i.FollowUps()); n != 3 {
				t.Errorf("%d further messages", n)
			}
		},
		"the second of three parts of a reply": func(t *testing.T, s *scene) {
			s.Guild("reading room").AutoMod("heron")
			s.script.answer = says(parts("stork", "heron", "crane"))
			m := s.alice.Say(s.room, "@bot "+asked)
			m.WaitReply("stork")
			has(t, m.WaitReply("AutoMod").Text(), incomplete)
			time.Sleep(time.Minute)
			for _, r := range s.bob.Sees(s.room) {
				hasNot(t, r.Text(), "heron", "crane")
			}
		},
	} {
		t.Run(name, func(t *testing.T) { play(t, d, nil, act) })
	}
}

// TestBlockedAddition checks that only the person who added an article is told so if AutoMod
// blocks its title.
func TestBlockedAddition(t *testing.T) {
	withLibrary(t, quiet, nil, func(t *testing.T, h *libraryScene) {
		h.guild.AutoMod("鏡湖")
		i := h.alice.Slash(h.room, "library add", file("鏡湖.md", lake))
		i.Answer("AutoMod")
		alone := i.WaitFollowUps(1)[0]
		has(t, alone.Text(), "✅ 已加入「鏡湖報告」")
		if !alone.Ephemeral() {
			t.Error("everybody sees the blocked text")
		}
		h.holds(h.scope(), "鏡湖報告")
	})
}
