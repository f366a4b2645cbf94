package library

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"footnote/corpus/doc"
	"footnote/internal/storetest"
	"footnote/library/store"
	"footnote/rag"
)

const (
	asideText = "# 竹溪水廠年報\n\n竹溪水廠於1968年啟用，每日出水量為4200噸。濾池共有六座，每座面積90平方公尺。\n\n水廠的夜班由兩人輪值，每小時記錄一次濁度。\n"
	asideAsk  = "竹溪水廠每日出水量是多少噸?"
)

// TestAside asks about files without adding them, alone and in an archive, with vectors and
// without. It checks that they answer as if they had been added, and that nothing of them is
// stored.
func TestAside(t *testing.T) {
	var packed bytes.Buffer
	w := zip.NewWriter(&packed)
	for name, text := range map[string]string{"年報.md": asideText, "empty.txt": ""} {
		f, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprint(f, text)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	files := map[string][]doc.File{
		"a file":     {file("年報.md", asideText)},
		"twice":      {file("年報.md", asideText), file("年報.md", asideText)},
		"an archive": {{Name: "all.zip", Source: "all.zip", Data: packed.Bytes()}},
	}
	for name, change := range map[string]func(*Options){"words": nil, "vectors": func(o *Options) { o.Embedder = hashed{"hashed"} }} {
		l, scope := opened(t, storetest.File(t), change), store.Guild("1")
		add(t, l, store.Guild("2"), "年報.md", asideText)
		want := ask(t, l, store.Guild("2"), "", asideAsk).Text
		if change == nil && !strings.Contains(want, "4200噸") {
			t.Fatalf("the library says %q", want)
		}
		for what, some := range files {
			t.Run(name+", "+what, func(t *testing.T) {
				e, err := l.Aside(t.Context(), scope, some)
				if err != nil {
					t.Fatal(err)
				}
				a, err := e.Answer(t.Context(), rag.Question{Text: asideAsk}, nil)
				if err != nil || a.Text != want || len(e.Articles()) != 1 {
					t.Errorf("%q, %v, of %d articles", a.Text, err, len(e.Articles()))
				}
				if kept, err := l.List(t.Context(), scope); err != nil || len(kept) != 0 {
					t.Errorf("%d articles are stored, %v", len(kept), err)
				}
				if a := ask(t, l, scope, "", asideAsk); len(a.Footnotes) > 0 {
					t.Errorf("the library says %q", a.Text)
				}
			})
		}
	}
}

// TestAsideLimits checks the errors for files that are too long or not articles.
func TestAsideLimits(t *testing.T) {
	long := "# 長\n\n" + strings.Repeat("每一座濾池的面積都不一樣，記錄由值班的人員負責填寫，月底送交水廠的辦公室保存。\n\n", 12_000)
	l, scope := opened(t, storetest.File(t), func(o *Options) { o.Limits.Characters = 100 }), store.Guild("1")
	var limit *LimitError
	var unfit *doc.Error
	if _, err := l.Aside(t.Context(), scope, []doc.File{file("long.md", long)}); !errors.As(err, &limit) || limit.Kind != LimitAside {
		t.Errorf("a file that is too long: %v", err)
	}
	if _, err := l.Aside(t.Context(), scope, []doc.File{file("cat.png", "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")}); !errors.As(err, &unfit) {
		t.Errorf("a picture: %v", err)
	}
	if _, err := l.Aside(t.Context(), scope, []doc.File{file("年報.md", asideText)}); err != nil {
		t.Errorf("within the day's characters: %v", err)
	}
	if _, err := l.Aside(t.Context(), scope, []doc.File{file("年報.md", asideText)}); !errors.As(err, &limit) || limit.Kind != LimitCharacters {
		t.Errorf("beyond the day's characters: %v", err)
	}
}
