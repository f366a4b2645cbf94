package e5

import (
	"testing"

	"footnote/rag"
)

// plainly leaves out the kernels of kernels_amd64.s until the test ends.
func plainly(t testing.TB) {
	was := fast
	t.Cleanup(func() { fast = was })
	fast = false
}

// Where the processor has no AVX2 the vectors are the same but for rounding.
func TestPlainKernels(t *testing.T) {
	e := newEmbedder(t)
	texts := []string{"盤古氣象大模型能提供什麼樣的預報?", "How many models were released?"}
	want := mustEmbed(t, e, rag.RoleQuery, texts...)
	plainly(t)
	for i, v := range mustEmbed(t, e, rag.RoleQuery, texts...) {
		if c := cosine(want[i], v); c < 0.999 {
			t.Errorf("%s: cosine %.6f", texts[i], c)
		}
	}
}

func BenchmarkQueryPlain(b *testing.B) {
	plainly(b)
	benchmarkQuery(b)
}
