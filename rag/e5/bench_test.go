package e5

import (
	"bufio"
	"bytes"
	"context"
	"os"
	"strings"
	"testing"

	"footnote/rag/index"
)

func BenchmarkNew(b *testing.B) {
	for b.Loop() {
		if _, err := New(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkQuery(b *testing.B) {
	e := uncentred(b)
	for b.Loop() {
		if _, err := e.Embed(context.Background(), index.RoleQuery, []string{"盤古氣象大模型能提供什麼樣的預報?"}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkCorpus embeds the passages of the tests, and reports tokens per second.
func BenchmarkCorpus(b *testing.B) {
	e := uncentred(b)
	texts := passages(b)
	tokens := 0
	for _, t := range texts {
		tokens += e.Tokens(t)
	}
	for b.Loop() {
		if _, err := e.Embed(context.Background(), index.RolePassage, texts); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(tokens*b.N)/b.Elapsed().Seconds(), "tokens/s")
}

func passages(b *testing.B) []string {
	data, err := os.ReadFile("testdata/texts.txt")
	if err != nil {
		b.Fatal(err)
	}
	var texts []string
	for s := bufio.NewScanner(bytes.NewReader(data)); s.Scan(); {
		if text, ok := strings.CutPrefix(s.Text(), "p\t"); ok {
			texts = append(texts, text)
		}
	}
	return texts
}
