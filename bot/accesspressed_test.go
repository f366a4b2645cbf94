package bot_test

import (
	"strings"
	"testing"
	"time"

	"footnote/internal/discordtest"
	"footnote/library"
)

// pressable returns the custom_id of the button whose label or emoji contains a text.
func pressable(t *testing.T, m *discordtest.Message, text string) string {
	t.Helper()
	for _, b := range m.Buttons() {
		if b.CustomID != "" && (strings.Contains(b.Label, text) || b.Emoji == text) {
			return b.CustomID
		}
	}
	t.Fatalf("no button %q under %q: %q", text, m.Text(), labels(m))
	return ""
}

// alone asks where only the asker sees the answer.
func (h *reachScene) alone(p *discordtest.Person, c *discordtest.Channel, asked, want string) *discordtest.Message {
	h.Helper()
	m := p.Slash(c, "ask", question(asked)).Answer(want)
	if !m.Ephemeral() {
		h.Errorf("all see the answer to %s: %s", p.Name, m.Text())
	}
	return m
}

// leaver returns somebody who got an answer when they had the role, which they have lost since.
func (h *reachScene) leaver(name string) (*discordtest.Person, *discordtest.Message) {
	h.Helper()
	p := h.Person(name, "en-US")
	p.Join(h.guild, h.staff)
	m := h.alone(p, h.room, vaultAsk, "4711")
	h.staff.TakeFrom(p)
	return p, m
}

// pressed returns attempts by buttons that were made for somebody else, in another place or
// earlier.
func pressed(t *testing.T) []way {
	elsewhere := func(h *reachScene) *discordtest.Message { return h.bob.Say(h.room, "@bot "+millAsk).WaitReply("1787") }
	return []way{
		{"Sources of another's answer, its custom_id under a public one", func(h *reachScene) func() {
			id, at := pressable(t, h.alone(h.carol, h.room, vaultAsk, "4711"), "📖"), elsewhere(h)
			return func() { h.bob.ClickRaw(at, id).Answer("") }
		}},
		{"Sources pressed by another, as if they saw the message", func(h *reachScene) func() {
			m := h.alone(h.carol, h.room, vaultAsk, "4711")
			return func() { h.bob.Click(m, "📖").Answer("") }
		}},
		{"Sources pressed after the role is lost", func(h *reachScene) func() {
			dave, m := h.leaver("dave")
			return func() { dave.Click(m, "📖").Answer("") }
		}},
		{"a question to ask next, after the role is lost", func(h *reachScene) func() {
			dave, m := h.leaver("dora")
			next := labels(m)[len(labels(m))-1]
			if !strings.HasSuffix(next, "?") {
				t.Errorf("no suggested question: %q", labels(m))
			}
			return func() { dave.ClickRaw(m, pressable(t, m, next)).Answer("") }
		}},
		{"the same question after the role is lost", func(h *reachScene) func() {
			dave, _ := h.leaver("dirk")
			return func() { dave.Slash(h.room, "ask", question(vaultAsk)).Answer("") }
		}},
		{"a search after the role is lost", func(h *reachScene) func() {
			dave, _ := h.leaver("dean")
			return func() { dave.Slash(h.room, "search", option("query", "strongroom code")).Answer("") }
		}},
		{"what comes nearest to a refusal, pressed by another", func(h *reachScene) func() {
			m := h.carol.Slash(h.room, "ask", question("How long is the tunnel under the strongroom mountain?")).Answer("")
			id, at := pressable(t, m, "🔍"), elsewhere(h)
			return func() { h.bob.ClickRaw(at, id).Answer("") }
		}},
		{"Sources of the channel's answer, its custom_id in another channel", func(h *reachScene) func() {
			id, at := pressable(t, h.bob.Slash(h.desk, "ask", question(refundAsk)).Answer("14 days"), "📖"), elsewhere(h)
			return func() { h.bob.ClickRaw(at, id).Answer("") }
		}},
		{"a question to ask next of the channel's answer, in another channel", func(h *reachScene) func() {
			m := h.bob.Slash(h.desk, "ask", question(refundAsk)).Answer("14 days")
			id, at := pressable(t, m, labels(m)[len(labels(m))-1]), elsewhere(h)
			return func() { h.bob.ClickRaw(at, id).Answer("") }
		}},
		{"a vote on another's answer", func(h *reachScene) func() {
			id, at := pressable(t, h.alone(h.carol, h.room, vaultAsk, "4711"), "👍"), elsewhere(h)
			return func() { h.bob.ClickRaw(at, id).Answer("Thank") }
		}},
		{"Make public of what takes the role, by the custom_id of another answer", func(h *reachScene) func() {
			m, open := h.alone(h.carol, h.room, vaultAsk, "4711"), h.alone(h.carol, h.room, millAsk, "1787")
			if customID(m, "Make public") != "" {
				t.Error("an answer that takes the role can be made public")
			}
			id := pressable(t, open, "Make public")
			return func() { h.carol.ClickRaw(m, id).Answer("not everybody here may read") }
		}},
		{"Make public of a list of all titles", func(h *reachScene) func() {
			m, open := h.alone(h.carol, h.room, "Which articles do you have?", "Handbook of"), h.alone(h.carol, h.room, millAsk, "1787")
			if customID(m, "Make public") != "" {
				t.Error("a list of articles that take the role can be made public")
			}
			id := pressable(t, open, "Make public")
			return func() { h.carol.ClickRaw(m, id).Answer("not everybody here may read") }
		}},
		{"Make public of an open answer: what is asked next", func(h *reachScene) func() {
			open := h.alone(h.carol, h.room, millAsk, "1787")
			return func() {
				public := h.carol.Click(open, "Make public").WaitFollowUps(1)[0]
				if public.Ephemeral() || strings.Contains(strings.Join(labels(public), " "), "?") {
					t.Errorf("public with %q", labels(public))
				}
			}
		}},
	}
}

// TestNoAccessByButtons checks that no custom_id shows an article to somebody who may not
// see it.
func TestNoAccessByButtons(t *testing.T) {
	withReach(t, func(t *testing.T, h *reachScene) { unreachable(t, h, pressed(t)) })
}

// later returns attempts that change something first.
func later(t *testing.T) []way {
	const ledger, ledgerAsk = "# Ledger of gifts\n\nThe gift of the harbour was a bell made in Ronneby. The gift of the school was a globe.\n", "What was the gift of the harbour?"
	return []way{
		{"a button of an answer from before the rule", func(h *reachScene) func() {
			secrets = append(secrets, "Ronneby", "Ledger of")
			id := h.give(ledger)
			open := h.bob.Slash(h.room, "ask", question(ledgerAsk)).Answer("Ronneby")
			alone := h.bob.Slash(h.room, "ask", question(ledgerAsk), private()).Answer("Ronneby")
			next := labels(open)[len(labels(open))-1]
			h.limit(id, option("role", h.staff))
			return func() {
				h.bob.Click(open, "📖").Answer("")
				h.bob.ClickRaw(open, pressable(t, open, next)).Answer("")
				h.bob.Click(alone, "Make public").Answer("not everybody here may read")
				h.bob.Slash(h.room, "ask", question(ledgerAsk)).Answer("")
			}
		}},
		{"another text in its place", func(h *reachScene) func() {
			versions := []string{"# Menu of the canteen\n\nThe soup of the canteen is made of Zwickau beans.\n", "# Menu of the canteen\n\nThe soup of the canteen is made of Guernsey tomatoes.\n"}
			for n, text := range versions {
				added, err := h.library.Add(t.Context(), h.scope(), read("menu.md", text), library.Origin{Key: "menu"}, nil)
				if err != nil {
					t.Fatal(err)
				}
				if n == 0 {
					h.limit(added.Article.ID, option("role", h.staff))
				}
			}
			h.alone(h.carol, h.room, "What is the soup of the canteen made of?", "Guernsey")
			return func() {
				h.bob.Slash(h.room, "ask", question("What is the soup of the canteen made of?")).Answer("")
				h.carol.Say(h.room, "@bot What is the soup of the canteen made of?").WaitReply("")
			}
		}},
		{"what has changed of a source that was open", func(h *reachScene) func() {
			add := func(sign string) string {
				text := "# Rules of the pool\n\nThe pool of the school is open on " + sign + " days. The pool of the school is 25 metres long.\n"
				added, err := h.library.Add(t.Context(), h.scope(), read("pool.md", text), library.Origin{Key: "pool"}, nil)
				if err != nil {
					t.Fatal(err)
				}
				return added.Article.ID
			}
			id := add("windy")
			open := h.bob.Slash(h.room, "ask", question("On which days is the pool of the school open?")).Answer("windy")
			time.Sleep(10 * time.Second)
			h.limit(id, option("role", h.staff))
			add("Guernsey")
			time.Sleep(3 * time.Minute)
			return func() { h.bob.Click(open, "⚠️").Answer("") }
		}},
		{"what all see of adding it again", func(h *reachScene) func() {
			return func() {
				h.alice.Slash(h.room, "library add", file("b.md", vault)).Answer("一篇不是所有人都能看的文章")
			}
		}},
		{"removed and restored", func(h *reachScene) func() {
			h.alice.Click(h.alice.Slash(h.room, "library remove", about(h.refundID)).Answer("已移除"), "還原").Answer("已還原")
			return func() { h.bob.Slash(h.room, "ask", question(refundAsk)).Answer("") }
		}},
		{"removed and added again", func(h *reachScene) func() {
			h.alice.Slash(h.room, "library remove", about(h.refundID)).Answer("已移除")
			h.give(refund)
			return func() { h.bob.Slash(h.room, "ask", question(refundAsk)).Answer("") }
		}},
		{"after a restart", func(h *reachScene) func() {
			h.restart()
			return func() {
				h.bob.Slash(h.room, "ask", question(nightsAsk)).Answer("")
				h.bob.Slash(h.room, "search", option("query", "night watch")).Answer("")
			}
		}},
		{"settings that are reset", func(h *reachScene) func() {
			h.alice.Slash(h.room, "settings reset").Answer("設定")
			return func() { h.bob.Slash(h.room, "ask", question(nightsAsk)).Answer("") }
		}},
		{"a role that was deleted", func(h *reachScene) func() {
			h.staff.Delete()
			return func() {
				h.carol.Slash(h.room, "ask", question(vaultAsk)).Answer("")
				h.carol.Slash(h.desk, "ask", question(nightsAsk)).Answer("")
			}
		}},
		{"a channel that was deleted", func(h *reachScene) func() {
			h.desk.Delete()
			return func() { h.carol.Slash(h.room, "ask", question(refundAsk)).Answer("") }
		}},
		{"a rule that cannot be read", func(h *reachScene) func() {
			if was, err := h.db.ChangeAccess(t.Context(), h.scope(), h.nightsID, func(string) string { return "{" }); !was || err != nil {
				t.Fatal(was, err)
			}
			return func() { h.alice.Slash(h.room, "ask", question(nightsAsk)).Answer("") }
		}},
	}
}

// TestNoAccessAfterChanges checks that no change makes an article visible by accident.
func TestNoAccessAfterChanges(t *testing.T) {
	before := secrets
	defer func() { secrets = before }()
	withReach(t, func(t *testing.T, h *reachScene) { unreachable(t, h, later(t)) })
}
