package encoder

import (
	"context"
	"errors"
	"math"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"footnote/rag/encoder/format"
)

// load reads the weights of the built-in embedder.
var load = sync.OnceValues(func() (*format.Model, error) {
	file, err := os.ReadFile("../e5/weights.bin")
	if err != nil {
		return nil, err
	}
	return format.Decode(file)
})

func model(t testing.TB) *format.Model {
	t.Helper()
	m, err := load()
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// window returns a text as the model sees it.
func window(m *format.Model, text string) Window {
	return slices.Concat(Window{int32(m.Start())}, NewTokenizer(m).Tokens(text), Window{int32(m.End())})
}

// mustRun returns the mean vector of each window.
func mustRun(t testing.TB, e *Encoder, windows ...Window) [][]float32 {
	t.Helper()
	means := make([][]float32, len(windows))
	err := e.Run(t.Context(), windows, func(n int, vectors []float32) {
		if len(vectors) != len(windows[n])*e.Hidden {
			t.Errorf("%d numbers for the %d tokens of window %d", len(vectors), len(windows[n]), n)
		}
		means[n] = Mean(vectors, e.Hidden)
	})
	if err != nil {
		t.Fatal(err)
	}
	return means
}

func cosine(a, b []float32) float64 {
	var ab, aa, bb float64
	for i := range a {
		ab += float64(a[i]) * float64(b[i])
		aa += float64(a[i]) * float64(a[i])
		bb += float64(b[i]) * float64(b[i])
	}
	return ab / math.Sqrt(aa*bb)
}

// TestRun checks that every window is delivered once, with the vectors of its own tokens,
// whatever else runs.
func TestRun(t *testing.T) {
	m := model(t)
	e := New(m)
	var windows []Window
	for _, text := range []string{"大", strings.Repeat("數據產量很大。", 60), "How many models?", "", strings.Repeat("a b ", 100), "盤古"} {
		windows = append(windows, window(m, text))
	}
	for i, mean := range mustRun(t, e, windows...) {
		if c := cosine(mean, mustRun(t, e, windows[i])[0]); c < 0.9999 {
			t.Errorf("window %d: cosine %.5f between alone and together", i, c)
		}
	}
	if means := mustRun(t, e); len(means) != 0 {
		t.Errorf("%d vectors for no windows", len(means))
	}
}

// TestRunCancelled checks that a cancelled run returns the cause and leaves the encoder
// intact.
func TestRunCancelled(t *testing.T) {
	m := model(t)
	e := New(m)
	w := window(m, strings.Repeat("數據產量很大。", 60))
	ctx, cancel := context.WithCancelCause(t.Context())
	why := errors.New("enough")
	var once sync.Once
	err := e.Run(ctx, slices.Repeat([]Window{w}, 400), func(int, []float32) { once.Do(func() { cancel(why) }) })
	if !errors.Is(err, why) {
		t.Errorf("error %v, want the cause", err)
	}
	if len(e.scratches) != cap(e.scratches) {
		t.Errorf("%d of %d scratches were returned", len(e.scratches), cap(e.scratches))
	}
	mustRun(t, e, w)
}

// TestForwardStops checks that a run in progress stops at the next layer.
func TestForwardStops(t *testing.T) {
	m := model(t)
	e, s := New(m), &scratch{}
	w := []Window{window(m, "數據產量很大。")}
	if !e.forward(w, s, nil) {
		t.Error("it stopped without being told to")
	}
	stop := make(chan struct{})
	close(stop)
	if e.forward(w, s, stop) {
		t.Error("it did not stop when told to")
	}
}

// TestFine checks that fine activations give the same vectors, only more exact, also while
// sharing memory with another encoder.
func TestFine(t *testing.T) {
	m := model(t)
	e := New(m)
	precise := e.Fine(m)
	windows := []Window{window(m, "盤古氣象大模型能提供什麼樣的預報?"), window(m, strings.Repeat("數據產量很大。", 60))}
	for i, mean := range mustRun(t, precise, windows...) {
		if c := cosine(mean, mustRun(t, e, windows[i])[0]); c < 0.999 || c > 0.9999999 {
			t.Errorf("window %d: cosine %.8f", i, c)
		}
	}
	if precise.scratches != e.scratches {
		t.Error("its memory is not shared")
	}
}

// TestFirst checks that First returns the first tokens of a text, and that a long text takes
// no more time than a short one.
func TestFirst(t *testing.T) {
	m := model(t)
	tokenizer := NewTokenizer(m)
	for n := range m.Vocabulary.Len() {
		if size := len(m.Vocabulary.Piece(n)); size > pieceBytes {
			t.Fatalf("piece %d has %d bytes", n, size)
		}
	}
	long := strings.Repeat("盤古氣象大模型能提供秒級的全球天氣預報。The model forecasts the weather within seconds.\n", 300)
	for _, text := range []string{
		"", " ", "大模型", long, strings.Repeat(" ", 1<<17) + "大模型", strings.Repeat("internationalization", 3000),
		strings.Repeat("😀𠮷", 9000), strings.Repeat("\xff", 9000), strings.Repeat("㍿", 9000),
	} {
		all := tokenizer.Tokens(text)
		for _, n := range []int{0, 1, 70, 140} {
			if got, want := tokenizer.First(n, text), all[:min(n, len(all))]; !slices.Equal(got, want) {
				t.Errorf("%.20q: the first %d tokens are %v, want %v", text, n, got, want)
			}
		}
	}
	small, large := strings.Repeat(long, 2), strings.Repeat(long, 200)
	if a, b := len(tokenizer.normalize(small, 1000)), len(tokenizer.normalize(large, 1000)); a != b || a > 1100 {
		t.Errorf("read %d bytes of a text, and %d of one a hundred times as long", a, b)
	}
}

// FuzzTokens checks that the pieces of a text add up to the normalised text, and that no text
// yields a special token.
func FuzzTokens(f *testing.F) {
	tokenizer := NewTokenizer(model(f))
	for _, text := range []string{
		"", " ", "大模型", "国家网信办的数字", "How many models?", "\u200b", "\xff\xfe", "😀😀", "ｆｕｌｌ　ｗｉｄｔｈ",
		strings.Repeat("數據產量很大。", 40), "query: passage: </s> <s> <unk>", "\x00", strings.Repeat("a", 3000),
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		normal := tokenizer.normalize(text, math.MaxInt)
		rest := normal
		for _, token := range tokenizer.Tokens(text) {
			size := 0
			switch {
			case token == tokenizer.unknown:
				_, size = utf8.DecodeRune(rest)
			case int(token) < tokenizer.vocabulary.Len():
				piece := tokenizer.vocabulary.Piece(int(token))
				if size = len(piece); !strings.HasPrefix(string(rest), string(piece)) {
					t.Fatalf("%q: %q does not begin with %q", text, rest, piece)
				}
			default:
				t.Fatalf("%q: special token %d", text, token)
			}
			rest = rest[size:]
		}
		if len(rest) > 0 {
			t.Fatalf("%q: %q left from %q", text, rest, normal)
		}
	})
}
