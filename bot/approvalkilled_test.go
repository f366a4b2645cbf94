package bot_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"footnote/bot"
	"footnote/internal/discordtest"
	"footnote/internal/long"
	"footnote/library"
)

// TestApprovalResumed checks that nothing is lost or said twice if a process dies while it
// hands an answer to the reviewers or while it sends one.
func TestApprovalResumed(t *testing.T) {
	d := newEngine(t, builtin(t))
	for name, c := range map[string]struct {
		route  string
		before int  // how many requests of the route succeed first
		press  bool // the process dies while it sends the answer
	}{
		"the acknowledgement": {"POST /interactions/{id}/{token}/callback", 0, false},
		"that it waits":       {"PATCH /webhooks/{id}/{token}/messages/@original", 0, false},
		"the question":        {creates, 0, false},
		"the answer":          {creates, 1, false},
		"sending":             {creates, 2, true},
	} {
		for _, taken := range []bool{true, false} {
			t.Run(fmt.Sprintf("%s, taken %v", name, taken), func(t *testing.T) {
				if !taken {
					long.Skip(t, "the same with what Discord has not taken")
				}
				var shared *library.Library
				var mortal mortal
				play(t, d, func(o *bot.Options, s *script) {
					shared, mortal.RoundTripper, o.Transport = o.Library, o.Transport, &mortal
				}, func(t *testing.T, s *scene) {
					guild := s.Guild("reading room")
					office := guild.Channel("office")
					s.alice.Grant(guild, "MANAGE_GUILD")
					s.alice.Slash(s.room, "settings set", option("approve", s.room), option("approval_channel", office)).Answer("設定")
					waiting := func() (all []*discordtest.Message) {
						for _, m := range s.alice.Sees(office) {
							if m.Author() == s.Self() && !m.Ephemeral() {
								all = append(all, m)
							}
						}
						return all
					}
					if c.before > 0 {
						s.Fault(c.route, discordtest.Fault{Times: c.before, Delay: time.Millisecond})
					}
					s.Fault(c.route, discordtest.Fault{Times: 1, Hang: true, After: taken})
					asked := s.bob.Slash(s.room, "ask", question(english))
					if c.press {
						asked.Answer("looked at")
						time.Sleep(time.Second)
						s.alice.Click(waiting()[1], "Send")
					}
					for s.Faulted(c.route) <= c.before {
						time.Sleep(10 * time.Millisecond)
					}
					synctest.Wait()
					mortal.dead.Store(true)
					s.ClearFaults()
					startScripted(t, s.Discord, func(o *bot.Options) { o.Library = shared }, func(a bot.Answerer) bot.Answerer { return scripted{a, s.script} })
					time.Sleep(2 * time.Minute)
					asked.Answer("looked at")
					all := waiting()
					if len(all) != 2 {
						t.Fatalf("those who decide see %d messages", len(all))
					}
					s.alice.Click(all[1], "Send")
					time.Sleep(2 * time.Second)
					n := 0
					for _, m := range s.bob.Sees(s.room) {
						if strings.Contains(m.Text(), "[1]") {
							n++
						}
					}
					if n != 1 {
						t.Errorf("the answer was sent %d times", n)
					}
					asked.Answer("The answer is here")
				})
			})
		}
	}
}

// TestApprovalSentAlready checks that an answer is not sent again whoever presses whichever
// button while the sending has not ended, and that they are told where it is.
func TestApprovalSentAlready(t *testing.T) {
	for _, press := range []string{"Send", "Drop"} {
		t.Run(press, func(t *testing.T) {
			withDesk(t, discordtest.Options{}, nil, func(t *testing.T, h *desk) {
				asked := h.bob.Slash(h.room, "ask", question(lakeAsk)).Answer("looked at")
				m := h.waiting()
				h.Fault("PATCH /channels/{id}/messages/{id}", discordtest.Fault{Hang: true})
				h.carol.Click(m, "Send")
				time.Sleep(time.Minute + 500*time.Millisecond) // the first is still trying
				h.ClearFaults()
				h.Fault(creates, discordtest.Fault{Status: 500})
				h.alice.Click(m, press)
				time.Sleep(time.Minute)
				has(t, asked.Text(), "The answer is here")
				has(t, h.carol.Sees(h.office)[0].Text(), "✅ Sent by <@"+h.carol.ID+">")
				if n := h.Faulted(creates); n > 0 || customID(m, press) != "" {
					t.Errorf("sent again %d times, buttons %q", n, labels(m))
				}
				h.empty()
			})
		})
	}
}

// TestApprovalInAnOutage checks that an answer waits while Discord cannot be reached, and that
// the reviewers see it later.
func TestApprovalInAnOutage(t *testing.T) {
	withDesk(t, discordtest.Options{}, nil, func(t *testing.T, h *desk) {
		h.Fault(creates, discordtest.Fault{Status: 502})
		asked := h.bob.Slash(h.room, "ask", question(lakeAsk)).Answer("looked at")
		time.Sleep(4 * time.Minute)
		h.ClearFaults()
		time.Sleep(20 * time.Minute)
		h.carol.Click(h.waiting(), "Send")
		time.Sleep(time.Second)
		has(t, asked.Text(), "The answer is here")
		h.empty()
	})
}

// TestApprovalBeforeItIsStored checks that the buttons are removed even if the answer is sent
// before the id of the reviewers' message is stored.
func TestApprovalBeforeItIsStored(t *testing.T) {
	withDesk(t, discordtest.Options{}, nil, func(t *testing.T, h *desk) {
		h.Fault(creates, discordtest.Fault{Times: 1, Delay: time.Millisecond})
		h.Fault(creates, discordtest.Fault{Times: 1, Hang: true, After: true})
		asked := h.bob.Slash(h.room, "ask", question(lakeAsk)).Answer("looked at")
		m := h.waiting()
		h.carol.Click(m, "Send")
		time.Sleep(2 * time.Minute)
		has(t, asked.Text(), "The answer is here")
		has(t, h.carol.Sees(h.office)[0].Text(), "✅ Sent by")
		if customID(m, "Send") != "" || len(h.carol.Sees(h.office)) != 2 {
			t.Errorf("buttons %q", labels(m))
		}
		h.empty()
	})
}
