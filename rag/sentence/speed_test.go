package sentence

import (
	"strings"
	"testing"

	"footnote/corpus"
	"footnote/corpus/doc"
)

// BenchmarkHostile goes through texts in which every line could belong to a list.
func BenchmarkHostile(b *testing.B) {
	for _, c := range []struct{ name, line string }{
		{"bare", "甲乙丙丁\n\n"}, {"colon", "甲乙：\n\n"}, {"marked", "1. 甲乙丙\n\n"}, {"row", "甲 | 乙\n\n"}, {"one line", "甲乙丙丁。"}, {"label", "甲：乙。\n\n"}, {"heading", "▋甲\n\n"},
	} {
		b.Run(c.name, func(b *testing.B) {
			a, err := new(corpus.Reader).Read(b.Context(), doc.File{Source: "x.txt", Data: []byte("文。\n\n" + strings.Repeat(c.line, 1000))})
			if err != nil {
				b.Fatal(err)
			}
			for b.Loop() {
				Contexts(a)
			}
		})
	}
}

// BenchmarkContexts goes through the built-in article.
func BenchmarkContexts(b *testing.B) {
	a, err := corpus.Builtin()
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		Contexts(a)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*a.SentenceCount()), "ns/sentence")
}
