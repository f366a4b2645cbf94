package bot_test

import (
	"slices"
	"testing"
	"time"

	"footnote/bot"
	"footnote/bot/gateway"
	"footnote/internal/discordtest"
	"footnote/library"
	"footnote/library/store"
)

// Over days, few heartbeats are enough.
var days = discordtest.Options{Unlimited: true, Heartbeat: 10 * time.Minute}

// kept reports whether anything of a scope is stored.
func (h *libraryScene) kept(scope store.Scope) bool {
	h.Helper()
	all, err := h.library.Scopes(h.Context())
	if err != nil {
		h.Fatal(err)
	}
	return slices.Contains(all, scope)
}

// grace is shorter than the bot's default of seven days, which a test of package library waits
// out: a connected bot does something every minute.
const grace = 5 * time.Hour

func patient(_ *bot.Options, l *library.Options) { l.Limits.Grace = grace }

func TestLeaving(t *testing.T) {
	for name, c := range map[string]struct {
		act  func(h *libraryScene)
		kept bool
	}{
		"kicked": {func(h *libraryScene) {
			h.guild.Kick()
			time.Sleep(grace - time.Minute)
			h.holds(h.scope(), "鏡湖報告")
			time.Sleep(2 * time.Hour)
		}, false},
		"kicked, and back in time": {func(h *libraryScene) {
			h.guild.Kick()
			time.Sleep(grace - time.Hour)
			h.guild.Add()
			time.Sleep(grace + 2*time.Hour)
		}, true},
		"kicked, back, and kicked again": {func(h *libraryScene) {
			h.guild.Kick()
			time.Sleep(grace - time.Hour)
			h.guild.Add()
			time.Sleep(time.Hour)
			h.guild.Kick()
			time.Sleep(grace - time.Hour)
		}, true},
		"out": {func(h *libraryScene) {
			h.guild.Outage()
			time.Sleep(grace + time.Hour)
			h.guild.Recover()
		}, true},
		"kicked while the bot was away": {func(h *libraryScene) {
			h.close()
			h.guild.Kick()
			time.Sleep(2 * time.Hour)
			h.open()
			time.Sleep(grace - time.Minute)
			h.holds(h.scope(), "鏡湖報告")
			time.Sleep(2 * time.Hour)
		}, false},
		"out while the bot starts": {func(h *libraryScene) {
			h.close()
			h.guild.Outage()
			time.Sleep(time.Minute)
			h.open()
			time.Sleep(grace + 2*time.Hour)
		}, true},
		"kicked, and the bot starts after the grace": {func(h *libraryScene) {
			h.guild.Kick()
			time.Sleep(time.Second)
			h.close()
			time.Sleep(grace + 2*time.Hour)
			h.open()
			time.Sleep(time.Second)
		}, false},
		"kicked, and back while the bot was away": {func(h *libraryScene) {
			h.guild.Kick()
			time.Sleep(time.Second)
			h.close()
			h.guild.Add()
			time.Sleep(grace - time.Hour)
			h.open()
			time.Sleep(grace + 2*time.Hour)
		}, true},
	} {
		t.Run(name, func(t *testing.T) {
			withLibrary(t, days, patient, func(t *testing.T, h *libraryScene) {
				other := h.Guild("elsewhere")
				h.alice.Grant(other, "MANAGE_GUILD")
				h.alice.Slash(h.room, "library add", file("lake.md", lake)).Answer("✅")
				h.alice.Slash(other.Channel("general"), "library add", file("tower.md", tower)).Answer("✅")
				h.bob.Slash(h.bob.DM(), "library add", file("mill.md", mill)).Answer("✅")
				h.set(option("language", "en"))
				c.act(h)
				if got := h.kept(h.scope()); got != c.kept {
					t.Errorf("the server's data is kept: %v", got)
				}
				h.holds(store.Guild(other.ID), "钟楼史")
				h.holds(store.Person(h.bob.ID), "The old mill")
				if c.kept {
					h.holds(h.scope(), "鏡湖報告")
					return
				}
				h.guild.Add() // and starts from nothing
				time.Sleep(time.Second)
				h.alice.Slash(h.room, "library list").Answer("文庫是空的")
			})
		})
	}
}

// TestDeparted checks what is recorded at once; TestLeaving checks the weeks after it.
func TestDeparted(t *testing.T) {
	withLibrary(t, quiet, nil, func(t *testing.T, h *libraryScene) {
		h.alice.Slash(h.room, "library add", file("lake.md", lake)).Answer("✅")
		for _, c := range []struct {
			what string
			act  func()
			left bool
		}{
			{"out", h.guild.Outage, false}, {"back", h.guild.Recover, false}, {"kicked", h.guild.Kick, true}, {"there again", h.guild.Add, false},
			{"kicked again", h.guild.Kick, true}, {"away", h.restart, true},
			{"brought back meanwhile", func() { h.close(); h.guild.Add(); time.Sleep(time.Minute); h.open() }, false},
			{"kicked meanwhile", func() { h.close(); h.guild.Kick(); time.Sleep(time.Minute); h.open() }, true},
		} {
			c.act()
			time.Sleep(time.Second)
			left, err := h.db.Departed(t.Context(), time.Now())
			if slices.Contains(left, h.scope()) != c.left || err != nil {
				t.Errorf("%s: left are %v, %v", c.what, left, err)
			}
		}
	})
}

// TestLeavingOfAShard checks that a bot that runs some of the shards leaves the servers of the
// others alone.
func TestLeavingOfAShard(t *testing.T) {
	withLibrary(t, days, func(b *bot.Options, l *library.Options) {
		b.Shards = gateway.Shards{Count: 2, First: 0, Last: 0}
		patient(b, l)
	}, func(t *testing.T, h *libraryScene) {
		scopes := map[bool]store.Scope{}
		for _, mine := range []bool{true, false} { // servers that the bot is not in any more
			n := uint64(4)
			if !mine {
				n = 5
			}
			scopes[mine] = store.Guild(snowflake(n << 22))
			if _, err := h.library.Add(t.Context(), scopes[mine], read("lake.md", lake), library.Origin{}, nil); err != nil {
				t.Fatal(err)
			}
		}
		h.restart()
		time.Sleep(grace + 2*time.Hour)
		if h.kept(scopes[true]) || !h.kept(scopes[false]) {
			t.Errorf("kept of its own shard: %v, of another: %v", h.kept(scopes[true]), h.kept(scopes[false]))
		}
	})
}
