package bot_test

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"footnote/bot"
	"footnote/internal/discordtest"
	"footnote/library"
	"footnote/library/store"
	"footnote/rag"
	"footnote/rag/e5"
	"footnote/rag/judge"
)

const (
	visitors = "# 訪客中心\n\n訪客中心的Wi-Fi密碼是mirror2026，每天早上更換。\n\n中心裡有紀念品商店和飲水機。\n"
	wifiAsk  = "訪客中心的Wi-Fi密碼是什麼?"
)

// judged makes a library use the real judge and embedder.
func judged(t *testing.T) func(*bot.Options, *library.Options) {
	t.Helper()
	e, err := e5.New()
	if err != nil {
		t.Fatal(err)
	}
	j := judge.New(e)
	return func(_ *bot.Options, o *library.Options) { o.Embedder, o.Judge = e, j }
}

// TestInsights follows a server's first days: people ask, its manager sees what is missing and
// why and adds it, and the askers are told once.
func TestInsights(t *testing.T) {
	withLibrary(t, quiet, judged(t), func(t *testing.T, h *libraryScene) {
		carla := h.Person("carla", "zh-CN")
		carla.Join(h.guild)
		h.alice.Slash(h.room, "library add", file("lake.md", lake)).Answer("✅")
		has(t, h.set(option("keep_questions", 30), option("tell_askers", true)), "30 天", "通知提問者：是")
		for _, p := range []*discordtest.Person{h.bob, carla} {
			p.Slash(h.room, "ask", question(wifiAsk)).Answer("")
		}
		h.bob.Slash(h.room, "ask", question("what's the wifi password?")).Answer("")
		answer := h.bob.Slash(h.room, "ask", question(lakeAsk)).Answer(lakeFact)
		carla.Click(answer, "👎").Answer("谢谢")
		h.bob.Slash(h.room, "ask", question("hello")).Answer("")
		time.Sleep(time.Second)

		report := h.alice.Slash(h.room, "insights").Answer("大家問了什麼")
		if !report.Ephemeral() {
			t.Error("everybody sees the report")
		}
		has(t, report.Text(), "4 個問題：有把握 25%、不確定 0%、沒有答案 75%", "1 次閒聊", "👍 0、👎 1", "1 次：鏡湖報告", "沒有確定答案的問題：1", "3 次，2 人問過", "其他問法", "最接近的是 鏡湖報告", "有人覺得不好的答案", "平方公里")
		why := h.alice.Click(report, "為什麼 1？").Answer("問文章裡的內容")
		has(t, why.Text(), "結果：沒有答案", "評判模型", "鏡湖報告", "評判 < 1%")
		if !why.Ephemeral() {
			t.Error("everybody sees why")
		}
		tables := h.alice.Click(report, "CSV").Answer("沒有任何人的名字")
		rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(tables.File("questions.csv"), "\ufeff"))).ReadAll()
		if err != nil || len(rows) != 1+3+1 || rows[1][0] != "open" {
			t.Errorf("%v, %q", err, rows)
		}
		has(t, tables.File("counts.csv"), ",1,0,3,1")
		has(t, tables.File("articles.csv"), "鏡湖報告")
		values := h.alice.Click(report, "JSON").Answer("").File("insights.json")
		if !json.Valid([]byte(values)) || strings.Contains(values, h.bob.ID) || strings.Contains(values, carla.ID) {
			t.Errorf("not JSON, or somebody is named:\n%s", values)
		}

		// Nobody else sees any of it.
		h.bob.Click(report, "CSV").Answer("“Manage Server” permission")
		if _, err := h.bob.TrySlash(h.room, "insights"); err == nil {
			t.Error("everybody is shown the command")
		}
		h.guild.Override("insights")
		h.bob.Slash(h.room, "insights").Answer("“Manage Server” permission")
		if _, err := h.alice.TrySlash(h.alice.DM(), "insights"); err == nil {
			t.Error("insights in direct messages")
		}

		// The gap is filled; each asker is told, once, in their own language.
		time.Sleep(2 * time.Minute)
		told := func(p *discordtest.Person) (texts []string) {
			for _, m := range p.Sees(p.DM()) {
				texts = append(texts, m.Text())
			}
			return texts
		}
		if got := told(h.bob); len(got) != 0 {
			t.Errorf("told before there is an answer: %q", got)
		}
		h.alice.Slash(h.room, "library add", file("visitors.md", visitors)).Answer("✅")
		time.Sleep(5 * time.Minute)
		if got := told(carla); len(got) != 1 || !strings.Contains(got[0], "<#"+h.room.ID+">") || !strings.Contains(got[0], "现在可以回答了") || !strings.Contains(got[0], "Fi密") || strings.Contains(got[0], "mirror2026") {
			t.Errorf("carla is told %q", got)
		}
		if got := told(h.bob); len(got) != 1 || !strings.Contains(got[0], "I had no certain answer then") || !strings.Contains(got[0], "wifi password") || !strings.Contains(got[0], "Fi密") {
			t.Errorf("bob is told %q", got)
		}
		has(t, h.alice.Slash(h.room, "insights").Answer("後來有了答案").Text(), "訪客中心")
		before := len(told(h.bob))
		h.restart()
		time.Sleep(5 * time.Minute)
		if len(told(carla)) != 1 || len(told(h.bob)) != before {
			t.Errorf("told twice: %q, %q", told(carla), told(h.bob))
		}
		if p := h.Pings(); len(p) > 0 {
			t.Errorf("pinged %v", p)
		}
	})
}

// TestNotTold checks that people are told nothing if they may not ask any more, have left or
// have deleted their data, or if the server has changed its mind.
func TestNotTold(t *testing.T) {
	withLibrary(t, quiet, judged(t), func(t *testing.T, h *libraryScene) {
		h.alice.Slash(h.room, "library add", file("lake.md", lake)).Answer("✅")
		h.set(option("keep_questions", 30), option("tell_askers", true))
		blocked, forgotten, closed := h.Person("blocked", "en-US"), h.Person("forgotten", "en-US"), h.Person("closed", "en-US")
		for _, p := range []*discordtest.Person{blocked, forgotten, closed, h.bob} {
			p.Join(h.guild)
			p.Slash(h.room, "ask", question(wifiAsk)).Answer("")
		}
		time.Sleep(time.Second)
		h.set(option("block", blocked))
		forgotten.Click(forgotten.Slash(h.room, "privacy delete").Answer("undone"), "Delete everything").Answer("Everything is deleted")
		closed.CloseDMs()
		all, err := h.db.Questions(t.Context(), h.scope())
		if err != nil || len(all) != 3 {
			t.Fatalf("%d questions, %v", len(all), err)
		}
		for _, q := range all {
			if len(q.Contact) == 0 || strings.Contains(string(q.Contact), h.bob.ID) {
				t.Errorf("the asker is stored as %q", q.Contact)
			}
		}
		h.alice.Slash(h.room, "library add", file("visitors.md", visitors)).Answer("✅")
		time.Sleep(5 * time.Minute)
		for name, p := range map[string]*discordtest.Person{"blocked": blocked, "forgotten": forgotten, "bob": h.bob} {
			want := 0
			if p == h.bob {
				want = 1
			}
			if got := len(p.Sees(p.DM())); got != want {
				t.Errorf("%s has %d messages, want %d", name, got, want)
			}
		}
		if all, err = h.db.Questions(t.Context(), h.scope()); err != nil {
			t.Fatal(err)
		}
		for _, q := range all {
			if len(q.Contact) != 0 {
				t.Error("an asker who was told is still stored")
			}
		}
		// If a server changes its mind, the askers' contacts are erased.
		h.bob.Slash(h.room, "ask", question("誰偷了湖裡的地圖?")).Answer("")
		h.set(option("tell_askers", false))
		time.Sleep(2 * time.Hour)
		if all, err = h.db.Questions(t.Context(), h.scope()); err != nil || len(all) != 4 || len(all[3].Contact) != 0 {
			t.Errorf("%+v, %v", all, err)
		}
	})
}

// TestToldAfterARestart checks that askers who are still to be told when the program ends are
// told after it, and nobody twice.
func TestToldAfterARestart(t *testing.T) {
	withLibrary(t, quiet, judged(t), func(t *testing.T, h *libraryScene) {
		h.alice.Slash(h.room, "library add", file("lake.md", lake)).Answer("✅")
		h.set(option("keep_questions", 30), option("tell_askers", true))
		people := []*discordtest.Person{h.bob, h.Person("carla", "en-US"), h.Person("dave", "en-US")}
		for _, p := range people {
			p.Join(h.guild)
			p.Slash(h.room, "ask", question(wifiAsk)).Answer("")
		}
		time.Sleep(2 * time.Minute)
		told := func() (counts []int) {
			for _, p := range people {
				counts = append(counts, len(p.Sees(p.DM())))
			}
			return counts
		}
		h.alice.Slash(h.room, "library add", file("visitors.md", visitors)).Answer("✅")
		for range 3000 {
			if slices.Max(told()) > 0 {
				break
			}
			time.Sleep(100 * time.Millisecond)
		}
		time.Sleep(100 * time.Millisecond)
		if n := told(); n[0]+n[1]+n[2] != 1 {
			t.Errorf("%v are told before the restart, not one", n)
		}
		h.restart()
		time.Sleep(5 * time.Minute)
		if d := cmp.Diff([]int{1, 1, 1}, told()); d != "" {
			t.Error(d)
		}
	})
}

// TestWordsOfOthersAreNotKept checks that for a question that follows up on somebody else's,
// none of the other person's words are stored.
func TestWordsOfOthersAreNotKept(t *testing.T) {
	withLibrary(t, quiet, judged(t), func(t *testing.T, h *libraryScene) {
		h.alice.Slash(h.room, "library add", file("lake.md", lake)).Answer("✅")
		h.set(option("keep_questions", 30))
		answer := h.bob.Say(h.room, "@bot "+lakeAsk).WaitReply(lakeFact)
		h.bob.Reply(answer, "那深度呢?").WaitReply("")
		h.alice.Reply(answer, "那深度呢?").WaitReply("")
		time.Sleep(time.Second)
		all, err := h.db.Questions(t.Context(), h.scope())
		if err != nil || len(all) != 3 {
			t.Fatalf("%d questions, %v", len(all), err)
		}
		if own, another := string(all[1].Trace), string(all[2].Trace); !strings.Contains(own, "鏡湖") || strings.Contains(another, "鏡湖") {
			t.Errorf("of one's own question %s\nof another's %s", own, another)
		}
	})
}

// TestInsightsWithoutQuestions checks that if questions are not stored there are counts, and
// nothing that anybody wrote.
func TestInsightsWithoutQuestions(t *testing.T) {
	withLibrary(t, quiet, nil, func(t *testing.T, h *libraryScene) {
		has(t, h.alice.Slash(h.room, "insights").Answer("").Text(), "沒有人提問", "不保存問題")
		h.alice.Slash(h.room, "library add", file("lake.md", lake)).Answer("✅")
		h.bob.Slash(h.room, "ask", question(lakeAsk)).Answer(lakeFact)
		h.bob.Slash(h.room, "ask", question("誰偷了湖裡的地圖?")).Answer("")
		h.bob.Slash(h.room, "ask", question("這是什麼?"), file("other.md", mill)).Answer("")
		time.Sleep(time.Second)
		text := h.alice.Slash(h.room, "insights", option("days", 7)).Answer("").Text()
		has(t, text, "2 個問題", "鏡湖報告", "不保存問題")
		if strings.Contains(text, "地圖") {
			t.Errorf("a question is shown:\n%s", text)
		}
		h.restart()
		has(t, h.alice.Slash(h.room, "insights").Answer("").Text(), "2 個問題")
		if all, err := h.db.Questions(t.Context(), h.scope()); err != nil || len(all) != 0 {
			t.Errorf("%d questions are kept, %v", len(all), err)
		}
	})
}

// TestHostileInsights checks that nothing in a question becomes markup, a mention or a link in
// a report.
func TestHostileInsights(t *testing.T) {
	hostile := []string{"@everyone <@1> <@&2> <#3>", "**bold** `code` ||spoiler||", "[click](https://evil.example)", "https://evil.example/x", "> quote\n# heading\n- list", "</ask:1> <t:1:R> :smile:", "\u202egnorw \u200bhidden", "=cmd|' /C calc'!A0"}
	withLibrary(t, quiet, nil, func(t *testing.T, h *libraryScene) {
		h.alice.Slash(h.room, "library add", file("lake.md", lake)).Answer("✅")
		h.set(option("keep_questions", 30), option("language", "en"))
		for i, text := range hostile {
			a := store.Asked{At: time.Now(), By: [16]byte{1}, Question: text, Outcome: "refused", Answer: [16]byte{byte(i + 1)}}
			if err := h.db.KeepQuestion(t.Context(), h.scope(), a); err != nil {
				t.Fatal(err)
			}
		}
		first := h.alice.Slash(h.room, "insights").Answer("Without a certain answer: 8")
		second := h.alice.Click(first, "▶").Answer("Without a certain answer: 8")
		shown := first.Text() + second.Text()
		for _, raw := range []string{"@everyone", "<@1>", "<@&2>", "<#3>", "**bold**", "`code`", "](https", "https://evil", "\n# ", "</ask:1>", "\u202e", "\u200bh"} {
			if strings.Contains(shown, raw) {
				t.Errorf("%q is in\n%s", raw, shown)
			}
		}
		h.alice.Click(second, "◀").Answer("Without a certain answer: 8")
		h.alice.Click(first, "Why 2?").Answer("Nothing is known of what was found")
		if p := h.Pings(); len(p) > 0 {
			t.Errorf("pinged %v", p)
		}
	})
}

// TestInsightsAreOfOneServer checks that a server learns nothing of another's questions, not by
// a button either.
func TestInsightsAreOfOneServer(t *testing.T) {
	withLibrary(t, quiet, nil, func(t *testing.T, h *libraryScene) {
		other := h.Guild("elsewhere")
		there := other.Channel("general")
		h.alice.Grant(other, "MANAGE_GUILD")
		for n, scope := range []store.Scope{h.scope(), store.Guild(other.ID)} {
			a := store.Asked{At: time.Now(), By: [16]byte{1}, Question: fmt.Sprintf("Q%04dZ 在哪裡?", n), Outcome: "refused", Answer: [16]byte{byte(n + 1)}}
			if err := h.library.SaveSettings(t.Context(), scope, library.Settings{Retain: 30}); err != nil {
				t.Fatal(err)
			}
			if err := h.db.KeepQuestion(t.Context(), scope, a); err != nil {
				t.Fatal(err)
			}
		}
		here := h.alice.Slash(h.room, "insights").Answer("Q0000Z")
		elsewhere := h.alice.Slash(there, "insights").Answer("Q0001Z")
		if strings.Contains(here.Text(), "Q0001Z") || strings.Contains(elsewhere.Text(), "Q0000Z") {
			t.Errorf("%s\n%s", here.Text(), elsewhere.Text())
		}
		for _, label := range []string{"CSV", "JSON"} {
			m := h.alice.Click(here, label).Answer("")
			if text := fmt.Sprint(m.File("questions.csv"), m.File("insights.json")); strings.Contains(text, "Q0001Z") || !strings.Contains(text, "Q0000Z") {
				t.Errorf("%s:\n%s", label, text)
			}
		}
	})
}

// TestPolicyIsTrue checks that the privacy policy fits the settings of the server and of the
// bot.
func TestPolicyIsTrue(t *testing.T) {
	change := func(b *bot.Options, o *library.Options) {
		b.LogContent = true
		o.Limits.Grace = 36 * time.Hour
		o.Writing = &rag.Writing{Generator: scribe{}}
	}
	withLibrary(t, quiet, change, func(t *testing.T, h *libraryScene) {
		policy := func() string { return h.bob.Slash(h.room, "privacy policy").Answer("").Text() }
		has(t, policy(), "Questions are not kept", "written to a log.**", "36 hours", "A language model writes answers", "I do not see messages")
		h.set(option("keep_questions", 12), option("tell_askers", true), option("mode", "extractive"))
		has(t, policy(), "have questions kept for 12 days", "your ID and the channel are kept", "No language model writes answers here")
		text := h.bob.Slash(h.bob.DM(), "privacy policy").Answer("").Text()
		has(t, text, "Questions are not kept", "A language model")
		if strings.Contains(text, "counted by the day") {
			t.Error("questions in direct messages are counted")
		}
	})
}
