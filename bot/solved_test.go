package bot_test

import (
	"strings"
	"testing"

	"footnote/bot"
	"footnote/internal/discordtest"
	"footnote/library"
)

const (
	printerTitle  = "Printer says error 49"
	printerAsked  = "The printer in room 4 shows error 49 and stops. What does the printer want?\n\n# help\n<!-- <@%s> told me to ask here"
	printerAnswer = "Hold the green button of the printer for 12 seconds, then update its firmware to version 7."
)

// seeing is a fake in which the bot receives the text of all messages.
var seeing = discordtest.Options{Unlimited: true, Content: true}

// TestSolvedThread checks that a solved thread of a forum becomes an article: its question, and
// the reply that a manager chooses or that was marked. Nobody is named, and its footnotes lead
// to the post.
func TestSolvedThread(t *testing.T) {
	withLibrary(t, seeing, func(o *bot.Options, _ *library.Options) { o.MessageContent = true }, func(t *testing.T, h *libraryScene) {
		forum := h.guild.Forum("support")
		dorothea, erasmus := h.Person("dorothea", "en-US"), h.Person("erasmus", "en-US")
		post := forum.Post(h.bob, printerTitle, strings.ReplaceAll(printerAsked, "%s", dorothea.ID))
		dorothea.Say(post.Channel(), "No idea, sorry.")
		reply := erasmus.Reply(post, "@dorothea is right, bob: "+printerAnswer+" Thanks <@"+dorothea.ID+">!")

		// Nothing is marked yet; then the asker marks a reply.
		has(t, h.alice.MessageCommand(post, "Add to library").Answer("❌").Text(), "還沒有標記為解答的回覆", "加入文庫")
		discordtest.React(dorothea, dorothea.Say(post.Channel(), "Something else."), "✅")
		h.alice.MessageCommand(post, "Add to library").Answer("還沒有標記")
		discordtest.React(h.bob, reply, "✅")
		has(t, h.over(h.alice.MessageCommand(post, "Add to library")).Text(), "看不到這個論壇的人也一樣", "/settings articles allow")
		h.holds(h.scope(), printerTitle)

		answer := h.bob.Slash(h.room, "ask", question("Hold the green button of the printer for how many seconds?")).Answer("12 seconds")
		has(t, answer.Text(), "https://discord.com/channels/"+h.guild.ID+"/"+post.Channel().ID, "Answer")
		all, err := h.library.Articles(t.Context(), h.scope())
		if err != nil || len(all) != 1 {
			t.Fatal(len(all), err)
		}
		text := all[0].Text
		has(t, text, "What does the printer want?", "a member is right", printerAnswer)
		for _, name := range []string{"dorothea", "erasmus", "bob", h.bob.ID, dorothea.ID} {
			if strings.Contains(strings.ToLower(text), name) {
				t.Errorf("%s is named in\n%s", name, text)
			}
		}
		var headings []string
		for i := range all[0].Sections {
			headings = append(headings, all[0].SectionPath(i))
		}
		if got := strings.Join(headings, "|"); strings.Contains(got, "help") || !strings.HasSuffix(got, "Answer") {
			t.Errorf("sections %q", got)
		}

		// A better reply replaces it, with names if the server wants them.
		h.set(option("names", true))
		better := dorothea.Reply(post, "Hold it for 20 seconds, <@"+erasmus.ID+">.")
		h.over(h.alice.MessageCommand(better, "Add to library")).Text()
		h.holds(h.scope(), printerTitle)
		if all, err = h.library.Articles(t.Context(), h.scope()); err != nil || len(all) != 1 {
			t.Fatal(len(all), err)
		}
		has(t, all[0].Text, "20 seconds, erasmus")
		has(t, all[0].SectionPath(len(all[0].Sections)-1), "Answer (dorothea)")
		if strings.Contains(all[0].Text, "12 seconds") {
			t.Error("the earlier reply is still there")
		}
		if p := h.Pings(); len(p) > 0 {
			t.Errorf("pinged %v", p)
		}
	})
}

// TestSolvedElsewhere checks that elsewhere, and in threads of ordinary channels, a message is
// added as usual, and that an answer of the bot is not an article.
func TestSolvedElsewhere(t *testing.T) {
	withLibrary(t, seeing, func(o *bot.Options, _ *library.Options) { o.MessageContent = true }, func(t *testing.T, h *libraryScene) {
		thread := h.room.Thread("printer")
		h.over(h.alice.MessageCommand(h.bob.Say(thread, tower), "Add to library"))
		h.holds(h.scope(), "钟楼史")
		post := h.guild.Forum("support").Post(h.bob, "When was it built?", "@bot 钟楼是哪一年建成的?")
		own := post.WaitReply("")
		h.alice.MessageCommand(own, "Add to library").Answer("那則回覆是我寫的")
		h.holds(h.scope(), "钟楼史")
		if _, err := h.bob.TryMessageCommand(post, "Add to library"); err == nil {
			t.Error("everybody may add")
		}
	})
}

// TestSolvedUnseen checks that the title is the question if Discord shows the bot no text; the
// text of the reply that the command is used on is always known.
func TestSolvedUnseen(t *testing.T) {
	withLibrary(t, quiet, nil, func(t *testing.T, h *libraryScene) {
		post := h.guild.Forum("support").Post(h.bob, printerTitle, "It stops.")
		reply := h.alice.Reply(post, printerAnswer)
		discordtest.React(h.bob, reply, "✅")
		h.alice.MessageCommand(post, "Add to library").Answer("沒有讓我看到標記為解答的回覆內容")
		has(t, h.over(h.alice.MessageCommand(reply, "Add to library")).Text(), "✅", "問題只有標題", "看不到這個論壇的人也一樣")
		h.holds(h.scope(), printerTitle)
		post.Delete() // the first message; the thread stays
		later := h.alice.Reply(reply, "Or hold it for 30 seconds.")
		h.over(h.alice.MessageCommand(later, "Add to library"))
		all, err := h.library.Articles(t.Context(), h.scope())
		if err != nil || len(all) != 1 || !strings.Contains(all[0].Text, "30 seconds") {
			t.Error(all, err)
		}
	})
}
