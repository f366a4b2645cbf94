package bot_test

import (
	"strings"
	"testing"
)

const illustrated = `# 港口

港口每天有三班渡輪。

![燈塔高四十二公尺，夜裡亮著綠光。](a.png)

![](b.png) ![image3.png](c.png)
`

// TestPicturesInside checks that the bot tells of pictures in an article when it is added and
// described, and that text in their place answers.
func TestPicturesInside(t *testing.T) {
	withLibrary(t, quiet, nil, func(t *testing.T, h *libraryScene) {
		has(t, h.alice.Slash(h.room, "library add", file("港口.md", illustrated)).Answer("✅").Text(), "🖼️ 有 3 張圖片沒有讀取")
		has(t, h.alice.Slash(h.room, "library info", about("港口")).Answer("港口").Text(), "🖼️ 有 3 張圖片沒有讀取")
		has(t, h.alice.Slash(h.room, "ask", question("燈塔夜裡亮什麼光？")).Answer("綠光").Text(), "燈塔高四十二公尺，夜裡亮著綠光。")
		if text := h.alice.Slash(h.room, "library add", file("湖.md", lake)).Answer("✅").Text(); strings.Contains(text, "🖼️") {
			t.Error("pictures of a text without any: " + text)
		}
		one := strings.Replace(illustrated, "![](b.png) ![image3.png](c.png)", "", 1)
		has(t, h.bob.Slash(h.bob.DM(), "library add", file("harbour.md", one)).Answer("✅").Text(), "🖼️ 1 picture not read")
	})
}
