package samples

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"footnote/corpus"
	"footnote/corpus/doc"
)

// Each file in Formats is read from a folder and from an archive, and is recognized by its media
// type, its name or its address alone. Each question's sentence is where the question says.
func TestFormats(t *testing.T) {
	folder := t.TempDir()
	for name, data := range Formats() {
		if err := os.WriteFile(filepath.Join(folder, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	articles := readAll(t, folder)
	archive := filepath.Join(t.TempDir(), "all.zip")
	if err := os.WriteFile(archive, Archive(Formats()), 0o600); err != nil {
		t.Fatal(err)
	}
	packed := readAll(t, archive)
	if len(articles) != len(Formats()) || len(packed) != len(articles) {
		t.Fatalf("%d articles, %d from the archive", len(articles), len(packed))
	}
	for name, a := range articles {
		if packed[name].Text != a.Text || cmp.Diff(packed[name].Pages, a.Pages) != "" {
			t.Errorf("%s has a different text in the archive", name)
		}
		ending := filepath.Ext(name)
		kind, _ := doc.KindOfEnding(ending)
		for _, f := range []doc.File{{Type: kind.Types[0]}, {Name: "x" + strings.ToUpper(ending), Type: "application/octet-stream"}, {Source: "https://a.example/x" + ending + "?y"}} {
			f.Data = Formats()[name]
			again, err := new(corpus.Reader).Read(t.Context(), f)
			if err != nil || again.Text != a.Text {
				t.Errorf("%s as %q, %q, %q: %v", name, f.Name, f.Source, f.Type, err)
			}
		}
		if len(a.Warnings) > 0 || a.Repairs != (corpus.Repairs{}) {
			t.Errorf("%s: %v, %+v", name, a.Warnings, a.Repairs)
		}
	}
	asked := map[string]bool{}
	for _, q := range FormatQuestions() {
		a := articles[q.File]
		checkQuestion(t, a, q.Question)
		if got := a.At(strings.Index(a.Text, q.Quote)).String(); got != q.Position {
			t.Errorf("%s: %q is at %q, want %q", q.File, q.Quote, got, q.Position)
		}
		asked[q.File] = true
	}
	if len(asked) != len(Formats()) {
		t.Errorf("there are questions for %d files", len(asked))
	}
}

func TestMetadataOfFormats(t *testing.T) {
	type facts struct{ Title, Author, Published string }
	got := map[string]facts{}
	for name, data := range Formats() {
		a, err := new(corpus.Reader).Read(t.Context(), doc.File{Name: name, Data: data})
		if err != nil {
			t.Fatal(err)
		}
		got[name] = facts{a.Title, a.Author, a.Published}
		if strings.Contains(a.Text, "河岸夜市小組") || strings.Contains(a.Text, "-->") || strings.Contains(a.Text, "boundary") {
			t.Errorf("%s: %s", name, a.Text)
		}
	}
	want := map[string]facts{
		Tools: {"工具倉庫", "", ""}, Birds: {"候鳥", "", ""}, Market: {"河岸夜市改造計畫", "", ""}, Bees: {"養蜂訪談", "", ""}, Water: {"青年路停水通知", "里辦公室", "2025-03-05"},
		Tides: {"旗津潮位分析", "", ""}, Reading: {"鎮立圖書館規章", "館務會議", "2025-02-01"}, Kiln: {"柴窯手冊", "陶藝社", "2025-01-05"}, Telescope: {"山頂天文台", "", ""}, Choir: {"鎮民合唱團", "", ""},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// There is a sample of every kind of file that is read.
func TestEveryKindHasASample(t *testing.T) {
	tried := map[string]bool{}
	for _, files := range []map[string][]byte{Folder(), Formats()} {
		for name := range files {
			kind, _ := doc.KindOfEnding(filepath.Ext(name))
			tried[kind.Name] = true
		}
	}
	for _, kind := range doc.Kinds() {
		if kind.IsRead() && !tried[kind.Name] {
			t.Errorf("there is no sample of %s", kind.Name)
		}
	}
}
