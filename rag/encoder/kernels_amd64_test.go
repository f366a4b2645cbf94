package encoder

import "testing"

// plainly leaves out the kernels of kernels_amd64.s until the test ends.
func plainly(t testing.TB) {
	was := fast
	t.Cleanup(func() { fast = was })
	fast = false
}

// Where the processor has no AVX2 the vectors are the same but for rounding.
func TestPlainKernels(t *testing.T) {
	m := model(t)
	e := New(m)
	windows := []Window{window(m, "盤古氣象大模型能提供什麼樣的預報?"), window(m, "How many models were released?")}
	want := mustRun(t, e, windows...)
	plainly(t)
	for i, v := range mustRun(t, e, windows...) {
		if c := cosine(want[i], v); c < 0.999 {
			t.Errorf("window %d: cosine %.6f", i, c)
		}
	}
}

func BenchmarkQueryPlain(b *testing.B) {
	m := model(b)
	plainly(b)
	benchmarkQuery(b, m)
}
