package bot_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"footnote/internal/discordtest"
)

// without fails the test if a text has one of these parts.
func without(t *testing.T, text string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if strings.Contains(text, part) {
			t.Errorf("%q in\n%.1000s", part, text)
		}
	}
}

// TestNoDeadEnds checks that people are sent only to commands that they have, where they have
// them.
func TestNoDeadEnds(t *testing.T) {
	withLibrary(t, quiet, nil, func(t *testing.T, h *libraryScene) {
		h.give(lake)
		h.give(mill)
		carla := h.Person("carla", "zh-CN")
		for _, said := range []string{
			h.bob.Slash(h.room, "ask", question(lakeAsk), about("the mirror")).Answer("no article").Text(),
			carla.Slash(h.room, "article", about("镜子")).Answer("找不到文章").Text(),
			h.bob.Slash(h.room, "search", option("query", "ice"), about("the mirror")).Answer("no article").Text(),
		} {
			has(t, said, "</article:")
			without(t, said, "</library") // it is for managers
		}
		strange := h.Guild("a server without the bot").Channel("general")
		strange.RemoveBot()
		has(t, h.bob.Slash(strange, "ask", question(lakeAsk)).Answer("no articles").Text(), "</library add:", "in a direct message to me")
		has(t, carla.Slash(strange, "ask", question(lakeAsk)).Answer("没有文章").Text(), "私信")
	})
}

// TestArticlesOfMany checks that /article names all articles where it has no room to describe
// them, and how many more there are where not even that is possible.
func TestArticlesOfMany(t *testing.T) {
	withLibrary(t, quiet, nil, func(t *testing.T, h *libraryScene) {
		for n := range 24 {
			h.give(fmt.Sprintf("# The %dth report of the observatory\n\nIn the night number %d, the observatory saw %d comets above the northern mountains, and wrote down all of them.\n", n, n, n+100))
		}
		said := h.bob.Slash(h.room, "article").Answer("observatory").Text()
		has(t, said, "Articles in the library: 24", "</article:")
		for n := range 24 {
			has(t, said, fmt.Sprintf("The %dth report", n))
		}
		without(t, said, "more")
		for n := range 60 {
			h.give(fmt.Sprintf("# Minutes of the %dth meeting of the committee for long titles, which met in the hall beside the harbour in winter, %s\n\nThe committee met %d times.\n", n, strings.Repeat("and then again ", 4), n))
		}
		i := h.bob.Slash(h.room, "article")
		i.WaitFollowUps(2)
		var all []string
		for _, m := range i.Replies() {
			all = append(all, strings.Split(m.Text(), "\n")...)
		}
		titles := 0
		for _, line := range all {
			if strings.HasPrefix(line, "- ") {
				titles++
			}
		}
		if last := all[len(all)-1]; titles < 40 || last != fmt.Sprintf("… and %d more", 84-titles) {
			t.Errorf("%d titles, and then %q", titles, last)
		}
	})
}

// TestScriptOfTheReader checks that a question whose characters tell no script is answered in
// the script of its reader.
func TestScriptOfTheReader(t *testing.T) {
	withLibrary(t, quiet, nil, func(t *testing.T, h *libraryScene) {
		h.give(lake)
		h.give(mill)
		carla := h.Person("carla", "zh-CN")
		for asked, want := range map[string][2]string{
			"有哪些文章":  {"目前有2篇文章", "目前有 2 篇文章"},
			"你好":     {"问", "問"},
			"???":    {"问", "問"},
			"有哪些文章？": {"目前有2篇文章", "目前有 2 篇文章"},
		} {
			has(t, carla.Slash(h.room, "ask", question(asked)).Answer("").Text(), want[0])
			has(t, h.alice.Slash(h.room, "ask", question(asked)).Answer("").Text(), want[1])
		}
		// What tells its script decides itself.
		has(t, carla.Slash(h.room, "ask", question("你會做什麼？")).Answer("").Text(), "問")
	})
}

// TestNoInnerNames checks that nobody reads the program's own ids in place of names.
func TestNoInnerNames(t *testing.T) {
	withLibrary(t, quiet, nil, func(t *testing.T, h *libraryScene) {
		h.fix(hoursAsk, hoursAnswer)
		list := h.alice.Slash(h.room, "answers list").Answer(hoursAsk)
		h.alice.Click(list, "移除 1").Answer("已移除")
		again := h.alice.Click(list, "移除 1").Answer("")
		has(t, again.Text(), "這個答案已經移除", "</answers list:")

		words := h.bob.Say(h.room, "The water tower / reservoir will be torn down on the third of October by Eastbank Construction, who won the contract.")
		added := h.over(h.alice.MessageCommand(words, "Add to library")).Text()
		has(t, added, "✅ 已加入「The water tower", "…」")
		without(t, added, words.ID)
		forward := words.Forward(h.bob, h.bob.DM())
		forward.WaitReply("with your question")
		answer := h.bob.Say(h.bob.DM(), "When will the water tower be torn down?").WaitReply("October").Text()
		has(t, answer, "[1] The water tower")
		without(t, answer, forward.ID)

		// The title is the first line with words, as Discord shows it.
		rule := h.bob.Say(h.room, "***\n<@"+h.alice.ID+"> <:bell:123456789012345678> **AC/DC** plays at the water tower on Sunday.")
		has(t, h.over(h.alice.MessageCommand(rule, "Add to library")).Text(), "✅ 已加入「AC/DC plays at the water tower on Sunday.」")
		rule.Forward(h.bob, h.bob.DM()).WaitReply("with your question")
		has(t, h.bob.Say(h.bob.DM(), "When does AC/DC play at the water tower?").WaitReply("Sunday").Text(), "[1] AC/DC plays")

		// Where there are no words, nothing is added, and the advice fits a message.
		none := h.alice.MessageCommand(h.bob.Say(h.room, "👍 !!!"), "Add to library").Answer("❌").Text()
		has(t, none, "那則訊息裡沒有文字")
		h.bob.Say(h.room, "👍 !!!").Forward(h.bob, h.bob.DM()).WaitReply("with your question")
		h.bob.Say(h.bob.DM(), "When is it?").WaitReply("that message has no words")
		mention := h.alice.MessageCommand(h.bob.Say(h.room, "<@"+h.alice.ID+"> 👍"), "Add to library").Answer("❌").Text()
		has(t, mention, "那則訊息裡沒有文字")
		h.holds(h.scope(), "The water tower / reservoir will be torn down on the third…", "AC/DC plays at the water tower on Sunday.")
	})
}

// TestExportSaysOnce checks that an article of somebody's own library is not listed among those
// that they added to servers.
func TestExportSaysOnce(t *testing.T) {
	withLibrary(t, quiet, nil, func(t *testing.T, h *libraryScene) {
		h.alice.Slash(h.alice.DM(), "library add", file("mill.md", mill)).Answer("✅")
		h.alice.Slash(h.room, "library add", file("lake.md", lake)).Answer("✅")
		m := h.alice.Slash(h.alice.DM(), "privacy export").Answer("資料")
		text, raw := m.File("footnote.txt"), m.File("footnote.json")
		if n := strings.Count(text, "The old mill"); n != 1 || !strings.Contains(text, "鏡湖報告") {
			t.Errorf("%d times in\n%s", n, text)
		}
		if n := strings.Count(raw, "The old mill"); n != 1 {
			t.Errorf("%d times in\n%s", n, raw)
		}
	})
}

// TestSettingsAreTrue checks that the settings promise nothing that is not done, and that what is
// not set reads as such.
func TestSettingsAreTrue(t *testing.T) {
	withLibrary(t, quiet, nil, func(t *testing.T, h *libraryScene) {
		shown := h.alice.Slash(h.room, "settings show").Answer("設定").Text()
		has(t, shown, "（有把握才回答）：沒有", "公布答案的頻道：沒有", "審閱答案的頻道：沒有", "問題保存期限：不保存")
		has(t, h.set(option("tell_askers", true)), "通知提問者：是（", "不會通知", "「保存問題」")
		without(t, h.set(option("keep_questions", 1)), "不會通知", "不保存")
		has(t, h.set(option("keep_questions", 0), option("language", "en")), "How long questions are kept: not at all", "told of a later answer: yes (but no questions are kept, so nobody", "“keep_questions”", "are shown: nowhere")
	})
}

// TestRemovedSources checks that a reader of an answer is not told that an article has changed
// where it was removed, and that what is filled is named apart from the words around it.
func TestRemovedSources(t *testing.T) {
	withLibrary(t, quiet, judged(t), func(t *testing.T, h *libraryScene) {
		h.give(lake)
		h.set(option("keep_questions", 3))
		answer := h.bob.Slash(h.room, "ask", question(lakeAsk)).Answer(lakeFact)
		h.bob.Slash(h.room, "ask", question("What is the Wi-Fi password?")).Answer("")
		h.alice.Slash(h.room, "library remove", about("鏡湖報告")).Answer("已移除")
		has(t, h.bob.Click(answer, "Sources").Answer("").Text(), "removed")
		h.alice.Slash(h.room, "library add", file("desk.md", visitorDesk)).Answer("✅")
		time.Sleep(20 * time.Minute)
		has(t, h.alice.Slash(h.room, "insights").Answer("後來有了答案").Text(), "起，出自：Visitor centre")
	})
}

// TestCheckedAreStatements checks that a message's questions are not checked: no article says a
// question.
func TestCheckedAreStatements(t *testing.T) {
	withLibrary(t, quiet, judged(t), func(t *testing.T, h *libraryScene) {
		h.give(mill)
		h.bob.MessageCommand(h.bob.Say(h.room, "Really?! What now?"), "Check against the article").Answer("no statement to check")
		h.alice.MessageCommand(h.bob.Say(h.room, "磨坊是哪一年建的？"), "Check against the article").Answer("沒有可以核對的句子")
		said := h.bob.MessageCommand(h.bob.Say(h.room, "When was it built? The old mill was built in 1787."), "Check against the article").Answer("✅").Text()
		has(t, said, "> The old mill was built in 1787.")
		without(t, said, "When was it built")
	})
}

// TestNoWords checks that commands without words in them are told what is missing, rather than to
// mention the bot or to try the same again.
func TestNoWords(t *testing.T) {
	withLibrary(t, quiet, nil, func(t *testing.T, h *libraryScene) {
		h.give(lake)
		const blank = "\u200b \u200b"
		said := h.bob.Slash(h.room, "ask", question(blank)).Answer("no words").Text()
		without(t, said, "mention")
		has(t, h.alice.Slash(h.room, "search", option("query", blank)).Answer("").Text(), "你寫的內容裡沒有文字")
	})
}

// TestCalledSaidOnce checks that somebody who presses after a call is told once that there was one.
func TestCalledSaidOnce(t *testing.T) {
	withHelpers(t, discordtest.Options{}, nil, func(t *testing.T, h *libraryScene, _ *discordtest.Role, _ *discordtest.Person) {
		answer := h.bob.Slash(h.room, "ask", question(cake)).Answer("沒有提到")
		h.bob.Click(answer, "Ask a person").Acked()
		time.Sleep(time.Second)
		thanks := h.bob.Click(answer, "👎").Answer("Thank you")
		i := h.bob.Click(thanks, "Ask a person")
		time.Sleep(time.Minute)
		has(t, thanks.Text(), "have been called to this answer already")
		if more := i.FollowUps(); len(more) > 0 {
			t.Errorf("and once more: %s", more[0].Text())
		}
		if n := len(calls(h, h.room)); n != 1 {
			t.Errorf("%d calls", n)
		}
	})
}
