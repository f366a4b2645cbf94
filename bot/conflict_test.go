package bot_test

import (
	"testing"
)

// TestConflict checks that if two articles disagree a reader sees both sentences, each with its
// source, below a line that says so.
func TestConflict(t *testing.T) {
	withLibrary(t, quiet, judged(t), func(t *testing.T, h *libraryScene) {
		h.alice.Slash(h.room, "library add", file("guide.md", "# 大橋簡介\n\n跨海大橋連接南北兩岸，於1998年完工。橋面設有人行道。\n")).Answer("✅")
		h.alice.Slash(h.room, "library add", file("history.md", "# 地方誌\n\n漁村在戰後逐漸沒落。跨海大橋2001年完工之後，觀光客才多了起來。\n")).Answer("✅")
		answer := h.alice.Slash(h.room, "ask", question("跨海大橋是哪一年完工的?")).Answer("1998年")
		has(t, answer.Text(), "-# ⚠️ 說法不一\n各篇文章的說法不同：\n- ", "跨海大橋連接南北兩岸，於1998年完工。 [", "\n- ", "跨海大橋2001年完工之後，觀光客才多了起來。 [", "大橋簡介", "地方誌")
		lacks(t, answer.Text(), "✅")
		has(t, h.bob.Click(answer, "來源").Answer("").Text(), "大橋簡介", "地方誌")
		has(t, h.bob.Slash(h.room, "ask", question("橋面設有什麼?")).Answer("人行道").Text(), "✅")
	})
}
