package bot_test

import (
	"testing"
	"time"

	"footnote/bot"
	"footnote/internal/discordtest"
)

// content is a Discord that grants the bot the message content intent.
var content = discordtest.Options{Content: true}

// unanswered fails the test if a message gets an answer within a minute.
func unanswered(t *testing.T, messages ...*discordtest.Message) {
	t.Helper()
	time.Sleep(time.Minute)
	for _, m := range messages {
		if n := len(m.Replies()); n != 0 {
			t.Errorf("%q has %d replies", m.Text(), n)
		}
	}
}

// TestUnasked checks that with the operator's switch a server can have the bot answer in
// channels and posts without a mention: once, only questions, and only if it is sure.
func TestUnasked(t *testing.T) {
	d := newEngine(t, builtin(t))
	playIn(t, content, d, func(o *bot.Options, _ *script) { o.MessageContent = true }, func(t *testing.T, s *scene) {
		guild := s.Guild("reading room")
		s.alice.Grant(guild, "MANAGE_GUILD")
		help, forum := guild.Channel("help"), guild.Forum("questions")
		early := s.bob.Say(help, asked)
		unanswered(t, early)
		s.alice.Slash(s.room, "settings set", option("listen", help)).Answer("設定")
		has(t, s.alice.Slash(s.room, "settings set", option("listen", forum)).Answer("設定").Text(), "不必提及也會主動回答的頻道（有把握才回答）：<#"+help.ID+"> <#"+forum.ID+">")

		s.bob.Say(help, asked).WaitReply(fact)
		carla := s.Person("carla", "en-US")
		unanswered(t,
			s.bob.Say(help, "香蕉蛋糕要烤多久?"),                       // it does not know
			s.bob.Say(help, "2022年我國數據存儲量為724.5EB，占全球的14.4%。"), // not a question
			s.bob.Say(help, "你好"), s.bob.Say(help, "謝謝你，很有幫助！"),
			s.bob.Reply(s.Person("carla", "en-US").Say(help, "有人知道嗎"), asked), // he asks carla
			s.bob.Say(s.room, asked), // not in this channel
		)
		// Asked, it answers there as anywhere.
		s.bob.Say(help, "@bot 香蕉蛋糕要烤多久?").WaitReply("沒有提到")

		post := forum.Post(s.bob, "數據存儲量", asked)
		has(t, post.WaitReply(fact).Text(), "[1]")
		unanswered(t, carla.Say(post.Channel(), asked), forum.Post(s.bob, "蛋糕", "香蕉蛋糕要烤多久?"))

		// Where it may not write, nobody is told.
		help.Deny("SEND_MESSAGES")
		unanswered(t, s.bob.Say(help, asked))
		if n := len(s.bob.Sees(s.bob.DM())); n != 0 {
			t.Errorf("%d direct messages", n)
		}
		s.alice.Slash(s.room, "settings set", option("stop_listening", forum)).Answer("設定")
		unanswered(t, forum.Post(s.bob, "數據存儲量", asked))
	})
}

// TestUnaskedOnce checks that a message that is delivered twice is answered once, and that
// blocked people are not answered.
func TestUnaskedOnce(t *testing.T) {
	d := newEngine(t, builtin(t))
	playIn(t, content, d, func(o *bot.Options, _ *script) { o.MessageContent = true }, func(t *testing.T, s *scene) {
		s.alice.Grant(s.Guild("reading room"), "MANAGE_GUILD")
		s.alice.Slash(s.room, "settings set", option("listen", s.room), option("block", s.Person("mallory", "en-US"))).Answer("設定")
		m := s.bob.Say(s.room, asked)
		m.WaitReply(fact)
		m.Repeat()
		time.Sleep(time.Minute)
		if n := len(m.Replies()); n != 1 {
			t.Errorf("%d answers", n)
		}
		unanswered(t, s.Person("mallory", "en-US").Say(s.room, asked))
	})
}

// TestThreadWithoutMentions checks that with the switch no mention is needed in a thread that
// an answer has opened.
func TestThreadWithoutMentions(t *testing.T) {
	d := newEngine(t, builtin(t))
	playIn(t, content, d, func(o *bot.Options, _ *script) { o.MessageContent = true }, func(t *testing.T, s *scene) {
		s.alice.Grant(s.Guild("reading room"), "MANAGE_GUILD")
		s.alice.Slash(s.room, "settings set", option("threads", true)).Answer("設定")
		thread := s.bob.Say(s.room, "@bot "+asked).WaitReply(fact).WaitThread()
		has(t, s.bob.Sees(thread)[1].Text(), "不必提及我")
		first := s.bob.Say(thread, "那數據產量呢?")
		first.WaitReply("8.1ZB")
		unanswered(t, s.alice.Reply(first, "我也想知道"), s.bob.Say(s.room.Thread("of people"), asked), s.bob.Say(s.room, asked))
		s.alice.Say(thread, "騰訊申請了多少件專利?").WaitReply("6.6萬件")
	})
}

// TestContentRefused checks that the bot connects even if Discord refuses the intent, and says
// so to its operator and to those who choose channels.
func TestContentRefused(t *testing.T) {
	d := newEngine(t, builtin(t))
	play(t, d, func(o *bot.Options, _ *script) { o.MessageContent = true }, func(t *testing.T, s *scene) {
		s.alice.Grant(s.Guild("reading room"), "MANAGE_GUILD")
		has(t, s.bot.log.String(), "Message Content Intent")
		has(t, s.alice.Slash(s.room, "settings set", option("listen", s.room), option("threads", true)).Answer("設定").Text(), "沒有開啟")
		unanswered(t, s.bob.Say(s.room, asked))
		thread := s.bob.Say(s.room, "@bot "+asked).WaitReply(fact).WaitThread()
		has(t, s.bob.Sees(thread)[1].Text(), "提及我")
		unanswered(t, s.bob.Say(thread, "那數據產量呢?"))
		s.bob.Say(thread, "@bot 那數據產量呢?").WaitReply("8.1ZB")
	})
}

// TestNotSwitchedOn checks that without the switch the bot does not ask for the intent.
func TestNotSwitchedOn(t *testing.T) {
	d := newEngine(t, builtin(t))
	playIn(t, content, d, nil, func(t *testing.T, s *scene) {
		s.alice.Grant(s.Guild("reading room"), "MANAGE_GUILD")
		s.alice.Slash(s.room, "settings set", option("listen", s.room)).Answer("沒有開啟")
		unanswered(t, s.bob.Say(s.room, asked))
	})
}
