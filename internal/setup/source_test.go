package setup

import (
	"bytes"
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
	"footnote/library/store"
	"footnote/rag/openai"
)

const (
	lighthouse = "# 燈塔手冊\n\n燈塔高四十二公尺，漆成白色。它建於1898年。\n"
	bridge     = "# 石橋手冊\n\n石橋長三百公尺，建於一八七六年。橋上有七盞燈。\n"
)

func write(t *testing.T, name, text string) (path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// words returns a setup without an embedder, with a data folder of its own.
func words(t *testing.T, change func(*Settings)) *Setup {
	t.Helper()
	s := Settings{Embedder: embedderNone, Data: t.TempDir()}
	if change != nil {
		change(&s)
	}
	return New(s)
}

// keep adds a text to the library of a scope.
func keep(t *testing.T, s *Setup, scope, text string) {
	t.Helper()
	settings := s.Settings
	settings.Scope = scope
	l, err := New(settings).Library(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if _, err := l.Add(t.Context(), l.Scope, doc.File{Name: "own.md", Source: "own.md", Data: []byte(text)}, library.Origin{}, nil); err != nil {
		t.Fatal(err)
	}
}

// titles returns the titles of the source's articles and the description of the source. It checks
// that Source and Searcher agree on the articles.
func titles(t *testing.T, s *Setup) (all []string, from string, err error) {
	t.Helper()
	source, err := s.Source(t.Context())
	if err != nil {
		return nil, "", err
	}
	defer source.Close()
	articles, err := source.Articles(t.Context())
	if err != nil {
		return nil, "", err
	}
	for _, a := range articles {
		all = append(all, a.Title)
	}
	if s.Stdin != nil {
		return all, source.String(), nil // standard input cannot be read again
	}
	engine, err := s.Searcher(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer engine.Close()
	var indexed []string
	for _, a := range engine.Articles() {
		indexed = append(indexed, a.Title)
	}
	if d := cmp.Diff(all, indexed); d != "" {
		t.Errorf("articles (-), index (+)\n%s", d)
	}
	return all, source.String(), nil
}

func TestSource(t *testing.T) {
	built, err := corpus.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	path, other := write(t, "tower.md", lighthouse), write(t, "bridge.md", bridge)
	for _, c := range []struct {
		name   string
		kept   string // in the library of the command line
		change func(*Settings)
		want   []string
		from   string
	}{
		{"nothing", "", nil, []string{built.Title}, "the built-in article"},
		{"a library", bridge, nil, []string{"石橋手冊"}, "the library of local"},
		{"a file before a library", bridge, func(s *Settings) { s.Articles = []string{path} }, []string{"燈塔手冊"}, "--article"},
		{"two files", "", func(s *Settings) { s.Articles = []string{path, other} }, []string{"燈塔手冊", "石橋手冊"}, "--article"},
		{"one of two files", "", func(s *Settings) { s.Articles, s.Only = []string{path, other}, "石橋" }, []string{"石橋手冊"}, "--article"},
		{"one of a library", bridge, func(s *Settings) { s.Only = "石桥手册" }, []string{"石橋手冊"}, "the library of local"},
		{"the built-in article beside a file", "", func(s *Settings) { s.Articles = []string{Builtin, path} }, []string{built.Title, "燈塔手冊"}, "--article"},
		{"the same text twice", "", func(s *Settings) { s.Articles = []string{path, path} }, []string{"燈塔手冊"}, "--article"},
		{"standard input", "", func(s *Settings) { s.Articles, s.Stdin = []string{doc.Stdin}, strings.NewReader(lighthouse) }, []string{"燈塔手冊"}, "--article"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := words(t, c.change)
			if c.kept != "" {
				keep(t, s, "", c.kept)
			}
			got, from, err := titles(t, s)
			if err != nil || from != c.from || cmp.Diff(c.want, got) != "" {
				t.Errorf("%q from %s, %v; want %q from %s", got, from, err, c.want, c.from)
			}
		})
	}
}

// Questions in another scope than the command line's are answered only from that scope's library.
func TestSourceOfScope(t *testing.T) {
	s := words(t, func(s *Settings) { s.Scope = "guild:7" })
	keep(t, s, string(store.Local), bridge)
	var unmade *Error
	if _, err := s.Source(t.Context()); !errors.As(err, &unmade) || unmade.Kind != NoArticles || unmade.Scope != "guild:7" {
		t.Errorf("without articles: %v", err)
	}
	keep(t, s, "guild:7", lighthouse)
	if got, from, err := titles(t, s); err != nil || from != "the library of guild:7" || len(got) != 1 || got[0] != "燈塔手冊" {
		t.Errorf("%q from %s, %v", got, from, err)
	}
}

func TestErrors(t *testing.T) {
	path := write(t, "tower.md", lighthouse)
	for _, c := range []struct {
		name   string
		change func(*Settings)
		want   Error
	}{
		{"no scope", func(s *Settings) { s.Scope = "elsewhere" }, Error{Kind: BadScope, Scope: "elsewhere"}},
		{"standard input twice", func(s *Settings) {
			s.Articles, s.Stdin = []string{doc.Stdin, path, doc.Stdin}, strings.NewReader(lighthouse)
		}, Error{Kind: StdinTwice}},
		{"an embedder without a server", func(s *Settings) { s.Articles, s.Embedder = []string{path}, embedderOpenAI }, Error{Kind: Missing, Part: PartEmbedder}},
		{"an embedder at no address", func(s *Settings) {
			s.Articles, s.Embedder, s.Vectors = []string{path}, embedderOpenAI, openai.EmbedderOptions{BaseURL: "nonsense"}
		}, Error{Kind: Invalid, Part: PartEmbedder}},
		{"a model without a server", func(s *Settings) { s.Mode = modeLLM }, Error{Kind: Missing, Part: PartModel}},
		{"a model at no address", func(s *Settings) { s.Model = openai.GeneratorOptions{BaseURL: "nonsense"} }, Error{Kind: Invalid, Part: PartModel}},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := words(t, c.change).Engine(t.Context())
			got, ok := errors.AsType[*Error](err)
			if !ok || got.Kind != c.want.Kind || got.Part != c.want.Part || got.Scope != c.want.Scope || got.Error() == "" {
				t.Errorf("%v, %+v", err, got)
			}
		})
	}
}

func TestUnclear(t *testing.T) {
	first, second := write(t, "a.md", lighthouse), write(t, "b.md", strings.Replace(lighthouse, "白色", "紅色", 1))
	for name, want := range map[string]int{"燈塔手冊": 2, "燈塔": 2, "鐵塔": 0, " ": 0} {
		s := words(t, func(s *Settings) { s.Articles, s.Only = []string{first, second}, name })
		_, err := s.Searcher(t.Context())
		got, ok := errors.AsType[*UnclearError](err)
		if !ok || len(got.Matches) != want || got.Exact != (name == "燈塔手冊") || got.Name != name {
			t.Errorf("%q: %v, %+v", name, err, got)
		}
	}
}

// Problems that are not errors are logged.
func TestWarning(t *testing.T) {
	path, other := write(t, "a.md", lighthouse), write(t, "b.md", lighthouse)
	s := words(t, func(s *Settings) { s.Articles = []string{path, other} })
	var log bytes.Buffer
	s.Log = slog.New(slog.NewTextHandler(&log, nil))
	if _, err := s.Searcher(t.Context()); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(log.String(), other+" is the same text as "+path) {
		t.Errorf("the log: %s", log.String())
	}
}
