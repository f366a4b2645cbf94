package bot_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"footnote/internal/discordtest"
	"footnote/library/store"
)

// export returns the text of the data that somebody is given about themselves.
func (h *libraryScene) export(p *discordtest.Person, c *discordtest.Channel) string {
	h.Helper()
	m := p.Slash(c, "privacy export").Answer("")
	text := m.File("footnote.json")
	if !m.Ephemeral() || !json.Valid([]byte(text)) {
		h.Errorf("the export of %s, ephemeral %v:\n%s", p.Name, m.Ephemeral(), text)
	}
	return text
}

func TestExportAndDelete(t *testing.T) {
	withLibrary(t, quiet, nil, func(t *testing.T, h *libraryScene) {
		blank := h.export(h.Person("dora", "en-US"), h.room)
		h.alice.Slash(h.room, "library add", file("lake.md", lake)).Answer("✅")
		h.alice.Slash(h.alice.DM(), "library add", file("mill.md", mill)).Answer("✅")
		h.bob.Slash(h.bob.DM(), "library add", file("tower.md", tower)).Answer("✅")
		answer := h.bob.Slash(h.room, "ask", question(lakeAsk)).Answer(lakeFact)
		h.bob.Click(answer, "👍").Answer("Thank you")
		const kept, other = "鏡湖的湖面面積有多大?", "鏡湖的湖水有多深?"
		h.bob.Slash(h.room, "ask", question("鏡湖在哪裡?")).Answer("") // before storing was switched on
		h.set(option("keep_questions", 10))
		h.bob.Slash(h.room, "ask", question(kept)).Answer("")
		h.alice.Slash(h.room, "ask", question(other)).Answer("")
		h.bob.Slash(h.bob.DM(), "ask", question("钟楼有多高?")).Answer("")
		time.Sleep(time.Second)

		mine, hers := h.export(h.bob, h.room), h.export(h.alice, h.alice.DM())
		has(t, mine, "钟楼史", kept, `"good": true`, `"outcome": "refused"`)
		has(t, hers, "The old mill", "鏡湖報告", other)
		for _, text := range []string{mine, hers} {
			for _, never := range []string{"鏡湖在哪裡", "有多高", "37平方公里"} {
				if strings.Contains(text, never) {
					t.Errorf("%s is in an export:\n%s", never, text)
				}
			}
		}
		if strings.Contains(mine, other) || strings.Contains(mine, "mill") || strings.Contains(hers, kept) || strings.Contains(hers, "钟楼") {
			t.Errorf("one export has data of the other person:\n%s\n%s", mine, hers)
		}

		read := h.bob.Slash(h.room, "privacy export").Answer("").File("footnote.txt")
		has(t, read, "Your own articles:", "钟楼史", "Questions that servers keep:", "[server "+h.guild.ID+"] "+kept+" (refused)", "👍")

		sure := h.bob.Slash(h.room, "privacy delete").Answer("cannot be undone")
		if !sure.Ephemeral() {
			t.Error("everybody sees who deletes their data")
		}
		h.alice.Click(sure, "Delete everything").Answer("只有提問的人")
		has(t, h.export(h.bob, h.room), kept)
		h.bob.Click(sure, "Delete everything").Answer("Everything is deleted")
		if got := h.export(h.bob, h.room); got != blank {
			t.Errorf("left of a person whose data was deleted:\n%s", got)
		}
		h.holds(store.Person(h.bob.ID))
		if got := h.export(h.alice, h.room); got != hers {
			t.Errorf("another person lost something:\n%s\nbefore\n%s", got, hers)
		}
		// An article that she gave to the server stays, and no longer says who added it.
		h.alice.Click(h.alice.Slash(h.alice.DM(), "privacy delete").Answer("無法復原"), "全部刪除").Answer("已經全部刪除")
		if got := h.export(h.alice, h.room); got != blank {
			t.Errorf("left of a person whose data was deleted:\n%s", got)
		}
		h.holds(h.scope(), "鏡湖報告")
		h.bob.Slash(h.room, "ask", question(lakeAsk)).Answer(lakeFact)
	})
}

// TestForgottenWhileAdding checks that additions of somebody who deletes their data end.
func TestForgottenWhileAdding(t *testing.T) {
	withLibrary(t, discordtest.Options{Patience: time.Hour}, slowLibrary, func(t *testing.T, h *libraryScene) {
		i := h.bob.Slash(h.bob.DM(), "library add", file("long.md", longArticle(400)))
		i.Answer("(")
		h.bob.Click(h.bob.Slash(h.bob.DM(), "privacy delete").Answer("undone"), "Delete everything").Answer("Everything is deleted")
		i.Answer("🚫 Cancelled")
		time.Sleep(time.Hour)
		h.holds(store.Person(h.bob.ID))
	})
}

// TestRetention checks that questions are stored for as long as was set, and no longer.
func TestRetention(t *testing.T) {
	withLibrary(t, discordtest.Options{Unlimited: true, Heartbeat: 5 * time.Minute}, nil, func(t *testing.T, h *libraryScene) {
		h.alice.Slash(h.room, "library add", file("lake.md", lake)).Answer("✅")
		h.set(option("keep_questions", 3))
		h.bob.Slash(h.room, "ask", question(lakeAsk)).Answer(lakeFact)
		time.Sleep(3*24*time.Hour - time.Hour)
		has(t, h.export(h.bob, h.room), lakeAsk)
		time.Sleep(2*time.Hour + time.Minute)
		if got := h.export(h.bob, h.room); strings.Contains(got, lakeAsk) {
			t.Errorf("a question of three days ago:\n%s", got)
		}
	})
}

func TestPolicy(t *testing.T) {
	withLibrary(t, quiet, nil, func(t *testing.T, h *libraryScene) {
		for p, want := range map[*discordtest.Person]string{h.alice: "過 7 天就會刪除", h.bob: "after 7 days", h.Person("carl", "zh-CN"): "过 7 天就会删除"} {
			if m := p.Slash(h.room, "privacy policy").Answer(want); !m.Ephemeral() {
				t.Error("everybody sees the policy")
			}
		}
	})
}
