package bot_test

import (
	"testing"
	"time"

	"footnote/internal/discordtest"
)

// A mention in a thread is answered in the thread.
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

// Who has the bot in their own account uses it where it is not a member: in
// servers of others and in groups.
func TestByAccount(t *testing.T) {
	d := newEngine(t, builtin(t))
	play(t, d, nil, func(t *testing.T, s *scene) {
		strange := s.Guild("a server without the bot").Channel("general")
		strange.Alone()
		for _, place := range []*discordtest.Channel{strange, s.alice.Group("friends")} {
			answer := s.alice.Slash(place, "ask", question(asked)).Answer(fact)
			s.alice.Click(answer, "來源").Answer("**")
			s.alice.Slash(place, "ask", question("香蕉蛋糕要烤多久?"), private()).Answer("文章裡沒有提到")
			s.bob.MessageCommand(s.bob.Say(place, "2022年我國數據產量為8.1ZB。"), "Check against the article").Answer("✅")

			// What cannot be acknowledged cannot be answered there at all.
			s.Fault(callbacks, discordtest.Fault{Times: 1, Delay: 4 * time.Second})
			s.alice.Slash(place, "ask", question(asked)).Excuse()
			time.Sleep(time.Minute)
		}
		if n := len(s.Requests(creates)); n > 0 {
			t.Errorf("%d tries to write where the bot is not", n)
		}
	})
}
