package samples

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"footnote/corpus"
	"footnote/corpus/doc"
	"footnote/corpus/pdf"
)

// pages stands in for the PDF reader, which package corpus does not contain: it returns the text
// from which the sample PDF was made.
type pages struct{}

func (pages) Parse(context.Context, doc.File) (doc.Document, error) {
	p := pdf.Paginated{Title: "青石渡橋耐震補強紀要"}
	for page := range strings.SplitSeq(text("bridge.txt"), "=====\n") {
		p.Pages = append(p.Pages, page)
	}
	return p.Document(), nil
}

// readAll reads the files of a folder or an archive and returns them by name.
func readAll(t *testing.T, path string) map[string]*corpus.Article {
	t.Helper()
	all := map[string]*corpus.Article{}
	reader := corpus.Reader{PDF: pages{}}
	err := corpus.Files{}.Gather(t.Context(), path, func(f doc.File, err error) error {
		if err != nil {
			t.Errorf("left out: %v", err)
			return nil
		}
		a, err := reader.Read(t.Context(), f)
		if err != nil {
			t.Errorf("%s: %v", f.Name, err)
			return nil
		}
		all[f.Name] = a
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// All files are read, from a folder and from an archive. Each question's sentence is where the
// question says.
func TestFolder(t *testing.T) {
	folder := t.TempDir()
	for name, data := range Folder() {
		if err := os.WriteFile(filepath.Join(folder, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	articles := readAll(t, folder)
	archive := filepath.Join(t.TempDir(), "all.zip")
	if err := os.WriteFile(archive, Archive(Folder()), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, a := range readAll(t, archive) {
		if articles[name] == nil || a.Text != articles[name].Text {
			t.Errorf("%s has a different text in the archive", name)
		}
		if a.Source != archive+"/"+name {
			t.Errorf("source %q", a.Source)
		}
	}
	for _, q := range Questions() {
		checkQuestion(t, articles[q.File], q)
	}
	asked := map[string]int{}
	for _, q := range Questions() {
		if strings.ContainsFunc(q.Question, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
			asked[q.File]++
		}
	}
	for name := range Folder() {
		if asked[name] != 2 {
			t.Errorf("there are %d questions in Chinese for %s, want 2", asked[name], name)
		}
	}
}

func checkQuestion(t *testing.T, a *corpus.Article, q Question) {
	t.Helper()
	if a == nil {
		t.Errorf("%s is missing", q.File)
		return
	}
	found := 0
	for _, p := range a.Passages {
		for _, s := range p.Sentences {
			if !strings.Contains(strings.ReplaceAll(a.Quote(s), "\n", ""), q.Quote) {
				continue
			}
			found++
			if got := a.Sections[p.Section].Title; q.Page == 0 && got != q.Section {
				t.Errorf("%s: %q is in the section %q, want %q", q.File, q.Quote, got, q.Section)
			}
		}
	}
	if found != 1 {
		t.Errorf("%s: %q is in %d sentences, want 1\n%s", q.File, q.Quote, found, a.Text)
	}
}

// The files' metadata is read, and their hidden text and boilerplate is not.
func TestMetadataAndHiddenText(t *testing.T) {
	type facts struct{ Title, Author, Published string }
	got := map[string]facts{}
	for name, data := range Folder() {
		a, err := (&corpus.Reader{PDF: pages{}}).Read(t.Context(), doc.File{Name: name, Data: data})
		if err != nil {
			t.Fatal(err)
		}
		got[name] = facts{a.Title, a.Author, a.Published}
		for _, unseen := range []string{"删掉", "隐藏", "DATE", "赌场", "净水器", "稳赚", "统计代码", "分享到", "财经", "版权", "Cookie", "网友评论", "步道六公里", "封面"} {
			if strings.Contains(a.Text, unseen) {
				t.Errorf("%s contains %q\n%s", name, unseen, a.Text)
			}
		}
		if n := utf8.RuneCountInString(a.Text); n < 600 || n > 1200 {
			t.Errorf("%s has %d characters", name, n)
		}
		if a.Repairs != (corpus.Repairs{}) || len(a.Warnings) > 0 {
			t.Errorf("%s: repairs %+v, warnings %v", name, a.Repairs, a.Warnings)
		}
	}
	want := map[string]facts{
		Observatory: {"东屿海洋观测站二十年", "", ""},
		Bridge:      {"青石渡橋耐震補強紀要", "", ""},
		Tea:         {"云脚茶叶合作社年度报告", "云脚茶叶合作社", "2025-01-18"},
		Seeds:       {"種子庫裡的冬天", "霜谷種子庫", "2024-11-02"},
		Reservoir:   {"柳湾地下蓄水池投入使用 能装下四十万立方米雨水", "柳湾晚报城市组", "2025-06-12"},
		Railway:     {"二十三號蒸汽機車修復手記", "林場鐵道工房", "2025-03-14"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestWordDocument(t *testing.T) {
	a, err := new(corpus.Reader).Read(t.Context(), doc.File{Name: Tea, Data: Folder()[Tea]})
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"品种 | 产量（公斤） | 平均价（元）", "云雾绿茶 | 6200 | 540", "第二条 下雨天采的叶子", "保存三年。", "师傅靠闻香气决定什么时候再摇。"} {
		if !strings.Contains(a.Text, want) {
			t.Errorf("the document does not contain %q\n%s", want, a.Text)
		}
	}
	note, mark := strings.Index(a.Text, "静置的目的"), strings.Index(a.Text, "老枞乌龙仍然")
	if after := strings.Index(a.Text, "做茶的人"); !slices.IsSorted([]int{mark, note, after}) {
		t.Errorf("the note is at %d, its paragraph at %d and the next at %d", note, mark, after)
	}
}
