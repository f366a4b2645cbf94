package bot_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"

	"footnote/bot"
	"footnote/bot/wire"
	"footnote/internal/discordtest"
	"footnote/internal/samples"
	"footnote/library"
	"footnote/library/store"
	"footnote/rag/index"
)

func TestLibrary(t *testing.T) {
	withLibrary(t, quiet, nil, func(t *testing.T, h *libraryScene) {
		if m := h.alice.Slash(h.room, "library list").Answer("文庫是空的"); !m.Ephemeral() {
			t.Error("everybody sees a list")
		}
		h.alice.Slash(h.room, "library add", file("湖.md", lake)).Answer("✅")
		h.alice.Slash(h.room, "library add", file("tower.md", tower)).Answer("✅")
		list := h.alice.Slash(h.room, "library list").Answer("文庫裡有 2 篇文章")
		has(t, list.Text(), "2. **鏡湖報告**", "1. **钟楼史**", "個字", "個段落", "<t:")
		has(t, h.alice.Slash(h.room, "library info", about("鏡湖")).Answer("鏡湖報告").Text(), "湖面面積", "湖.md")
		// A manager is sent to the list of all articles, a reader to those that they can ask.
		for _, command := range []string{"library info", "library remove", "settings articles release"} {
			h.alice.Slash(h.room, command, about("沒有")).Answer("找不到文章「沒有」。用 </library list:")
		}
		h.alice.Slash(h.room, "article", about("沒有")).Answer("找不到文章「沒有」。用 </article:")
		h.alice.Slash(h.room, "library remove", about("鐘樓史")).Answer("已移除「钟楼史」") // in the other script
		h.alice.Slash(h.room, "library remove", about("鐘樓史")).Answer("已移除「钟楼史」") // with its button once more
		h.alice.Slash(h.room, "library remove", about("鐘樓")).Answer("找不到文章")
		h.holds(h.scope(), "鏡湖報告")

		// The operator's articles answer if there are none.
		h.bob.Slash(h.bob.DM(), "library list").Answer("The library is empty")
	})
}

// TestWhoMayChangeALibrary checks that only members who may manage the server can change its
// library, whatever commands the server lets Discord show. In direct messages everybody has a
// library of their own.
func TestWhoMayChangeALibrary(t *testing.T) {
	withLibrary(t, quiet, nil, func(t *testing.T, h *libraryScene) {
		parts := map[string][]discordtest.Option{
			"library add": {file("mill.md", mill)}, "library list": nil, "library info": {about("x")}, "library remove": {about("x")},
		}
		for part, options := range parts {
			if _, err := h.bob.TrySlash(h.room, part, options...); !errors.Is(err, discordtest.ErrHidden) {
				t.Errorf("/%s is shown to everybody: %v", part, err)
			}
		}
		post := h.bob.Post(h.room, "", discordtest.File{Name: "mill.md", Data: []byte(mill)})
		if _, err := h.bob.TryMessageCommand(post, wire.CommandAdd); !errors.Is(err, discordtest.ErrHidden) {
			t.Errorf("%s is shown to everybody: %v", wire.CommandAdd, err)
		}
		for _, command := range []string{"library", "settings", wire.CommandAdd} {
			h.guild.Override(command)
		}
		for part, options := range parts {
			if m := h.bob.Slash(h.room, part, options...).Answer("“Manage Server” permission"); !m.Ephemeral() {
				t.Errorf("everybody sees that /%s was refused", part)
			}
		}
		h.bob.MessageCommand(post, wire.CommandAdd).Answer("“Manage Server” permission")
		h.holds(h.scope())
		carla := h.Person("carla", "en-US")
		carla.Grant(h.guild, "ADMINISTRATOR")
		carla.Slash(h.room, "library add", file("tower.md", tower)).Answer("✅")
		carla.Grant(h.Guild("elsewhere"), "MANAGE_MESSAGES")
		if _, err := carla.TrySlash(h.Guild("elsewhere").Channel("general"), "library list"); !errors.Is(err, discordtest.ErrHidden) {
			t.Errorf("somebody who manages messages may manage libraries: %v", err)
		}

		h.bob.Slash(h.bob.DM(), "library add", file("mill.md", mill)).Answer("✅ Added “The old mill”")
		h.bob.Slash(h.bob.DM(), "ask", question(millAsk)).Answer("1787")
		h.bob.Say(h.bob.DM(), millAsk).WaitReply("1787")
		carla.Slash(carla.DM(), "library list").Answer("The library is empty")
		h.holds(store.Person(h.bob.ID), "The old mill")
		h.holds(h.scope(), "钟楼史")

		// Where the bot is not a member, people who have installed it use their own libraries.
		strange := h.Guild("a server without the bot").Channel("general")
		strange.RemoveBot()
		for _, place := range []*discordtest.Channel{strange, h.bob.Group("friends")} {
			h.bob.Slash(place, "ask", question(millAsk)).Answer("1787")
			h.bob.Slash(place, "search", option("query", "grinding wheat")).Answer("stopped grinding")
			if m := h.alice.Slash(place, "ask", question("1787?")).Answer(""); strings.Contains(m.Text(), "two brothers") {
				t.Errorf("an article of another library answers:\n%s", m.Text())
			}
		}
		h.alice.Grant(h.Guild("a server without the bot"), "MANAGE_GUILD")
		h.alice.Slash(strange, "library add", file("lake.md", lake)).Answer("✅")
		h.holds(store.Person(h.alice.ID), "鏡湖報告")
		h.holds(store.Guild(h.Guild("a server without the bot").ID))
	})
}

// TestOneArticle checks that a question, and what follows from its answer, can be about one
// article alone.
func TestOneArticle(t *testing.T) {
	withLibrary(t, quiet, nil, func(t *testing.T, h *libraryScene) {
		for name, text := range map[string]string{"lake.md": lake, "mill.md": mill, "tower.md": tower} {
			h.alice.Slash(h.room, "library add", file(name, text)).Answer("✅")
		}
		h.alice.Slash(h.room, "ask", question(towerAsk), about("鐘樓史")).Answer("61米")
		has(t, h.alice.Slash(h.room, "search", option("query", "管理员"), about("钟楼")).Answer("钟楼史").Text(), "管理员")
		has(t, h.alice.Slash(h.room, "article", about("mill")).Answer("The old mill").Text(), "1787")
		all := h.alice.Slash(h.room, "article").Answer("鏡湖報告")
		has(t, all.Text(), "The old mill", "钟楼史")
		h.alice.Slash(h.room, "ask", question(lakeAsk), about("鏡湖")).Answer(lakeFact)
		if m := h.alice.Slash(h.room, "ask", question(lakeAsk), about("mill")).Answer(""); strings.Contains(m.Text(), lakeFact) {
			t.Errorf("another article answers:\n%s", m.Text())
		}
		for _, command := range []string{"ask", "search", "article"} {
			var options []discordtest.Option
			switch command {
			case "ask":
				options = []discordtest.Option{question(lakeAsk)}
			case "search":
				options = []discordtest.Option{option("query", "湖")}
			}
			h.alice.Slash(h.room, command, append(options, about("月球 <@1>"))...).Answer("找不到文章「月球")
		}

	})
}

// TestOneArticleFollowUps checks that the buttons under an answer from one article ask further
// questions about that article alone.
func TestOneArticleFollowUps(t *testing.T) {
	withLibrary(t, quiet, nil, func(t *testing.T, h *libraryScene) {
		h.alice.Slash(h.room, "library add", file("model.txt", builtin(t).Text)).Answer("✅")
		for _, name := range []string{samples.Reservoir, samples.Seeds} {
			h.alice.Slash(h.room, "library add", file(name, string(samples.Folder()[name]))).Answer("✅")
		}
		title := h.alice.Autocomplete(h.room, "ask", about("大模型"))[0]
		next := func(m *discordtest.Message) discordtest.Button {
			t.Helper()
			for _, b := range m.Buttons() {
				if strings.HasSuffix(b.Label, "？") {
					return b
				}
			}
			t.Fatalf("no suggested question: %+v\n%s", m.Buttons(), m.Text())
			return discordtest.Button{}
		}
		one := h.alice.Slash(h.room, "ask", question(asked), option("article", title.Value)).Answer(fact)
		var on *discordtest.Message
		for range 3 {
			label := next(one).Label
			on = h.bob.Click(one, label).Answer("")
			sources := h.bob.Click(on, "Sources").Answer("**").Text()
			if n := strings.Count(sources, title.Name); n == 0 || strings.Contains(sources, "蓄水池") || strings.Contains(sources, "種子") {
				t.Errorf("%s is answered from\n%s", label, sources)
			}
			one = on
		}
		label := next(on).Label
		h.alice.Slash(h.room, "library remove", option("article", title.Value)).Answer("已移除")
		h.bob.Click(on, label).Answer("There is no article")
		h.bob.Click(on, "Sources").Answer("The article has been changed or removed since")
	})
}

// TestTryAgainOneArticle checks the same for the button under a failed answer.
func TestTryAgainOneArticle(t *testing.T) {
	withLibrary(t, quiet, func(_ *bot.Options, o *library.Options) { o.Embedder = &failing{} }, func(t *testing.T, h *libraryScene) {
		embedder := h.library.Embedder.(*failing)
		h.alice.Slash(h.room, "library add", file("lake.md", lake)).Answer("✅")
		h.alice.Slash(h.room, "library add", file("lake2.md", strings.ReplaceAll(lakeNew, "鏡湖", "明湖"))).Answer("✅")
		embedder.broken.Store(true)
		failed := h.alice.Slash(h.room, "ask", question("明湖的湖面面積是多少平方公里?"), about("明湖")).Answer("這次沒有成功")
		embedder.broken.Store(false)
		again := h.alice.Click(failed, "再試一次").Answer("")
		has(t, again.Text(), "明湖")
		if strings.Contains(again.Text(), lakeFact) {
			t.Errorf("another article answers:\n%s", again.Text())
		}
		h.bob.Click(failed, "再試一次").Answer("Only the person who asked")
	})
}

// TestTryAgainOffers checks that retrying a question of a message offers the same buttons as an
// answer to a command.
func TestTryAgainOffers(t *testing.T) {
	change := func(_ *bot.Options, o *library.Options) { o.Embedder = &failing{} }
	withHelpers(t, discordtest.Options{}, change, func(t *testing.T, h *libraryScene, role *discordtest.Role, carol *discordtest.Person) {
		embedder := h.library.Embedder.(*failing)
		again := func(question string) *discordtest.Message {
			t.Helper()
			embedder.broken.Store(true)
			failed := carol.Say(h.room, "@bot "+question).WaitReply("這次沒有成功")
			embedder.broken.Store(false)
			return failed
		}
		if customID(carol.Click(again(cake), "再試一次").Answer("沒有"), "Ask a person") == "" {
			t.Error("nobody can be called")
		}

		// Somebody with a role that an article needs is answered privately.
		secret := h.give("# Handbook of the strongroom\n\nThe strongroom opens with the code 4711.\n")
		h.limit(secret, option("role", role))
		for private, offered := range map[bool]bool{false: true, true: false} {
			h.set(option("private", private))
			m := carol.Click(again(lakeAsk), "再試一次").Answer(lakeFact)
			if got := customID(m, "Make public") != ""; !m.Ephemeral() || got != offered {
				t.Errorf("private answers %v: made public %v", private, got)
			}
		}

		failed := again(cake)
		h.room.Deny("SEND_MESSAGES")
		if customID(carol.Click(failed, "再試一次").Answer("沒有"), "Ask a person") != "" {
			t.Error("a call is offered that the bot cannot write")
		}
	})
}

// failing is an embedder that can be made to fail.
type failing struct {
	broken atomic.Bool
	slowly
}

func (f *failing) Embed(_ context.Context, _ index.Role, texts []string) ([][]float32, error) {
	if f.broken.Load() {
		return nil, errors.New("out of order")
	}
	return vectors(texts), nil
}

// TestLongList checks that long titles do not overflow a page.
func TestLongList(t *testing.T) {
	withLibrary(t, quiet, nil, func(t *testing.T, h *libraryScene) {
		for n := range 40 {
			text := fmt.Sprintf("# 第%d號報告%s\n\n第%d號測站在這一年的平均水位是%d公分。", n, strings.Repeat("長", 100), n, n)
			if _, err := h.library.Add(t.Context(), h.scope(), read(fmt.Sprint(n, ".md"), text), library.Origin{Key: fmt.Sprint(n)}, nil); err != nil {
				t.Fatal(err)
			}
		}
		i := h.alice.Slash(h.room, "library list")
		if m := i.Answer("文庫裡有 40 篇文章"); len(listed(m)) != 10 || len(i.FollowUps()) > 0 {
			t.Errorf("%d articles and %d further messages", len(listed(m)), len(i.FollowUps()))
		}
		h.alice.Slash(h.room, "article").Answer("第0號報告")
	})
}
