package bot_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"footnote/internal/discordtest"
	"footnote/library"
	"footnote/library/store"
)

// fill adds so many articles to the server, a minute apart.
func (h *libraryScene) fill(count int) (ids []string) {
	h.Helper()
	for n := range count {
		ids = append(ids, h.give(report(fmt.Sprint("年度報告 ", n+1), n+1)))
		time.Sleep(time.Minute)
	}
	return ids
}

// listed returns the ids on a page, in order.
func listed(m *discordtest.Message) (ids []string) {
	for line := range strings.Lines(m.Text()) {
		if at := strings.LastIndex(line, " · "); strings.HasPrefix(line, "-# ") && at > 0 && strings.Contains(line, "<t:") {
			ids = append(ids, strings.TrimSpace(line[at+len(" · "):]))
		}
	}
	return ids
}

// turn presses a button of a list, and returns the ids on the page that is then shown.
func turn(p *discordtest.Person, m *discordtest.Message, sign string) []string {
	p.Click(m, sign).Acked()
	time.Sleep(time.Second)
	return listed(m)
}

// TestListOfSixty checks that sixty articles are six pages, in one message that only the asker
// sees, and that its buttons work after a restart.
func TestListOfSixty(t *testing.T) {
	withLibrary(t, quiet, nil, func(t *testing.T, h *libraryScene) {
		ids := h.fill(60)
		slices.Reverse(ids) // the latest first
		m := h.alice.Slash(h.room, "library list").Answer("文庫裡有 60 篇文章")
		has(t, m.Text(), "第 1 到 10 篇", "1. **年度報告 60**", "10. **年度報告 51**")
		if !m.Ephemeral() || !slices.Equal(listed(m), ids[:10]) {
			t.Errorf("ephemeral %t, %q", m.Ephemeral(), listed(m))
		}
		off := func() (signs string) {
			for _, b := range m.Buttons() {
				if b.Disabled {
					signs += b.Emoji
				}
			}
			return signs
		}
		if off() != "⏮️◀️" {
			t.Errorf("on the first page, there is no %s", off())
		}
		for page := 1; page < 6; page++ {
			if page == 3 {
				h.restart()
			}
			if got := turn(h.alice, m, "▶️"); !slices.Equal(got, ids[10*page:10*page+10]) {
				t.Errorf("page %d: %q", page+1, got)
			}
		}
		has(t, m.Text(), "第 51 到 60 篇", "60. **年度報告 1**")
		if off() != "▶️⏭️" {
			t.Errorf("on the last page, there is no %s", off())
		}
		for sign, want := range map[string]int{"◀️": 40} {
			if got := turn(h.alice, m, sign); !slices.Equal(got, ids[want:want+10]) {
				t.Errorf("%s: %q", sign, got)
			}
		}
		turn(h.alice, m, "⏮️")
		if got := turn(h.alice, m, "⏭️"); !slices.Equal(got, ids[50:]) {
			t.Errorf("the last page: %q", got)
		}

		// Changes in the meantime neither leave out nor repeat an article.
		turn(h.alice, m, "⏮️")
		turn(h.alice, m, "▶️")
		h.give(lake)
		for _, id := range []string{ids[0], ids[15], ids[19]} {
			if _, _, err := h.library.Remove(t.Context(), h.scope(), id); err != nil {
				t.Fatal(err)
			}
		}
		if got := turn(h.alice, m, "▶️"); !slices.Equal(got, ids[20:30]) {
			t.Errorf("after %q: %q", ids[19], got)
		}
		has(t, m.Text(), "文庫裡有 58 篇文章", "第 19 到 28 篇")

		// The buttons are for managers of this server.
		h.guild.Override("library")
		h.bob.ClickRaw(m, m.Buttons()[2].CustomID).Answer("“Manage Server” permission")
		other := h.bob.Slash(h.bob.DM(), "library list").Answer("empty")
		h.bob.ClickRaw(other, m.Buttons()[2].CustomID).Answer("no longer works")
		harmless(t, h.scene)
	})
}

// TestRemoveSeveral checks that several articles can be picked from a list, are named once
// more, removed together, and restored one by one.
func TestRemoveSeveral(t *testing.T) {
	const pick, bring = "選取要移除的文章", "選取要還原的文章"
	withLibrary(t, quiet, nil, func(t *testing.T, h *libraryScene) {
		h.fill(12)
		m := h.alice.Slash(h.room, "library remove").Answer("文庫裡有 12 篇文章") // no name: all of them
		turn(h.alice, m, "▶️")
		h.alice.Choose(m, pick, "11. 年度報告 2", "12. 年度報告 1").Answer("要移除這 2 篇文章嗎？")
		has(t, m.Text(), "年度報告 1**", "年度報告 2**")
		h.alice.Click(m, "回到列表").Answer("第 11 到 12 篇")
		if left, _ := h.library.List(t.Context(), h.scope()); len(left) != 12 {
			t.Errorf("%d are left before anybody said so", len(left))
		}
		turn(h.alice, m, "◀️")
		h.alice.Choose(m, pick, "1. 年度報告 12", "2. 年度報告 11", "10. 年度報告 3").Answer("要移除這 3 篇文章嗎？")
		gone := m.Buttons()[0].CustomID
		h.alice.Click(m, "移除 3 篇").Answer("已移除 3 篇文章")
		has(t, m.Text(), "年度報告 12", "年度報告 11", "年度報告 3", "以前可以還原")
		if left, _ := h.library.List(t.Context(), h.scope()); len(left) != 9 {
			t.Errorf("%d are left", len(left))
		}
		h.restart()
		h.alice.Choose(m, bring, "2. 年度報告 11", "3. 年度報告 12").Answer("已還原「年度報告 11」")
		has(t, m.Text(), "已還原「年度報告 12」", "已移除 1 篇文章", "- 年度報告 3")
		h.alice.Choose(m, bring, "1. 年度報告 3").Answer("已還原「年度報告 3」")
		if len(m.Menus()) != 0 {
			t.Error("there is still something to restore")
		}
		h.alice.Click(m, "回到列表").Answer("文庫裡有 12 篇文章")

		// The same press later; an article that is gone; somebody who may not.
		h.alice.ClickRaw(m, gone).Answer("已移除 3 篇文章")
		h.guild.Override("library")
		h.bob.Choose(m, bring, "1. 年度報告 3").Answer("“Manage Server” permission")
		time.Sleep(store.Restorable)
		h.alice.Choose(m, bring, "1. 年度報告 3").Answer("無法還原了")
		h.alice.ClickRaw(m, gone).Answer("無法還原了")
		time.Sleep(time.Second) // it said so before, too
		h.alice.Click(m, "回到列表").Answer("文庫裡有 9 篇文章")
		for _, k := range must(h.library.List(t.Context(), h.scope())) {
			if _, _, err := h.library.Remove(t.Context(), h.scope(), k.ID); err != nil {
				t.Fatal(err)
			}
		}
		h.alice.Choose(m, pick, "1. 年度報告 10").Answer("文庫是空的")
		harmless(t, h.scene)
	})
}

func must[T any](all T, err error) T {
	if err != nil {
		panic(err)
	}
	return all
}

// TestRemoveFromMany checks that a name that many articles match lists all of them, to pick
// from, and so does a name that is too long for a button.
func TestRemoveFromMany(t *testing.T) {
	withLibrary(t, quiet, nil, func(t *testing.T, h *libraryScene) {
		h.give(lake)
		h.fill(25)
		h.give(report("關於"+strings.Repeat("長", 60), 99))
		m := h.alice.Slash(h.room, "library remove", about("年度報告")).Answer("「年度報告」可能指這 25 篇文章，什麼都還沒有移除")
		seen := len(listed(m))
		for range 2 {
			seen += len(turn(h.alice, m, "▶️"))
		}
		if seen != 25 {
			t.Errorf("%d articles are on three pages", seen)
		}
		lacks(t, m.Text(), "鏡湖報告")
		h.alice.Choose(m, "選取要移除", "25. 年度報告 1").Answer("要移除這 1 篇文章嗎？")
		h.alice.Click(m, "回到列表").Answer("可能指這 25 篇文章")
		h.alice.Slash(h.room, "library remove", about(strings.Repeat("長", 50))).Answer("要移除這一篇嗎？")
	})
}

// TestInfo checks that all facts about an article are shown, and that nothing is told about
// other people.
func TestInfo(t *testing.T) {
	withLibrary(t, quiet, nil, func(t *testing.T, h *libraryScene) {
		const at = "https://notes.example/lake(1)"
		h.web.put(at, lake, 0)
		h.over(h.alice.Slash(h.room, "library add", address(at)))
		k := must(h.library.List(t.Context(), h.scope()))[0]
		m := h.alice.Slash(h.room, "library info", about("鏡湖")).Answer("**鏡湖報告**")
		has(t, m.Text(), "- ID：`"+k.ID+"`", "- 長度：", fmt.Sprintf("- 加入時間：<t:%d:f>", k.Added.Unix()), "- 加入者：<@"+h.alice.ID+">", "- 出處：<https://notes.example/lake%281%29>", "> 鏡湖位於北坡")
		carol := h.Person("carol", "en-US")
		carol.Grant(h.guild, "MANAGE_GUILD")
		has(t, carol.Slash(h.room, "library info", about(k.ID)).Answer("Added by: another member").Text(), "Source: <https://notes.example/lake%281%29>")
		if _, err := h.library.Add(t.Context(), h.scope(), read("a <@1> `b`.md", tower), library.Origin{}, nil); err != nil {
			t.Fatal(err)
		}
		has(t, h.alice.Slash(h.room, "library info", about("鐘樓")).Answer("加入者：沒有記錄").Text(), "- 出處：a ")
		h.alice.Slash(h.room, "library info", about("月球")).Answer("找不到文章")
		h.alice.Click(m, "移除「鏡湖報告」").Answer("已移除「鏡湖報告」")
		h.alice.Click(m, "還原").Answer("已還原")
		if p := h.Pings(); len(p) > 0 {
			t.Errorf("pinged %v", p)
		}
	})
}
