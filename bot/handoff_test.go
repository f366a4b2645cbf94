package bot_test

import (
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"footnote/bot"
	"footnote/internal/discordtest"
	"footnote/internal/long"
	"footnote/library"
	"footnote/library/store"
)

const cake = "香蕉蛋糕要烤多久?"

// withHelpers runs a scene in which a server has named helpers; carol is one.
func withHelpers(t *testing.T, o discordtest.Options, change func(*bot.Options, *library.Options), act func(t *testing.T, h *libraryScene, role *discordtest.Role, carol *discordtest.Person)) {
	t.Helper()
	o.Unlimited = true
	withLibrary(t, o, change, func(t *testing.T, h *libraryScene) {
		h.give(lake)
		role, carol := h.guild.Role("librarians"), h.Person("carol", "en-US")
		carol.Join(h.guild, role)
		has(t, h.alice.Slash(h.room, "settings set", option("helpers", role)).Answer("設定").Text(), "可以請來幫忙的人：<@&"+role.ID+">")
		act(t, h, role, carol)
	})
}

// calls returns the messages of a channel that call the helpers.
func calls(h *libraryScene, in *discordtest.Channel) (all []*discordtest.Message) {
	for _, m := range h.bob.Sees(in) {
		if strings.HasPrefix(m.Text(), "<@&") {
			all = append(all, m)
		}
	}
	return all
}

// after returns what a message that offers to call the helpers says once somebody has pressed its
// button.
func after(by *discordtest.Person, offer *discordtest.Message) string {
	by.Click(offer, "Ask a person").Acked()
	time.Sleep(time.Second)
	return offer.Text()
}

// TestHandoff checks that a button calls the helpers, once, if the articles do not have the
// answer: the call has the asker, the question and the answer, and pings only the helpers.
func TestHandoff(t *testing.T) {
	withHelpers(t, discordtest.Options{}, nil, func(t *testing.T, h *libraryScene, role *discordtest.Role, carol *discordtest.Person) {
		answer := h.bob.Slash(h.room, "ask", question(cake)).Answer("沒有提到")
		press := customID(answer, "Ask a person")
		h.bob.Click(answer, "Ask a person").Acked()
		time.Sleep(time.Second)
		made := calls(h, h.room)
		if len(made) != 1 {
			t.Fatalf("%d calls", len(made))
		}
		has(t, made[0].Text(), "<@&"+role.ID+"> <@"+h.bob.ID+"> asks for your help", "> "+cake, "What I said: "+answer.Link())
		if got := leadsTo(answer); got != made[0].Link() {
			t.Errorf("the button leads to %q", got)
		}
		has(t, answer.Text(), cake, "沒有提到")
		if got := h.Pings(); !slices.Equal(got, []string{"<@&" + role.ID + ">"}) {
			t.Errorf("pinged %v", got)
		}

		// Nobody can call again, also after restarts.
		for _, wait := range []time.Duration{0, time.Hour} {
			time.Sleep(wait)
			has(t, h.alice.ClickRaw(answer, press).WaitFollowUps(1)[0].Text(), "已經為這個回答通知過", made[0].Link())
			has(t, after(h.bob, h.bob.Click(answer, "👎").Answer("Thank you")), "already", made[0].Link())
			h.restart()
		}
		if n := len(calls(h, h.room)); n != 1 {
			t.Errorf("%d calls", n)
		}

		// An unsure answer has the button too; a sure one and small talk have not.
		mention := h.bob.Say(h.room, "@bot "+cake).WaitReply("沒有提到")
		h.alice.Click(mention, "請真人幫忙")
		time.Sleep(time.Second)
		second := calls(h, h.room)[1]
		has(t, second.Text(), "<@"+h.alice.ID+"> 想請你們幫忙回答 <@"+h.bob.ID+"> 的問題", "> "+cake, mention.Link())
		for _, text := range []string{lakeAsk, "謝謝", "幫我寫一首詩"} {
			if got := customID(h.bob.Slash(h.room, "ask", question(text)).Answer(""), "Ask a person"); got != "" {
				t.Errorf("helpers can be called for %s", text)
			}
		}
	})
}

// TestHandoffByVote checks that a bad vote offers the same call.
func TestHandoffByVote(t *testing.T) {
	withHelpers(t, discordtest.Options{}, nil, func(t *testing.T, h *libraryScene, role *discordtest.Role, carol *discordtest.Person) {
		answer := h.bob.Say(h.room, "@bot "+lakeAsk).WaitReply(lakeFact)
		if got := h.alice.Click(answer, "👍").Answer("謝謝"); len(got.Buttons()) > 0 {
			t.Error("a good vote offers a call")
		}
		thanks := h.alice.Click(answer, "👎").Answer("謝謝")
		has(t, thanks.Text(), "想請真人幫忙", "<@&"+role.ID+">")
		if len(h.Pings()) != 0 || !thanks.Ephemeral() {
			t.Error("they are called before the button is pressed")
		}
		h.alice.Click(thanks, "請真人幫忙")
		time.Sleep(time.Second)
		made := calls(h, h.room)
		if len(made) != 1 {
			t.Fatalf("%d calls", len(made))
		}
		has(t, made[0].Text(), "<@"+h.alice.ID+">", "<@"+h.bob.ID+">", "> "+lakeAsk, answer.Link())
		has(t, thanks.Text(), "已經通知他們", made[0].Link())
		again := h.bob.Click(answer, "👎").Answer("Thank")
		has(t, after(h.bob, again), "already", made[0].Link())

		// If the answer has a thread, the call goes there.
		h.set(option("threads", true))
		answer = h.bob.Say(h.room, "@bot "+lakeAsk).WaitReply(lakeFact)
		thread := answer.WaitThread()
		h.bob.Click(h.bob.Click(answer, "👎").Answer("Thank"), "Ask a person")
		time.Sleep(time.Second)
		if n, in := len(calls(h, h.room)), calls(h, thread); n != 1 || len(in) != 1 {
			t.Fatalf("%d calls in the channel, %d in the thread", n, len(in))
		}
		has(t, calls(h, thread)[0].Text(), "I say nothing more in it")
	})
}

// TestHandoffOfPrivate checks that nothing of a private answer becomes public before the asker
// was told that it would.
func TestHandoffOfPrivate(t *testing.T) {
	withHelpers(t, discordtest.Options{}, nil, func(t *testing.T, h *libraryScene, role *discordtest.Role, carol *discordtest.Person) {
		secret := h.bob.Slash(h.room, "ask", question(cake), private()).Answer("沒有提到")
		warned := h.bob.Click(secret, "Ask a person").Answer("for everybody to see")
		has(t, warned.Text(), "> "+cake, "your name and your question", "stays private")
		if !warned.Ephemeral() || len(calls(h, h.room)) != 0 {
			t.Error("others see it before the asker was told")
		}
		h.bob.Click(warned, "Ask a person")
		time.Sleep(time.Second)
		made := calls(h, h.room)
		if len(made) != 1 {
			t.Fatalf("%d calls", len(made))
		}
		has(t, made[0].Text(), "<@"+h.bob.ID+">", "> "+cake, "only for the person who asked")
		if strings.Contains(made[0].Text(), secret.ID) {
			t.Error("there is a link to a private answer")
		}
		again := h.bob.Click(secret, "Ask a person").Answer("already")
		if !again.Ephemeral() {
			t.Error("others see who called")
		}

		// By a vote, too.
		sure := h.bob.Slash(h.room, "ask", question(lakeAsk), private()).Answer(lakeFact)
		warned = h.bob.Click(sure, "👎").Answer("Thank")
		has(t, warned.Text(), "> "+lakeAsk, "for everybody to see")
		h.bob.Click(warned, "Ask a person")
		time.Sleep(time.Second)
		has(t, calls(h, h.room)[1].Text(), "> "+lakeAsk)
		if strings.Contains(calls(h, h.room)[1].Text(), "37") {
			t.Error("the private answer is in the call")
		}

		// An answer that was made public keeps the button.
		secret = h.bob.Slash(h.room, "ask", question(cake), private()).Answer("沒有提到")
		public := h.bob.Click(secret, "Make public").WaitFollowUps(1)[0]
		h.bob.Click(public, "Ask a person")
		time.Sleep(time.Second)
		has(t, calls(h, h.room)[2].Text(), public.Link())

		// The call is stored, whoever the helpers are now.
		h.set(option("remove_helpers", true))
		has(t, h.bob.Slash(h.room, "privacy policy").Answer("").Text(), "That somebody was called to an answer")
	})
}

// TestHandoffIsLimited checks that nobody is called if no helpers are set, in direct messages,
// where the bot may not write, and by somebody who may not ask or has called enough, and that
// nothing that people write pings.
func TestHandoffIsLimited(t *testing.T) {
	withHelpers(t, discordtest.Options{}, nil, func(t *testing.T, h *libraryScene, role *discordtest.Role, carol *discordtest.Person) {
		none := func(m *discordtest.Message) {
			t.Helper()
			if got := customID(m, "Ask a person"); got != "" {
				t.Errorf("helpers can be called below\n%s", m.Text())
			}
		}
		none(h.bob.Say(h.bob.DM(), cake).WaitReply(""))
		silent := h.guild.Channel("silent")
		silent.Deny("SEND_MESSAGES")
		none(h.bob.Slash(silent, "ask", question(cake)).Answer("沒有提到"))
		late := h.guild.Channel("late")
		m := h.bob.Slash(late, "ask", question(cake)).Answer("沒有提到")
		late.Deny("SEND_MESSAGES")
		h.bob.Click(m, "Ask a person").Answer("I may not write in this channel")

		m = h.bob.Slash(h.room, "ask", question(cake)).Answer("沒有提到")
		h.set(option("block", h.bob))
		h.bob.Click(m, "Ask a person").Answer("do not let you ask here")
		h.set(option("unblock", h.bob))
		h.room.Forbid(h.bob, "SEND_MESSAGES")
		h.bob.Click(m, "Ask a person").Answer("You cannot send messages here")
		h.set(option("remove_helpers", true))
		h.alice.Click(m, "Ask a person").Answer("沒有指定")
		none(h.bob.Slash(h.room, "ask", question(cake)).Answer("沒有提到"))
		h.set(option("helpers", role))

		dan := h.Person("dan", "en-US")
		hostile := "@everyone @here <@&" + role.ID + "> <@" + h.bob.ID + "> [free](https://evil.example) **香蕉蛋糕**\n# 要烤多久?"
		for range 3 {
			dan.Click(dan.Slash(h.room, "ask", question(hostile)).Answer(""), "Ask a person")
			time.Sleep(time.Second)
		}
		has(t, dan.Click(dan.Slash(h.room, "ask", question(cake)).Answer("沒有提到"), "Ask a person").WaitFollowUps(1)[0].Text(), "several times lately")
		h.restart()
		has(t, dan.Click(dan.Slash(h.room, "ask", question(cake)).Answer("沒有提到"), "Ask a person").WaitFollowUps(1)[0].Text(), "several times lately")
		if n := len(calls(h, h.room)); n != 3 || len(h.Pings()) != 3 {
			t.Errorf("%d calls, pinged %v", n, h.Pings())
		}
		for _, line := range strings.Split(calls(h, h.room)[0].Text(), "\n")[1:3] {
			if !strings.HasPrefix(line, "> ") || strings.Contains(line, "](") || strings.Contains(line, "@everyone") {
				t.Errorf("markup of a question: %s", line)
			}
		}
		time.Sleep(time.Hour)
		dan.Click(dan.Slash(h.room, "ask", question(cake)).Answer("沒有提到"), "Ask a person")
		time.Sleep(time.Second)
		if n := len(calls(h, h.room)); n != 4 {
			t.Errorf("%d calls an hour later", n)
		}
	})
}

// TestHandoffFails checks that a call does not count if Discord refuses it or its process was
// killed, and that two presses at once make one call.
func TestHandoffFails(t *testing.T) {
	withHelpers(t, discordtest.Options{}, nil, func(t *testing.T, h *libraryScene, role *discordtest.Role, carol *discordtest.Person) {
		answer := h.bob.Slash(h.room, "ask", question(cake)).Answer("沒有提到")
		press := customID(answer, "Ask a person")
		h.Fault(creates, discordtest.Fault{Times: 1, Status: 403, Code: 50013})
		has(t, h.bob.ClickRaw(answer, press).WaitFollowUps(1)[0].Text(), "I lack a permission")
		h.Fault(creates, discordtest.Fault{Times: 1, After: true, Cut: true})
		first, second := h.bob.ClickRaw(answer, press), h.alice.ClickRaw(answer, press)
		time.Sleep(time.Minute)
		if n := len(calls(h, h.room)); n != 1 || len(first.FollowUps())+len(second.FollowUps()) != 1 {
			t.Errorf("%d calls after two presses at once", n)
		}

		answer = h.bob.Slash(h.room, "ask", question(cake)).Answer("沒有提到")
		notes, err := h.db.Notes(t.Context(), "call", time.Now().Add(time.Hour))
		if err != nil || len(notes) != 1 {
			t.Fatalf("%d notes, error %v", len(notes), err)
		}
		id := codeOf(t, customID(answer, "Ask a person"))
		if _, err := h.db.AddNote(t.Context(), store.Note{Scope: notes[0].Scope, Kind: "call", ID: id, At: time.Now()}); err != nil {
			t.Fatal(err)
		}
		has(t, h.bob.Click(answer, "Ask a person").WaitFollowUps(1)[0].Text(), "being called")
		time.Sleep(2 * time.Minute)
		h.bob.Click(answer, "Ask a person")
		time.Sleep(time.Second)
		if n := len(calls(h, h.room)); n != 2 {
			t.Errorf("%d calls", n)
		}
	})
}

// TestSilentThread checks that the bot is silent in the thread of an answer once a helper has
// written there, also after a restart, and that it answers mentions there.
func TestSilentThread(t *testing.T) {
	withHelpers(t, content, func(o *bot.Options, _ *library.Options) { o.MessageContent = true }, func(t *testing.T, h *libraryScene, role *discordtest.Role, carol *discordtest.Person) {
		h.set(option("threads", true))
		thread := h.bob.Say(h.room, "@bot "+lakeAsk).WaitReply(lakeFact).WaitThread()
		other := h.bob.Say(h.room, "@bot "+lakeAsk).WaitReply(lakeFact).WaitThread()
		h.bob.Say(thread, lakeAsk).WaitReply(lakeFact)
		h.alice.Say(thread, lakeAsk).WaitReply(lakeFact)
		carol.Say(thread, "@bot "+lakeAsk).WaitReply(lakeFact) // a helper who asks the bot does not take over
		h.bob.Say(thread, lakeAsk).WaitReply(lakeFact)
		unanswered(t, carol.Say(thread, lakeAsk+" 我來看看"))
		unanswered(t, h.bob.Say(thread, lakeAsk))
		h.bob.Say(thread, "@bot "+lakeAsk).WaitReply(lakeFact)
		h.bob.Say(other, lakeAsk).WaitReply(lakeFact)
		h.restart()
		unanswered(t, h.bob.Say(thread, lakeAsk), h.alice.Say(thread, lakeAsk))
		h.bob.Say(other, lakeAsk).WaitReply(lakeFact)
		h.alice.Say(thread, "@bot "+lakeAsk).WaitReply(lakeFact)

		// A thread in which the bot answers without mentions, too.
		listed := h.room.Thread("lakes and rivers")
		h.set(option("listen", listed))
		h.bob.Say(listed, lakeAsk).WaitReply(lakeFact)
		unanswered(t, carol.Say(listed, "那是我的湖。"))
		unanswered(t, h.bob.Say(listed, lakeAsk))

		// In a channel that is not a thread the bot goes on.
		h.set(option("listen", h.room))
		unanswered(t, carol.Say(h.room, "那是我的湖。"))
		h.bob.Say(h.room, lakeAsk).WaitReply(lakeFact)
	})
}

// TestNamingHelpers checks that @everyone cannot be the helpers, and that the bot says if it
// cannot ping a role.
func TestNamingHelpers(t *testing.T) {
	withLibrary(t, discordtest.Options{Unlimited: true}, nil, func(t *testing.T, h *libraryScene) {
		role := h.guild.Role("librarians")
		quietly := h.guild.Channel("office")
		quietly.Deny("MENTION_EVERYONE")
		has(t, h.alice.Slash(quietly, "settings set", option("helpers", role)).Answer("設定").Text(), "不讓我通知 <@&"+role.ID+">", "可以請來幫忙的人：<@&")
		role.Mentionable()
		if got := h.alice.Slash(quietly, "settings set", option("helpers", role)).Answer("設定").Text(); strings.Contains(got, "⚠️") {
			t.Error(got)
		}
		if len(h.Pings()) != 0 {
			t.Error("the settings ping")
		}
		h.alice.Slash(h.room, "settings reset").Answer("可以請來幫忙的人：沒有人")
	})
}

// TestLongCall checks that each text of a call fits with the longest question, in each
// language.
func TestLongCall(t *testing.T) {
	long.Skip(t, "three long questions")
	withHelpers(t, discordtest.Options{}, nil, func(t *testing.T, h *libraryScene, role *discordtest.Role, carol *discordtest.Person) {
		for n, locale := range []string{"zh-TW", "zh-CN", "en-US"} {
			who := h.Person(fmt.Sprint("reader ", n), locale)
			m := who.Say(h.room, "@bot "+strings.Repeat("*香蕉蛋糕*要烤多久? ", 150)).WaitReply("")
			h.bob.ClickRaw(m, customID(m, map[string]string{"zh-TW": "請真人幫忙", "zh-CN": "請真人幫忙", "en-US": "請真人幫忙"}[locale]))
			time.Sleep(time.Minute)
		}
		if n := len(calls(h, h.room)); n != 3 {
			t.Errorf("%d calls", n)
		}
	})
}

// codeOf returns the code of the answer that a button calls helpers to, as in notes.
func codeOf(t *testing.T, customID string) string {
	t.Helper()
	raw, err := base64.RawURLEncoding.DecodeString(customID)
	if err != nil || len(raw) != 2+16+8 {
		t.Fatalf("%d bytes, error %v", len(raw), err)
	}
	return hex.EncodeToString(raw[2:18])
}
