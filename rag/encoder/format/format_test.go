package format_test

import (
	"crypto/sha256"
	"errors"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"footnote/rag/encoder/format"
)

// blockBytes is the size of a block in the file: a scale of 16 bits and 32 weights of 4 bits.
const blockBytes = 18

// small returns a complete model of one layer.
func small() *format.Model {
	const hidden, inner, positions, pieces = 32, 64, 4, 3
	floats := func(n int) []float32 {
		f := make([]float32, n)
		for i := range f {
			f[i] = float32(i) / 8
		}
		return f
	}
	linear := func(in, out int) format.Linear {
		return format.Linear{In: in, Out: out, Tiles: make([]byte, in/32*blockBytes*out), Bias: floats(out)}
	}
	norm := format.Norm{Weight: floats(hidden), Bias: floats(hidden)}
	return &format.Model{
		Sizes:      format.Sizes{Hidden: hidden, Layers: 1, Heads: 2, Intermediate: inner, Positions: positions, Pieces: pieces, PieceBytes: 5, NormalBytes: 24},
		Epsilon:    1e-5,
		Unknown:    -20,
		Vocabulary: format.NewVocabulary([]string{"a", "ab", "\u00e9"}, []float32{-1, -2, -3}),
		Normal:     format.Normal{'A': {'a'}, 'x': nil},
		Embeddings: format.Rows{Hidden: hidden, Data: make([]byte, (pieces+3)*blockBytes)},
		Positions:  floats(positions * hidden),
		Norm:       norm,
		Layers: []format.Layer{{
			QueryKeyValue: linear(hidden, 3*hidden), AttentionOutput: linear(hidden, hidden), AttentionNorm: norm,
			FeedForwardIn: linear(hidden, inner), FeedForwardOut: linear(inner, hidden), FeedForwardNorm: norm,
		}},
	}
}

func TestRoundTrip(t *testing.T) {
	want := small()
	got, err := format.Decode(format.Encode(want))
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Fingerprint) != 16 {
		t.Errorf("fingerprint %q", got.Fingerprint)
	}
	if want := format.Digest(sha256.Sum256(format.Encode(want))); got.Digest != want {
		t.Errorf("digest %x, want %x", got.Digest, want)
	}
	want.Fingerprint, want.Digest, want.Sizes.NormalBytes = got.Fingerprint, got.Digest, got.Sizes.NormalBytes
	options := []cmp.Option{cmp.AllowUnexported(format.Vocabulary{}), cmpopts.EquateEmpty()}
	if diff := cmp.Diff(want, got, options...); diff != "" {
		t.Errorf("(-written +read):\n%s", diff)
	}
}

// TestDamaged checks that a file that is cut anywhere, or differs in any byte, is an error.
func TestDamaged(t *testing.T) {
	file := format.Encode(small())
	for n := range file {
		if _, err := format.Decode(file[:n]); err == nil {
			t.Errorf("no error for the first %d bytes of %d", n, len(file))
		}
		file[n] ^= 1 << (n % 8)
		_, err := format.Decode(file)
		file[n] ^= 1 << (n % 8)
		if err == nil || n >= 16 && !errors.Is(err, format.ErrDamaged) {
			t.Errorf("byte %d changed: %v", n, err)
		}
	}
	if _, err := format.Decode(append(file, 0)); !errors.Is(err, format.ErrDamaged) {
		t.Errorf("one byte too many: %v", err)
	}
}

// TestEpsilon checks that an impossible epsilon is rejected even if the checksum is right.
func TestEpsilon(t *testing.T) {
	for _, epsilon := range []float32{-1, 2, float32(math.NaN()), float32(math.Inf(1))} {
		m := small()
		m.Epsilon = epsilon
		if _, err := format.Decode(format.Encode(m)); !errors.Is(err, format.ErrDamaged) {
			t.Errorf("%g: %v", epsilon, err)
		}
	}
}

// FuzzDecode decodes files that somebody else may have made, against which the checksum does
// not protect.
func FuzzDecode(f *testing.F) {
	file := format.Encode(small())
	body := file[16 : len(file)-sha256.Size]
	f.Add(body)
	f.Add(body[:32])
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, body []byte) {
		data := append(append([]byte{}, file[:16]...), body...)
		sum := sha256.Sum256(data)
		m, err := format.Decode(append(data, sum[:]...))
		if err != nil {
			return
		}
		if m.Vocabulary.Len() != m.Pieces || len(m.Layers) != m.Sizes.Layers || m.Embeddings.Len() != m.Pieces+3 {
			t.Errorf("sizes %+v are invalid", m.Sizes)
		}
		for n := range m.Vocabulary.Len() {
			p := m.Vocabulary.All()
			for _, b := range m.Vocabulary.Piece(n) {
				p = m.Vocabulary.Extend(p, b)
			}
			if found, ok := m.Vocabulary.Exact(p); !ok || found != n {
				t.Fatalf("piece %d is found at %d, %t", n, found, ok)
			}
		}
	})
}
