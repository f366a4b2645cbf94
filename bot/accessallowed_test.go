package bot_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"footnote/internal/discordtest"
)

// TestAccess checks that whoever may see an article gets all of it where they may: privately
// if others might not see it, otherwise publicly.
func TestAccess(t *testing.T) {
	withReach(t, func(t *testing.T, h *reachScene) {
		m := h.alone(h.carol, h.room, vaultAsk, "4711")
		has(t, h.carol.Click(m, "📖").Answer("4711").Text(), "Handbook of the strongroom")
		has(t, h.carol.Slash(h.room, "search", option("query", "strongroom code")).Answer("").Text(), "4711")
		h.alone(h.carol, h.room.Thread("talk"), vaultAsk, "4711")
		h.alone(h.carol, h.desk, nightsAsk, "Osgood")
		h.alone(h.alice, h.room, vaultAsk, "4711") // managers have every role

		// What articles of a channel say is public there, also in its threads and posts.
		forum, tickets := h.guild.Forum("tickets"), h.desk.Thread("tickets")
		h.limit(h.refundID, option("channel", forum))
		for _, c := range []*discordtest.Channel{h.desk, tickets} {
			if m := h.bob.Slash(c, "ask", question(refundAsk)).Answer("14 days"); m.Ephemeral() {
				t.Errorf("in %s, only the asker sees the answer", c.Name)
			}
			h.bob.Say(c, "@bot "+refundAsk).WaitReply("14 days")
		}
		forum.Post(h.bob, "my ticket", "@bot "+refundAsk).WaitReply("14 days")
		shown := h.bob.Slash(h.desk, "ask", question(refundAsk), private()).Answer("14 days")
		if public := h.bob.Click(shown, "Make public").WaitFollowUps(1)[0]; public.Ephemeral() {
			t.Error("an answer that everybody there may see cannot be made public")
		}
		if got := names(h.bob.Autocomplete(tickets, "ask", about(""))); !slices.Equal(got, []string{"The old mill", "Paying back tickets"}) {
			t.Errorf("offered in a thread of the desk: %q", got)
		}

		// Somebody who may see no more than others is answered publicly.
		if m := h.bob.Slash(h.room, "ask", question(millAsk)).Answer("1787"); m.Ephemeral() {
			t.Error("only the asker sees an answer from an article for everybody")
		}
		has(t, h.carol.Say(h.room, "@bot "+vaultAsk).WaitReply("").Text(), "</ask", "answers you alone")
		lacks(t, h.bob.Say(h.room, "@bot "+vaultAsk).WaitReply("").Text(), "answers you alone")

		// Managers see all articles everywhere.
		list := h.alice.Slash(h.room, "library list").Answer("有 4 篇").Text()
		has(t, list, "Handbook of", "Paying back", "Roster of")
		h.alice.Slash(h.room, "library info", about(h.refundID)).Answer("Paying back")
		if got := names(h.alice.Autocomplete(h.room, "library remove", about(""))); len(got) != 4 {
			t.Errorf("offered to a manager: %q", got)
		}
	})
}

// TestArticleCountsOfViewer checks that the number of articles counts those that the person may see.
func TestArticleCountsOfViewer(t *testing.T) {
	withReach(t, func(t *testing.T, h *reachScene) {
		const count = "How many articles do you have?"
		for _, c := range []struct {
			by   *discordtest.Person
			in   *discordtest.Channel
			want string
		}{{h.bob, h.room, "one article"}, {h.carol, h.room, "2 articles"}, {h.bob, h.desk, "2 articles"}, {h.carol, h.desk, "4 articles"}} {
			text := c.by.Slash(c.in, "ask", question(count)).Answer("").Text()
			if !strings.Contains(strings.ToLower(text), c.want) {
				t.Errorf("%s in %s, want %s:\n%s", c.by.Name, c.in.Name, c.want, text)
			}
		}
		for _, id := range []string{h.openID} {
			h.limit(id, option("role", h.staff))
		}
		m := h.bob.Slash(h.room, "ask", question(millAsk)).Answer("nothing here")
		lacks(t, m.Text(), "no articles yet")
		h.bob.Slash(h.room, "search", option("query", "mill")).Answer("nothing here")
		h.bob.Slash(h.room, "article").Answer("nothing here")
	})
}

// TestArticleRules adds a channel and a role to a rule and removes them. What is deleted, invalid
// or not in the rule is reported and changes nothing.
func TestArticleRules(t *testing.T) {
	withReach(t, func(t *testing.T, h *reachScene) {
		settings := func(part string, options ...discordtest.Option) string {
			t.Helper()
			return h.alice.Slash(h.room, "settings articles "+part, options...).Answer("").Text()
		}
		has(t, settings("list"), "不是所有人都能看的文章：3", "**Handbook of the strongroom**", "<@&"+h.staff.ID+">", "<#"+h.desk.ID+">")
		guards, office := h.guild.Role("guards"), h.guild.Channel("office")
		has(t, settings("allow", about("handbook"), option("role", guards), option("channel", office)), "<@&"+h.staff.ID+"> <@&"+guards.ID+">", "<#"+office.ID+">")
		h.carol.Slash(h.room, "ask", question(vaultAsk)).Answer("No answer")
		h.alone(h.carol, office, vaultAsk, "4711")
		lacks(t, settings("release", about("handbook"), option("channel", office)), "<#")
		h.alone(h.carol, h.room, vaultAsk, "4711")

		has(t, settings("allow", about("handbook")), "請填一個頻道")
		has(t, h.alice.SlashRaw(h.room, "settings articles allow", about("handbook"), option("role", h.guild.Everyone())).Answer("").Text(), "@everyone 不算限制")
		has(t, settings("allow", about("nothing of that name"), option("role", guards)), "nothing of that name")
		has(t, settings("allow", about("of the"), option("role", guards)), "Handbook of", "Roster of") // which of the two?
		has(t, settings("release", about("nothing of that name")), "nothing of that name")

		// A deleted channel or role opens nothing, and the bot says so.
		lacks(t, h.alice.Slash(h.room, "settings show").Answer("設定").Text(), "已經刪除")
		guards.Delete()
		h.desk.Delete()
		has(t, settings("list"), "有頻道已經刪除", "有身分組已經刪除")
		has(t, h.alice.Slash(h.room, "settings show").Answer("設定").Text(), "不是所有人都能看的文章：3 篇", "已經刪除的頻道或身分組")

		has(t, settings("release", about("handbook")), "每個人都能看")
		if m := h.bob.Slash(h.room, "ask", question(vaultAsk)).Answer("4711"); m.Ephemeral() {
			t.Error("what is everybody's again is for all to see")
		}
		has(t, settings("release", about("tickets"), option("role", h.staff), option("channel", office)), "<#"+h.desk.ID+">") // the rule did not have these
		time.Sleep(time.Second)
		if _, err := h.bob.TrySlash(h.room, "settings articles list"); err == nil {
			t.Error("everybody is shown the command")
		}
	})
}
