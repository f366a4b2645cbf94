package bot_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"footnote/bot"
	"footnote/internal/discordtest"
	"footnote/library"
	"footnote/library/store"
)

// labels returns the labels on the buttons of a message.
func labels(m *discordtest.Message) (all []string) {
	for _, b := range m.Buttons() {
		all = append(all, b.Label)
	}
	return all
}

// give adds an article to the server's library.
func (h *libraryScene) give(text string) (id string) {
	h.Helper()
	added, err := h.library.Add(h.Context(), h.scope(), read(fmt.Sprint(len(text), ".md"), text), library.Origin{}, nil)
	if err != nil {
		h.Fatal(err)
	}
	return added.Article.ID
}

// report returns an article of its own with a title.
func report(title string, n int) string {
	return fmt.Sprintf("# %s\n\n第%d號測站在這一年的平均水位是%d公分。", title, n, n)
}

// TestRemoveAndRestore checks that an exact title or id removes an article, and that the reply
// can restore it for an hour, also after a restart.
func TestRemoveAndRestore(t *testing.T) {
	withLibrary(t, quiet, nil, func(t *testing.T, h *libraryScene) {
		id := h.give(tower)
		h.give(lake)
		for _, wanted := range []string{"鐘樓史", " 钟楼史 ", id, strings.ToUpper(id), h.alice.Autocomplete(h.room, "library remove", about("鐘樓"))[0].Value.(string)} {
			m := h.alice.Slash(h.room, "library remove", about(wanted)).Answer("已移除「钟楼史」")
			if got := labels(m); len(got) != 1 || got[0] != "還原" || !m.Ephemeral() {
				t.Errorf("buttons %q", got)
			}
			has(t, m.Text(), "<t:", "以前可以還原")
			h.holds(h.scope(), "鏡湖報告")
			if m := h.bob.Slash(h.room, "ask", question(towerAsk)).Answer(""); strings.Contains(m.Text(), "61米") {
				t.Errorf("a removed article answers:\n%s", m.Text())
			}
			if got := names(h.alice.Autocomplete(h.room, "library remove", about(""))); len(got) != 1 {
				t.Errorf("offered: %q", got)
			}
			time.Sleep(50 * time.Minute)
			h.alice.Click(m, "還原").Answer("已還原「钟楼史」")
			if got := labels(m); len(got) != 0 {
				t.Errorf("buttons %q after it was restored", got)
			}
			h.holds(h.scope(), "钟楼史", "鏡湖報告")
			h.bob.Slash(h.room, "ask", question(towerAsk)).Answer("61米")
		}
		m := h.alice.Slash(h.room, "library remove", about("钟楼史")).Answer("已移除")
		press := m.Buttons()[0].CustomID
		if again := h.alice.Slash(h.room, "library remove", about("鐘樓史")).Answer("已移除「钟楼史」"); fmt.Sprint(labels(again)) != "[還原]" {
			t.Errorf("removed already, and the buttons are %q", labels(again))
		}
		h.restart()
		h.alice.ClickRaw(m, press).Answer("已還原")
		m = h.alice.Slash(h.room, "library remove", about("钟楼史")).Answer("已移除")
		time.Sleep(store.Restorable)
		h.alice.ClickRaw(m, press).Answer("無法還原了")
		h.alice.Slash(h.room, "library remove", about("钟楼史")).Answer("找不到文章")
		h.holds(h.scope(), "鏡湖報告")
	})
}

// TestRemoveAsks checks that for an inexact name the bot asks: one match is confirmed, several
// are a choice, many are listed, and nothing is removed before somebody has chosen.
func TestRemoveAsks(t *testing.T) {
	withLibrary(t, quiet, nil, func(t *testing.T, h *libraryScene) {
		h.give(lake)
		tower := h.give(tower)
		one := h.alice.Slash(h.room, "library remove", about("鐘樓")).Answer("要移除這一篇嗎？")
		if got := labels(one); fmt.Sprint(got) != "[移除「钟楼史」]" {
			t.Errorf("buttons %q", got)
		}
		has(t, one.Text(), "钟楼史", tower)
		h.holds(h.scope(), "鏡湖報告", "钟楼史")
		h.alice.Click(one, "移除").Answer("已移除「钟楼史」")
		if got := labels(one); fmt.Sprint(got) != "[還原]" {
			t.Errorf("buttons %q", got)
		}
		h.holds(h.scope(), "鏡湖報告")
		h.alice.Click(one, "還原").Answer("已還原")

		first, second := h.give(report("年度報告", 1)), h.give(report("年度報告", 2))
		long := h.give(report("年度 "+strings.Repeat("長", 100)+"<@1> x", 3))
		for wanted, want := range map[string][]string{
			"年度報告":      {"1. 年度報告", "2. 年度報告"}, // the same title
			"年":         {"1. 年度報告", "2. 年度報告", "3. 年度 長"},
			first[:6]:   {"移除「年度報告」"},
			"月球 <@1>":   nil,
			" ":         nil,
			"\u200b":    nil,
			"**":        nil,
			"@everyone": nil,
		} {
			m := h.alice.Slash(h.room, "library remove", about(wanted)).Answer("")
			got := labels(m)
			if len(got) != len(want) {
				t.Errorf("%q: buttons %q", wanted, got)
				continue
			}
			for n := range want {
				if !strings.HasPrefix(got[n], want[n]) {
					t.Errorf("%q: buttons %q", wanted, got)
				}
			}
			if len(want) == 0 {
				has(t, m.Text(), "找不到文章")
			}
		}
		h.holds(h.scope(), "鏡湖報告", "钟楼史", "年度報告", "年度報告", "年度 "+strings.Repeat("長", 100)+"<@1> x")
		m := h.alice.Slash(h.room, "library remove", about("年度報告")).Answer("要移除哪一篇")
		has(t, m.Text(), first, second)
		h.alice.Click(m, "2. ").Answer("已移除")
		if left, err := h.library.List(t.Context(), h.scope()); err != nil || len(left) != 4 || left[2].ID != first || left[3].ID != long {
			t.Errorf("left are %+v, %v", left, err)
		}

		for n := range 4 {
			h.give(report(fmt.Sprint("年度增刊", n), 10+n))
		}
		many := h.alice.Slash(h.room, "library remove", about("年度")).Answer("可能指這 6 篇文章")
		if got := labels(many); len(got) != 0 {
			t.Errorf("buttons %q", got)
		}
		has(t, many.Text(), first, long, "年度增刊3")
	})
}

// TestPressRemoval checks that the buttons are for managers, and that things may have changed
// before one is pressed.
func TestPressRemoval(t *testing.T) {
	withLibrary(t, quiet, func(_ *bot.Options, o *library.Options) { o.Limits.Articles = 2 }, func(t *testing.T, h *libraryScene) {
		id := h.give(tower)
		h.guild.Override("library")
		ask := h.alice.Slash(h.room, "library remove", about("鐘")).Answer("要移除這一篇嗎？")
		h.bob.ClickRaw(ask, ask.Buttons()[0].CustomID).Answer("“Manage Server” permission")
		h.holds(h.scope(), "钟楼史")
		h.alice.Click(ask, "移除").Answer("已移除")
		h.bob.ClickRaw(ask, ask.Buttons()[0].CustomID).Answer("“Manage Server” permission")
		h.holds(h.scope())

		// There is no room, then there is.
		h.give(lake)
		h.give(mill)
		h.alice.Click(ask, "還原").Answer("文章已達上限")
		h.alice.Slash(h.room, "library remove", about("鏡湖報告")).Answer("已移除")
		h.alice.Click(ask, "還原").Answer("已還原")
		h.alice.Slash(h.room, "library remove", about("The old mill")).Answer("已移除")

		// A later version has replaced the article.
		if _, err := h.library.Add(t.Context(), h.scope(), read("lake.md", lake), library.Origin{Key: "lake.md"}, nil); err != nil {
			t.Fatal(err)
		}
		old := h.alice.Slash(h.room, "library remove", about("鏡湖報告")).Answer("已移除")
		if _, err := h.library.Add(t.Context(), h.scope(), read("lake.md", lakeNew), library.Origin{Key: "lake.md"}, nil); err != nil {
			t.Fatal(err)
		}
		h.alice.Click(old, "還原").Answer("有它的新版本「鏡湖報告」")
		h.alice.Slash(h.room, "library remove", about("鏡湖報告")).Answer("已移除")
		h.alice.Click(old, "還原").Answer("已還原")

		// Somebody else was quicker; a button of another server; one of another kind.
		late := h.alice.Slash(h.room, "library remove", about("鐘")).Answer("要移除這一篇嗎？")
		press := late.Buttons()[0].CustomID
		if _, _, err := h.library.Remove(t.Context(), h.scope(), id); err != nil {
			t.Fatal(err)
		}
		h.alice.Click(late, "移除").Answer("已移除")
		if err := h.library.Erase(t.Context(), h.scope()); err != nil {
			t.Fatal(err)
		}
		h.alice.Click(late, "還原").Answer("無法還原了")
		h.alice.ClickRaw(late, press).Answer("找不到文章")
		h.bob.Slash(h.bob.DM(), "library add", file("tower.md", tower)).Answer("✅")
		other := h.bob.Slash(h.bob.DM(), "library list").Answer("钟楼史")
		h.bob.ClickRaw(other, press).Answer("no longer works")
		h.holds(store.Person(h.bob.ID), "钟楼史")
	})
}

// TestAboutSeveral checks that commands do not guess between several matches either, but that
// one inexact match is enough to read.
func TestAboutSeveral(t *testing.T) {
	withLibrary(t, quiet, nil, func(t *testing.T, h *libraryScene) {
		first, second := h.give(report("年度報告", 1)), h.give(report("年度報告 續篇", 2))
		for _, c := range []struct {
			command string
			options []discordtest.Option
		}{
			{"ask", []discordtest.Option{question("平均水位是多少公分？")}}, {"search", []discordtest.Option{option("query", "水位")}}, {"article", nil}, {"library info", nil},
		} {
			m := h.alice.Slash(h.room, c.command, append(c.options, about("年度"))...).Answer("可能指 2 篇文章")
			has(t, m.Text(), first, second, "年度報告 續篇")
			h.alice.Slash(h.room, c.command, append(c.options, about("年度報告"))...).Answer("1公分")
			h.alice.Slash(h.room, c.command, append(c.options, about("續"))...).Answer("2公分")
			h.alice.Slash(h.room, c.command, append(c.options, about(second))...).Answer("2公分")
		}
	})
}

// TestRemoveStanding checks that nobody can remove the operator's articles, which answer if
// there are no others.
func TestRemoveStanding(t *testing.T) {
	withLibrary(t, quiet, func(_ *bot.Options, o *library.Options) {
		o.Standing = newEngine(t, builtin(t)).index
	}, func(t *testing.T, h *libraryScene) {
		for _, wanted := range []string{builtin(t).ID, builtin(t).Title, "大模型"} {
			if m := h.alice.Slash(h.room, "library remove", about(wanted)).Answer("找不到文章"); len(m.Buttons()) > 0 {
				t.Errorf("%s: %q", wanted, labels(m))
			}
		}
		h.bob.Slash(h.room, "ask", question(asked)).Answer(fact)
	})
}

// TestForgetRemoved checks that all data of a person is deleted at once, and that no button
// restores it.
func TestForgetRemoved(t *testing.T) {
	withLibrary(t, quiet, nil, func(t *testing.T, h *libraryScene) {
		h.bob.Slash(h.bob.DM(), "library add", file("mill.md", mill)).Answer("✅")
		m := h.bob.Slash(h.bob.DM(), "library remove", about("the old mill")).Answer("is removed")
		h.bob.Click(h.bob.Slash(h.bob.DM(), "privacy delete").Answer(""), "Delete everything").Answer("Everything is deleted")
		h.bob.Click(m, "Restore").Answer("too late")
		h.holds(store.Person(h.bob.ID))
	})
}
