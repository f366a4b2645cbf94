package bot_test

import (
	"strings"
	"testing"

	"footnote/bot"
	"footnote/bot/wire"
	"footnote/corpus"
	"footnote/internal/discordtest"
	"footnote/library"
	"footnote/rag/index"
)

const storageAsk = "2022年我國數據存儲量是多少?"

// withExample sets the built-in article as the example, which answers only if somebody asks for
// it.
func withExample(t *testing.T) func(*bot.Options, *library.Options) {
	return func(_ *bot.Options, o *library.Options) { o.Example = index.New([]*corpus.Article{builtin(t)}) }
}

// TestNoArticles checks that everything says so if there are no articles, and that nothing is
// answered from an article that the asker has not heard of.
func TestNoArticles(t *testing.T) {
	withLibrary(t, quiet, withExample(t), func(t *testing.T, h *libraryScene) {
		const none, own = "這個伺服器的文庫還沒有文章", "你的文庫還沒有文章"
		for _, command := range []string{"ask", "search"} {
			option := map[string]discordtest.Option{"ask": question(storageAsk), "search": option("query", storageAsk)}[command]
			m := h.alice.Slash(h.room, command, option).Answer(none)
			has(t, m.Text(), "/library add")
			lacks(t, m.Text(), "724.5EB")
		}
		h.alice.Slash(h.room, "article").Answer(none)
		h.alice.Slash(h.room, "ask", question(storageAsk), about("大模型")).Answer(none)
		post := h.bob.Say(h.room, "2022年我國數據存儲量是724.5EB。")
		h.alice.MessageCommand(post, wire.CommandCheck).Answer(none)
		h.alice.Slash(h.room, "library list").Answer("文庫是空的")
		if offered := h.alice.Autocomplete(h.room, "ask", about("大")); len(offered) > 0 {
			t.Errorf("articles are offered where there are none: %v", offered)
		}
		h.alice.Say(h.room, "@bot "+storageAsk).WaitReply(none)
		h.alice.Say(h.alice.DM(), storageAsk).WaitReply(own)
		h.bob.Say(h.bob.DM(), "How much data was stored in 2022?").WaitReply("Your library has no articles yet")

		h.alice.Slash(h.room, "library add", file("湖.md", lake)).Answer("✅")
		h.alice.Slash(h.room, "ask", question(lakeAsk)).Answer("[1]")
		h.alice.Say(h.alice.DM(), lakeAsk).WaitReply(own)
	})
}

// TestExample checks that the example answers whoever presses its button, with everything that
// an answer has.
func TestExample(t *testing.T) {
	withLibrary(t, quiet, withExample(t), func(t *testing.T, h *libraryScene) {
		offer := h.alice.Slash(h.room, "ask", question(storageAsk)).Answer("內建的示範文章")
		h.bob.Click(offer, "用示範文章回答").Answer("Only the person who asked")
		answer := h.alice.Click(offer, "用示範文章回答").Answer("724.5EB")
		has(t, answer.Text(), "大模型這一年", "[1]")
		has(t, h.alice.Click(answer, "來源").Answer("724.5EB").Text(), "大模型這一年")

		offer = h.bob.Say(h.bob.DM(), storageAsk).WaitReply("示範文章")
		answer = h.bob.Click(offer, "用示範文章回答").Answer("724.5EB")
		for _, button := range answer.Buttons() { // a question to ask next is asked of the same article
			if len([]rune(button.Label)) > 4 {
				lacks(t, h.bob.Click(answer, button.Label).Answer("").Text(), "還沒有文章")
				return
			}
		}
		t.Error("no suggested question")
	})
}

// TestOwnArticleEndsExample checks that the example is no longer offered once a person or a
// server has an article, and is again after that is removed.
func TestOwnArticleEndsExample(t *testing.T) {
	withLibrary(t, quiet, withExample(t), func(t *testing.T, h *libraryScene) {
		offer := h.alice.Slash(h.room, "ask", question(storageAsk)).Answer("示範文章")
		h.alice.Slash(h.room, "library add", file("湖.md", lake)).Answer("✅")
		h.alice.Click(offer, "用示範文章回答").Answer("724.5EB") // whoever asks for the example gets it
		lacks(t, h.alice.Slash(h.room, "ask", question(storageAsk)).Answer("").Text(), "724.5EB")
		h.alice.Slash(h.room, "library remove", about("鏡湖報告")).Answer("已移除")
		h.alice.Slash(h.room, "ask", question(storageAsk)).Answer("還沒有文章")
	})
}

// lacks fails the test if a text contains a part.
func lacks(t *testing.T, text, part string) {
	t.Helper()
	if strings.Contains(text, part) {
		t.Errorf("%q in\n%.1000s", part, text)
	}
}
