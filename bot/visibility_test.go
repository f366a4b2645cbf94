package bot_test

import (
	"encoding/base64"
	"strings"
	"testing"
	"time"

	"footnote/bot"
	"footnote/internal/discordtest"
	"footnote/library"
)

// TestMakePublic checks that a private answer is made public once, as a post of the asker, with
// its buttons.
func TestMakePublic(t *testing.T) {
	play(t, newEngine(t, builtin(t)), nil, func(t *testing.T, s *scene) {
		secret := s.alice.Slash(s.room, "ask", question(asked), private()).Answer(fact)
		press := customID(secret, "公開這一則")
		public := s.alice.Click(secret, "公開這一則").WaitFollowUps(1)[0]
		has(t, public.Text(), "> "+asked, fact, "-# 由 <@"+s.alice.ID+"> 提問並公開")
		if public.Ephemeral() || len(s.bob.Sees(s.room)) != 1 {
			t.Error("others do not see it")
		}
		before, after := labels(secret), labels(public)
		if strings.Join(after, " ") != strings.Join(append(append(before[:3:3], ""), before[4:]...), " ") {
			t.Errorf("buttons %q became %q", before, after)
		}
		s.bob.Click(public, "來源").Answer("**")
		s.bob.Click(public, "👍").Answer("Thank you")
		s.bob.Click(public, after[len(after)-1]).Answer("[1]")

		// The button has become a link.
		time.Sleep(time.Second)
		if got := leadsTo(secret); got != public.Link() {
			t.Errorf("the button leads to %q, not to %s", got, public.Link())
		}
		if m := s.alice.ClickRaw(secret, press).Answer("已經公開過了"); !m.Ephemeral() || !strings.Contains(m.Text(), public.Link()) {
			t.Errorf("ephemeral %t:\n%s", m.Ephemeral(), m.Text())
		}
		if n := madePublic(s, s.alice); n != 1 {
			t.Errorf("%d posts", n)
		}
		if p := s.Pings(); len(p) > 0 {
			t.Errorf("pinged %v", p)
		}
	})
}

// madePublic returns how many messages in the room somebody has made public.
func madePublic(s *scene, by *discordtest.Person) (n int) {
	for _, m := range s.bob.Sees(s.room) {
		if strings.Contains(m.Text(), "<@"+by.ID+">") {
			n++
		}
	}
	return n
}

func customID(m *discordtest.Message, label string) string {
	for _, b := range m.Buttons() {
		if b.Label == label || b.Emoji == label {
			return b.CustomID
		}
	}
	return ""
}

// leadsTo returns the address of the first button that is a link.
func leadsTo(m *discordtest.Message) string {
	for _, b := range m.Buttons() {
		if b.URL != "" {
			return b.URL
		}
	}
	return ""
}

// TestPublicOnce checks that two presses make an answer public once: at once, after a restart,
// or if the button could not be removed.
func TestPublicOnce(t *testing.T) {
	withLibrary(t, discordtest.Options{Unlimited: true}, nil, func(t *testing.T, h *libraryScene) {
		h.give(lake)
		ask := func() (*discordtest.Message, string) {
			m := h.alice.Slash(h.room, "ask", question(lakeAsk), private()).Answer(lakeFact)
			return m, customID(m, "公開這一則")
		}
		secret, press := ask()
		first, second := h.alice.ClickRaw(secret, press), h.alice.ClickRaw(secret, press)
		time.Sleep(time.Minute)
		said := first.FollowUps()[0].Text() + second.FollowUps()[0].Text()
		has(t, said, lakeFact, "這個答案已經公開過了：", leadsTo(secret))
		if n := madePublic(h.scene, h.alice); n != 1 {
			t.Errorf("%d posts after two presses at once", n)
		}

		for name, wait := range map[string]time.Duration{"a minute": time.Minute, "an hour": time.Hour} {
			before := madePublic(h.scene, h.alice)
			secret, press = ask()
			h.Fault("PATCH /webhooks/*", discordtest.Fault{Times: 1, Status: 400, Code: 50035}) // the button stays
			public := h.alice.ClickRaw(secret, press).WaitFollowUps(1)[0]
			time.Sleep(wait)
			h.restart()
			again := h.alice.ClickRaw(secret, press).WaitFollowUps(1)[0]
			has(t, again.Text(), "已經公開過了", public.Link())
			if n := madePublic(h.scene, h.alice); n != before+1 {
				t.Errorf("after %s: %d posts more", name, n-before)
			}
			time.Sleep(time.Second)
			if got := leadsTo(secret); got != public.Link() {
				t.Errorf("after %s: the button leads to %q", name, got)
			}
		}
	})
}

// TestWhoMayMakePublic checks that making an answer public counts as a post: somebody who may not
// ask, has asked enough, may not write there, or may have only private answers, cannot do it.
func TestWhoMayMakePublic(t *testing.T) {
	withLibrary(t, discordtest.Options{Unlimited: true}, func(o *bot.Options, _ *library.Options) { o.UserRate = 6 }, func(t *testing.T, h *libraryScene) {
		h.give(lake)
		bob := h.bob
		ask := func() *discordtest.Message {
			time.Sleep(time.Minute)
			return bob.Slash(h.room, "ask", question(lakeAsk), private()).Answer(lakeFact)
		}
		refused := func(secret *discordtest.Message, why string) {
			t.Helper()
			if m := bob.Click(secret, "Make public").Answer(why); !m.Ephemeral() {
				t.Errorf("%s: all are told", why)
			}
		}
		secret := ask()
		for range 5 {
			bob.Slash(h.room, "ask", question(lakeAsk), private()).Answer(lakeFact)
		}
		refused(secret, "That was a lot of questions")

		secret = ask()
		h.set(option("block", bob))
		refused(secret, "do not let you ask here")
		h.set(option("unblock", bob), option("allow_channel", h.guild.Channel("library")))
		refused(secret, "do not let you ask here")
		h.set(option("remove_channel", h.guild.Channel("library")), option("private", true))
		refused(secret, "only the asker sees answers")
		if got := customID(ask(), "Make public"); got != "" {
			t.Error("a refused button is offered")
		}
		h.set(option("private", false))
		h.room.Forbid(bob, "SEND_MESSAGES")
		refused(secret, "You cannot send messages here")
		if n := madePublic(h.scene, bob); n != 0 {
			t.Fatalf("%d posts", n)
		}

		thread := h.room.Thread("about lakes")
		thread.Forbid(bob, "SEND_MESSAGES")
		inThread := bob.Slash(thread, "ask", question(lakeAsk), private()).Answer(lakeFact)
		bob.Click(inThread, "Make public").WaitFollowUps(1)
		thread.Forbid(bob, "SEND_MESSAGES_IN_THREADS")
		refused(bob.Slash(thread, "ask", question(lakeAsk), private()).Answer(lakeFact), "You cannot send messages here")
	})
}

// TestOwnAppIsNotPublic checks that an answer cannot be made public in a server that does not
// let people's own apps speak to everybody.
func TestOwnAppIsNotPublic(t *testing.T) {
	play(t, newEngine(t, builtin(t)), nil, func(t *testing.T, s *scene) {
		strict := s.Guild("strict")
		strict.NoExternalApps()
		strict.Kick()
		s.bob.Install()
		room := strict.Channel("general")
		secret := s.bob.Slash(room, "ask", question(english), private()).Answer("[1]")
		s.bob.Click(secret, "Make public").Answer("does not let apps that people bring along")
	})
}

// TestPublicFile checks that a long answer is made public with its file.
func TestPublicFile(t *testing.T) {
	play(t, newEngine(t, builtin(t)), func(_ *bot.Options, script *script) {
		script.answer = says(strings.Repeat("A sentence of a model that cannot stop. ", 500))
	}, func(t *testing.T, s *scene) {
		secret := s.bob.Slash(s.room, "ask", question(english), private()).Answer("A sentence")
		public := s.bob.Click(secret, "Make public").WaitFollowUps(1)[0]
		if secret.File("answer.md") == "" || public.File("answer.md") != secret.File("answer.md") {
			t.Errorf("the file has %d bytes, that of the private answer %d", len(public.File("answer.md")), len(secret.File("answer.md")))
		}
	})
}

// TestTakeAway checks that the asker and members who may manage messages can remove an answer
// with all its messages, and that others are told why they cannot.
func TestTakeAway(t *testing.T) {
	const bin = "🗑️"
	play(t, newEngine(t, builtin(t)), nil, func(t *testing.T, s *scene) {
		alice, bob, carol := s.alice, s.bob, s.Person("carol", "en-US")
		carol.Grant(s.Guild("reading room"), "MANAGE_MESSAGES")
		none := func(what string) {
			t.Helper()
			time.Sleep(time.Second)
			for _, m := range bob.Sees(s.room) {
				if m.Author() == s.Self() && !m.Ephemeral() {
					t.Errorf("%s: there is still\n%s", what, m.Text())
				}
			}
		}
		answer := alice.Slash(s.room, "ask", question(asked)).Answer(fact)
		if m := bob.Click(answer, bin).Answer("Only the person who asked"); !m.Ephemeral() || answer.Deleted() {
			t.Error("others can remove it, or everybody is told that they cannot")
		}
		if raw, _ := base64.RawURLEncoding.DecodeString(customID(answer, bin)); len(raw) != 18 || strings.Contains(string(raw), alice.ID) {
			t.Errorf("the button holds % x", raw)
		}
		alice.Click(answer, bin)
		none("who asked")
		carol.Click(alice.Slash(s.room, "ask", question(asked)).Answer(fact), bin)
		none("who may manage messages")
		bob.Click(bob.Say(s.room, "@bot "+asked).WaitReply(fact), bin)
		none("a mention")
		bob.Click(bob.Slash(s.room, "ask", question("香蕉蛋糕要烤多久?")).Answer("文章"), bin)
		none("a refusal")
		secret := bob.Slash(s.room, "ask", question(english), private()).Answer("[1]")
		if customID(secret, bin) != "" {
			t.Error("a private answer can be dismissed, and has a button for that")
		}
		public := bob.Click(secret, "Make public").WaitFollowUps(1)[0]
		alice.Click(public, bin).Answer("只有提問的人")
		bob.Click(public, bin)
		none("what was made public")

		direct := bob.Say(bob.DM(), asked).WaitReply(fact)
		bob.Click(direct, bin)
		time.Sleep(time.Second)
		group := alice.Group("friends")
		elsewhere := alice.Slash(group, "ask", question(asked)).Answer(fact)
		alice.Click(elsewhere, bin)
		time.Sleep(time.Second)
		if !direct.Deleted() || !elsewhere.Deleted() {
			t.Error("an answer cannot be removed in direct messages, or where the bot is not")
		}
		if got := alice.Slash(s.room, "ask", question("謝謝")).Answer(""); customID(got, bin) != "" {
			t.Error("thanks can be removed")
		}
	})
}

// TestTakeAllAway checks that all messages of an answer are deleted, also after another process
// has resumed it, and that in a locked thread it stays and the bot says so.
func TestTakeAllAway(t *testing.T) {
	play(t, newEngine(t, builtin(t)), func(_ *bot.Options, script *script) {
		script.answer = says(parts("stork", "heron", "crane"))
	}, func(t *testing.T, s *scene) {
		i := s.bob.Slash(s.room, "ask", question(english))
		last := i.WaitFollowUps(2)[1]
		mention := s.alice.Say(s.room, "@bot "+asked)
		mention.WaitReply("stork")
		time.Sleep(time.Minute)
		theirs := s.alice.Sees(s.room)
		if n := len(theirs); n != 7 {
			t.Fatalf("%d messages", n)
		}
		s.bob.Click(last, "🗑️")
		s.alice.Click(theirs[6], "🗑️")
		time.Sleep(time.Minute)
		if left := s.alice.Sees(s.room); len(left) != 1 {
			t.Errorf("%d messages are left", len(left))
		}

		thread := s.room.Thread("about birds")
		i = s.bob.Slash(thread, "ask", question(english))
		last = i.WaitFollowUps(2)[1]
		time.Sleep(time.Minute)
		thread.Lock()
		if told := s.bob.Click(last, "🗑️").WaitFollowUps(1)[0]; !told.Ephemeral() || !strings.Contains(told.Text(), "did not let me delete") {
			t.Errorf("told: %s", told.Text())
		}
		if n := len(s.alice.Sees(thread)); n != 3 {
			t.Errorf("%d messages stay", n)
		}
	})
}
