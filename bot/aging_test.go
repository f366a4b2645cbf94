package bot_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"footnote/bot"
	"footnote/internal/discordtest"
	"footnote/library"
	"footnote/library/subscription"
)

const (
	sourceChanged = "⚠️ 這則答案的來源後來改過（<t:"
	whatChanged   = "改了什麼"
)

// TestAging checks that answers that rest on a changed sentence of a page are marked, once
// each, wherever they are; that the button shows both sentences; and that the manager's report
// lists the answers.
func TestAging(t *testing.T) {
	const page = "https://tower.example/history"
	withUpdates := func(b *bot.Options, l *library.Options) {
		b.Updates = &subscription.Updater{Web: conditional{l.Web.(*web)}, Log: b.Log}
	}
	withLibrary(t, quiet, withUpdates, func(t *testing.T, h *libraryScene) {
		written := func(height, keeper string) string {
			return "<!doctype html><html lang=zh><title>鐘樓史</title><body><article><h1>鐘樓史</h1><p>鐘樓的塔身高" + height + "公尺。</p><p>鐘樓由" + keeper + "看守，每週上發條一次，並且把誤差記錄在一本簿子裡。</p></article></body></html>"
		}
		h.web.put(page, written("四十二", "三代人"), 0)
		h.alice.Slash(h.room, "library add", address(page), every("daily")).Answer("✅ 已加入「鐘樓史」")
		h.alice.Slash(h.room, "library add", file("lake.md", lake)).Answer("✅")
		const height, keeper = "鐘樓的塔身高多少公尺?", "鐘樓由誰看守?"
		asked := h.alice.Slash(h.room, "ask", question(height)).Answer("四十二公尺")
		replied := h.alice.Say(h.room, "@bot "+height).WaitReply("四十二公尺")
		english := h.bob.Slash(h.room, "ask", question(height)).Answer("四十二公尺")
		public := h.bob.Slash(h.room, "ask", question(height), private()).Answer("四十二公尺")
		alone := h.bob.Slash(h.room, "ask", question(height), private()).Answer("四十二公尺")
		other := h.alice.Slash(h.room, "ask", question(keeper)).Answer("三代人")
		of := h.alice.Slash(h.room, "ask", question(lakeAsk)).Answer(lakeFact)
		h.bob.Click(public, "Make public")
		time.Sleep(10 * time.Second)

		// The page gets a new layout and one more paragraph, but all its sentences are
		// unchanged.
		h.web.put(page, strings.ReplaceAll(strings.Replace(written("四十二", "三代人"), "<h1>鐘樓史</h1>", "<h1>鐘樓史</h1><p>本頁於今年重新整理過，內容分成兩段。</p>", 1), "鐘樓的塔身", "鐘樓 的\n塔身"), 0)
		h.dayLater(1)
		edits := asked.Edits()
		if strings.Contains(labelled(asked), whatChanged) {
			t.Errorf("marked though nothing has changed: %s", asked.Text())
		}

		h.web.put(page, written("五十一", "三代人"), 0)
		h.dayLater(1)
		for _, m := range []*discordtest.Message{asked, replied} {
			has(t, m.Text(), "四十二公尺", sourceChanged)
			if !strings.Contains(labelled(m), whatChanged) || !strings.Contains(labelled(m), "來源") || !strings.HasSuffix(m.Text(), "）") {
				t.Errorf("%+v under %s", m.Buttons(), m.Text())
			}
		}
		if !slices.ContainsFunc(h.alice.Sees(h.room), func(m *discordtest.Message) bool {
			return strings.Contains(m.Text(), "Asked and made public by") && strings.Contains(m.Text(), "⚠️ A source of this answer has changed since (<t:")
		}) {
			t.Error("the answer that was made public is not marked")
		}
		has(t, english.Text(), "A source of this answer has changed since (<t:")
		if n := asked.Edits() - edits; n != 1 {
			t.Errorf("edited %d times", n)
		}
		for _, m := range []*discordtest.Message{alone, other, of} {
			if strings.Contains(m.Text(), "⚠️") || strings.Contains(labelled(m), whatChanged) || strings.Contains(labelled(m), "What changed") {
				t.Errorf("marked: %s", m.Text())
			}
		}
		now := h.bob.Click(asked, whatChanged).Answer("**[1]** 鐘樓史")
		if !now.Ephemeral() {
			t.Error("everybody sees what has changed")
		}
		has(t, now.Text(), "It said:\n> 鐘樓的塔身高四十二公尺。", "Closest to it now:\n> 鐘樓的塔身高五十一公尺。")
		has(t, h.alice.Click(asked, "來源").Answer("").Text(), "文章")

		report := h.alice.Slash(h.room, "insights").Answer("**來源後來有變動的答案：5**")
		has(t, report.Text(), "鐘樓史：有句子改寫了，https://discord.com/channels/"+h.guild.ID+"/"+h.room.ID+"/", "只有提問者看過")
		tables := h.alice.Click(report, "CSV").Answer("").File("changed.csv")
		has(t, tables, `"altered"`, `"鐘樓史"`, `"鐘樓的塔身高四十二公尺。"`, asked.ID)
		if strings.Contains(tables, height) || strings.Contains(tables, h.alice.ID) {
			t.Errorf("the question, or who asked:\n%s", tables)
		}

		// Nobody is told twice, also after a restart; later changes are behind the button.
		h.restart()
		h.web.put(page, written("四十二", "三代人"), 0)
		h.dayLater(1)
		if n := asked.Edits() - edits; n != 1 {
			t.Errorf("edited %d times", n)
		}
		has(t, h.alice.Click(asked, whatChanged).Answer("").Text(), "現在又和當時一樣了")
		h.alice.Slash(h.room, "library remove", about("鐘樓史")).Answer("鐘樓史")
		time.Sleep(2 * time.Hour)
		has(t, other.Text(), "這則答案的來源後來被移除了（<t:")
		has(t, h.alice.Click(other, whatChanged).Answer("").Text(), "**[1]** 文章已移除，這句話不再保存")
		has(t, h.alice.Click(asked, whatChanged).Answer("").Text(), "文章已移除")
		if p := h.Pings(); len(p) > 0 {
			t.Errorf("pinged %v", p)
		}
	})
}

// TestAgingImpossible checks that answers that cannot be marked are left alone, with one try
// and no error: a deleted one, one in a channel that the bot has lost access to, one without
// room for a button or a line. The others are marked, also in direct messages.
func TestAgingImpossible(t *testing.T) {
	withLibrary(t, quiet, nil, func(t *testing.T, h *libraryScene) {
		secret, thread := h.guild.Channel("secret"), h.room.Thread("lakes")
		h.alice.Slash(h.room, "library add", file("lake.md", lake)).Answer("✅")
		h.bob.Slash(h.bob.DM(), "library add", file("lake.md", lake)).Answer("✅")
		deleted := h.alice.Slash(h.room, "ask", question(lakeAsk)).Answer(lakeFact)
		hidden := h.alice.Slash(secret, "ask", question(lakeAsk)).Answer(lakeFact)
		archived := h.alice.Slash(thread, "ask", question(lakeAsk)).Answer(lakeFact)
		direct := h.bob.Say(h.bob.DM(), lakeAsk).WaitReply(lakeFact)
		slash := h.bob.Slash(h.bob.DM(), "ask", question(lakeAsk)).Answer(lakeFact)
		last := h.alice.Slash(h.room, "ask", question(lakeAsk)).Answer(lakeFact)
		time.Sleep(10 * time.Second)
		deleted.Delete()
		secret.Deny("VIEW_CHANNEL")
		thread.Archive()
		h.alice.Slash(h.room, "library add", file("lake.md", lakeNew)).Answer("🔄")
		h.bob.Slash(h.bob.DM(), "library add", file("lake.md", lakeNew)).Answer("🔄")
		time.Sleep(3 * time.Minute)
		for _, m := range []*discordtest.Message{last, direct, slash} {
			if !strings.Contains(m.Text(), "⚠️") {
				t.Errorf("not marked: %s", m.Text())
			}
		}
		for _, m := range []*discordtest.Message{hidden, archived} {
			if strings.Contains(m.Text(), "⚠️") {
				t.Errorf("marked: %s", m.Text())
			}
		}
		has(t, h.bob.Click(direct, whatChanged).Answer("").Text(), "39平方公里")
		all, err := h.db.PendingShown(t.Context())
		if len(all) > 0 || err != nil {
			t.Errorf("%d answers stay to be marked, error %v", len(all), err)
		}
		if strings.Contains(h.bot.log.String(), "level=ERROR") {
			t.Error("an error in the log")
		}

		// The citations of answers in direct messages belong to the person: they are exported
		// and erased.
		has(t, h.export(h.bob, h.bob.DM()), "answers_in_direct_messages", "37平方公里", direct.ID)
		h.bob.Click(h.bob.Slash(h.bob.DM(), "privacy delete").Answer("undone"), "Delete everything").Answer("Everything is deleted")
		if got := h.export(h.bob, h.bob.DM()); strings.Contains(got, "37平方公里") {
			t.Error(got)
		}
		has(t, h.bob.Click(direct, whatChanged).Answer("").Text(), "for 30 days after the answer")
	})
}

// TestAgingAfterOutage checks that an answer is marked later if Discord fails, and only once, even if
// the response to the edit was lost.
func TestAgingAfterOutage(t *testing.T) {
	withLibrary(t, quiet, nil, func(t *testing.T, h *libraryScene) {
		h.alice.Slash(h.room, "library add", file("lake.md", lake)).Answer("✅")
		asked := h.alice.Slash(h.room, "ask", question(lakeAsk)).Answer(lakeFact)
		time.Sleep(10 * time.Second)
		h.Fault("GET /channels/{id}/messages/{id}", discordtest.Fault{Status: 500})
		h.alice.Slash(h.room, "library add", file("lake.md", lakeNew)).Answer("🔄")
		time.Sleep(2 * time.Minute)
		if strings.Contains(asked.Text(), "⚠️") || h.Faulted("GET /channels/{id}/messages/{id}") == 0 {
			t.Error("Discord has not failed")
		}
		h.ClearFaults()
		h.Fault("PATCH /channels/{id}/messages/{id}", discordtest.Fault{Status: 502, After: true})
		time.Sleep(3 * time.Minute)
		h.ClearFaults()
		h.restart()
		time.Sleep(3 * time.Minute)
		if n := strings.Count(asked.Text(), "⚠️"); n != 1 || strings.Count(labelled(asked), whatChanged) != 1 {
			t.Errorf("%d marks, %s: %s", n, labelled(asked), asked.Text())
		}
		if all, err := h.db.PendingShown(t.Context()); len(all) > 0 || err != nil {
			t.Errorf("%d answers stay to be marked, error %v", len(all), err)
		}
	})
}

// TestAgingNeedsAccess checks that somebody who may no longer see the article sees neither
// the old sentence nor the new one.
func TestAgingNeedsAccess(t *testing.T) {
	withLibrary(t, quiet, nil, func(t *testing.T, h *libraryScene) {
		h.alice.Slash(h.room, "library add", file("lake.md", lake)).Answer("✅")
		asked := h.alice.Slash(h.room, "ask", question(lakeAsk)).Answer(lakeFact)
		time.Sleep(10 * time.Second)
		h.alice.Slash(h.room, "settings articles allow", about("鏡湖報告"), discordtest.Option{Name: "role", Value: h.guild.Role("rangers")}).Answer("")
		h.alice.Slash(h.room, "library add", file("lake.md", lakeNew)).Answer("🔄")
		time.Sleep(3 * time.Minute)
		hidden := h.bob.Click(asked, whatChanged).Answer("Of what you may read here")
		lacks(t, hidden.Text(), "平方公里")
		lacks(t, hidden.Text(), "鏡湖")
		has(t, h.alice.Click(asked, whatChanged).Answer("").Text(), "39平方公里")
	})
}
