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

// TestOlderLibrary: a library that the last program wrote whose vectors had no
// headings, testdata/version5.db, is answered from as it is where it may not be
// written, and one command makes its vectors anew where it may. It was vacuumed.
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
	if os.Getuid() != 0 { // who may write everything
		if text := answer(); !strings.Contains(text, "1787") {
			t.Errorf("read only: %q", text)
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
			t.Errorf("older are %v, %v", older, err)
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
