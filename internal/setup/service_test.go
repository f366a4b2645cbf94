package setup

import (
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"footnote/corpus"
	"footnote/corpus/doc"
	"footnote/library"
	"footnote/library/access"
	"footnote/library/store"
)

// In a scope without articles, a service answers from the command line's library, and offers the
// built-in article as an example. No other service can use its data folder.
func TestService(t *testing.T) {
	s := words(t, func(s *Settings) { s.Only = "nothing of that name" }) // a service ignores Only
	keep(t, s, string(store.Local), lighthouse)
	service, err := s.Service(t.Context(), library.Limits{}, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	d, err := service.Library.Engine(t.Context(), access.Outside("guild:7"), "")
	if err != nil || len(d.Articles()) != 1 || d.Articles()[0].Title != "燈塔手冊" {
		t.Errorf("a scope without articles: %v", err)
	}
	if x, err := service.Library.Index(t.Context(), "guild:7"); err != nil || len(x.Articles()) != 0 {
		t.Errorf("its own articles: %v", err)
	}
	if example := service.Library.Options.Example; example == nil || len(example.Articles()) != 1 {
		t.Error("there is no example")
	}
	if _, err := s.Service(t.Context(), library.Limits{}, slog.New(slog.DiscardHandler)); err == nil {
		t.Error("a second service can use the same folder")
	}
	service.Close()
	again, err := s.Service(t.Context(), library.Limits{}, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	again.Close()
}

// A service that fails to start releases its data folder.
func TestServiceFails(t *testing.T) {
	s := words(t, func(s *Settings) { s.Articles = []string{"nowhere.md"} })
	var unread *doc.Error
	if _, err := s.Service(t.Context(), library.Limits{}, slog.New(slog.DiscardHandler)); !errors.As(err, &unread) {
		t.Errorf("%v", err)
	}
	unlock, err := store.Lock(s.Folder())
	if err != nil {
		t.Fatal(err)
	}
	unlock()
}

// Articles that were stored in a library have the same hits as before.
func TestSearcherOfKept(t *testing.T) {
	s := words(t, nil)
	var articles []*corpus.Article
	for i, text := range []string{lighthouse, bridge} {
		a, err := new(corpus.Reader).Read(t.Context(), doc.File{Source: "own" + string(rune('0'+i)) + ".md", Data: []byte(text)})
		if err != nil {
			t.Fatal(err)
		}
		articles = append(articles, a)
	}
	once, err := s.SearcherOf(t.Context(), articles...)
	if err != nil {
		t.Fatal(err)
	}
	kept, err := s.SearcherOfKept(t.Context(), articles...)
	if err != nil {
		t.Fatal(err)
	}
	type found struct {
		Title string
		Score float64
	}
	search := func(e *Engine) (all []found) {
		hits, err := e.Search(t.Context(), "燈塔有多高?", 5)
		if err != nil || len(hits) == 0 {
			t.Fatalf("%d hits, %v", len(hits), err)
		}
		for _, h := range hits {
			all = append(all, found{h.Article.Title, h.Score})
		}
		return all
	}
	if d := cmp.Diff(search(once), search(kept)); d != "" {
		t.Errorf("directly (-), from a library (+)\n%s", d)
	}
	if exists(filepath.Join(s.Folder(), DatabaseName)) {
		t.Error("the articles were added to the library of the settings")
	}
}

func TestGather(t *testing.T) {
	folder := t.TempDir()
	for name, text := range map[string]string{"a.md": lighthouse, "b.md": bridge, "c.png": "\x89PNG\r\n\x1a\n"} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	s := words(t, func(s *Settings) { s.Stdin = strings.NewReader(lighthouse) })
	for source, want := range map[string][]string{
		folder:                        {"a.md", "b.md"},
		filepath.Join(folder, "a.md"): {"a.md alone"},
		doc.Stdin:                     {"- alone"},
	} {
		var got []string
		err := s.Gather(t.Context(), source, func(f doc.File, alone bool, problem error) error {
			if problem != nil {
				return nil
			}
			name := filepath.Base(f.Source)
			if alone {
				name += " alone"
			}
			if !strings.HasPrefix(name, "c.png") { // that it is not an article shows only when it is read
				got = append(got, name)
			}
			return nil
		})
		if d := cmp.Diff(want, got); err != nil || d != "" {
			t.Errorf("%s: %v (-want +got)\n%s", source, err, d)
		}
	}
	if err := s.Gather(t.Context(), filepath.Join(folder, "none.md"), func(doc.File, bool, error) error { return nil }); err == nil {
		t.Error("no error for a file that does not exist")
	}
	stop := errors.New("enough")
	if err := s.Gather(t.Context(), folder, func(doc.File, bool, error) error { return stop }); !errors.Is(err, stop) {
		t.Errorf("the error of take is %v", err)
	}
}
