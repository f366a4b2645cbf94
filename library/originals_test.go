package library

import (
	"bytes"
	"context"
	"testing"
	"time"

	"footnote/corpus"
	"footnote/corpus/doc"
	"footnote/internal/storetest"
	"footnote/library/store"
)

// paged reads a file as a document of one page, so that no PDF engine is needed.
type paged struct{}

func (paged) Parse(_ context.Context, f doc.File) (doc.Document, error) {
	text := string(bytes.TrimPrefix(f.Data, []byte("%PDF-1.7\n")))
	return doc.Document{Title: f.Name, Blocks: []doc.Block{{Text: text, Gap: "\n\n", Page: 1}}}, nil
}

func pdf(name, text string) doc.File { return file(name, "%PDF-1.7\n"+text) }

// keptOf checks the size of an article's stored file, 0 for none.
func keptOf(t *testing.T, l *Library, scope store.Scope, id string, want int) {
	t.Helper()
	data, found, err := l.Original(t.Context(), scope, id)
	if err != nil || len(data) != want || found != (want > 0) {
		t.Errorf("%s keeps %d bytes, %v, %v, not %d", scope, len(data), found, err, want)
	}
}

// TestOriginals checks that files are stored if the settings say so, within a budget, and are
// erased with their articles.
func TestOriginals(t *testing.T) { storetest.Each(t, testOriginals) }

func testOriginals(t *testing.T, at storetest.Place) {
	l := fresh(t, at, func(o *Options) {
		o.Reader, o.Limits.Originals = &corpus.Reader{PDF: paged{}}, 150
	})
	ctx, guild := t.Context(), store.Guild("1")
	add := func(f doc.File, want store.KeptOriginal) string {
		t.Helper()
		added, err := l.Add(ctx, guild, f, Origin{Key: f.Source}, nil)
		if err != nil || added.Original != want {
			t.Errorf("%s: %+v, %v", f.Name, added.Outcome, err)
		}
		return added.Article.ID
	}
	set := func(on bool) {
		t.Helper()
		if err := l.SaveSettings(ctx, guild, Settings{Originals: on, Private: true}); err != nil {
			t.Fatal(err)
		}
	}
	first := pdf("a.pdf", "燈塔高四十二公尺。")
	id := add(first, store.NoOriginal)
	keptOf(t, l, guild, id, 0)
	set(true)
	if add(first, store.OriginalKept) != id { // the same text
		t.Error("the same text became another article")
	}
	keptOf(t, l, guild, id, len(first.Data))
	keptOf(t, l, store.Guild("2"), id, 0)
	add(file("b.txt", "渡輪每天三班。"), store.NoOriginal) // it has no pages, so it has no original
	later := pdf("a.pdf", "燈塔高四十三公尺，去年加高了。")
	id = add(later, store.OriginalKept)
	keptOf(t, l, guild, id, len(later.Data))
	add(pdf("c.pdf", "這個檔案比較長，長到文庫裡沒有地方放它的原檔，但文章本身仍然加入，也能回答問題。"), store.NoRoom)

	// A removed article is restored with its file, or erased with it.
	if _, _, err := l.Remove(ctx, guild, id); err != nil {
		t.Fatal(err)
	}
	keptOf(t, l, guild, id, 0)
	if was, err := l.Restore(ctx, guild, id); !was || err != nil {
		t.Errorf("%v, %v", was, err)
	}
	keptOf(t, l, guild, id, len(later.Data))

	// Saving other settings changes nothing; switching this one off erases files.
	set(true)
	keptOf(t, l, guild, id, len(later.Data))
	set(false)
	keptOf(t, l, guild, id, 0)
	if all, err := l.Originals(ctx, guild); len(all) != 0 || err != nil {
		t.Errorf("%v, %v", all, err)
	}
}

// TestKeepOriginals checks that a program can store files regardless of the settings, and that a
// later version then has its own.
func TestKeepOriginals(t *testing.T) { storetest.Each(t, testKeepOriginals) }

func testKeepOriginals(t *testing.T, at storetest.Place) {
	path := at(t)
	reader := func(o *Options) { o.Reader = &corpus.Reader{PDF: paged{}} }
	keeping := opened(t, path, func(o *Options) { reader(o); o.KeepOriginals = true })
	ctx, own := t.Context(), store.Person("9")
	first, later := pdf("a.pdf", "燈塔高四十二公尺。"), pdf("a.pdf", "燈塔高四十三公尺，去年加高了。")
	if _, err := keeping.Add(ctx, own, first, Origin{Key: "a.pdf", By: [16]byte{9}}, nil); err != nil {
		t.Fatal(err)
	}
	l := opened(t, path, reader)
	added, err := l.Add(ctx, own, later, Origin{Key: "a.pdf", By: [16]byte{9}}, nil)
	if err != nil || added.Original != store.OriginalKept {
		t.Errorf("%+v, %v", added.Outcome, err)
	}
	about, err := l.About(ctx, own, [16]byte{9})
	if err != nil || about.Originals[added.Article.ID] != int64(len(later.Data)) {
		t.Errorf("originals of the person: %v, %v", about.Originals, err)
	}
	if err := l.Forget(ctx, own, [16]byte{9}); err != nil {
		t.Fatal(err)
	}
	if storetest.Keeps(t, path, "去年加高了") {
		t.Error("the file of a forgotten person is still there")
	}
	// The files of a server that the bot left are erased, too.
	guild := store.Guild("1")
	if _, err := keeping.Add(ctx, guild, later, Origin{Key: "a.pdf"}, nil); err != nil {
		t.Fatal(err)
	}
	if err := l.Left(ctx, guild); err != nil {
		t.Fatal(err)
	}
	l.Limits.Grace = -time.Hour
	if err := l.sweep(ctx); err != nil {
		t.Fatal(err)
	}
	if storetest.Keeps(t, path, "去年加高了") {
		t.Error("the file of the server is still there")
	}
}
