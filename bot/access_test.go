package bot_test

import "testing"

// A way is one attempt to see an article that the person may not see: what is done before it,
// and the attempt itself, in which none of the article may be sent to anybody.
type way struct {
	name string
	try  func(h *reachScene) func()
}

// asks returns a way that needs no preparation.
func asks(name string, try func(h *reachScene)) way {
	return way{name, func(h *reachScene) func() { return func() { try(h) } }}
}

// strangers returns the attempts of somebody without the role, or in another channel.
func strangers() []way {
	return []way{
		asks("ask", func(h *reachScene) { h.bob.Slash(h.room, "ask", question(vaultAsk)).Answer("") }),
		asks("ask in private", func(h *reachScene) { h.bob.Slash(h.room, "ask", question(vaultAsk), private()).Answer("") }),
		asks("ask of its id", func(h *reachScene) { h.bob.SlashRaw(h.room, "ask", question(vaultAsk), about(h.vaultID)).Answer("") }),
		asks("ask of the beginning of its id", func(h *reachScene) {
			h.bob.SlashRaw(h.room, "ask", question(vaultAsk), about(h.vaultID[:6])).Answer("")
		}),
		asks("ask of a part of its title", func(h *reachScene) { h.bob.SlashRaw(h.room, "ask", question(vaultAsk), about("strongroom")).Answer("") }),
		asks("ask of what several titles have", func(h *reachScene) { h.bob.SlashRaw(h.room, "ask", question(vaultAsk), about("of the")).Answer("") }),
		asks("ask with the article's own words", func(h *reachScene) {
			h.bob.Slash(h.room, "ask", question("the alarm of the strongroom was built by the brothers")).Answer("")
		}),
		asks("ask again and again at once", func(h *reachScene) {
			public, alone := h.bob.Slash(h.room, "ask", question(vaultAsk)), h.bob.Slash(h.room, "ask", question(vaultAsk), private())
			public.Answer("")
			alone.Answer("")
		}),
		asks("search", func(h *reachScene) {
			h.bob.Slash(h.room, "search", option("query", "strongroom code blue door")).Answer("")
		}),
		asks("search in its id", func(h *reachScene) {
			h.bob.SlashRaw(h.room, "search", option("query", "strongroom"), about(h.vaultID)).Answer("")
		}),
		asks("check against the article", func(h *reachScene) {
			h.bob.MessageCommand(h.bob.Say(h.room, "The strongroom opens with a code. The strongroom has a blue door."), "Check against the article").Answer("")
		}),
		asks("what the articles are about", func(h *reachScene) { h.bob.Slash(h.room, "article").Answer("") }),
		asks("what it is about", func(h *reachScene) { h.bob.SlashRaw(h.room, "article", about(h.vaultID)).Answer("") }),
		asks("which articles there are", func(h *reachScene) { h.bob.Slash(h.room, "ask", question("Which articles do you have?")).Answer("") }),
		asks("which articles mention something", func(h *reachScene) {
			h.bob.Slash(h.room, "ask", question("Which articles mention the strongroom?")).Answer("")
		}),
		asks("a summary", func(h *reachScene) {
			h.bob.Slash(h.room, "ask", question("Summarize the handbook of the strongroom")).Answer("")
		}),
		asks("a summary of all", func(h *reachScene) { h.bob.Slash(h.room, "ask", question("Summarize the articles")).Answer("") }),
		asks("where it is from", func(h *reachScene) {
			h.bob.Slash(h.room, "ask", question("What is the title of the article about the strongroom?")).Answer("")
		}),
		asks("a comparison", func(h *reachScene) {
			h.bob.Slash(h.room, "ask", question("Compare when the old mill was built and who built the alarm of the strongroom")).Answer("")
		}),
		asks("a mention", func(h *reachScene) { h.bob.Say(h.room, "@bot "+vaultAsk).WaitReply("") }),
		asks("a mention by the staff, which all would read", func(h *reachScene) { h.carol.Say(h.room, "@bot "+vaultAsk).WaitReply("") }),
		asks("a mention by who manages", func(h *reachScene) { h.alice.Say(h.room, "@bot "+vaultAsk).WaitReply("") }),
		{"a reply to an answer", func(h *reachScene) func() {
			answer := h.bob.Say(h.room, "@bot "+millAsk).WaitReply("1787")
			return func() { h.bob.Reply(answer, "And which code opens the strongroom?").WaitReply("") }
		}},
		{"a follow-up in a thread of the bot", func(h *reachScene) func() {
			h.set(option("threads", true))
			thread := h.bob.Say(h.room, "@bot "+millAsk).WaitReply("1787").WaitThread()
			return func() {
				h.carol.Say(thread, vaultAsk).WaitReply("")
				h.bob.Say(thread, refundAsk).WaitReply("")
				h.set(option("threads", false))
			}
		}},
		{"a channel where it listens", func(h *reachScene) func() {
			h.set(option("listen", h.room))
			return func() {
				h.bob.Say(h.room, vaultAsk)
				h.carol.Say(h.room, vaultAsk)
				h.bob.Say(h.room, refundAsk)
				settle()
				h.set(option("stop_listening", h.room))
			}
		}},
		{"a post in a forum where it listens", func(h *reachScene) func() {
			forum := h.guild.Forum("questions")
			h.set(option("listen", forum))
			return func() {
				forum.Post(h.bob, "tickets", refundAsk)
				forum.Post(h.carol, "the strongroom", vaultAsk)
			}
		}},
		asks("a direct message", func(h *reachScene) { h.carol.Say(h.carol.DM(), vaultAsk).WaitReply("") }),
		asks("ask of its id in direct messages", func(h *reachScene) {
			h.carol.SlashRaw(h.carol.DM(), "ask", question(vaultAsk), about(h.vaultID)).Answer("")
		}),
		asks("another server", func(h *reachScene) {
			h.carol.Slash(h.Guild("elsewhere").Channel("general"), "ask", question(vaultAsk)).Answer("")
		}),
		asks("a channel of the name in another server", func(h *reachScene) {
			h.bob.Slash(h.Guild("elsewhere").Channel("desk"), "ask", question(refundAsk)).Answer("")
		}),

		asks("another channel", func(h *reachScene) { h.carol.Slash(h.room, "ask", question(refundAsk), private()).Answer("") }),
		asks("another channel, who manages", func(h *reachScene) { h.alice.Slash(h.room, "ask", question(refundAsk), private()).Answer("") }),
		asks("a thread of another channel", func(h *reachScene) { h.bob.Slash(h.room.Thread("tickets"), "ask", question(refundAsk)).Answer("") }),
		asks("a mention in a thread of another channel", func(h *reachScene) { h.bob.Say(h.room.Thread("refunds"), "@bot "+refundAsk).WaitReply("") }),
		asks("a post of another forum", func(h *reachScene) { h.guild.Forum("answers").Post(h.bob, "tickets", "@bot "+refundAsk).WaitReply("") }),
		asks("a search in another channel", func(h *reachScene) { h.bob.Slash(h.room, "search", option("query", "ticket paid back")).Answer("") }),
		asks("the channel without the role", func(h *reachScene) { h.bob.Slash(h.desk, "ask", question(nightsAsk)).Answer("") }),
		asks("the role without the channel", func(h *reachScene) { h.carol.Slash(h.room, "ask", question(nightsAsk)).Answer("") }),
		asks("both, where others read", func(h *reachScene) { h.carol.Say(h.desk, "@bot "+nightsAsk).WaitReply("") }),

		asks("titles while a command is filled in", func(h *reachScene) {
			for _, command := range []string{"ask", "search", "article"} {
				h.bob.Autocomplete(h.room, command, about(""))
				h.bob.Autocomplete(h.room, command, about("strong"))
				h.bob.Autocomplete(h.room, command, about(h.vaultID))
				h.alice.Autocomplete(h.room, command, about("ticket"))
			}
		}),
		asks("titles while a manager's command is filled in", func(h *reachScene) {
			h.guild.Override("library")
			h.guild.Override("settings")
			for _, command := range []string{"library info", "library remove", "settings articles allow", "settings articles release"} {
				h.bob.Autocomplete(h.room, command, about(""))
			}
		}),
		asks("a manager's commands", func(h *reachScene) {
			h.guild.Override("library")
			h.guild.Override("settings")
			h.guild.Override("insights")
			for _, command := range []string{"library list", "settings articles list", "settings show", "insights"} {
				h.bob.Slash(h.room, command).Answer("“Manage Server” permission")
			}
			for _, command := range []string{"library info", "library remove", "settings articles release", "settings articles allow"} {
				h.bob.SlashRaw(h.room, command, about(h.vaultID)).Answer("“Manage Server” permission")
			}
		}),
	}
}

// TestNoAccess checks that nothing of an article is sent, whatever is tried by somebody who
// does not have the role or is not in the channel.
func TestNoAccess(t *testing.T) {
	withReach(t, func(t *testing.T, h *reachScene) { unreachable(t, h, strangers()) })
}

func unreachable(t *testing.T, h *reachScene, all []way) {
	t.Helper()
	for _, w := range all {
		try := w.try(h)
		settle()
		h.sent.take()
		try()
		settle()
		if secret, in, count := h.sent.leaked(); secret != "" {
			t.Errorf("%s: %q in %.700s", w.name, secret, in)
		} else if count == 0 {
			t.Errorf("%s: nothing was sent", w.name)
		}
	}
}
