package encoder

import (
	"strings"
	"testing"

	"footnote/rag/encoder/format"
)

func BenchmarkQuery(b *testing.B) { benchmarkQuery(b, model(b)) }

func benchmarkQuery(b *testing.B, m *format.Model) {
	e, w := New(m), window(m, "query: 盤古氣象大模型能提供什麼樣的預報?")
	for b.Loop() {
		mustRun(b, e, w)
	}
}

func BenchmarkTokens(b *testing.B) {
	tokenizer := NewTokenizer(model(b))
	text := strings.Repeat("盤古氣象大模型能提供秒級的全球天氣預報。The model forecasts the weather within seconds.\n", 100)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		tokenizer.Tokens(text)
	}
}
