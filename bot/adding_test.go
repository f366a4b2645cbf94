package bot_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"footnote/bot"
	"footnote/bot/wire"
	"footnote/internal/discordtest"
	"footnote/library"
	"footnote/library/store"
)

func TestAddAgain(t *testing.T) {
	withLibrary(t, quiet, nil, func(t *testing.T, h *libraryScene) {
		h.alice.Slash(h.room, "library add", file("湖.md", lake)).Answer("✅ 已加入「鏡湖報告」")
		old := h.alice.Slash(h.room, "ask", question(lakeAsk)).Answer(lakeFact)
		h.alice.Slash(h.room, "library add", file("湖.md", lake)).Answer("☑️ 已經有「鏡湖報告」了")
		h.alice.Slash(h.room, "library add", file("湖.md", lakeNew)).Answer("🔄 已更新「鏡湖報告」")
		h.alice.Slash(h.room, "ask", question(lakeAsk)).Answer("39平方公里")
		h.alice.Click(old, "來源").Answer("文章已經更新或移除")
		// Discord gives both the same file name; they are two articles.
		h.alice.Slash(h.room, "library add", file("钟楼.md", tower)).Answer("✅ 已加入「钟楼史」")
		h.holds(h.scope(), "鏡湖報告", "钟楼史")
	})
}

func TestAddAddress(t *testing.T) {
	withLibrary(t, quiet, nil, func(t *testing.T, h *libraryScene) {
		h.Person("carla", "en-GB").Grant(h.guild, "ADMINISTRATOR")
		carla := h.Person("carla", "en-GB")
		h.web.put("https://mill.example/history", "<!doctype html><html lang=en><title>The old mill</title><body><article><h1>The old mill</h1><p>"+strings.Repeat(mill[17:], 3)+"</p></article></body></html>", 4*time.Second)
		i := carla.Slash(h.room, "library add", address(" https://mill.example/history "))
		has(t, i.Answer("Fetching").Text(), "🌐")
		i.Answer("✅ Added “The old mill”")
		answer := carla.Slash(h.room, "ask", question(millAsk)).Answer("1787")
		has(t, answer.Text(), "The old mill")
		failed := carla.Slash(h.room, "library add", address("https://mill.example/none")).Answer("❌ Not added")
		has(t, failed.Text(), "answers 404; check the address")
		both := carla.Slash(h.room, "library add", file("lake.md", lake), address("https://mill.example/history")).Answer("☑️")
		has(t, both.Text(), "✅ Added “鏡湖報告”")
		carla.Slash(h.room, "library add").Answer("attach a file or give an address")
	})
}

// TestAddLink checks that the link of a message adds what the message says, if it is in the
// same server or conversation.
func TestAddLink(t *testing.T) {
	withLibrary(t, quiet, nil, func(t *testing.T, h *libraryScene) {
		other := h.Guild("elsewhere").Channel("general")
		here := h.bob.Post(h.room, "@bot", discordtest.File{Name: "lake.md", Data: []byte(lake)})
		there := h.bob.Post(other, "@bot", discordtest.File{Name: "tower.md", Data: []byte(tower)})
		unread := h.bob.Post(h.room, "", discordtest.File{Name: "mill.md", Data: []byte(mill)}) // without the message content intent
		own := h.alice.Post(h.alice.DM(), "", discordtest.File{Name: "mill.md", Data: []byte(mill)})
		of := h.bob.Post(h.bob.DM(), "", discordtest.File{Name: "secret.md", Data: []byte(tower)})
		gone := h.bob.Say(h.room, "@bot "+mill)
		gone.Delete()
		mixed := strings.Replace(there.Link(), other.ID, h.room.ID, 1)
		forged := strings.Replace(there.Link(), h.Guild("elsewhere").ID, h.guild.ID, 1)

		h.alice.Slash(h.room, "library add", address(here.Link())).Answer("✅ 已加入「鏡湖報告」")
		h.alice.Slash(h.room, "library add", address(strings.Replace(here.Link(), "discord.com", "ptb.discord.com", 1))).Answer("☑️")
		for what, link := range map[string]string{
			"of another server": there.Link(), "of another server's channel": forged, "mixed": mixed, "deleted": gone.Link(),
			"of direct messages": own.Link(), "that may not be read": unread.Link(),
		} {
			if m := h.alice.Slash(h.room, "library add", address(link)).Answer("❌"); !strings.Contains(m.Text(), "讀不到那則訊息") {
				t.Errorf("a link %s: %s", what, m.Text())
			}
		}
		h.alice.Slash(h.alice.DM(), "library add", address(own.Link())).Answer("✅ 已加入「The old mill」")
		for _, link := range []string{here.Link(), of.Link()} {
			h.alice.Slash(h.alice.DM(), "library add", address(link)).Answer("讀不到那則訊息")
		}
		h.holds(h.scope(), "鏡湖報告")
		h.holds(store.Person(h.alice.ID), "The old mill")
	})
}

// TestAddMessage checks that the message command adds the files of a message, or the page whose
// address is its whole text, or its text.
func TestAddMessage(t *testing.T) {
	withLibrary(t, quiet, nil, func(t *testing.T, h *libraryScene) {
		h.web.put("https://lake.example/report.txt", lake, 0)
		files := h.bob.Post(h.room, "這兩篇", discordtest.File{Name: "one.md", Data: []byte(tower)}, discordtest.File{Name: "two.md", Data: []byte(mill)})
		has(t, h.alice.MessageCommand(files, wire.CommandAdd).Answer("✅ 已加入「The old mill」").Text(), "✅ 已加入「钟楼史」")
		link := h.bob.Say(h.room, "https://lake.example/report.txt")
		h.alice.MessageCommand(link, wire.CommandAdd).Answer("✅ 已加入「鏡湖報告」")
		text := h.bob.Say(h.room, "# 會議紀錄\n\n新的水塔定在三月十二日動工。工程由河東的隊伍負責，預計需要五十天。")
		h.alice.MessageCommand(text, wire.CommandAdd).Answer("✅ 已加入「會議紀錄」")
		answer := h.alice.Slash(h.room, "ask", question("新的水塔定在哪一天動工?")).Answer("三月十二日")
		has(t, h.alice.Slash(h.room, "article", about("會議")).Answer("會議紀錄").Text(), text.ID)
		h.alice.Click(answer, "來源").Answer("三月十二日")
		empty := h.bob.Post(h.room, "")
		h.alice.MessageCommand(empty, wire.CommandAdd).Answer("那則訊息裡沒有文字")
	})
}

// TestCannotAdd checks that the bot says why something cannot be added, and that none of it is
// stored.
func TestCannotAdd(t *testing.T) {
	huge := strings.Repeat("長", 6<<20)
	for name, c := range map[string]struct {
		file, text, want string
		fault            *discordtest.Fault
		limits           library.Limits
	}{
		"too large":                  {"huge.txt", huge, "檔案太大", nil, library.Limits{}},
		"empty":                      {"empty.txt", "", "❌ 沒有加入", nil, library.Limits{}},
		"a picture":                  {"cat.png", "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "cat.png 是圖片", nil, library.Limits{}},
		"a broken document":          {"report.docx", "PK\x03\x04\x14\x00\x00\x00broken", "report.docx 不是 zip 壓縮檔", nil, library.Limits{}},
		"a PDF where there are none": {"paper.pdf", "%PDF-1.7\nbroken", "paper.pdf 是 PDF，這裡不能讀取 PDF", nil, library.Limits{}},
		"404 of the CDN":             {"lake.md", lake, "回應錯誤 404", &discordtest.Fault{Status: 404}, library.Limits{}},
		"a CDN that is cut":          {"lake.md", lake, "連線中途斷了", &discordtest.Fault{After: true, Cut: true}, library.Limits{}},
		"a CDN that hangs":           {"lake.md", lake, "從這裡連不上", &discordtest.Fault{Hang: true}, library.Limits{}},
		"the articles":               {"lake.md", lake, "文章已達上限", nil, library.Limits{Articles: 1}},
		"the passages":               {"lake.md", lake, "段落已達上限", nil, library.Limits{Passages: 1}},
		"the characters a day":       {"lake.md", lake, "今天讀取的字數已達上限", nil, library.Limits{Characters: 150}},
	} {
		t.Run(name, func(t *testing.T) {
			withLibrary(t, discordtest.Options{Patience: time.Minute}, func(_ *bot.Options, o *library.Options) { o.Limits = c.limits }, func(t *testing.T, h *libraryScene) {
				h.alice.Slash(h.room, "library add", file("tower.md", tower)).Answer("✅")
				if c.fault != nil {
					h.Fault(discordtest.RouteCDN, *c.fault)
				}
				failed := h.alice.Slash(h.room, "library add", file(c.file, c.text)).Answer("❌ 沒有加入")
				has(t, failed.Text(), c.want)
				h.holds(h.scope(), "钟楼史")
				h.ClearFaults()
				h.alice.Slash(h.alice.DM(), "library add", file("lake.md", lake)).Answer("✅ 已加入") // the limits are per scope
			})
		})
	}
}

// TestSlowCDN checks that the bot waits for a slow CDN.
func TestSlowCDN(t *testing.T) {
	withLibrary(t, quiet, nil, func(t *testing.T, h *libraryScene) {
		h.Fault(discordtest.RouteCDN, discordtest.Fault{Delay: 10 * time.Second})
		i := h.alice.Slash(h.room, "library add", file("lake.md", lake))
		if took := i.Acked(); took > time.Second { // of the bubble's time
			t.Errorf("acknowledged after %v", took)
		}
		i.Answer("✅ 已加入「鏡湖報告」")
	})
}

// TestQueueOfAServer checks that a server with too many additions is told so, and others are
// not affected.
func TestQueueOfAServer(t *testing.T) {
	withLibrary(t, quiet, func(_ *bot.Options, o *library.Options) { o.Limits.Waiting = 2 }, func(t *testing.T, h *libraryScene) {
		h.web.put("https://slow.example/1", lake, time.Minute)
		var all []*discordtest.Interaction
		for range 3 {
			i := h.alice.Slash(h.room, "library add", address("https://slow.example/1"))
			i.Acked()
			time.Sleep(time.Second)
			all = append(all, i)
		}
		all[2].Answer("排隊中的新增已達上限")
		has(t, h.alice.Slash(h.room, "library list").Answer("文庫是空的").Text(), "🌐", "⏳")
		h.bob.Slash(h.bob.DM(), "library add", file("mill.md", mill)).Answer("⏳")
		time.Sleep(3 * time.Minute)
		for n, want := range []string{"✅", "☑️"} {
			all[n].Answer(want)
		}
		has(t, fmt.Sprint(h.bob.Sees(h.bob.DM())[0].Text()), "✅ Added “The old mill”")
	})
}
