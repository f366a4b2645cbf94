package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"footnote/corpus"
	"footnote/corpus/doc"
)

// library opens the library at path.
func library(t testing.TB, path string) *Library {
	t.Helper()
	l, err := OpenLibrary(context.Background(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return l
}

func inFolder(t testing.TB) string {
	t.Helper()
	return filepath.Join(t.TempDir(), "footnote.db")
}

// article reads an article from a text.
func article(t testing.TB, source, text string) *corpus.Article {
	t.Helper()
	a, err := new(corpus.Reader).Read(t.Context(), doc.File{Source: source, Data: []byte(text)})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// record returns the nth of any number of short articles.
func record(t testing.TB, n int) Record {
	t.Helper()
	r, err := numbered(n)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func numbered(n int) (Record, error) {
	text := fmt.Sprintf("第%d號燈塔高%d公尺，漆成白色。它建於%d年，每晚照亮港口。\n", n, n+7, 1800+n)
	hash := sha256.Sum256([]byte(text))
	source := fmt.Sprintf("https://news.example/%d", n)
	a, err := corpus.Single(hex.EncodeToString(hash[:6]), fmt.Sprintf("第%d號燈塔", n), text)
	return Record{Article: a, Key: source, Added: time.Unix(1_800_000_000+int64(n), 5), By: [16]byte{1, byte(n)}, Model: "m", Vectors: fmt.Append(nil, "vectors of ", n)}, err
}

func keepAll(t testing.TB, l *Library, scope Scope, records ...Record) {
	t.Helper()
	for _, r := range records {
		if o, err := l.Put(t.Context(), scope, r, 0); err != nil || o.Change != Added {
			t.Fatalf("%s: %+v, error %v", r.Article.ID, o, err)
		}
	}
}

// holds checks that a scope has exactly these articles.
func holds(t testing.TB, l *Library, scope Scope, want ...Record) {
	t.Helper()
	got, err := l.Articles(t.Context(), scope, "m")
	if err != nil {
		t.Fatal(err)
	}
	if len(want) == 0 {
		want = nil
	}
	whole := cmp.Comparer(func(a, b []byte) bool { return (a == nil) == (b == nil) && bytes.Equal(a, b) }) // comparing byte by byte takes a second per megabyte
	if d := cmp.Diff(want, got, whole); d != "" {
		t.Fatalf("%s: (-want +got)\n%.2000s", scope, d)
	}
}

// anyArticle reads a random text in a random format, with features of real ones: headings,
// glosses, mis-decoded runs, invisible characters.
func anyArticle(t testing.TB, dice *rand.Rand) *corpus.Article {
	t.Helper()
	pieces := []string{"燈塔高四十二公尺。", "它建於1898年，漆成白色！", "Dr. Lee sailed at 8.1 knots. ", "時(shí)間很長,路也很長。", "zero\u200bwidth ", "🏮👩‍👩‍👧 emoji。", "\n\n", "\n", "他說：「好。走吧！」", "\n\n## 歷史\n\n", "\n\n# A head\n\n", "\n\n01 港口\n", "<b>粗</b>&amp;", "```\ncode\n```\n"}
	if dice.IntN(50) == 0 { // rarely, as repairing it takes a second
		pieces = append(pieces, "因?yàn)橥ㄓ么竽P鸵话慊诠_信息。", "ÃÂ© å¤§ ")
	}
	for {
		var text strings.Builder
		for range 1 + dice.IntN(60) {
			text.WriteString(pieces[dice.IntN(len(pieces))])
		}
		source := []string{"a.txt", "文 章.md", "b/c.html", "-", "http://x.example/?q=1"}[dice.IntN(5)]
		a, err := new(corpus.Reader).Read(t.Context(), doc.File{Source: source, Data: []byte(text.String())})
		if err != nil {
			continue // a text of nothing but headings
		}
		if dice.IntN(2) == 0 {
			a.Author, a.Published = "甲 & \"乙\"", "2026-11-25"
		}
		for n := range dice.IntN(5) {
			a.Pages = append(a.Pages, corpus.Page{Number: n + 1, Start: n * len(a.Text) / 5})
		}
		return a
	}
}
