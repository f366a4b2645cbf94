package bot_test

import (
	"strings"
	"testing"
	"time"

	"footnote/bot"
	"footnote/internal/discordtest"
	"footnote/library"
)

// invite lets the bot join a new server with a language, and returns the channel of its system
// messages after a while.
func (h *libraryScene) invite(name, locale string, deny ...string) *discordtest.Channel {
	h.Helper()
	g := h.Guild(name)
	g.Kick()
	welcome := g.Channel("welcome")
	welcome.Deny(deny...)
	g.Configure(locale, welcome)
	time.Sleep(time.Second)
	g.Add()
	time.Sleep(time.Minute)
	return welcome
}

func (h *libraryScene) greetings(c *discordtest.Channel) (all []string) {
	for _, m := range h.alice.Sees(c) {
		all = append(all, m.Text())
	}
	return all
}

// TestGreeting checks that a server that the bot joins is greeted in its language and learns
// what managers can do first.
func TestGreeting(t *testing.T) {
	withLibrary(t, days, nil, func(t *testing.T, h *libraryScene) {
		for locale, want := range map[string]string{"zh-TW": "能管理伺服器的人", "zh-CN": "能管理服务器的人", "en-US": "If you can manage this server", "fr": "If you can manage this server"} {
			welcome := h.invite("new "+locale, locale)
			said := h.greetings(welcome)
			if len(said) != 1 {
				t.Errorf("%s is greeted with %q", locale, said)
				continue
			}
			has(t, said[0], want, "</library add:", "</ask:", "</privacy policy:")
		}
		harmless(t, h.scene)
	})
}

// TestGreetingOnce checks that a server is greeted once, whatever happens to it and to the bot,
// until its data is deleted.
func TestGreetingOnce(t *testing.T) {
	withLibrary(t, days, patient, func(t *testing.T, h *libraryScene) {
		welcome := h.invite("new", "zh-TW")
		g := h.Guild("new")
		h.alice.Grant(g, "MANAGE_GUILD")
		for _, c := range []struct {
			what string
			act  func()
			want int
		}{
			{"joined", func() {}, 1},
			{"an outage", func() { g.Outage(); time.Sleep(time.Minute); g.Recover() }, 1},
			{"a restart", h.restart, 1},
			{"its settings are reset", func() { h.alice.Slash(g.Channel("general"), "settings reset").Answer("目前的設定") }, 1},
			{"it is left and joined again within the grace period", func() { g.Kick(); time.Sleep(grace - time.Hour); g.Add() }, 1},
			{"it is joined again while the bot is away", func() { h.close(); g.Kick(); time.Sleep(time.Minute); g.Add(); h.open() }, 1},
			{"it is joined again when its data is gone", func() { g.Kick(); time.Sleep(grace + 2*time.Hour); g.Add() }, 2},
		} {
			c.act()
			time.Sleep(time.Minute)
			if said := h.greetings(welcome); len(said) != c.want {
				t.Errorf("%s: greeted %d times, want %d", c.what, len(said), c.want)
			}
		}
	})
}

// TestNoGreeting checks that the bot does not greet where it may not write, where there is no
// such channel, where it has been for long, and if its operator does not want it.
func TestNoGreeting(t *testing.T) {
	withLibrary(t, days, nil, func(t *testing.T, h *libraryScene) {
		if said := h.greetings(h.invite("silent", "zh-TW", "SEND_MESSAGES")); len(said) > 0 {
			t.Errorf("%q", said)
		}
		if strings.Contains(h.bot.log.String(), "level=WARN") {
			t.Error(h.bot.log.String())
		}
		h.close()
		old := h.Guild("old")
		welcome := old.Channel("welcome")
		old.Configure("zh-TW", welcome)
		time.Sleep(time.Hour)
		h.open()
		time.Sleep(time.Minute)
		old.Outage()
		time.Sleep(time.Minute)
		old.Recover()
		time.Sleep(time.Minute)
		if said := h.greetings(welcome); len(said) > 0 {
			t.Errorf("a server of long ago is greeted with %q", said)
		}
	})
	withLibrary(t, days, func(o *bot.Options, _ *library.Options) { o.Silent = true }, func(t *testing.T, h *libraryScene) {
		if said := h.greetings(h.invite("new", "zh-TW")); len(said) > 0 {
			t.Errorf("%q", said)
		}
	})
}
