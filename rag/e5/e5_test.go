package e5

import (
	"context"
	"errors"
	"math"
	"slices"
	"strings"
	"sync"
	"testing"

	"footnote/rag/encoder/format"
	"footnote/rag/index"
)

func mustEmbed(t testing.TB, e *Embedder, role index.Role, texts ...string) [][]float32 {
	t.Helper()
	vectors, err := e.Embed(t.Context(), role, texts)
	if err != nil {
		t.Fatal(err)
	}
	if len(vectors) != len(texts) {
		t.Fatalf("%d vectors for %d texts", len(vectors), len(texts))
	}
	return vectors
}

var mixed = []string{
	"", " ", "大模型", "国家网信办的数字", "How many models?", "\u200b", "\xff\xfe", "😀😀", "ｆｕｌｌ　ｗｉｄｔｈ",
	strings.Repeat("數據產量很大。", 40), "query: passage: </s> <s> <unk>", "\x00", strings.Repeat("a", 3000),
}

// TestBatchesDoNotMatter checks that vectors have length 1 and do not depend on the other
// texts of a call.
func TestBatchesDoNotMatter(t *testing.T) {
	e := newEmbedder(t)
	together := mustEmbed(t, e, index.RolePassage, mixed...)
	for i, text := range mixed {
		alone := mustEmbed(t, e, index.RolePassage, text)[0]
		if c := cosine(alone, together[i]); c < 0.9999 {
			t.Errorf("%.20q: cosine %.5f between alone and together", text, c)
		}
		if n := math.Sqrt(cosine(alone, alone)); math.Abs(n-1) > 1e-5 {
			t.Errorf("%.20q: length %v", text, n)
		}
	}
}

// TestConcurrent checks that concurrent calls give the same vectors as a single one.
func TestConcurrent(t *testing.T) {
	e := newEmbedder(t)
	want := mustEmbed(t, e, index.RoleQuery, mixed[:9]...)
	var group sync.WaitGroup
	for range 6 {
		group.Go(func() {
			got, err := e.Embed(t.Context(), index.RoleQuery, mixed[:9])
			if err != nil {
				t.Error(err)
				return
			}
			for i := range want {
				if !slices.Equal(want[i], got[i]) {
					t.Errorf("%.20q: the vector differs", mixed[i])
				}
			}
		})
	}
	group.Wait()
}

// TestCancelled checks that a cancelled call returns the error of its context and leaves the
// embedder intact.
func TestCancelled(t *testing.T) {
	e := newEmbedder(t)
	ctx, cancel := context.WithCancel(t.Context())
	texts := slices.Repeat([]string{strings.Repeat("數據產量很大。", 60)}, 400)
	done := make(chan error)
	go func() {
		_, err := e.Embed(ctx, index.RolePassage, texts)
		done <- err
	}()
	cancel()
	if err := <-done; !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want context.Canceled", err)
	}
	mustEmbed(t, e, index.RoleQuery, "大模型")
}

// TestWindows checks that text beyond the first window counts too.
func TestWindows(t *testing.T) {
	e := newEmbedder(t)
	filler := strings.Repeat("今天天氣很好，我們去公園散步。", 80)
	if n := e.Tokens(filler); n <= e.sizes.Positions {
		t.Fatalf("only %d tokens", n)
	}
	v := mustEmbed(t, e, index.RolePassage, filler, filler+strings.Repeat("騰訊的專利超過六萬件。", 80))
	if c := cosine(v[0], v[1]); c > 0.98 {
		t.Errorf("the end of a long text does not count: cosine %.4f", c)
	}
}

// TestDamagedWeights checks that damaged weights are an error rather than different vectors.
func TestDamagedWeights(t *testing.T) {
	for name, file := range map[string]string{
		"cut":     weights[:len(weights)-1],
		"empty":   "",
		"flipped": weights[:1<<20] + string(weights[1<<20]^1) + weights[1<<20+1:],
	} {
		if _, err := open([]byte(file), nil); err == nil || !strings.Contains(err.Error(), "built-in embedder") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := open([]byte(weights[:1000]), nil); !errors.Is(err, format.ErrDamaged) {
		t.Errorf("cut: %v", err)
	}
}

func newEmbedder(t testing.TB) *Embedder {
	t.Helper()
	e, err := New()
	if err != nil {
		t.Fatal(err)
	}
	return e
}
