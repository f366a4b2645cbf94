package bot_test

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"footnote/bot"
	"footnote/corpus"
	"footnote/corpus/fetch"
	"footnote/corpus/pdf"
	"footnote/internal/discordtest"
	"footnote/internal/long"
	"footnote/internal/samples"
	"footnote/library"
	"footnote/library/store"
)

// TestAddEveryKind checks that a file of every kind except PDF is added under its own name,
// over the fake's network in memory, and answers its questions.
func TestAddEveryKind(t *testing.T) {
	withLibrary(t, quiet, nil, func(t *testing.T, h *libraryScene) {
		folder := samples.Folder()
		delete(folder, samples.Bridge)
		for _, name := range slices.Sorted(maps.Keys(folder)) {
			h.alice.Slash(h.room, "library add", file(name, string(folder[name]))).Answer("✅ 已加入")
		}
		answersEach(h, func(name string) bool { return folder[name] != nil })
	})
}

// TestAddArchive checks that the files in a zip are added, and that those that are not articles
// are left out and named.
func TestAddArchive(t *testing.T) {
	withLibrary(t, quiet, nil, func(t *testing.T, h *libraryScene) {
		folder := samples.Folder() // this reader cannot read PDFs
		folder["清單.xlsx"] = []byte("PK\x03\x04 no article")
		added := h.alice.Slash(h.room, "library add", file("文章.zip", string(samples.Archive(folder)))).Answer("✅ 已加入")
		if n := strings.Count(added.Text(), "✅"); n != 5 {
			t.Errorf("%d articles of 5:\n%s", n, added.Text())
		}
		has(t, added.Text(), "▫️ 略過「", "青石渡橋", "清單")
		if len(added.Buttons()) > 0 {
			t.Errorf("an addition that has ended can be cancelled: %+v", added.Buttons())
		}
		answersEach(h, func(name string) bool { return name != samples.Bridge })
	})
}

// answersEach asks the questions of the sample files that there reports, in a server that has
// them.
func answersEach(h *libraryScene, there func(name string) bool) {
	h.Helper()
	for _, q := range samples.Questions() {
		if !there(q.File) || q.Question[0] < 0x80 { // English needs an embedder
			continue
		}
		answer := h.alice.Slash(h.room, "ask", question(q.Question)).Answer("[1]")
		// By words alone, the best sentence may be a neighbour of the right one; the passage is
		// right.
		shown := answer.Text() + h.alice.Click(answer, "來源").Answer("**").Text()
		if !strings.Contains(plain(shown), plain(q.Quote)) {
			h.Errorf("%s: no %q in\n%s", q.Question, q.Quote, shown)
		}
		if q.Section != "" && !strings.Contains(plain(answer.Text()), plain(q.Section)) {
			h.Errorf("%s: no section %q in\n%s", q.Question, q.Section, answer.Text())
		}
		if q.Page > 0 {
			has(h.T, answer.Text(), "第 "+string(rune('0'+q.Page))+" ")
		}
	}
}

// plain returns a text without spaces and the characters that keep it from being markup.
func plain(text string) string {
	return strings.NewReplacer(" ", "", "　", "", "\u00a0", "", "\\", "", "**", "", "\u200b", "").Replace(text)
}

// TestAddOverTheNetwork uses the real fetcher and PDFs, over a real network, outside of a
// bubble.
func TestAddOverTheNetwork(t *testing.T) {
	long.Skip(t, "an engine for PDFs is made; TestAddEveryKind has the other formats")
	reader := pdf.New(filepath.Join(t.TempDir(), "pdf"))
	t.Cleanup(func() {
		if err := reader.Close(); err != nil {
			t.Error(err)
		}
	})
	d := discordtest.Options{Unlimited: true, Patience: 5 * 60e9}
	h := newLibraryScene(t, d, func(b *bot.Options, l *library.Options) {
		host, _, _ := strings.Cut(strings.TrimPrefix(b.API, "http://"), "/")
		files, err := fetch.New(fetch.Options{Hosts: []string{host}, Unguarded: true})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(files.Close)
		b.Files, l.Reader = files, &corpus.Reader{PDF: reader}
	})
	archive := samples.Archive(samples.Folder())
	added := h.alice.Slash(h.room, "library add", file("all.zip", string(archive))).Answer("✅ 已加入")
	if n := strings.Count(added.Text(), "✅"); n != 6 {
		t.Errorf("%d articles of 6:\n%s", n, added.Text())
	}
	answersEach(h, func(string) bool { return true })
	h.bob.DM()
	h.bob.Slash(h.bob.DM(), "library add", file("bridge.pdf", string(samples.Folder()[samples.Bridge]))).Answer("✅ Added")
	if _, err := os.Stat(h.path); err != nil {
		t.Error(err)
	}
	h.holds(store.Person(h.bob.ID), "青石渡橋耐震補強紀要")
}
