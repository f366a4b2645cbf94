package bot_test

import (
	"fmt"
	"strings"
	"testing"
	"unicode"

	"footnote/bot/wire"
	"footnote/internal/discordtest"
	"footnote/internal/samples"
)

// TestHostileLibrary checks that names, addresses, titles and texts that try to ping, to link
// or to hide what they say do not succeed through the library's commands.
func TestHostileLibrary(t *testing.T) {
	withLibrary(t, quiet, nil, func(t *testing.T, h *libraryScene) {
		for n, text := range hostile(t, 37) { // each is stored on the disk
			flat := strings.Join(strings.Fields(strings.ReplaceAll(strings.ToValidUTF8(text, ""), "\x00", "")), " ")
			article := fmt.Sprintf("# %.600s\n\n## 二 %.600s\n\n第%d號測站的代碼是%.300s，水位是%d公分。\n", flat, flat, n, flat, n)
			named := discordtest.File{Name: fmt.Sprintf("%.400s.md", strings.ToValidUTF8(text, "")), Data: []byte(strings.ToValidUTF8(article, ""))}
			h.over(h.alice.Slash(h.room, "library add", option("file", named)))
			h.over(h.alice.SlashRaw(h.room, "library add", address(text)))
			h.alice.SlashRaw(h.room, "library info", about(text)).Answer("")
			h.bob.SlashRaw(h.room, "ask", question("水位是幾公分?"), about(text)).Answer("")
			h.bob.SlashRaw(h.room, "article", about(text)).Answer("")
			if n%3 == 0 {
				h.over(h.alice.MessageCommand(h.bob.Say(h.room, text), wire.CommandAdd))
				h.alice.Slash(h.room, "library list").Answer("")
				h.alice.SlashRaw(h.room, "library remove", about(text)).Answer("")
			}
			for _, choice := range h.bob.Autocomplete(h.room, "ask", about(text)) {
				if i := strings.IndexFunc(choice.Name, func(r rune) bool { return unicode.In(r, unicode.Cc, unicode.Bidi_Control) }); i >= 0 {
					t.Errorf("%q is offered", choice.Name)
				}
			}
		}
		h.alice.Slash(h.room, "library list").Answer("")
		h.bob.Slash(h.room, "article").Answer("")
		if all, err := h.library.List(t.Context(), h.scope()); len(all) < 5 || err != nil {
			t.Errorf("only %d articles, %v", len(all), err)
		}
		harmless(t, h.scene)
	})
}

// TestHostileArchive checks that files that are made to harm their reader end in a line of
// text, and that the bot goes on.
func TestHostileArchive(t *testing.T) {
	withLibrary(t, quiet, nil, func(t *testing.T, h *libraryScene) {
		folder := map[string][]byte{}
		for n, text := range hostile(t, 11) {
			folder[fmt.Sprintf("%d/%.100s.bin", n, strings.ToValidUTF8(text, ""))] = []byte("\x00\x01\x02")
		}
		folder["lake.md"] = []byte(lake)
		m := h.over(h.alice.Slash(h.room, "library add", file("all.zip", string(samples.Archive(folder)))))
		if n := len([]rune(m.Text())); n > 2000 {
			t.Errorf("%d characters", n)
		}
		h.holds(h.scope(), "鏡湖報告")
		if refused := h.Refusals(); len(refused) > 0 {
			t.Errorf("Discord refused %v", refused)
		}
		harmless(t, h.scene)
	})
}
