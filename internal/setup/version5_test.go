package setup

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"footnote/library/store"
	"footnote/rag"
	"footnote/rag/index"
)

// TestOlderLibrary checks that a library whose vectors do not cover headings can still be used. The
// last version of the program that made such vectors wrote testdata/version5.db, which was vacuumed
// afterwards. A read-only library is used as it is; in a writable one, one command renews all
// vectors.
func TestOlderLibrary(t *testing.T) {
	data, err := os.ReadFile("testdata/version5.db")
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	path := filepath.Join(folder, "footnote.db")
	if err := os.WriteFile(path, data, 0o400); err != nil {
		t.Fatal(err)
	}
	answer := func() string {
		t.Helper()
		s := New(Settings{Data: folder})
		engine, err := s.Searcher(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		a, err := engine.Answer(t.Context(), rag.Question{Text: "When was the Old Mill built?"}, nil)
		if err != nil {
			t.Fatal(err)
		}
		return a.Text
	}
	if os.Getuid() != 0 { // root can write to read-only files
		if text := answer(); !strings.Contains(text, "1787") {
			t.Errorf("read-only: answered %q", text)
		}
		if kept, err := os.ReadFile(path); err != nil || !bytes.Equal(data, kept) {
			t.Errorf("the file has changed, %v", err)
		}
	}
	if err := os.Chmod(path, 0o600); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if text := answer(); !strings.Contains(text, "1787") {
			t.Errorf("answered %q", text)
		}
		db, _, err := store.ReadLibrary(t.Context(), path)
		if err != nil {
			t.Fatal(err)
		}
		e, err := New(Settings{}).NewEmbedder()
		if err != nil {
			t.Fatal(err)
		}
		older, err := db.OlderVectors(t.Context(), e.Model(), index.VectorsVersion)
		if len(older) > 0 || err != nil {
			t.Errorf("older vectors: %v, %v", older, err)
		}
		all, err := db.Articles(t.Context(), store.Local, e.Model())
		if err != nil || len(all) != 2 {
			t.Errorf("%d articles, %v", len(all), err)
		}
		for _, r := range all {
			if err := r.Article.Check(); err != nil || len(r.Vectors) == 0 {
				t.Errorf("%s: %v, %d bytes of vectors", r.Article.Title, err, len(r.Vectors))
			}
		}
		db.Close()
	}
}
