package bot_test

import (
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"footnote/bot"
	"footnote/internal/discordtest"
	"footnote/library"
)

// TestTyping checks that the typing indicator is shown if an answer takes a while, once per
// channel for all its answers in progress.
func TestTyping(t *testing.T) {
	d := newEngine(t, builtin(t))
	taking := func(after time.Duration) func(*bot.Options, *script) {
		return func(_ *bot.Options, script *script) { script.answer = slow(d, after) }
	}
	askAll := func(s *scene, people int) (all []*discordtest.Message) {
		for n := range people {
			all = append(all, s.Person(fmt.Sprint("reader ", n), "en-US").Say(s.room, "@bot "+english))
		}
		return all
	}
	t.Run("many answers", func(t *testing.T) {
		play(t, d, taking(18*time.Second), func(t *testing.T, s *scene) {
			elsewhere := s.alice.Say(s.alice.DM(), english)
			for _, m := range askAll(s, 5) {
				m.WaitReply("[1]")
			}
			elsewhere.WaitReply("[1]")
			if n, there := s.room.Typing(), s.alice.DM().Typing(); n != 3 || there != 3 {
				t.Errorf("in eighteen seconds the bot types %d times, and %d times elsewhere", n, there)
			}
			time.Sleep(time.Minute)
			if n := s.room.Typing(); n != 3 {
				t.Errorf("after the last answer it types %d times", n-3)
			}
		})
	})
	t.Run("a quick answer", func(t *testing.T) {
		play(t, d, taking(100*time.Millisecond), func(t *testing.T, s *scene) {
			s.bob.Say(s.room, "@bot "+english).WaitReply("[1]")
			time.Sleep(time.Minute)
			if n := s.room.Typing(); n != 0 {
				t.Errorf("the bot types %d times", n)
			}
		})
	})
	t.Run("an answer takes it away from the next", func(t *testing.T) {
		play(t, d, taking(2*time.Second), func(t *testing.T, s *scene) {
			first := s.alice.Say(s.room, "@bot "+asked)
			time.Sleep(1900 * time.Millisecond)
			second := s.bob.Say(s.room, "@bot "+english)
			first.WaitReply("[1]")
			second.WaitReply("[1]")
			if n := s.room.Typing(); n != 2 {
				t.Errorf("the bot types %d times", n)
			}
		})
	})
	t.Run("one answer after the other", func(t *testing.T) {
		play(t, d, taking(500*time.Millisecond), func(t *testing.T, s *scene) {
			began := time.Now()
			for time.Since(began) < 30*time.Second {
				s.bob.Say(s.room, "@bot "+english).WaitReply("[1]")
			}
			if n := s.room.Typing(); n < 5 || n > 12 { // Discord permits thirty
				t.Errorf("in %v the bot types %d times", time.Since(began), n)
			}
		})
	})
	t.Run("where it may not", func(t *testing.T) {
		play(t, d, taking(18*time.Second), func(t *testing.T, s *scene) {
			s.Fault(typings, discordtest.Fault{Status: 403, Code: 50001})
			s.bob.Say(s.room, "@bot "+english).WaitReply("[1]")
			if n := len(s.Requests(typings)); n != 1 {
				t.Errorf("the bot tries %d times", n)
			}
		})
	})
}

const typings = "POST /channels/{id}/typing"

// TestTypingAfterAnother checks that typing stays within Discord's limits even though a process
// does not know the calls of the one before it.
func TestTypingAfterAnother(t *testing.T) {
	d := newEngine(t, builtin(t))
	var shared *library.Library
	var mortal mortal
	play(t, d, func(o *bot.Options, s *script) {
		shared, mortal.RoundTripper, o.Transport = o.Library, o.Transport, &mortal
		s.answer = slow(d, 12*time.Second)
	}, func(t *testing.T, s *scene) {
		var all []*discordtest.Message
		for n := range 8 {
			all = append(all, s.Person(fmt.Sprint("reader ", n), "en-US").Say(s.room, "@bot "+english))
		}
		time.Sleep(time.Second)
		synctest.Wait()
		mortal.dead.Store(true)
		startScripted(t, s.Discord, func(o *bot.Options) { o.Library = shared }, func(a bot.Answerer) bot.Answerer { return scripted{a, s.script} })
		for _, m := range all {
			m.WaitReply("[1]")
		}
		if n := s.room.Typing(); n < 2 {
			t.Errorf("of both processes, typing is seen %d times", n)
		}
		if limited := s.Limited(); len(limited) > 0 {
			t.Errorf("Discord refused as too many: %q", limited)
		}
	})
}
