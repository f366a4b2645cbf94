package bot_test

import (
	"strings"
	"testing"
	"time"

	"footnote/bot"
	"footnote/bot/wire"
	"footnote/internal/discordtest"
	"footnote/library"
	"footnote/rag"
)

// set changes settings of a server and returns how they are shown.
func (h *libraryScene) set(options ...discordtest.Option) string {
	h.Helper()
	return h.alice.Slash(h.room, "settings set", options...).Answer("-").Text()
}

func TestSettings(t *testing.T) {
	withLibrary(t, quiet, nil, func(t *testing.T, h *libraryScene) {
		h.alice.Slash(h.room, "library add", file("lake.md", lake)).Answer("✅")
		role := h.guild.Role("readers")
		hidden := h.guild.Channel("archive")
		has(t, h.alice.Slash(h.room, "settings show").Answer("**").Text(), "- 語言：自動", "所有人", "0 / 200000", "不保存")
		shown := h.set(option("allow_role", role), option("allow_channel", h.room), option("block", h.bob), option("language", "zh-CN"),
			option("mode", "extractive"), option("private", true), option("daily_tokens", 5000), option("keep_questions", 30))
		want := []string{"<@&" + role.ID + ">", "<#" + h.room.ID + ">", "<@" + h.bob.ID + ">", "语言：简体中文", "模式：只用文章原句", "给提问者看：是", "0 / 5000", "30 天"}
		has(t, shown, want...)
		h.restart()
		show := h.alice.Slash(h.room, "settings show").Answer("**")
		has(t, show.Text(), want...)
		if !show.Ephemeral() {
			t.Error("everybody sees the settings")
		}
		has(t, h.set(option("allow_channel", hidden)), "<#"+hidden.ID+">", "<#"+h.room.ID+">")
		has(t, h.set(option("allow_channel", hidden)), "简体中文", "5000")
		shown = h.set(option("remove_role", role), option("remove_channel", h.room), option("unblock", h.bob), option("mode", "auto"), option("daily_tokens", 0))
		has(t, shown, "<#"+hidden.ID+">", "所有人", "没有", "模式：自动", "0 / 200000")
		if strings.Contains(shown, h.room.ID) || strings.Contains(shown, h.bob.ID) {
			t.Errorf("a removed value is there:\n%s", shown)
		}
		has(t, h.alice.Slash(h.room, "settings reset").Answer("**").Text(), "語言：自動", "所有頻道", "否", "不保存")
		if p := h.Pings(); len(p) > 0 {
			t.Errorf("pinged %v", p)
		}

		// Another server is unchanged, and there are no settings in direct messages.
		h.set(option("language", "en"), option("block", h.bob))
		other := h.Guild("elsewhere")
		h.alice.Grant(other, "MANAGE_GUILD")
		has(t, h.alice.Slash(other.Channel("general"), "settings show").Answer("**").Text(), "語言：自動", "沒有")
		if _, err := h.alice.TrySlash(h.alice.DM(), "settings show"); err == nil {
			t.Error("settings of direct messages")
		}
		if _, err := h.bob.TrySlash(h.room, "settings reset"); err == nil {
			t.Error("everybody is shown the settings")
		}
		h.guild.Override("settings")
		h.bob.Slash(h.room, "settings reset").Answer("“Manage Server” permission")
		has(t, h.alice.Slash(h.room, "settings show").Answer("**").Text(), "Language: English")
	})
}

// TestUnwelcome checks that people who may not ask are told so, by commands each time and by
// mention once an hour.
func TestUnwelcome(t *testing.T) {
	const refusal = "do not let you ask here"
	withLibrary(t, quiet, nil, func(t *testing.T, h *libraryScene) {
		h.alice.Slash(h.room, "library add", file("mill.md", mill)).Answer("✅")
		carla := h.Person("carla", "en-US")
		readers := h.guild.Role("readers")
		carla.Join(h.guild, readers)
		elsewhere := h.guild.Channel("elsewhere")
		inside, outside := h.room.Thread("inside"), elsewhere.Thread("outside")
		ask := func(p *discordtest.Person, c *discordtest.Channel, want string) {
			t.Helper()
			m := p.Slash(c, "ask", question(millAsk)).Answer(want)
			if want == refusal && !m.Ephemeral() {
				t.Error("everybody sees a refusal")
			}
		}
		h.set(option("allow_role", readers), option("allow_channel", h.room))
		ask(h.bob, h.room, refusal)
		ask(carla, h.room, "1787")
		ask(carla, inside, "1787")
		ask(carla, elsewhere, refusal)
		ask(carla, outside, refusal)
		ask(h.alice, elsewhere, "1787") // managers of the server may always ask
		carla.Slash(elsewhere, "search", option("query", "mill")).Answer(refusal)
		carla.MessageCommand(carla.Say(elsewhere, "The mill was built in 1787."), wire.CommandCheck).Answer(refusal)
		answer := carla.Slash(h.room, "ask", question(millAsk)).Answer("1787")
		h.bob.Click(answer, "Sources").Answer("1787") // what others were answered is no secret

		carla.Say(inside, "@bot "+millAsk).WaitReply("1787")
		for n, want := range []int{1, 0, 1} {
			m := h.bob.Say(h.room, "@bot "+millAsk)
			time.Sleep(30*time.Minute + time.Second)
			if replies := m.Replies(); len(replies) != want || want == 1 && !strings.Contains(replies[0].Text(), refusal) {
				t.Errorf("mention %d has %d replies", n, len(replies))
			}
		}
		carla.Say(outside, "@bot "+millAsk).WaitReply(refusal)

		h.set(option("block", carla))
		ask(carla, h.room, refusal)
		carla.Slash(carla.DM(), "ask", question(millAsk)).Answer("")
		h.set(option("unblock", carla))
		ask(carla, h.room, "1787")
	})
}

// TestToldInEachServer checks that being told in one server is not being told in another.
func TestToldInEachServer(t *testing.T) {
	withLibrary(t, quiet, nil, func(t *testing.T, h *libraryScene) {
		other := h.Guild("elsewhere")
		h.alice.Grant(other, "MANAGE_GUILD")
		for _, c := range []*discordtest.Channel{h.room, other.Channel("general")} {
			h.alice.Slash(c, "settings set", option("block", h.bob)).Answer("-")
			h.bob.Say(c, "@bot "+millAsk).WaitReply("do not let you ask here")
		}
	})
}

func TestLanguageAndPrivacyOfAServer(t *testing.T) {
	withLibrary(t, quiet, func(_ *bot.Options, o *library.Options) { o.Writing = &rag.Writing{Generator: scribe{}} }, func(t *testing.T, h *libraryScene) {
		h.alice.Slash(h.room, "library add", file("lake.md", lake)).Answer("✅")
		if m := h.bob.Slash(h.room, "ask", question(lakeAsk)).Answer(lakeFact); m.Ephemeral() || !strings.Contains(m.Text(), written) {
			t.Errorf("not written, or private:\n%s", m.Text())
		}
		h.set(option("language", "zh-CN"), option("private", true), option("mode", "extractive"))
		secret := h.bob.Slash(h.room, "ask", question(lakeAsk)).Answer(lakeFact)
		if !secret.Ephemeral() || strings.Contains(secret.Text(), written) {
			t.Errorf("written, or public:\n%s", secret.Text())
		}
		h.bob.Click(secret, "来源").Answer("**")
		if m := h.bob.Slash(h.room, "ask", question(lakeAsk), option("private", false)).Answer(lakeFact); !m.Ephemeral() {
			t.Error("a member overrides the settings")
		}
		if m := h.alice.Slash(h.room, "ask", question(lakeAsk), option("private", false)).Answer(lakeFact); m.Ephemeral() {
			t.Error("a public answer is private")
		}
		h.bob.Slash(h.room, "help").Answer("脚注")
		if m := h.bob.Say(h.room, "@bot "+lakeAsk).WaitReply(lakeFact); m.Buttons()[0].Label != "来源" { // for a question in the other script
			t.Errorf("a button in another language: %+v", m.Buttons())
		}
		h.bob.Slash(h.bob.DM(), "help").Answer("footnote")
	})
}
