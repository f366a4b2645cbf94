package bot_test

import (
	"strings"
	"testing"
	"time"

	"footnote/bot"
	"footnote/bot/wire"
	"footnote/internal/discordtest"
)

// aside is a report that is in no library, with a question and its answer.
const (
	aside     = "# 竹溪水廠年報\n\n竹溪水廠於1968年啟用，每日出水量為4200噸。濾池共有六座，每座面積90平方公尺。\n\n水廠的夜班由兩人輪值，每小時記錄一次濁度。\n"
	asideAsk  = "竹溪水廠每日出水量是多少噸?"
	asideFact = "4200噸"
)

// TestRoleMention checks that a mention of the bot's own role counts like a mention of the bot,
// as far as Discord shows the text of such a message.
func TestRoleMention(t *testing.T) {
	d := newEngine(t, builtin(t))
	play(t, d, nil, func(t *testing.T, s *scene) {
		role, other := s.Guild("reading room").BotRole(), s.Guild("reading room").Role("readers")
		has(t, s.alice.Say(s.room, role.Mention()+" "+asked).WaitReply("身分組").Text(), "Pick me from the list")
		s.alice.Say(s.room, "@bot "+role.Mention()+" "+asked).WaitReply(fact)
		for _, text := range []string{other.Mention() + " " + asked, asked} {
			m := s.alice.Say(s.room, text)
			time.Sleep(30 * time.Second)
			if n := len(m.Replies()); n != 0 {
				t.Errorf("%q has %d replies", text, n)
			}
		}
	})
}

// TestAskAboutFile checks that a question with a file, or about a forwarded message, is
// answered from that, and that nothing of it is stored.
func TestAskAboutFile(t *testing.T) {
	withLibrary(t, quiet, nil, func(t *testing.T, h *libraryScene) {
		h.alice.Slash(h.room, "library add", file("湖.md", lake)).Answer("✅")
		sent := discordtest.File{Name: "年報.md", Data: []byte(aside)}

		answer := h.bob.Post(h.room, "@bot "+asideAsk, sent).WaitReply(asideFact)
		has(t, answer.Text(), "竹溪水廠年報", "內容不會保存", "請回覆這則訊息")
		for _, b := range answer.Buttons() {
			if b.Emoji == "📖" || b.Emoji == "🔍" || b.Label != "" {
				t.Errorf("the button %q is about a file that is not stored", b.Label)
			}
		}
		h.bob.Reply(answer, "那濾池有幾座?").WaitReply("六座")
		h.bob.Post(h.room, "@bot "+lakeAsk, sent).WaitReply("沒有提到")
		h.bob.Say(h.room, "@bot "+asideAsk).WaitReply("沒有提到")
		h.bob.Say(h.room, "@bot "+lakeAsk).WaitReply(lakeFact)

		slash := h.bob.Slash(h.room, "ask", question(asideAsk), file("年報.md", aside)).Answer("It is not kept.")
		has(t, slash.Text(), "> "+asideAsk, asideFact)
		if strings.Contains(slash.Text(), "Reply to this message") { // no message has the file
			t.Errorf("a reply is asked for below %q", slash.Text())
		}
		has(t, h.bob.Slash(h.room, "ask", question(asideAsk), file("a.png", "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")).Answer("❌").Text(), "a.png")
		h.holds(h.scope(), "鏡湖報告")

		// A file without a question waits for one.
		asks := h.bob.Post(h.room, "@bot", sent).WaitReply("with your question")
		h.bob.Reply(asks, asideAsk).WaitReply(asideFact)
	})
}

// TestAskAboutForward checks forwards to the bot, which come without words: the question
// follows, at once or later.
func TestAskAboutForward(t *testing.T) {
	withLibrary(t, quiet, nil, func(t *testing.T, h *libraryScene) {
		dm := h.alice.DM()
		h.alice.Slash(dm, "library add", file("湖.md", lake)).Answer("✅")
		report := h.bob.Post(h.room, "今年的年報出來了", discordtest.File{Name: "report.md", Data: []byte(aside)})
		words := h.bob.Say(h.room, "水塔將在十月三日拆除，拆除工程由河東營造負責，預計需要十二天。")

		forward := report.Forward(h.alice, dm)
		h.alice.Say(dm, asideAsk).WaitReply(asideFact)
		time.Sleep(time.Minute)
		if n := len(forward.Replies()); n != 0 {
			t.Errorf("%d replies to a forward that had its question", n)
		}

		asks := words.Forward(h.alice, dm).WaitReply("寫下你的問題")
		h.alice.Say(dm, "水塔在哪一天拆除?").WaitReply("十月三日")
		h.alice.Reply(asks, "拆除工程由誰負責?").WaitReply("河東營造")
		h.alice.Say(dm, lakeAsk).WaitReply(lakeFact)
		for _, text := range h.Contents() {
			if strings.Contains(text, "bob") {
				t.Errorf("it says who wrote what was forwarded: %s", text)
			}
		}
	})
}

// TestMessageCommandsReadAll checks that message commands read all parts of a message.
func TestMessageCommandsReadAll(t *testing.T) {
	withLibrary(t, quiet, nil, func(t *testing.T, h *libraryScene) {
		elsewhere := h.Guild("elsewhere").Channel("general")
		text := h.bob.Say(elsewhere, "# 水塔公告\n\n水塔將在十月三日拆除，拆除工程由河東營造負責，預計需要十二天。")
		link := h.bob.Say(elsewhere, "https://lake.example/report.txt")
		h.web.put("https://lake.example/report.txt", lake, 0)
		embed := map[string]any{
			"type": "rich", "title": "氣象站月報", "description": "氣象站在九月共記錄了18次雷雨，最大風速為每秒31公尺。",
			"fields": []any{map[string]any{"name": "值班", "value": "兩人輪流，每班八小時。", "inline": true}}, "footer": map[string]any{"text": "山下氣象站"},
		}

		h.alice.MessageCommand(text.Forward(h.alice, h.room), wire.CommandAdd).Answer("✅ 已加入「水塔公告」")
		h.alice.MessageCommand(link.Forward(h.alice, h.room), wire.CommandAdd).Answer("✅ 已加入「鏡湖報告」")
		h.alice.MessageCommand(h.room.Embed(h.alice, "", embed), wire.CommandAdd).Answer("✅ 已加入「氣象站月報」")
		h.alice.Slash(h.room, "ask", question("九月記錄了幾次雷雨?")).Answer("18次")

		claims := map[string]*discordtest.Message{
			"a forward":        h.bob.Say(elsewhere, "湖水最深處達到82公尺。").Forward(h.alice, h.room),
			"an embed":         h.room.Embed(h.alice, "", map[string]any{"type": "rich", "description": "湖水最深處達到82公尺。"}),
			"a poll":           h.room.Poll(h.bob, "湖有多深？", "湖水最深處達到82公尺。", "湖水最深處達到28公尺。"),
			"a file":           h.bob.Post(h.room, "", discordtest.File{Name: "notes.txt", Data: []byte("湖水最深處達到82公尺。\n")}),
			"a forwarded file": h.bob.Post(elsewhere, "", discordtest.File{Name: "notes.md", Data: []byte("# 筆記\n\n湖水最深處達到82公尺。\n")}).Forward(h.alice, h.room),
		}
		for what, m := range claims {
			if got := h.alice.MessageCommand(m, wire.CommandCheck).Answer("核對").Text(); !strings.Contains(got, "✅") {
				t.Errorf("%s: %s", what, got)
			}
		}
		h.alice.MessageCommand(claims["a poll"], wire.CommandAdd).Answer("✅")
		picture := h.bob.Post(h.room, "", discordtest.File{Name: "cat.png", Data: []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")})
		has(t, h.alice.MessageCommand(picture, wire.CommandCheck).Answer("❌").Text(), "cat.png")
		captioned := h.bob.Post(h.room, "湖水最深處達到82公尺。", discordtest.File{Name: "cat.png", Data: []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")})
		h.alice.MessageCommand(captioned, wire.CommandCheck).Answer("✅")
	})
}

// TestReplyToFile checks that a reply to somebody else's file is about that file if Discord
// shows it to the bot, and that otherwise the answer says that it was made without it.
func TestReplyToFile(t *testing.T) {
	d := newEngine(t, builtin(t))
	sent := discordtest.File{Name: "年報.md", Data: []byte(aside)}
	playIn(t, content, d, func(o *bot.Options, _ *script) { o.MessageContent = true }, func(t *testing.T, s *scene) {
		has(t, s.alice.Reply(s.bob.Post(s.room, "新的年報", sent), "@bot "+asideAsk).WaitReply(asideFact).Text(), "內容不會保存")
		hasNot(t, s.alice.Reply(s.bob.Say(s.room, "看看這個"), "@bot "+asked).WaitReply(fact).Text(), "沒有參考")
	})
	play(t, d, nil, func(t *testing.T, s *scene) {
		has(t, s.alice.Reply(s.bob.Post(s.room, "新的年報", sent), "@bot "+asked).WaitReply(fact).Text(), "不讓我看到你回覆的那則訊息")
		s.alice.Reply(s.bob.Post(s.room, "@bot", sent), "@bot "+asideAsk).WaitReply(asideFact)
	})
}
