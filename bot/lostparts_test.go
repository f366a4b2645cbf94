package bot_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"footnote/internal/discordtest"
	"footnote/internal/long"
)

// TestLostParts checks that a part of an answer whose response is lost appears once: it is sent
// again only if the channel can be read and lacks it.
func TestLostParts(t *testing.T) {
	d := newEngine(t, builtin(t))
	all := []string{"stork", "heron", "crane"}
	faults := map[string]discordtest.Fault{
		"a connection that is cut before": {Times: 1, Cut: true}, "a connection that is cut after": {Times: 1, Cut: true, After: true},
		"502 before": {Times: 1, Status: 502, HTML: true}, "502 after": {Times: 1, Status: 502, HTML: true, After: true},
		"503 before": {Times: 1, Status: 503}, "504 after": {Times: 1, Status: 504, After: true},
		"500 after": {Times: 1, Status: 500, After: true}, "no answer": {Times: 1, Hang: true},
		"503 for ten seconds": {Times: 4, Status: 503},
	}
	for name, fault := range long.Some(faults, 2) {
		t.Run(name, func(t *testing.T) {
			play(t, d, nil, func(t *testing.T, s *scene) {
				s.script.answer = says(parts(all...))
				s.Fault(followUps, fault)
				s.bob.Slash(s.room, "ask", question(english)).Answer("stork")
				time.Sleep(2 * time.Minute)
				seen(t, s.alice.Sees(s.room), all...)
			})
		})
		there := all // if the channel cannot be read, it is not sent again
		if !fault.After {
			there = []string{"stork", "crane"}
		}
		for what, hide := range long.Some(map[string]func(*scene) []discordtest.Option{
			"an answer for one alone":  func(*scene) []discordtest.Option { return []discordtest.Option{private()} },
			"no history to be read":    func(s *scene) []discordtest.Option { s.room.Deny("READ_MESSAGE_HISTORY"); return nil },
			"no channel to be seen":    func(s *scene) []discordtest.Option { s.room.Deny("VIEW_CHANNEL"); return nil },
			"a server without the bot": func(s *scene) []discordtest.Option { s.room.RemoveBot(); return nil },
			"a first part that is deleted": func(s *scene) []discordtest.Option {
				s.Fault(followUps, discordtest.Fault{Times: 1, Delay: time.Second, Status: 429, RetryAfter: time.Second})
				return nil
			},
		}, 2) {
			if fault.Times > 1 {
				continue // the next part is lost as well
			}
			t.Run(name+", "+what, func(t *testing.T) {
				play(t, d, nil, func(t *testing.T, s *scene) {
					s.script.answer = says(parts(all...))
					options := append(hide(s), question(english))
					s.Fault(followUps, fault)
					i := s.bob.Slash(s.room, "ask", options...)
					first := i.Answer("stork")
					if strings.HasSuffix(what, "deleted") {
						first.Delete()
						seen(t, i.WaitFollowUps(len(there)-1), there[1:]...)
						return
					}
					time.Sleep(2 * time.Minute)
					seen(t, s.bob.Sees(s.room), there...)
					has(t, s.bot.log.String(), "reason=lost", "id="+i.ID)
				})
			})
		}
	}
}

// TestLostAmongOthers checks that others who ask the same at the same time, and a channel full
// of other messages, do not hide what was lost.
func TestLostAmongOthers(t *testing.T) {
	d := newEngine(t, builtin(t))
	play(t, d, nil, func(t *testing.T, s *scene) {
		s.script.answer = says(parts("stork", "heron", "crane"))
		s.alice.Slash(s.room, "ask", question(english)).Answer("stork")
		time.Sleep(time.Minute)
		s.Fault(followUps, discordtest.Fault{Times: 1, Delay: time.Second, Cut: true})
		i := s.bob.Slash(s.room, "ask", question(english))
		i.Answer("stork")
		carla := s.alice.Slash(s.room, "ask", question(english)) // all parts of her answer arrive
		carla.WaitFollowUps(2)
		time.Sleep(time.Minute)
		seen(t, i.FollowUps(), "heron", "crane")
		seen(t, carla.FollowUps(), "heron", "crane")
	})
	play(t, d, nil, func(t *testing.T, s *scene) {
		s.script.answer = says(parts("stork", "heron", "crane"))
		s.Fault(followUps, discordtest.Fault{Times: 1, Delay: 10 * time.Second, Cut: true})
		i := s.bob.Slash(s.room, "ask", question(english))
		i.Answer("stork")
		for n := range 150 { // more than the bot reads
			s.alice.Say(s.room, fmt.Sprint("hello ", n))
		}
		time.Sleep(time.Minute)
		seen(t, i.FollowUps(), "crane")
	})
}

// seen fails the test unless there are as many messages as words, each with its word.
func seen(t *testing.T, all []*discordtest.Message, words ...string) {
	t.Helper()
	if len(all) != len(words) {
		t.Errorf("%d messages, not %d", len(all), len(words))
	}
	for n := range min(len(all), len(words)) {
		has(t, all[n].Text(), words[n])
	}
}
