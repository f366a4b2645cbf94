package e5

import (
	"bufio"
	"context"
	"encoding/hex"
	"math"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"footnote/internal/long"
	"footnote/rag/encoder"
	"footnote/rag/encoder/format"
	"footnote/rag/index"
)

// A golden is a text with the original engine's results for it.
type golden struct {
	role   index.Role
	text   string
	pieces string // separated by spaces
	vector []float32
}

func goldens(t *testing.T) []golden {
	t.Helper()
	texts, made := lines(t, "testdata/texts.txt"), lines(t, "testdata/golden.txt")
	if len(texts) != 200 || len(made) != 2*len(texts) {
		t.Fatalf("%d texts and %d lines about them", len(texts), len(made))
	}
	var all []golden
	unescape := strings.NewReplacer(`\n`, "\n", `\t`, "\t")
	for i, line := range texts {
		role, text, _ := strings.Cut(line, "\t")
		g := golden{index.RolePassage, unescape.Replace(text), made[2*i], nil}
		if role == "q" {
			g.role = index.RoleQuery
		}
		bytes, err := hex.DecodeString(made[2*i+1])
		if err != nil {
			t.Fatal(err)
		}
		for _, b := range bytes {
			g.vector = append(g.vector, float32(int8(b)))
		}
		all = append(all, g)
	}
	return all
}

func lines(t *testing.T, path string) []string {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var all []string
	s := bufio.NewScanner(f)
	for s.Buffer(nil, 1<<20); s.Scan(); {
		all = append(all, s.Text())
	}
	if s.Err() != nil {
		t.Fatal(s.Err())
	}
	return all
}

func uncentred(t testing.TB) *Embedder {
	t.Helper()
	e, err := NewUncentred()
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// TestTokensMatchOriginal checks that the tokens are the original's wherever it uses no
// piece that was left out.
func TestTokensMatchOriginal(t *testing.T) {
	m, err := format.Decode([]byte(weights))
	if err != nil {
		t.Fatal(err)
	}
	tokenizer := encoder.NewTokenizer(m)
	same, without := 0, 0
	for _, g := range goldens(t) {
		var pieces []string
		for _, token := range tokenizer.Tokens(prefix(g.role) + g.text) {
			if int(token) == m.UnknownToken() {
				pieces = append(pieces, "UNKNOWN")
				continue
			}
			pieces = append(pieces, string(m.Vocabulary.Piece(int(token))))
		}
		want := strings.Split(g.pieces, " ")
		if missing(m.Vocabulary, want) {
			without++
			continue
		}
		same++
		if d := cmp.Diff(want, pieces); d != "" {
			t.Errorf("%q: the original's pieces (-) and ours (+)\n%s", g.text, d)
		}
	}
	t.Logf("%d texts have the same pieces, %d use one that was left out", same, without)
	if same < 190 {
		t.Errorf("only %d texts could be compared", same)
	}
}

// missing reports whether one of the pieces was left out.
func missing(v format.Vocabulary, pieces []string) bool {
	for _, p := range pieces {
		prefix := v.All()
		for _, b := range []byte(p) {
			prefix = v.Extend(prefix, b)
		}
		if _, ok := v.Exact(prefix); !ok && p != "UNKNOWN" {
			return true
		}
	}
	return false
}

func TestVectorsMatchOriginal(t *testing.T) {
	e := uncentred(t)
	lowest, sum := 1.0, 0.0
	all := goldens(t)
	all = all[:long.Times(t, 40, len(all))]
	for _, g := range all {
		vectors, err := e.Embed(context.Background(), g.role, []string{g.text})
		if err != nil {
			t.Fatal(err)
		}
		c := cosine(vectors[0], g.vector)
		if c < 0.99 {
			t.Errorf("%.60q: cosine %.4f", g.text, c)
		}
		lowest, sum = min(lowest, c), sum+c
	}
	t.Logf("cosine with the original: lowest %.5f, mean %.5f", lowest, sum/float64(len(all)))
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
