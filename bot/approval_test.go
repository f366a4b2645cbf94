package bot_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"footnote/bot"
	"footnote/internal/discordtest"
	"footnote/library"
	"footnote/library/store"
)

// A desk is a scene in which answers in the room are reviewed in an office first.
type desk struct {
	*libraryScene
	role   *discordtest.Role
	carol  *discordtest.Person // a helper
	office *discordtest.Channel
}

func withDesk(t *testing.T, o discordtest.Options, change func(*bot.Options, *library.Options), act func(t *testing.T, h *desk)) {
	t.Helper()
	withHelpers(t, o, change, func(t *testing.T, l *libraryScene, role *discordtest.Role, carol *discordtest.Person) {
		h := &desk{l, role, carol, l.guild.Channel("office")}
		has(t, h.set(option("approve", h.room)), "不會公布任何答案")
		has(t, h.set(option("approval_channel", h.office)), "先有人看過才公布答案的頻道：<#"+h.room.ID+">", "審閱答案的頻道：<#"+h.office.ID+">", "看得到 <#"+h.office.ID+"> 的人")
		act(t, h)
	})
}

// waiting returns the last message of an answer that waits in the office, with its buttons.
func (h *desk) waiting(labels ...string) *discordtest.Message {
	h.Helper()
	time.Sleep(2 * time.Second)
	all := h.carol.Sees(h.office)
	for _, m := range slices.Backward(all) {
		if customID(m, "Send") != "" || customID(m, "送出") != "" {
			return m
		}
	}
	h.Fatal("nothing waits")
	return nil
}

// leaked fails the test if anybody outside the office sees the answer.
func (h *desk) leaked(what string) {
	h.Helper()
	for _, in := range []*discordtest.Channel{h.room, h.bob.DM(), h.alice.DM()} {
		for _, who := range []*discordtest.Person{h.alice, h.bob} {
			for _, m := range who.Sees(in) {
				if m.Author() == h.Self() && strings.Contains(m.Text(), lakeFact) {
					h.Errorf("%s: %s sees\n%s", what, who.Name, m.Text())
				}
			}
		}
	}
}

// TestApproval checks that an answer is shown once a helper has sent it.
func TestApproval(t *testing.T) {
	withDesk(t, discordtest.Options{}, nil, func(t *testing.T, h *desk) {
		said := h.bob.Slash(h.room, "ask", question(lakeAsk)).Answer("<@&" + h.role.ID + ">")
		has(t, said.Text(), "> "+lakeAsk, "being looked at by")
		m := h.waiting()
		h.leaked("before it is sent")
		has(t, m.Text(), lakeFact, "[1]")
		header := h.carol.Sees(h.office)[0]
		has(t, header.Text(), "<@"+h.bob.ID+">", "<#"+h.room.ID+">", "> "+lakeAsk)
		h.bob.Click(m, "Send").Answer("Only the helpers")
		h.carol.Click(m, "Sources").Answer("**")
		h.restart()
		h.carol.Click(m, "Send")
		time.Sleep(time.Second)
		seen := h.bob.Sees(h.room)
		answer := seen[len(seen)-1]
		has(t, answer.Text(), "> "+lakeAsk, lakeFact, "[1]")
		h.bob.Click(answer, "Sources").Answer("**")
		has(t, said.Text(), answer.Link())
		has(t, header.Text(), "✅ Sent by <@"+h.carol.ID+">: "+answer.Link())
		if customID(m, "Send") != "" || customID(m, "Sources") == "" {
			t.Errorf("buttons %q", labels(m))
		}
		time.Sleep(6 * time.Second) // so that it can be marked when its source changes
		shown, err := h.db.ShownIn(t.Context(), store.Guild(h.guild.ID), time.Time{})
		if err != nil || len(shown) != 1 || shown[0].Message != answer.ID || len(shown[0].Cited) == 0 {
			t.Errorf("stored citations: %+v, error %v", shown, err)
		}
		h.bob.Click(answer, "🗑️")
		time.Sleep(time.Second)
		if !answer.Deleted() {
			t.Error("the asker cannot remove it")
		}
		if len(h.Pings()) != 0 {
			t.Errorf("pinged %v", h.Pings())
		}

		// A mention that is a reply; one by a member who may manage the server.
		asked := h.bob.Say(h.room, "@bot "+lakeAsk)
		asked.WaitReply("<@&" + h.role.ID + ">")
		h.alice.Click(h.waiting(), "送出")
		has(t, asked.WaitReply(lakeFact).Text(), "[1]")
		h.empty()
	})
}

// empty fails the test if anything is still stored of a waiting answer.
func (h *desk) empty() {
	h.Helper()
	time.Sleep(time.Second)
	if all, err := h.db.Notes(h.Context(), "answer", time.Now().Add(time.Hour)); len(all) > 0 || err != nil {
		h.Errorf("%d are stored, error %v", len(all), err)
	}
}

// TestApprovalOnce checks that one of two people who press at once decides, that nobody decides
// twice, and that a dropped answer is never shown.
func TestApprovalOnce(t *testing.T) {
	withDesk(t, discordtest.Options{}, nil, func(t *testing.T, h *desk) {
		said := h.bob.Say(h.room, "@bot "+lakeAsk).WaitReply("看過")
		m := h.waiting()
		press, other := customID(m, "Send")+customID(m, "送出"), customID(m, "Drop")+customID(m, "不送")
		first, second := h.carol.ClickRaw(m, press), h.alice.ClickRaw(m, press)
		time.Sleep(time.Minute)
		told := append(first.FollowUps(), second.FollowUps()...)
		if n := len(said.Channel().StandaloneMessages()); len(told) != 1 {
			t.Errorf("%d were told that the other decides, %d messages", len(told), n)
		}
		has(t, h.alice.ClickRaw(m, other).WaitFollowUps(1)[0].Text(), "已經有人處理")
		n := 0
		for _, one := range h.bob.Sees(h.room) {
			if strings.Contains(one.Text(), lakeFact) {
				n++
			}
		}
		if n != 1 {
			t.Errorf("the answer was sent %d times", n)
		}

		i := h.bob.Slash(h.room, "ask", question(millAsk))
		said = i.Answer("looked at")
		h.carol.Click(h.waiting(), "Drop")
		time.Sleep(time.Second)
		has(t, said.Text(), "decided not to show one")
		h.empty()

		// An answer that Discord refuses can be decided about again.
		asked := h.bob.Say(h.room, "@bot "+lakeAsk)
		asked.WaitReply("看過")
		m = h.waiting()
		h.room.Deny("SEND_MESSAGES")
		h.bob.CloseDMs()
		has(t, h.carol.ClickRaw(m, customID(m, "送出")).WaitFollowUps(1)[0].Text(), "was not sent", "lack a permission")
		if customID(m, "送出") == "" {
			t.Error("it cannot be sent any more")
		}
	})
}

// TestApprovalEdited checks that an edited answer names the editor, and that its sentences have
// footnotes if the articles support them.
func TestApprovalEdited(t *testing.T) {
	withDesk(t, discordtest.Options{}, nil, func(t *testing.T, h *desk) {
		asked := h.bob.Say(h.room, "@bot "+lakeAsk)
		asked.WaitReply("看過")
		m := h.waiting()
		h.bob.ClickRaw(m, customID(m, "Edit")+customID(m, "修改")).Answer("Only the helpers")
		w := h.carol.ClickRaw(m, customID(m, "Edit")+customID(m, "修改")).Modal()
		has(t, w.Fields[0].Value, lakeFact, "[1]")
		w.Submit(h.carol, map[string]string{"answer": "湖面面積為37平方公里。 [1]\n星期日請走北門，@everyone。 [1]\n湖水最深處達到99公尺。"})
		answer := asked.WaitReply("湖面面積為37平方公里")
		has(t, answer.Text(), "✏️ 由 <@"+h.carol.ID+"> 修改", "37平方公里。 [1]", "星期日請走北門", "其他是修改者自己的話")
		for _, line := range strings.Split(answer.Text(), "\n") {
			if (strings.Contains(line, "北門") || strings.Contains(line, "99")) && strings.Contains(line, "[1]") {
				t.Errorf("not supported: %s", line)
			}
		}
		if strings.Contains(answer.Text(), "以文章原句") || strings.Contains(answer.Text(), "article’s own words") || len(h.Pings()) > 0 {
			t.Errorf("it claims to be the article's, or pings %v:\n%s", h.Pings(), answer.Text())
		}
		h.bob.Click(answer, "來源").Answer("37")

		// A text that no article supports; and the unchanged text.
		asked = h.bob.Say(h.room, "@bot "+lakeAsk)
		asked.WaitReply("看過")
		m = h.waiting()
		w = h.carol.Click(m, labels(m)[2]).Modal()
		late := h.alice.Click(m, labels(m)[2]).Modal()
		w.Submit(h.carol, map[string]string{"answer": " \u200b "}).Answer("Nothing was written")
		w.Submit(h.carol, map[string]string{"answer": "Please ask at the desk."})
		answer = asked.WaitReply("ask at the desk")
		has(t, answer.Text(), "不是文章的內容")
		if customID(answer, "來源") != "" || strings.Contains(answer.Text(), "[1]") {
			t.Error("it has sources")
		}
		time.Sleep(time.Second)
		lost := late.Submit(h.alice, map[string]string{"answer": "我寫了很久的話"}).WaitFollowUps(1)[0]
		has(t, lost.Text(), "已經有人處理", "我寫了很久的話")
		asked = h.bob.Say(h.room, "@bot "+lakeAsk)
		asked.WaitReply("看過")
		m = h.waiting()
		h.carol.Click(m, labels(m)[2]).Modal().Submit(h.carol, nil)
		if got := asked.WaitReply(lakeFact).Text(); strings.Contains(got, "✏️") {
			t.Error("an unchanged text is said to be edited")
		}
		h.empty()
	})
}

// TestApprovalOfPrivate checks that a private answer goes only to its asker: for 15 minutes
// where they asked, then by direct message.
func TestApprovalOfPrivate(t *testing.T) {
	withDesk(t, discordtest.Options{}, nil, func(t *testing.T, h *desk) {
		ask := func() (*discordtest.Interaction, *discordtest.Message) {
			i := h.bob.Slash(h.room, "ask", question(lakeAsk), private())
			has(t, i.Answer("looked at").Text(), "Only you will see it", "direct message")
			return i, h.waiting()
		}
		i, m := ask()
		has(t, h.carol.Sees(h.office)[0].Text(), "private")
		h.carol.Click(m, labels(m)[1])
		if got := i.WaitFollowUps(1)[0]; !got.Ephemeral() || !strings.Contains(got.Text(), lakeFact) || customID(got, "Make public") != "" {
			t.Errorf("ephemeral %v:\n%s", got.Ephemeral(), got.Text())
		}
		_, m = ask()
		time.Sleep(20 * time.Minute)
		h.restart()
		h.carol.Click(m, labels(m)[1])
		time.Sleep(time.Second)
		direct := h.bob.Sees(h.bob.DM())
		has(t, direct[0].Text(), "<#"+h.room.ID+">")
		has(t, direct[1].Text(), lakeFact)
		if n := len(h.carol.Sees(h.room)); n != 0 {
			t.Errorf("others see %d messages", n)
		}

		// Dropped, for somebody who takes no direct messages.
		i, m = ask()
		h.carol.Click(m, labels(m)[3])
		i.Answer("decided not to show one")
		_, m = ask()
		h.bob.CloseDMs()
		time.Sleep(20 * time.Minute)
		has(t, h.carol.Click(m, labels(m)[1]).WaitFollowUps(1)[0].Text(), "takes no direct messages")
		h.carol.Click(m, labels(m)[3])
		time.Sleep(time.Second)
		if !slices.ContainsFunc(h.carol.Sees(h.office), func(m *discordtest.Message) bool {
			return strings.Contains(m.Text(), "could not tell the person who asked")
		}) {
			t.Error("it is not said that the asker is not told")
		}
		h.empty()
	})
}

// TestNoWayRoundApproval checks that nothing avoids the review: a mention, the name of an
// article, a file, a thread, a channel in which the bot listens, an old button, a message
// command, a search, or autocompletion.
func TestNoWayRoundApproval(t *testing.T) {
	change := func(o *bot.Options, _ *library.Options) { o.MessageContent = true }
	withDesk(t, content, change, func(t *testing.T, h *desk) {
		free := h.guild.Channel("free")
		h.set(option("stop_approving", h.room))
		old := h.bob.Slash(h.room, "ask", question(lakeAsk), private()).Answer(lakeFact)
		refused := h.bob.Slash(h.room, "ask", question(cake)).Answer("沒有提到")
		thread := h.room.Thread("about lakes")
		forum := h.guild.Forum("questions")
		h.set(option("approve", h.room))
		h.set(option("approve", forum))
		h.set(option("listen", h.room))
		h.set(option("listen", forum))

		has(t, h.bob.Click(old, "Make public").Answer("people look at").Text(), "/ask")
		if customID(refused, "Nearest passages") != "" {
			h.bob.Click(refused, "Nearest passages").Answer("people look at")
		}
		h.bob.Slash(h.room, "search", option("query", "湖面面積")).Answer("people look at")
		h.bob.Slash(h.room, "article").Answer("people look at")
		h.bob.MessageCommand(h.bob.Say(h.room, "湖面面積為"+lakeFact+"。"), "Check against the article").Answer("people look at")
		h.bob.MessageCommand(h.bob.Say(thread, "湖面面積為"+lakeFact+"。"), "Check against the article").Answer("people look at")
		if got := h.bob.Autocomplete(h.room, "ask", option("article", "鏡")); len(got) != 0 {
			t.Errorf("offered %v", got)
		}
		if got := h.alice.Autocomplete(h.room, "ask", option("article", "鏡")); len(got) != 1 {
			t.Errorf("who manages the server is offered %v", got)
		}

		h.give("# 鏡湖年鑑\n\n鏡湖有兩座碼頭。\n")
		if m := h.bob.Slash(h.room, "ask", question(lakeAsk), about("鏡湖")).Answer("There is no article"); strings.Contains(m.Text(), "報告") || strings.Contains(m.Text(), "年鑑") {
			t.Errorf("titles are shown:\n%s", m.Text())
		}

		decided := len(h.carol.Sees(h.office))
		waits := 0
		for what, ask := range map[string]func(){
			"a command":            func() { h.bob.Slash(h.room, "ask", question(lakeAsk)).Answer("looked at") },
			"of one article":       func() { h.bob.Slash(h.room, "ask", question(lakeAsk), about("鏡湖報告")).Answer("looked at") },
			"with a file":          func() { h.bob.Slash(h.room, "ask", question(lakeAsk), file("lake.md", lake)).Answer("looked at") },
			"in private":           func() { h.bob.Slash(h.room, "ask", question(lakeAsk), private()).Answer("looked at") },
			"in a thread":          func() { h.bob.Slash(thread, "ask", question(lakeAsk)).Answer("looked at") },
			"a mention":            func() { h.bob.Say(h.room, "@bot "+lakeAsk).WaitReply("看過") },
			"a mention in threads": func() { h.bob.Say(thread, "@bot "+lakeAsk).WaitReply("看過") },
			"a reply":              func() { h.bob.Reply(refused, lakeAsk).WaitReply("看過") },
			"unasked":              func() { h.bob.Say(h.room, lakeAsk); time.Sleep(time.Second) },
			"a post":               func() { forum.Post(h.bob, "湖面", lakeAsk); time.Sleep(time.Second) },
			"a mention of a role":  func() { h.bob.Say(h.room, h.guild.BotRole().Mention()+" "+lakeAsk).WaitReply("看過") },
			"a manager":            func() { h.alice.Slash(h.room, "ask", question(lakeAsk)).Answer("看過") },
			"a helper":             func() { h.carol.Slash(h.room, "ask", question(lakeAsk)).Answer("looked at") },
		} {
			ask()
			time.Sleep(time.Second)
			waits++
			if got := (len(h.carol.Sees(h.office)) - decided) / 2; got != waits {
				t.Errorf("%s: %d answers wait, want %d", what, got, waits)
				waits = got
			}
			for _, in := range []*discordtest.Channel{h.room, thread} {
				for _, m := range h.bob.Sees(in) {
					if m != old && m.Author() == h.Self() && strings.Contains(m.Text(), lakeFact) {
						t.Errorf("%s shows the answer:\n%s", what, m.Text())
					}
				}
			}
		}
		h.bob.Slash(h.room, "ask", question("謝謝")).Answer("")
		h.bob.Slash(free, "ask", question(lakeAsk)).Answer(lakeFact)
	})
}

// TestApprovalWithoutDesk checks that no answer is shown if there is no review channel, and
// that the asker is told if the bot cannot write there.
func TestApprovalWithoutDesk(t *testing.T) {
	withLibrary(t, discordtest.Options{Unlimited: true}, nil, func(t *testing.T, h *libraryScene) {
		h.give(lake)
		h.set(option("approve", h.room))
		h.bob.Slash(h.room, "ask", question(lakeAsk)).Answer("has not said where")
		office := h.guild.Channel("office")
		h.set(option("approval_channel", office))
		office.Deny("SEND_MESSAGES")
		h.bob.Slash(h.room, "ask", question(lakeAsk)).Answer("could not hand yours on")
		h.bob.Say(h.room, "@bot "+lakeAsk).WaitReply("沒辦法把答案交給他們")
		for _, m := range h.bob.Sees(h.room) {
			if strings.Contains(m.Text(), lakeFact) {
				t.Errorf("it shows\n%s", m.Text())
			}
		}
	})
}

// TestApprovalIsStored checks that waiting answers are stored encrypted, for a day, and are
// deleted with the asker's data and when the bot leaves.
func TestApprovalIsStored(t *testing.T) {
	withDesk(t, discordtest.Options{}, nil, func(t *testing.T, h *desk) {
		kept := func() []store.Note {
			t.Helper()
			time.Sleep(time.Second)
			all, err := h.db.Notes(t.Context(), "answer", time.Now().Add(time.Hour))
			if err != nil {
				t.Fatal(err)
			}
			return all
		}
		h.bob.Slash(h.room, "ask", question(lakeAsk), private()).Answer("looked at")
		all := kept()
		if len(all) != 1 || strings.Contains(string(all[0].Data), "37平方公里") || strings.Contains(string(all[0].Data), h.bob.ID) {
			t.Fatalf("stored: %q", all)
		}
		m := h.waiting()
		policy := func() string { return h.bob.Slash(h.room, "privacy policy").Answer("").Text() }
		h.set(option("stop_approving", h.room))
		has(t, policy(), "encrypted, until they have decided") // as an answer still waits
		h.set(option("approve", h.room))
		h.bob.Slash(h.room, "privacy delete").Answer("cannot be undone")
		h.bob.Click(h.bob.Slash(h.room, "privacy delete").Answer("cannot be undone"), "Delete everything").Answer("deleted")
		if len(kept()) != 0 {
			t.Error("it stays")
		}
		has(t, h.carol.Click(m, labels(m)[1]).WaitFollowUps(1)[0].Text(), "no longer kept")

		said := h.bob.Slash(h.room, "ask", question(lakeAsk)).Answer("looked at")
		m = h.waiting()
		all = kept()
		if _, err := h.db.ChangeNote(t.Context(), all[0].Scope, "answer", all[0].ID, func(n *store.Note) bool { n.At = n.At.Add(-24 * time.Hour); return true }); err != nil {
			t.Fatal(err)
		}
		time.Sleep(11 * time.Minute)
		has(t, said.Text(), "Nobody has looked at")
		if len(kept()) != 0 || customID(m, "Send") != "" {
			t.Error("it is still stored after a day")
		}
		h.bob.Slash(h.room, "ask", question(lakeAsk)).Answer("looked at")
		h.waiting()
		h.guild.Kick()
		if len(kept()) != 0 {
			t.Error("it is still stored after the bot has left")
		}
	})
}

// TestApprovalOfRemovedArticle checks that an answer whose article was restricted or removed while
// it waited is not sent, and that the reviewer is told why.
func TestApprovalOfRemovedArticle(t *testing.T) {
	withDesk(t, discordtest.Options{}, nil, func(t *testing.T, h *desk) {
		refused := func(m *discordtest.Message) {
			t.Helper()
			has(t, h.carol.Click(m, labels(m)[1]).WaitFollowUps(1)[0].Text(), "an article that it rests on was changed or removed")
			h.leaked("it rests on what is gone")
			if len(h.bob.DM().StandaloneMessages()) > 0 {
				t.Error("its asker is written to")
			}
		}
		said := h.bob.Slash(h.room, "ask", question(lakeAsk)).Answer("looked at")
		m := h.waiting()
		h.alice.Slash(h.room, "settings articles allow", about("鏡湖報告"), discordtest.Option{Name: "role", Value: h.guild.Role("rangers")}).Answer("")
		refused(m)
		h.alice.Slash(h.room, "settings articles release", about("鏡湖報告")).Answer("")
		h.alice.Slash(h.room, "library remove", about("鏡湖報告")).Answer("鏡湖報告")
		refused(m)
		h.carol.Click(m, labels(m)[3])
		time.Sleep(time.Second)
		has(t, said.Text(), "decided not to show one")
		h.empty()
	})
}
