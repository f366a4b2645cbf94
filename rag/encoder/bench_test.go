package encoder

import (
	"math/rand/v2"
	"strings"
	"testing"
)

func BenchmarkTokens(b *testing.B) {
	tokenizer := NewTokenizer(model(b))
	text := strings.Repeat("盤古氣象大模型能提供秒級的全球天氣預報。The model forecasts the weather within seconds.\n", 100)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		tokenizer.Tokens(text)
	}
}

// BenchmarkQuery embeds one question.
func BenchmarkQuery(b *testing.B) {
	m := model(b)
	for _, k := range available() {
		b.Run(k.String(), func(b *testing.B) {
			e, w := newEncoder(m, k), window(m, "query: 盤古氣象大模型能提供什麼樣的預報?")
			for b.Loop() {
				mustRun(b, e, w)
			}
		})
	}
}

// BenchmarkCorpus embeds windows of 6 to 300 tokens, like sentences and passages, and reports
// tokens per second.
func BenchmarkCorpus(b *testing.B) {
	m := model(b)
	random := rand.New(rand.NewPCG(1, 2))
	var windows []Window
	tokens := 0
	for range 100 {
		w := make(Window, 6+random.IntN(295)*random.IntN(295)/295)
		for i := range w {
			w[i] = int32(random.IntN(m.Pieces))
		}
		windows, tokens = append(windows, w), tokens+len(w)
	}
	for _, k := range available() {
		b.Run(k.String(), func(b *testing.B) {
			e := newEncoder(m, k)
			for b.Loop() {
				mustRun(b, e, windows...)
			}
			b.ReportMetric(float64(tokens*b.N)/b.Elapsed().Seconds(), "tokens/s")
		})
	}
}
