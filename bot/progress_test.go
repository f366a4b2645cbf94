package bot_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"footnote/bot"
	"footnote/bot/wire"
	"footnote/internal/discordtest"
	"footnote/internal/samples"
	"footnote/library"
	"footnote/rag/index"
)

// A slow embedder takes a second of the bubble's time for each text.
type slowly struct{}

func (slowly) Model() string { return "slowly" }

func (slowly) Embed(ctx context.Context, _ index.Role, texts []string) ([][]float32, error) {
	select {
	case <-time.After(time.Duration(len(texts)) * time.Second):
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
	return vectors(texts), nil
}

// vectors returns one vector for each text.
func vectors(texts []string) [][]float32 {
	all := make([][]float32, len(texts))
	for n, text := range texts {
		all[n] = []float32{1, float32(len(text)), float32(strings.Count(text, "3"))}
	}
	return all
}

// longArticle returns an article whose texts take minutes to embed.
func longArticle(texts int) string {
	var out strings.Builder
	out.WriteString("# 水文年報\n\n")
	for n := range texts {
		fmt.Fprintf(&out, "第%d號測站在這一年的平均水位是%d公分，比前一年高出%d公分。", n, 100+n, n%7)
	}
	return out.String()
}

func slowLibrary(_ *bot.Options, o *library.Options) { o.Embedder = slowly{} }

const posts = "PATCH /channels/{id}/messages/{id}"

// TestProgress checks that an addition shows its progress no more often than Discord permits,
// also after the token of the command has expired.
func TestProgress(t *testing.T) {
	withLibrary(t, discordtest.Options{Patience: time.Hour}, slowLibrary, func(t *testing.T, h *libraryScene) {
		began := time.Now()
		i := h.alice.Slash(h.room, "library add", file("long.md", longArticle(1000)))
		part := i.Answer("（")
		has(t, part.Text(), "📖 正在讀取：long.md（", "／")
		i.Answer("✅ 已加入「水文年報」")
		took := time.Since(began)
		if took < 16*time.Minute {
			t.Fatalf("the token was alive: it took %v", took)
		}
		byToken, byChannel := h.Requests(edits), h.Requests(posts)
		if n := len(byToken) + len(byChannel); n < 10 || n > int(took.Seconds()/1.5)+3 {
			t.Errorf("%d edits in %v", n, took)
		}
		if len(byChannel) == 0 {
			t.Error("the message was not edited by its channel")
		}
		for _, r := range append(byToken, byChannel...) {
			if r.Status >= 400 {
				t.Errorf("%s: %d", r.Route, r.Status)
			}
		}
		if n := len(h.alice.Sees(h.room)); n != 1 {
			t.Errorf("%d messages of one addition", n)
		}
	})
}

// TestProgressOfManySteps checks that quick steps are shown together.
func TestProgressOfManySteps(t *testing.T) {
	withLibrary(t, discordtest.Options{Patience: time.Hour}, func(_ *bot.Options, o *library.Options) { o.Embedder = slowly{} }, func(t *testing.T, h *libraryScene) {
		var files []discordtest.File
		for n := range 9 {
			files = append(files, discordtest.File{Name: fmt.Sprintf("a file of a very long name, which takes much of a message, as the others do %d.md", n), Data: []byte(fmt.Sprintf("# 第%d篇%s\n\n第%d篇說的是第%d座湖，湖水深達%d公尺。", n, strings.Repeat("長", 200), n, n, 10+n))})
		}
		post := h.bob.Post(h.room, "", files...)
		done := h.alice.MessageCommand(post, wire.CommandAdd).Answer("第8篇")
		for n := range 9 {
			has(t, done.Text(), fmt.Sprintf("已加入「第%d篇", n))
		}
		if refused := h.Refusals(); len(refused) > 0 {
			t.Errorf("Discord refused %v", refused)
		}
	})
}

// TestProgressOfManyFiles checks that for an archive of many files the message lists only the
// first ones, and also shows what comes after it.
func TestProgressOfManyFiles(t *testing.T) {
	withLibrary(t, discordtest.Options{Patience: time.Hour}, slowLibrary, func(t *testing.T, h *libraryScene) {
		folder := map[string][]byte{}
		for n := range 80 {
			folder[fmt.Sprintf("broken/%02d %s.docx", n, strings.Repeat("name ", 20))] = []byte("broken")
			if n < 20 {
				folder[fmt.Sprintf("good/%02d.md", n)] = fmt.Appendf(nil, "# 第%d篇%s\n\n第%d座湖的湖水深達%d公尺。", n, strings.Repeat("長", 150), n, 10+n)
			}
		}
		post := h.bob.Post(h.room, "", discordtest.File{Name: "all.zip", Data: samples.Archive(folder)}, discordtest.File{Name: "lake.md", Data: []byte(lake)})
		began := time.Now()
		done := h.over(h.alice.MessageCommand(post, wire.CommandAdd))
		if n, took := len(h.Requests(edits)), time.Since(began); n > int(took.Seconds()/1.5)+3 { // the first two and the last may be close
			t.Errorf("%d edits in %v", n, took)
		}
		has(t, done.Text(), "… +70", "✅ 已加入「鏡湖報告」")
		if all, err := h.library.List(t.Context(), h.scope()); len(all) != 21 || err != nil {
			t.Errorf("%d articles, %v", len(all), err)
		}
		if refused := h.Refusals(); len(refused) > 0 {
			t.Errorf("Discord refused %v", refused)
		}
	})
}

func TestCancel(t *testing.T) {
	withLibrary(t, discordtest.Options{Patience: time.Hour}, slowLibrary, func(t *testing.T, h *libraryScene) {
		carla := h.Person("carla", "en-US")
		carla.Grant(h.guild, "ADMINISTRATOR")
		for _, canceller := range []*discordtest.Person{h.alice, carla} {
			i := h.alice.Slash(h.room, "library add", file("long.md", longArticle(400)))
			shown := i.Answer("（")
			refused := h.bob.Click(shown, "取消").Answer("“Manage Server” permission")
			if !refused.Ephemeral() {
				t.Error("everybody sees a refusal")
			}
			canceller.Click(shown, "取消").Acked()
			i.Answer("🚫 已取消：long.md")
			if n := len(shown.Buttons()); n > 0 {
				t.Errorf("%d buttons under an addition that has ended", n)
			}
		}
		h.holds(h.scope())

		// An addition that waits, and one that has ended.
		first := h.alice.Slash(h.room, "library add", file("first.md", longArticle(400)))
		first.Answer("📖")
		second := h.alice.Slash(h.room, "library add", file("second.md", lake))
		waiting := second.Answer("⏳")
		h.alice.Click(waiting, "取消").Acked()
		second.Answer("🚫 已取消：second.md")
		late := first.Answer("（").Buttons()[0].CustomID
		over := first.Answer("✅ 已加入「水文年報」")
		h.alice.ClickRaw(over, late).Answer("已經結束了")
		h.holds(h.scope(), "水文年報")

		// In direct messages everybody may cancel their own additions.
		own := h.bob.Slash(h.bob.DM(), "library add", file("long.md", longArticle(400)))
		h.bob.Click(own.Answer("📖"), "Cancel").Acked()
		own.Answer("🚫 Cancelled: long.md")
	})
}

// TestAdditionSurvivesARestart checks that additions that were promised when the bot stopped
// are done by the next one, which says so in the same message.
func TestAdditionSurvivesARestart(t *testing.T) {
	withLibrary(t, discordtest.Options{Patience: time.Hour}, slowLibrary, func(t *testing.T, h *libraryScene) {
		h.web.put("https://lake.example/", lake, 30*time.Second)
		first := h.alice.Slash(h.room, "library add", file("年報.md", longArticle(400)))
		first.Answer("（")
		second := h.alice.Slash(h.room, "library add", address("https://lake.example/"))
		second.Answer("⏳")
		third := h.bob.Slash(h.bob.DM(), "library add", file("mill.md", mill))
		third.Answer("⏳")
		fourth := h.alice.Slash(h.room, "library add", file("tower.md", tower))
		fourth.Answer("⏳")
		h.restart()
		h.alice.Click(fourth.Answer("⏳"), "取消").Acked() // a button of the earlier run
		third.Answer("✅ Added “The old mill”")
		second.Answer("✅ 已加入「鏡湖報告」")
		first.Answer("✅ 已加入「水文年報」")
		fourth.Answer("🚫 已取消：tower.md")
		if n := len(h.alice.Sees(h.room)); n != 3 {
			t.Errorf("%d messages of three additions", n)
		}
		time.Sleep(time.Minute)
		if left, err := h.library.Pending(t.Context()); len(left) > 0 || err != nil {
			t.Errorf("left to do: %v, %v", left, err)
		}
	})
}

// TestPromisesOfEarlierRun checks that a quick addition that was promised to the earlier run is
// shown too.
func TestPromisesOfEarlierRun(t *testing.T) {
	withLibrary(t, quiet, nil, func(t *testing.T, h *libraryScene) {
		h.web.put("https://lake.example/", lake, time.Minute)
		i := h.alice.Slash(h.room, "library add", address("https://lake.example/"))
		i.Answer("🌐")
		h.web.put("https://lake.example/", lake, 0)
		h.restart()
		i.Answer("✅ 已加入「鏡湖報告」")
	})
}

// TestAdditionEndsWhileStopping checks that an addition that ends just before the bot stops is shown by that
// run.
func TestAdditionEndsWhileStopping(t *testing.T) {
	withLibrary(t, quiet, nil, func(t *testing.T, h *libraryScene) {
		i := h.alice.Slash(h.room, "library add", file("lake.md", lake))
		i.Answer("⏳")
		time.Sleep(time.Second) // the article is added, but not shown yet
		h.holds(h.scope(), "鏡湖報告")
		h.close()
		i.Answer("✅ 已加入「鏡湖報告」")
	})
}

// TestStoppedWhileUploading checks that a bot that stops while it waits for Discord's files
// says so.
func TestStoppedWhileUploading(t *testing.T) {
	withLibrary(t, discordtest.Options{Patience: time.Minute}, nil, func(t *testing.T, h *libraryScene) {
		h.Fault(discordtest.RouteCDN, discordtest.Fault{Delay: 19 * time.Second})
		i := h.alice.Slash(h.room, "library add", file("lake.md", lake))
		i.Answer("📥")
		h.close()
		i.Answer("重新啟動")
		h.ClearFaults()
		h.open()
		h.alice.Slash(h.room, "library add", file("lake.md", lake)).Answer("✅")
	})
}
