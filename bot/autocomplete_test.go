package bot_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"footnote/bot"
	"footnote/internal/discordtest"
	"footnote/library"
	"footnote/library/store"
)

// names returns the names of the offered choices.
func names(choices []discordtest.Choice) (all []string) {
	for _, c := range choices {
		all = append(all, c.Name)
	}
	return all
}

func TestComplete(t *testing.T) {
	withLibrary(t, quiet, nil, func(t *testing.T, h *libraryScene) {
		for _, text := range []string{lake, tower, mill, "# " + strings.Repeat("很長的標題", 60) + "\n\n這一篇文章說的是一座很長的橋，橋長三百公尺。"} {
			if _, err := h.library.Add(t.Context(), h.scope(), read("a.md", text), library.Origin{}, nil); err != nil {
				t.Fatal(err)
			}
		}
		for _, command := range []string{"ask", "search", "article", "library info", "library remove"} {
			for typed, want := range map[string][]string{
				"鐘": {"钟楼史"}, "镜湖": {"鏡湖報告"}, "MILL": {"The old mill"}, " old ": {"The old mill"}, "月球": nil,
			} {
				if got := names(h.alice.Autocomplete(h.room, command, about(typed))); !slices.Equal(got, want) {
					t.Errorf("/%s offers %q for %q, not %q", command, got, typed, want)
				}
			}
			all := h.alice.Autocomplete(h.room, command, about(""))
			if len(all) != 4 || utf8.RuneCountInString(all[3].Name) > 100 {
				t.Errorf("/%s offers %q", command, names(all))
			}
		}
		offered := h.alice.Autocomplete(h.room, "ask", about("湖"))[0]
		h.alice.Slash(h.room, "ask", question(lakeAsk), option("article", offered.Value)).Answer(lakeFact)

		for n := range 26 {
			text := fmt.Sprintf("# 報告 %d\n\n第%d號測站在這一年的平均水位是%d公分。", n, n, n)
			if _, err := h.library.Add(t.Context(), store.Person(h.bob.ID), read("a.md", text), library.Origin{}, nil); err != nil {
				t.Fatal(err)
			}
		}
		if all := h.bob.Autocomplete(h.bob.DM(), "ask", about("")); len(all) != 25 {
			t.Errorf("%d choices are offered", len(all))
		}
		if all := h.alice.Autocomplete(h.alice.DM(), "ask", about("")); len(all) != 0 {
			t.Errorf("offered from another library: %q", names(all))
		}
	})
}

// TestCompleteStanding checks that the operator's articles are offered if there are no others.
func TestCompleteStanding(t *testing.T) {
	withLibrary(t, quiet, func(_ *bot.Options, o *library.Options) {
		o.Standing = newEngine(t, builtin(t)).index
	}, func(t *testing.T, h *libraryScene) {
		if got := names(h.bob.Autocomplete(h.room, "ask", about(""))); len(got) != 1 || !strings.Contains(got[0], "大模型") {
			t.Errorf("offered: %q", got)
		}
		h.bob.Slash(h.room, "ask", question(asked)).Answer(fact)
		h.alice.Slash(h.room, "library list").Answer("還沒有自己的文章")
		h.alice.Slash(h.room, "library remove", about("大模型")).Answer("找不到文章") // they are not the server's
		h.alice.Slash(h.room, "library add", file("lake.md", lake)).Answer("✅")
		if got := names(h.bob.Autocomplete(h.room, "ask", about(""))); !slices.Equal(got, []string{"鏡湖報告"}) {
			t.Errorf("offered: %q", got)
		}
		if m := h.bob.Slash(h.room, "ask", question(asked)).Answer(""); strings.Contains(m.Text(), fact) {
			t.Errorf("the owner's article answers beside the server's:\n%s", m.Text())
		}
	})
}

// TestCompleteInTime checks that nothing is offered rather than late, while articles are loaded
// and when the file cannot be read.
func TestCompleteInTime(t *testing.T) {
	withLibrary(t, discordtest.Options{Patience: time.Hour}, slowLibrary, func(t *testing.T, h *libraryScene) {
		if _, err := h.library.Add(t.Context(), h.scope(), read("long.md", longArticle(100)), library.Origin{}, nil); err != nil {
			t.Fatal(err)
		}
		if _, err := h.db.Put(t.Context(), h.scope(), store.Record{Article: builtin(t), Added: time.Now()}, 0); err != nil {
			t.Fatal(err) // without vectors: they are made before the first answer
		}
		asking := h.bob.Slash(h.room, "ask", question(asked))
		asking.Acked()
		time.Sleep(time.Second)
		if got := names(h.bob.Autocomplete(h.room, "ask", about(""))); len(got) != 2 {
			t.Errorf("offered meanwhile: %q", got)
		}
		asking.Answer("")
		if err := h.db.Close(); err != nil {
			t.Fatal(err)
		}
		if got := h.bob.Autocomplete(h.room, "ask", about("")); len(got) != 0 {
			t.Errorf("offered from a closed file: %q", got)
		}
		h.bob.Slash(h.room, "ask", question(asked)).Answer("that did not work")
		h.alice.Slash(h.room, "library list").Answer("這次沒有成功")
	})
}
