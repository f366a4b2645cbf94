package bot_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"footnote/bot"
	"footnote/bot/wire"
	"footnote/internal/discordtest"
	"footnote/library"
	"footnote/rag"

	"github.com/google/go-cmp/cmp"
)

// TestLackingPermissions checks that the bot does without the permissions that it lacks: nobody
// is sent away who could have been answered there.
func TestLackingPermissions(t *testing.T) {
	d := newEngine(t, builtin(t))
	for name, act := range map[string]func(t *testing.T, s *scene){
		"the history: the answer points at nothing": func(t *testing.T, s *scene) {
			s.room.Deny("READ_MESSAGE_HISTORY")
			for n, text := range []string{asked, "騰訊申請了多少件專利?"} {
				s.alice.Say(s.room, "@bot "+text)
				time.Sleep(time.Minute)
				all := s.room.StandaloneMessages()
				if len(all) != n+1 {
					t.Fatalf("%d answers to %d questions", len(all), n+1)
				}
				has(t, all[n].Text(), "> "+text, "[1]")
				s.bob.Click(all[n], "來源").Answer("**")
			}
			if n := len(s.alice.Sees(s.alice.DM())); n != 0 {
				t.Errorf("%d direct messages", n)
			}
		},
		"the history, of an answer that is written slowly": func(t *testing.T, s *scene) {
			s.room.Deny("READ_MESSAGE_HISTORY")
			s.script.answer = spoken("很久以前的事，", "存儲量為724.5EB，", "占全球的14.4%。")
			s.alice.Say(s.room, "@bot "+asked)
			time.Sleep(time.Minute)
			all := s.room.StandaloneMessages()
			if len(all) != 1 {
				t.Fatalf("%d answers", len(all))
			}
			has(t, all[0].Text(), "> "+asked, "14.4%")
		},
		"the history, of a long answer": func(t *testing.T, s *scene) {
			s.room.Deny("READ_MESSAGE_HISTORY")
			s.script.answer = says(parts("stork", "heron", "crane"))
			s.alice.Say(s.room, "@bot "+asked)
			time.Sleep(time.Minute)
			all := s.room.StandaloneMessages()
			if len(all) != 3 {
				t.Fatalf("%d parts", len(all))
			}
			for n, bird := range []string{"stork", "heron", "crane"} {
				has(t, all[n].Text(), bird)
			}
		},
		"messages in threads: the asker is answered directly": func(t *testing.T, s *scene) {
			s.room.Deny("SEND_MESSAGES_IN_THREADS")
			thread := s.room.Thread("about numbers")
			s.alice.Say(thread, "@bot "+asked)
			time.Sleep(time.Minute)
			all := s.alice.Sees(s.alice.DM())
			if len(all) != 2 {
				t.Fatalf("%d direct messages", len(all))
			}
			has(t, all[0].Text(), "<#"+thread.ID+">")
			has(t, all[1].Text(), fact)
			s.alice.Say(s.room, "@bot "+asked).WaitReply(fact)
		},
		"messages, but not in threads": func(t *testing.T, s *scene) {
			s.room.Deny("SEND_MESSAGES")
			thread := s.room.Thread("about numbers")
			s.alice.Say(thread, "@bot "+asked).WaitReply(fact)
			s.script.answer = slow(d, 5*time.Second)
			i := s.alice.Slash(thread, "ask", question(asked))
			i.Acked()
			i.Expire() // then the answer is a message of the thread
			time.Sleep(time.Minute)
			all := thread.StandaloneMessages()
			if len(all) != 1 {
				t.Fatalf("%d messages in the thread, %d to alice", len(all), len(s.alice.Sees(s.alice.DM())))
			}
			has(t, all[0].Text(), "> "+asked, fact)
		},
		"messages in threads, with a token that has died": func(t *testing.T, s *scene) {
			s.room.Deny("SEND_MESSAGES_IN_THREADS")
			thread := s.room.Thread("about numbers")
			s.script.answer = slow(d, 5*time.Second)
			i := s.alice.Slash(thread, "ask", question(asked))
			i.Acked()
			i.Expire()
			time.Sleep(time.Minute)
			told(t, s.alice, "15 分鐘")
			if n := s.Refusals()[403]; n != 0 {
				t.Errorf("%d tries to write", n)
			}
		},
		"threads, of which a server has too many": func(t *testing.T, s *scene) {
			s.alice.Grant(s.Guild("reading room"), "MANAGE_GUILD")
			s.alice.Slash(s.room, "settings set", option("threads", true)).Answer("設定")
			s.Fault("POST /channels/{id}/messages/{id}/threads", discordtest.Fault{Times: 1, Status: 400, Code: 160006})
			answer := s.bob.Say(s.room, "@bot "+asked).WaitReply(fact)
			time.Sleep(time.Minute)
			if n := len(answer.Replies()); n != 0 || strings.Contains(s.bot.log.String(), "level=WARN") {
				t.Errorf("%d messages about it\n%s", n, s.bot.log.String())
			}
			s.bob.Say(s.room, "@bot 騰訊申請了多少件專利?").WaitReply("6.6萬件").WaitThread()
		},
	} {
		t.Run(name, func(t *testing.T) { play(t, d, nil, act) })
	}
}

// TestLongAnswerInUserInstall checks that a command of somebody who has installed the bot for themselves
// gets at most five further messages: a long answer fits, or says that it was cut.
func TestLongAnswerInUserInstall(t *testing.T) {
	d := newEngine(t, builtin(t))
	play(t, d, nil, func(t *testing.T, s *scene) {
		strange := s.Guild("a server without the bot").Channel("general")
		strange.RemoveBot()
		claims := strings.Repeat("2022年我國數據產量為8.1ZB，"+strings.Repeat("這是一個很長的說法，", 15)+"其他的就不說了。\n", 15)
		for _, i := range []*discordtest.Interaction{
			s.bob.MessageCommand(s.bob.Say(strange, claims[:len(claims)/15*12]), wire.CommandCheck),
			s.bob.Slash(strange, "search", option("query", "大模型")), s.bob.Slash(strange, "article"), s.bob.Slash(strange, "ask", question("這篇文章的重點是什麼?")),
		} {
			i.Answer("")
			time.Sleep(time.Minute)
			t.Logf("%d further messages", len(i.FollowUps()))
		}
		harmless(t, s)
	})
}

// TestPostOnce checks that a post in a forum is answered once, whatever comes after it: more
// from its author, the same event again, and a restart.
func TestPostOnce(t *testing.T) {
	withLibrary(t, discordtest.Options{Content: true, Patience: time.Minute}, func(o *bot.Options, _ *library.Options) { o.MessageContent = true }, func(t *testing.T, h *libraryScene) {
		h.alice.Slash(h.room, "library add", file("湖.md", lake)).Answer("✅")
		forum := h.guild.Forum("questions", "lakes")
		h.alice.Slash(h.room, "settings set", option("listen", forum), option("threads", true)).Answer("設定")
		post := forum.Post(h.bob, "湖有多深", lakeAsk)
		post.WaitReply(lakeFact)
		more := h.bob.Say(post.Channel(), lakeAsk)
		post.Repeat()
		h.restart()
		post.Repeat()
		unanswered(t, more)
		if n := len(post.Replies()); n != 1 {
			t.Errorf("%d answers to the post", n)
		}
		// A mention in the post is answered as anywhere.
		h.alice.Say(post.Channel(), "@bot "+lakeAsk).WaitReply(lakeFact)
		if n := len(h.Requests("POST /channels/{id}/messages/{id}/threads")); n != 0 {
			t.Errorf("%d threads in a post", n)
		}
		silent := h.guild.Forum("no answers")
		silent.Deny("SEND_MESSAGES_IN_THREADS")
		h.alice.Slash(h.room, "settings set", option("listen", silent)).Answer("設定")
		unanswered(t, silent.Post(h.bob, "湖有多深", lakeAsk))
		if n := len(h.bob.Sees(h.bob.DM())); n != 0 {
			t.Errorf("%d direct messages", n)
		}
	})
}

// TestAskAboutForwardedFile checks that a reply can ask about a file that was forwarded into a
// channel or that begins a post.
func TestAskAboutForwardedFile(t *testing.T) {
	withLibrary(t, discordtest.Options{Content: true, Patience: time.Minute}, func(o *bot.Options, _ *library.Options) { o.MessageContent = true }, func(t *testing.T, h *libraryScene) {
		h.alice.Slash(h.room, "library add", file("湖.md", lake)).Answer("✅")
		sent := discordtest.File{Name: "年報.md", Data: []byte(aside)}
		elsewhere := h.Guild("elsewhere").Channel("general")
		forward := h.bob.Post(elsewhere, "今年的年報出來了", sent).Forward(h.alice, h.room)
		unanswered(t, forward)
		answer := h.alice.Reply(forward, "@bot "+asideAsk).WaitReply(asideFact)
		has(t, answer.Text(), "內容不會保存")
		h.bob.Reply(answer, "那濾池有幾座?").WaitReply("六座")

		post := h.guild.Forum("reports").Post(h.bob, "年報", "@bot "+asideAsk, sent)
		post.WaitReply(asideFact)
		h.holds(h.scope(), "鏡湖報告")
	})
}

// TestFollowUpToDirectAnswer checks follow-ups in direct messages to an answer that was sent there
// because the bot may not write in the channel.
func TestFollowUpToDirectAnswer(t *testing.T) {
	d := newEngine(t, builtin(t))
	var told [][]rag.Turn
	change := func(_ *bot.Options, s *script) {
		s.answer = func(ctx context.Context, q rag.Question, emit func(string) error) (rag.Answer, error) {
			told = append(told, q.History)
			return says("answer to "+q.Text)(ctx, q, emit)
		}
	}
	play(t, d, change, func(t *testing.T, s *scene) {
		s.room.Deny("SEND_MESSAGES")
		s.alice.Say(s.room, "@bot first")
		time.Sleep(time.Minute)
		s.alice.Say(s.alice.DM(), "second").WaitReply("answer to second")
		s.alice.Reply(s.alice.Sees(s.alice.DM())[1], "third").WaitReply("answer to third")
		turn := func(q string) rag.Turn { return rag.Turn{Question: q, Answer: "answer to " + q} }
		want := [][]rag.Turn{nil, {turn("first")}, {turn("first")}}
		if diff := cmp.Diff(want, told); diff != "" {
			t.Errorf("%s\n%s", diff, s.alice.Sees(s.alice.DM())[1].Text())
		}
	})
}

// TestThreadOpenedAgain checks that an archived thread is open again once somebody writes in
// it, and goes on.
func TestThreadOpenedAgain(t *testing.T) {
	d := newEngine(t, builtin(t))
	playIn(t, content, d, func(o *bot.Options, _ *script) { o.MessageContent = true }, func(t *testing.T, s *scene) {
		s.alice.Grant(s.Guild("reading room"), "MANAGE_GUILD")
		s.alice.Slash(s.room, "settings set", option("threads", true)).Answer("設定")
		thread := s.bob.Say(s.room, "@bot "+asked).WaitReply(fact).WaitThread()
		time.Sleep(25 * time.Hour)
		thread.Archive()
		s.bob.Say(thread, "那數據產量呢?").WaitReply("8.1ZB")
	})
}

// TestThreadOfAnnouncement checks threads in announcement channels, which have a type of their
// own.
func TestThreadOfAnnouncement(t *testing.T) {
	d := newEngine(t, builtin(t))
	play(t, d, nil, func(t *testing.T, s *scene) {
		s.alice.Grant(s.Guild("reading room"), "MANAGE_GUILD")
		s.alice.Slash(s.room, "settings set", option("threads", true)).Answer("設定")
		news := s.Guild("reading room").Announcements("news")
		thread := s.bob.Say(news, "@bot "+asked).WaitReply(fact).WaitThread()
		s.bob.Say(thread, "@bot 那數據產量呢?").WaitReply("8.1ZB")
		s.script.answer = slow(d, 5*time.Second)
		i := s.alice.Slash(thread, "ask", question(asked))
		i.Acked()
		i.Expire()
		time.Sleep(time.Minute)
		if n := len(thread.StandaloneMessages()); n != 3 { // the message that it was opened on, its first line, and the answer
			t.Errorf("%d messages", n)
		}
	})
}
