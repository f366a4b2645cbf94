package bot_test

import (
	"strings"
	"testing"

	"footnote/internal/discordtest"
)

// TestAnswerFromThePage checks that an answer from a web page links to it, at the sentence, and
// can be followed up like any other. What the page says itself is no link.
func TestAnswerFromThePage(t *testing.T) {
	const (
		site     = "https://lighthouse.example/tower_(old)"
		sentence = "燈塔高四十二公尺，漆成白色，一八九八年六月完工。"
		host     = ">) ·\u00a0lighthouse.example"
		link     = "](<https://lighthouse.example/tower_%28old%29#:~:text=%E7%87%88%E5%A1%94%E9%AB%98%E5%9B%9B%E5%8D%81%E4%BA%8C%E5%85%AC%E5%B0%BA,%E4%B8%80%E5%85%AB%E4%B9%9D%E5%85%AB%E5%B9%B4%E5%85%AD%E6%9C%88%E5%AE%8C%E5%B7%A5"
	)
	page := "<!doctype html><html lang=zh-TW><head><title>燈塔 [史]</title><link rel=canonical href='https://evil.example/'></head><body><article><h1>燈塔 [史]</h1><p>這座燈塔立在港口的北岸，每天晚上都有人點燈。" +
		sentence + "守塔的人住在塔下的小屋裡，一共三個人。</p><p>更多內容請見[官方網站](https://evil.example/)與 https://evil.example/ 。</p></article></body></html>"
	withLibrary(t, discordtest.Options{}, nil, func(t *testing.T, h *libraryScene) {
		h.web.put(site, page, 0)
		h.web.put("http://wiki.lan/boats", "# 渡船手冊\n\n渡船每天開十二班，票價是三十五元。\n", 0)
		h.over(h.alice.Slash(h.room, "library add", address(site)))
		h.over(h.alice.Slash(h.room, "library add", address("http://wiki.lan/boats")))

		asked := h.alice.Say(h.room, "@bot 燈塔有多高?")
		answer := asked.WaitReply("四十二公尺")
		has(t, answer.Text(), "-# ✅ 以文章原句回答\n"+sentence+" [1]\n", "\n\n-# [1][2] [燈塔 ［史］"+link, host)
		lacks(t, answer.Text(), "evil")
		has(t, answer.Text(), host+" ·\u00a0讀取於 2000-01-01")
		has(t, h.bob.Slash(h.room, "ask", question("燈塔有多高?")).Answer("四十二公尺").Text(), host+" ·\u00a0read 1 Jan 2000")
		shown := h.bob.Click(answer, "來源").Answer("**[1][2]**")
		has(t, shown.Text(), "**[1][2]** [燈塔 ［史］"+link, host, "**"+sentence)
		for _, m := range []*discordtest.Message{answer, shown} {
			before, rest, _ := strings.Cut(m.Text(), "](<")
			_, behind, _ := strings.Cut(rest, host)
			if found := discordtest.Unsafe(before + behind); found != "" {
				t.Errorf("%q leads out of Discord: %s", found, m.Text())
			}
		}

		// A follow-up continues from the text of the answer, not from its links.
		follow := h.alice.Reply(answer, "那是哪一年完工的?").WaitReply("一八九八年")
		has(t, follow.Text(), host)

		// Addresses in a private network are not shown.
		inside := h.alice.Slash(h.room, "ask", question("渡船的票價是多少?")).Answer("三十五元")
		has(t, inside.Text(), "-# [1] 渡船手冊")
		lacks(t, inside.Text(), "wiki.lan")
		lacks(t, h.bob.Click(inside, "來源").Answer("渡船").Text(), "wiki.lan")
	})
}
