package bot_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"footnote/bot"
	"footnote/internal/discordtest"
	"footnote/library"
	"footnote/library/store"
	"footnote/rag"
)

const (
	hoursAsk    = "訪客中心幾點開?"
	hoursAnswer = "每天八點到五點。"
	fixedMark   = "📌"
)

// fix fixes an answer as alice.
func (h *libraryScene) fix(question, answer string, more ...discordtest.Option) *discordtest.Message {
	h.Helper()
	time.Sleep(time.Second) // so that the answers have an order
	return h.alice.Slash(h.room, "answers add", append([]discordtest.Option{option("question", question), option("answer", answer)}, more...)...).Answer("")
}

// TestFixedAnswers checks that whoever asks exactly the question of a fixed answer gets that
// answer, wherever they ask, and is told that a person says so.
func TestFixedAnswers(t *testing.T) {
	withLibrary(t, quiet, nil, func(t *testing.T, h *libraryScene) {
		h.alice.Slash(h.room, "library add", file("lake.md", lake)).Answer("✅")
		made := h.fix(hoursAsk, hoursAnswer, option("also", "開放時間 | when do you open?"))
		has(t, made.Text(), "已指定答案", hoursAsk, "開放時間", "> "+hoursAnswer, "alice")
		if !made.Ephemeral() {
			t.Error("everybody sees how it is fixed")
		}
		for _, asked := range []string{hoursAsk, "请问访客中心几点开？", "開放時間", "Hi, when do you OPEN"} {
			answer := h.bob.Slash(h.room, "ask", question(asked)).Answer(fixedMark)
			has(t, answer.Text(), hoursAnswer, "Answered by a person, not by an article", "Fixed by alice, <t:")
			for _, other := range []string{"✅", "🤖", "⚠️", "❔", "[1]"} {
				if strings.Contains(answer.Text(), other) {
					t.Errorf("%s in %s", other, answer.Text())
				}
			}
		}
		has(t, h.bob.Say(h.room, "@bot "+hoursAsk).WaitReply(fixedMark).Text(), hoursAnswer, "alice")
		// Other questions, and questions about one article, are answered from the articles.
		h.bob.Slash(h.room, "ask", question("訪客中心幾點關?")).Answer("❔")
		h.bob.Slash(h.room, "ask", question(hoursAsk), option("article", "鏡湖報告")).Answer("❔")
		h.bob.Slash(h.room, "ask", question(hoursAsk), file("other.md", mill)).Answer("❔")
		h.bob.Slash(h.room, "ask", question(lakeAsk)).Answer(lakeFact)
		h.bob.Slash(h.room, "search", option("query", hoursAsk)).Answer("")

		// Votes and private answers work as elsewhere.
		alone := h.bob.Slash(h.room, "ask", question(hoursAsk), private()).Answer(fixedMark)
		h.bob.Click(alone, "👍").Answer("Thank you")
		h.bob.Click(alone, "Make public")
		h.bob.Slash(h.room, "ask", question(hoursAsk)).Answer(fixedMark)

		h.restart()
		h.bob.Slash(h.room, "ask", question(hoursAsk)).Answer(fixedMark)
		if p := h.Pings(); len(p) > 0 {
			t.Errorf("pinged %v", p)
		}
	})
}

// TestFixedInAWindow checks that long answers are written in a window, and that a list shows
// all of them, to edit and to remove.
func TestFixedInAWindow(t *testing.T) {
	withLibrary(t, quiet, nil, func(t *testing.T, h *libraryScene) {
		has(t, h.alice.Slash(h.room, "answers list").Answer("").Text(), "還沒有指定任何答案")
		w := h.alice.Slash(h.room, "answers add", option("question", hoursAsk)).Modal()
		if w.Fields[0].Value != hoursAsk || w.Fields[1].Most != 4000 {
			t.Errorf("%+v", w)
		}
		has(t, w.Submit(h.alice, map[string]string{"answer": "八點。\n\n星期一休息。", "also": "開放時間\n\nopening hours\n開放時間"}).Answer("").Text(), "已指定答案", "> 八點。\n> \n> 星期一休息。")
		has(t, h.bob.Say(h.bob.DM(), hoursAsk).WaitReply("").Text(), "你的文庫還沒有文章") // the answer is the server's
		has(t, h.bob.Slash(h.room, "ask", question("Opening Hours!")).Answer(fixedMark).Text(), "八點。\n\n星期一休息。")

		for n := range 6 {
			h.fix(fmt.Sprintf("問題%d?", n), fmt.Sprintf("答案%d", n))
		}
		list := h.alice.Slash(h.room, "answers list").Answer("指定的答案：7")
		has(t, list.Text(), "**1** "+hoursAsk, "其他問法：開放時間 / opening hours", "**5** 問題3?", "→ 答案3")
		second := h.alice.Click(list, "▶").Answer("**7** 問題5?")
		gone := h.alice.Click(second, "移除 7").Answer("已移除")
		has(t, gone.Text(), "問題5?", "> 答案5")
		h.alice.Click(second, "移除 7").Answer("已經移除了")
		h.alice.Click(h.alice.Click(second, "◀").Answer("指定的答案：6"), "編輯 2").Modal()
		w = h.alice.Click(list, "編輯 1").Modal()
		if w.Fields[1].Value != "八點。\n\n星期一休息。" || w.Fields[2].Value != "開放時間\nopening hours" {
			t.Errorf("%+v", w.Fields)
		}
		has(t, w.Submit(h.alice, map[string]string{"question": "訪客中心什麼時候開?", "answer": "九點。"}).Answer("").Text(), "已更改答案")
		h.bob.Slash(h.room, "ask", question("訪客中心什麼時候開")).Answer("九點。")
		h.bob.Slash(h.room, "ask", question("開放時間")).Answer("九點。")
		h.bob.Slash(h.room, "ask", question(hoursAsk)).Answer("no articles yet")

		offered := h.alice.Autocomplete(h.room, "answers remove", option("question", "訪客"))
		if len(offered) != 1 || offered[0].Value != "訪客中心什麼時候開?" {
			t.Errorf("%+v", offered)
		}
		if all := h.bob.Autocomplete(h.room, "ask", option("question", "問題")); len(all) != 5 {
			t.Errorf("bob is offered %+v", all)
		}
		h.alice.Slash(h.room, "answers remove", option("question", "開放時間")).Answer("已移除：訪客中心什麼時候開?")
		h.bob.Slash(h.room, "ask", question("開放時間")).Answer("no articles yet")
	})
}

// TestUnfitFixes checks that the bot says why an answer cannot be fixed, and that nothing of
// what was written is lost.
func TestUnfitFixes(t *testing.T) {
	withLibrary(t, quiet, nil, func(t *testing.T, h *libraryScene) {
		has(t, h.fix("???", "一個答案").Text(), "沒有文字", "一個答案")
		h.fix(hoursAsk, hoursAnswer, option("also", "開放時間"))
		has(t, h.fix("其他問題?", "另一個答案", option("also", "開放時間")).Text(), "已經有答案", hoursAsk, "另一個答案")
		has(t, h.fix("其他問題?", "另一個答案", option("also", "a|b|c|d|e|f|g|h|i|j|k|l")).Text(), "最多 10 種")
		has(t, h.fix(hoursAsk, "九點。").Text(), "已更改答案")
		h.bob.Slash(h.room, "ask", question("開放時間")).Answer("no articles yet") // the wordings are those of the new answer

		var many []store.Fixed
		for n := range 299 {
			many = append(many, store.Fixed{ID: fmt.Sprint(n), Question: fmt.Sprintf("q%d", n), Answer: "a"})
		}
		if err := h.db.ChangeFixed(t.Context(), h.scope(), func([]store.Fixed) ([]store.Fixed, []string, error) { return many, nil, nil }); err != nil {
			t.Fatal(err)
		}
		has(t, h.fix("第三百零一?", "沒有位子").Text(), "已經有 300 個")
		has(t, h.fix(hoursAsk, "十點。").Text(), "已更改答案")
	})
}

// TestWhoFixes checks that only managers of a server fix answers there, whatever buttons and
// windows are left, and that nothing of one server is in another.
func TestWhoFixes(t *testing.T) {
	withLibrary(t, quiet, nil, func(t *testing.T, h *libraryScene) {
		h.fix(hoursAsk, hoursAnswer)
		list := h.alice.Slash(h.room, "answers list").Answer("")
		w := h.alice.Click(list, "編輯 1").Modal()
		if _, err := h.bob.TrySlash(h.room, "answers list"); err == nil {
			t.Error("everybody is shown the command")
		}
		h.guild.Override("answers")
		for _, command := range []string{"answers list", "answers add"} {
			h.bob.Slash(h.room, command).Answer("“Manage Server” permission")
		}
		h.bob.Slash(h.room, "answers remove", option("question", hoursAsk)).Answer("“Manage Server” permission")
		for _, label := range []string{"編輯 1", "移除 1"} {
			h.bob.Click(list, label).Answer("“Manage Server” permission")
		}
		w.Submit(h.bob, map[string]string{"answer": "bob says so"}).Answer("“Manage Server” permission")

		other := h.Guild("elsewhere")
		there := other.Channel("general")
		carla := h.Person("carla", "en-US")
		carla.Grant(other, "MANAGE_GUILD")
		carla.Slash(there, "ask", question(hoursAsk)).Answer("no articles yet")
		has(t, carla.Slash(there, "answers list").Answer("").Text(), "No answer is fixed yet")
		carla.Slash(there, "answers remove", option("question", hoursAsk)).Answer("No answer is fixed for")
		if all := carla.Autocomplete(there, "ask", option("question", "")); len(all) != 0 {
			t.Errorf("carla is offered %+v", all)
		}
		carla.ClickRaw(carla.Slash(there, "answers list").Answer(""), list.Buttons()[0].CustomID).Answer("no longer works")
		h.bob.Slash(h.room, "ask", question(hoursAsk)).Answer(hoursAnswer)

		// In direct messages, people have answers of their own.
		h.bob.Slash(h.bob.DM(), "answers add", option("question", "hello"), option("answer", "Hello, me.")).Answer("Fixed")
		has(t, h.bob.Say(h.bob.DM(), "Hello!!").WaitReply(fixedMark).Text(), "Hello, me.", "Fixed by bob")
		h.alice.Say(h.alice.DM(), "hello").WaitReply("")
		if text := h.alice.Say(h.alice.DM(), "hello").WaitReply("").Text(); strings.Contains(text, "Hello, me.") {
			t.Error(text)
		}
	})
}

// TestHostileFixes checks that nothing in a manager's text or name becomes markup, a mention or
// a link.
func TestHostileFixes(t *testing.T) {
	const nasty = "@everyone <@1> <@&2> **bold** [click](https://evil.example) https://evil.example/x `code` ||spoiler||\n> quote\n# heading\n\u202egnorw"
	withLibrary(t, quiet, nil, func(t *testing.T, h *libraryScene) {
		mallory := h.Person("mallory @everyone **b** <@1>", "en-US")
		mallory.Grant(h.guild, "MANAGE_GUILD")
		w := mallory.Slash(h.room, "answers add", option("question", nasty[:60])).Modal()
		made := w.Submit(mallory, map[string]string{"answer": nasty, "also": "also " + nasty[:40]}).Answer("")
		answer := h.bob.Slash(h.room, "ask", question(nasty[:60])).Answer("")
		list := mallory.Slash(h.room, "answers list").Answer("")
		for _, text := range []string{made.Text(), answer.Text(), list.Text(), mallory.Click(list, "Remove 1").Answer("").Text()} {
			for _, raw := range []string{"@everyone", "<@1>", "<@&2>", "**bold**", "**b**", "](https", "https://evil", "`code`", "\n# ", "\u202e"} {
				if strings.Contains(text, raw) {
					t.Errorf("%q is in\n%s", raw, text)
				}
			}
		}
		if p := h.Pings(); len(p) > 0 {
			t.Errorf("pinged %v", p)
		}
	})
}

// TestLongFixes checks that a long answer takes several messages or a file, and says in any
// case that a person gave it.
func TestLongFixes(t *testing.T) {
	withLibrary(t, quiet, nil, func(t *testing.T, h *libraryScene) {
		for n, sign := range []string{"好", "*"} {
			asked := fmt.Sprint("question ", n)
			w := h.alice.Slash(h.room, "answers add", option("question", asked)).Modal()
			w.Submit(h.alice, map[string]string{"answer": strings.Repeat(sign, 4000)}).Answer("已指定答案")
			i := h.bob.Slash(h.room, "ask", question(asked))
			all := i.Answer("Answered by a person").Text()
			if file := i.Answer("").File("answer.md"); file != "" {
				has(t, file, strings.Repeat(sign, 4000), "Fixed by alice")
			} else {
				time.Sleep(time.Second)
				for _, m := range i.FollowUps() {
					all += m.Text()
				}
				if got := strings.Count(all, sign); got != 4000 {
					t.Errorf("%d of 4000 characters", got)
				}
			}
			has(t, all, "Fixed by alice, <t:")
		}
	})
}

// TestFixedInConversations checks that a question in a listening channel, in a thread and in a
// conversation gets the fixed answer, and that a follow-up of another question does not.
func TestFixedInConversations(t *testing.T) {
	withLibrary(t, discordtest.Options{Unlimited: true, Content: true}, func(o *bot.Options, _ *library.Options) { o.MessageContent = true }, func(t *testing.T, h *libraryScene) {
		h.alice.Slash(h.room, "library add", file("lake.md", lake)).Answer("✅")
		h.set(option("listen", h.room))
		h.fix(hoursAsk, hoursAnswer)
		h.fix("那深度呢?", "不要這樣問。")
		h.fix("謝謝", "不客氣，我是人寫的。")
		h.bob.Say(h.room, hoursAsk).WaitReply(hoursAnswer)
		answer := h.bob.Say(h.room, "@bot "+lakeAsk).WaitReply(lakeFact)
		if follow := h.bob.Reply(answer, "那深度呢?").WaitReply(""); strings.Contains(follow.Text(), "不要這樣問") {
			t.Errorf("%s", follow.Text())
		}
		h.bob.Reply(answer, hoursAsk).WaitReply(hoursAnswer)
		h.bob.Reply(answer, "謝謝!").WaitReply("我是人寫的")
		h.bob.Slash(h.room, "ask", question("那深度呢?")).Answer("不要這樣問")
	})
}

// TestFixedAnswerNeedsNoModel checks that no language model is called for a question with a
// fixed answer.
func TestFixedAnswerNeedsNoModel(t *testing.T) {
	withLibrary(t, quiet, func(_ *bot.Options, o *library.Options) { o.Writing = &rag.Writing{Generator: unwilling{t}} }, func(t *testing.T, h *libraryScene) {
		h.alice.Slash(h.room, "library add", file("lake.md", lake)).Answer("✅")
		h.fix(lakeAsk, "問我就好。")
		h.bob.Slash(h.room, "ask", question(lakeAsk)).Answer("問我就好。")
	})
}

// TestFixedGap checks that a fixed answer closes a gap, that the askers are told and the report
// counts it, and that the answer stays when the data of its author is deleted.
func TestFixedGap(t *testing.T) {
	withLibrary(t, quiet, nil, func(t *testing.T, h *libraryScene) {
		h.alice.Slash(h.room, "library add", file("lake.md", lake)).Answer("✅")
		h.set(option("keep_questions", 30), option("tell_askers", true))
		h.bob.Slash(h.room, "ask", question(wifiAsk)).Answer("")
		time.Sleep(time.Second)
		report := h.alice.Slash(h.room, "insights").Answer("沒有確定答案的問題：1")
		w := h.alice.Click(report, "回答 1").Modal()
		if w.Fields[0].Value != wifiAsk {
			t.Errorf("%+v", w.Fields)
		}
		w.Submit(h.alice, map[string]string{"answer": "mirror2026"}).Answer("已指定答案")
		time.Sleep(5 * time.Minute)
		if told := h.bob.Sees(h.bob.DM()); len(told) != 1 || !strings.Contains(told[0].Text(), "I have one now") {
			t.Errorf("bob is told %d times", len(told))
		}
		h.bob.Slash(h.room, "ask", question(wifiAsk)).Answer("mirror2026")
		time.Sleep(time.Second)
		has(t, h.alice.Slash(h.room, "insights").Answer("後來有了答案").Text(), "📌 訪客中心的Wi", "以指定的答案回答：1 次")

		export := h.alice.Slash(h.room, "privacy export").Answer("")
		has(t, export.File("footnote.txt"), "你指定的答案", wifiAsk+": mirror2026 (alice)")
		has(t, export.File("footnote.json"), `"fixed_answers"`, "mirror2026")
		h.alice.Click(h.alice.Slash(h.room, "privacy delete").Answer(""), "刪除").Answer("")
		answer := h.bob.Slash(h.room, "ask", question(wifiAsk)).Answer("mirror2026")
		has(t, answer.Text(), "Fixed by a former manager")
		if strings.Contains(answer.Text(), "alice") {
			t.Error("she is still named")
		}
	})
}

// An unwilling model must not be called.
type unwilling struct{ *testing.T }

func (unwilling) Model() string { return "unwilling" }

func (u unwilling) Generate(context.Context, rag.Prompt, func(string) error) (rag.Generated, error) {
	u.Error("the model is asked")
	return rag.Generated{}, errors.New("unwilling")
}
