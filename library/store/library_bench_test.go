package store

import (
	"context"
	"fmt"
	"iter"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"time"
)

// large returns a library of 1,000 articles with 20 passages each and 46 kB of vectors per
// article: what a bot reads when it starts on a large server.
func large(b *testing.B) (string, int) {
	b.Helper()
	path := inFolder(b)
	l := library(b, path)
	passages := 0
	for r := range manyPassages(b) {
		if _, err := l.Put(b.Context(), Guild("1"), r, 0); err != nil {
			b.Fatal(err)
		}
		if passages += len(r.Article.Passages); passages >= 20_000 {
			break
		}
	}
	l.Close()
	return path, passages
}

// manyPassages returns any number of articles of 20 passages that differ in their digits.
func manyPassages(b *testing.B) iter.Seq[Record] {
	var text strings.Builder
	for p := range 20 {
		if p%5 == 0 {
			fmt.Fprintf(&text, "## 第%d章\n\n", p/5+1)
		}
		text.WriteString(strings.Repeat("第0000篇說燈塔高四十二公尺，它漆成了白色。", 10) + "\n\n")
	}
	first := article(b, "a.md", text.String())
	dice := rand.New(rand.NewPCG(1, 1))
	return func(yield func(Record) bool) {
		for n := 0; ; n++ {
			a := *first
			a.ID = fmt.Sprintf("%012d", n)
			a.Text = strings.ReplaceAll(first.Text, "0000", fmt.Sprintf("%04d", n%10_000))
			vectors := make([]byte, 46_000)
			for i := range vectors {
				vectors[i] = byte(dice.Uint32())
			}
			if !yield(Record{Article: &a, Key: a.ID, Added: time.Unix(int64(n), 0), Model: "m", Vectors: vectors}) {
				return
			}
		}
	}
}

func BenchmarkOpenLibrary(b *testing.B) {
	path, _ := large(b)
	info, err := os.Stat(path)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		l, err := OpenLibrary(context.Background(), path)
		if err != nil {
			b.Fatal(err)
		}
		l.Close()
	}
	b.ReportMetric(float64(info.Size())/1e6, "MB")
}

func BenchmarkArticles(b *testing.B) {
	path, passages := large(b)
	l := library(b, path)
	for b.Loop() {
		all, err := l.Articles(context.Background(), Guild("1"), "m")
		if err != nil || len(all) != 1000 {
			b.Fatal(len(all), err)
		}
	}
	b.ReportMetric(float64(passages), "passages")
}

func BenchmarkList(b *testing.B) {
	path, _ := large(b)
	l := library(b, path)
	for b.Loop() {
		all, err := l.List(context.Background(), Guild("1"))
		if err != nil || len(all) != 1000 {
			b.Fatal(len(all), err)
		}
	}
}

func BenchmarkPut(b *testing.B) {
	l := library(b, inFolder(b))
	next, stop := iter.Pull(manyPassages(b))
	defer stop()
	for b.Loop() {
		b.StopTimer()
		r, _ := next()
		b.StartTimer()
		if _, err := l.Put(context.Background(), Guild("1"), r, 0); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkGeneration(b *testing.B) {
	l := library(b, inFolder(b))
	if err := l.SaveSettings(context.Background(), Guild("1"), []byte("{}"), Unwanted{}); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := l.Generation(context.Background(), Guild("1")); err != nil {
			b.Fatal(err)
		}
	}
}
