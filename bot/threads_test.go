package bot_test

import (
	"context"
	"testing"
	"time"

	"footnote/bot"
	"footnote/internal/discordtest"
	"footnote/rag"

	"github.com/google/go-cmp/cmp"
)

// TestThread checks that a mention in a thread is answered in the thread.
func TestThread(t *testing.T) {
	d := newEngine(t, builtin(t))
	play(t, d, nil, func(t *testing.T, s *scene) {
		thread := s.room.Thread("about numbers")
		answer := s.alice.Say(thread, "@bot "+asked).WaitReply(fact)
		s.alice.Click(answer, "來源").Answer("**")
		s.alice.Reply(answer, "那數據產量呢?").WaitReply("8.1ZB")
		s.bob.Slash(thread, "ask", question(english)).Answer("[1]")
		if n := len(s.bob.Sees(s.room)); n != 0 {
			t.Errorf("%d messages beside the thread", n)
		}
	})
}

// TestUserInstall checks that people who have installed the bot for themselves can use it where
// it is not a member: in other servers and in groups.
func TestUserInstall(t *testing.T) {
	d := newEngine(t, builtin(t))
	play(t, d, nil, func(t *testing.T, s *scene) {
		strange := s.Guild("a server without the bot").Channel("general")
		strange.RemoveBot()
		for _, place := range []*discordtest.Channel{strange, s.alice.Group("friends")} {
			answer := s.alice.Slash(place, "ask", question(asked)).Answer(fact)
			s.alice.Click(answer, "來源").Answer("**")
			s.alice.Slash(place, "ask", question("香蕉蛋糕要烤多久?"), private()).Answer("文章裡沒有提到")
			s.bob.MessageCommand(s.bob.Say(place, "2022年我國數據產量為8.1ZB。"), "Check against the article").Answer("✅")

			// An interaction that cannot be acknowledged cannot be answered there at all.
			s.Fault(callbacks, discordtest.Fault{Times: 1, Delay: 4 * time.Second})
			s.alice.Slash(place, "ask", question(asked)).Excuse()
			time.Sleep(time.Minute)
		}
		if n := len(s.Requests(creates)); n > 0 {
			t.Errorf("%d tries to write where the bot is not", n)
		}
	})
}

// TestAnswerOpensThread checks that an answer opens a thread if the server wants that, and that
// questions in it follow up on the answer and on what was said there since.
func TestAnswerOpensThread(t *testing.T) {
	d := newEngine(t, builtin(t))
	play(t, d, nil, func(t *testing.T, h *scene) {
		h.alice.Grant(h.Guild("reading room"), "MANAGE_GUILD")
		before := h.bob.Say(h.room, "@bot "+asked).WaitReply(fact)
		has(t, h.alice.Slash(h.room, "settings set", option("threads", true)).Answer("設定").Text(), "每個答案開一個討論串：是")

		answer := h.bob.Say(h.room, "@bot "+asked).WaitReply(fact)
		thread := answer.WaitThread()
		if thread.Name != asked {
			t.Errorf("the thread is called %q", thread.Name)
		}
		has(t, h.bob.Sees(thread)[1].Text(), "-# ", "回覆")
		h.bob.Reply(h.bob.Sees(thread)[1], "@bot 那數據產量呢?").WaitReply("8.1ZB")
		h.bob.Say(thread, "@bot 佔全球的比重呢?").WaitReply("14.4%")
		slash := h.alice.Slash(h.room, "ask", question(asked)).Answer(fact)
		slash.WaitThread()
		h.alice.Say(slash.WaitThread(), "@bot 那數據產量呢?").WaitReply("8.1ZB")

		// Not in a thread, not for a private answer, and not if nothing was answered.
		h.alice.Slash(h.room, "ask", question(asked), private()).Answer(fact)
		h.bob.Say(thread, "@bot "+"香蕉蛋糕要烤多久?").WaitReply("沒有提到")
		h.bob.Say(h.room, "@bot "+"香蕉蛋糕要烤多久?").WaitReply("沒有提到")
		h.bob.Say(h.room, "@bot 謝謝").WaitReply("")
		h.alice.Say(h.alice.DM(), asked).WaitReply("")
		time.Sleep(time.Minute)
		if n := len(h.Requests("POST /channels/{id}/messages/{id}/threads")); n != 2 {
			t.Errorf("%d threads", n)
		}
		if before.Replies() != nil {
			t.Error("something answers an answer")
		}

		// If AutoMod blocks a name, the next thread is opened all the same.
		h.Guild("reading room").AutoMod("是多少")
		h.bob.Say(h.room, "@bot "+asked).WaitReply(fact)
		time.Sleep(time.Minute)
		h.bob.Say(h.room, "@bot 騰訊申請了幾件專利").WaitReply("6.6萬件").WaitThread()

		// If the bot may not open threads, the answer has none, and it does not try again at
		// once.
		silent := h.Guild("reading room").Channel("no threads")
		silent.Deny("CREATE_PUBLIC_THREADS")
		for range 3 {
			h.bob.Say(silent, "@bot "+asked).WaitReply(fact)
		}
		time.Sleep(time.Minute)
		if n := h.Refusals()[403]; n != 1 {
			t.Errorf("%d refusals", n)
		}
	})
}

// TestThreadGoesOn checks that a question in a thread has the earlier messages as its history,
// as in direct messages.
func TestThreadGoesOn(t *testing.T) {
	d := newEngine(t, builtin(t))
	var told [][]rag.Turn
	change := func(_ *bot.Options, s *script) {
		s.answer = func(ctx context.Context, q rag.Question, emit func(string) error) (rag.Answer, error) {
			told = append(told, q.History)
			return says("answer to "+q.Text)(ctx, q, emit)
		}
	}
	play(t, d, change, func(t *testing.T, s *scene) {
		s.alice.Grant(s.Guild("reading room"), "MANAGE_GUILD")
		s.alice.Slash(s.room, "settings set", option("threads", true)).Answer("設定")
		thread := s.bob.Say(s.room, "@bot first").WaitReply("answer to first").WaitThread()
		s.alice.Say(thread, "a word between people")
		s.bob.Say(thread, "@bot second").WaitReply("answer to second")
		s.alice.Say(thread, "@bot third").WaitReply("answer to third")
		slash := s.bob.Slash(s.room, "ask", question("fourth")).Answer("answer to fourth").WaitThread()
		s.bob.Say(slash, "@bot fifth").WaitReply("answer to fifth")
		turn := func(q string) rag.Turn { return rag.Turn{Question: q, Answer: "answer to " + q} }
		want := [][]rag.Turn{nil, {turn("first")}, {turn("first"), turn("second")}, nil, {turn("fourth")}}
		if diff := cmp.Diff(want, told); diff != "" {
			t.Error(diff)
		}
	})
}
