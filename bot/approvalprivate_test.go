package bot_test

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"footnote/bot"
	"footnote/internal/discordtest"
	"footnote/internal/long"
	"footnote/library"
)

// hasAlone returns how many messages with the answer somebody sees, where they asked and in
// direct messages.
func hasAlone(by *discordtest.Person, i *discordtest.Interaction, answer string) (n int) {
	for _, m := range append(i.FollowUps(), by.Sees(by.DM())...) {
		if strings.Contains(m.Text(), answer) {
			n++
		}
	}
	return n
}

// TestPrivateApprovalResumed checks that a private answer is not sent twice if a process dies
// while sending it, and that the reviewers are told if it is unknown whether it has arrived.
func TestPrivateApprovalResumed(t *testing.T) {
	for name, c := range map[string]struct {
		after  time.Duration // from the question to the press
		press  string        // the button pressed then, with another process
		taken  bool          // whether Discord had created the message
		arrive int
		told   string
	}{
		"where it was asked, taken":     {time.Minute, "Send", true, 1, "cannot tell whether they have all"},
		"where it was asked, not taken": {time.Minute, "Send", false, 0, "cannot tell whether they have all"},
		"where it was asked, dropped":   {time.Minute, "Drop", true, 1, "cannot tell whether they have all"},
		"directly, taken":               {20 * time.Minute, "Send", true, 1, "to the person who asked alone"},
		"directly, not taken":           {20 * time.Minute, "Send", false, 1, "to the person who asked alone"},
		"directly, dropped":             {20 * time.Minute, "Drop", false, 0, "Dropped by"},
	} {
		t.Run(name, func(t *testing.T) {
			if c.press == "Drop" {
				long.Skip(t, "dropping what was begun to be sent")
			}
			var mortal mortal
			change := func(o *bot.Options, _ *library.Options) {
				if mortal.RoundTripper == nil {
					mortal.RoundTripper, o.Transport = o.Transport, &mortal
				}
			}
			withDesk(t, discordtest.Options{}, change, func(t *testing.T, h *desk) {
				i := h.bob.Slash(h.room, "ask", question(lakeAsk), private())
				i.Answer("looked at")
				m := h.waiting()
				time.Sleep(c.after)
				route := followUps
				if c.after > 15*time.Minute {
					route = creates
					h.Fault(route, discordtest.Fault{Times: 1, Delay: time.Millisecond}) // the line above the answer
				}
				h.Fault(route, discordtest.Fault{Times: 1, Hang: true, After: c.taken})
				before := h.Faulted(route)
				h.carol.Click(m, "Send")
				for h.Faulted(route) < before+1+boolean(route == creates) {
					time.Sleep(10 * time.Millisecond)
				}
				synctest.Wait()
				mortal.dead.Store(true)
				h.ClearFaults()
				h.restart()
				time.Sleep(10 * time.Minute) // longer than Discord remembers a nonce
				h.alice.Click(m, c.press)
				time.Sleep(2 * time.Second)
				if n := hasAlone(h.bob, i, lakeFact); n != c.arrive {
					t.Errorf("the answer was sent %d times, want %d", n, c.arrive)
				}
				has(t, h.carol.Sees(h.office)[0].Text(), c.told)
				h.empty()
			})
		})
	}
}

func boolean(is bool) int {
	if is {
		return 1
	}
	return 0
}

// TestPrivateApprovalInAnOutage checks that a private answer counts as sent if Discord does not
// say whether it has created it, and that one that could not be sent in an outage is sent once
// after it.
func TestPrivateApprovalInAnOutage(t *testing.T) {
	withDesk(t, discordtest.Options{}, nil, func(t *testing.T, h *desk) {
		i := h.bob.Slash(h.room, "ask", question(lakeAsk), private())
		i.Answer("looked at")
		m := h.waiting()
		h.Fault(followUps, discordtest.Fault{Times: 1, Status: 502, After: true})
		h.carol.Click(m, "Send")
		time.Sleep(time.Minute)
		if n := hasAlone(h.bob, i, lakeFact); n != 1 {
			t.Errorf("the answer was sent %d times", n)
		}
		has(t, h.carol.Sees(h.office)[0].Text(), "✅ Sent by <@"+h.carol.ID+">", "cannot tell whether they have all")

		i = h.bob.Slash(h.room, "ask", question(lakeAsk), private())
		i.Answer("looked at")
		m = h.waiting()
		time.Sleep(20 * time.Minute)
		h.Fault(creates, discordtest.Fault{Status: 502})
		has(t, h.carol.Click(m, "Send").WaitFollowUps(1)[0].Text(), "was not sent")
		h.ClearFaults()
		time.Sleep(10 * time.Minute)
		h.alice.Click(m, "Send")
		time.Sleep(2 * time.Second)
		if n := hasAlone(h.bob, i, lakeFact); n != 1 {
			t.Errorf("after the outage the answer was sent %d times", n)
		}
		h.empty()
	})
}
