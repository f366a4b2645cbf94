package format_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"footnote/rag/encoder/format"
)

const judgeMagic = "footnote judge v1\r\n\x00"

// smallEmbedder returns the embedder of smallJudge, decoded from its file.
func smallEmbedder(t testing.TB) *format.Model {
	t.Helper()
	m, err := format.Decode(format.Encode(small()))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// smallJudge returns a judge of two layers for an embedder.
func smallJudge(embedder *format.Model) *format.Judge {
	trunk := *embedder
	trunk.Fingerprint, trunk.Digest = "", format.Digest{}
	trunk.Epsilon = 1e-12
	trunk.Sizes.Layers, trunk.Sizes.Positions = 2, 12
	trunk.Positions = make([]float32, 12*trunk.Hidden)
	trunk.Layers = append(trunk.Layers, trunk.Layers[0])
	dense := func(in, out int) format.Dense {
		d := format.Dense{In: in, Weight: make([]float32, in*out), Bias: make([]float32, out)}
		for i := range d.Weight {
			d.Weight[i] = float32(i)
		}
		return d
	}
	return &format.Judge{Model: &trunk, Asked: 7, Sentence: 3, Each: dense(2*trunk.Hidden, 2), Whole: dense(3*trunk.Hidden, 4)}
}

// judgeBody returns what a judge's file has between the magic and the checksum.
func judgeBody(j *format.Judge, rows int, owner format.Digest) []byte {
	var w bytes.Buffer
	write := func(values ...any) {
		for _, v := range values {
			binary.Write(&w, binary.LittleEndian, v) // never fails
		}
	}
	for _, size := range []int{j.Hidden, len(j.Layers), j.Heads, j.Intermediate, j.Sizes.Positions, rows, j.Asked, j.Sentence} {
		write(uint32(size))
	}
	write(j.Epsilon, owner, j.Positions, j.Norm.Weight, j.Norm.Bias)
	for _, l := range j.Layers {
		write(l.QueryKeyValue.Tiles, l.QueryKeyValue.Bias, l.AttentionOutput.Tiles, l.AttentionOutput.Bias, l.AttentionNorm.Weight, l.AttentionNorm.Bias)
		write(l.FeedForwardIn.Tiles, l.FeedForwardIn.Bias, l.FeedForwardOut.Tiles, l.FeedForwardOut.Bias, l.FeedForwardNorm.Weight, l.FeedForwardNorm.Bias)
	}
	write(j.Each.Weight, j.Each.Bias, j.Whole.Weight, j.Whole.Bias)
	return w.Bytes()
}

func seal(magic string, body []byte) []byte {
	data := append([]byte(magic), body...)
	sum := sha256.Sum256(data)
	return append(data, sum[:]...)
}

// TestDecodeJudge checks that the whole file is decoded, and that the embedder's parts are
// shared.
func TestDecodeJudge(t *testing.T) {
	embedder := smallEmbedder(t)
	want := smallJudge(embedder)
	got, err := format.DecodeJudge(seal(judgeMagic, judgeBody(want, embedder.Pieces+3, embedder.Digest)), embedder)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(format.Vocabulary{})); diff != "" {
		t.Errorf("(-written +read):\n%s", diff)
	}
	if &got.Embeddings.Data[0] != &embedder.Embeddings.Data[0] {
		t.Error("the word embeddings are not those of the embedder")
	}
}

// TestDamagedJudge checks that a file that is cut anywhere, or differs in any byte, is an
// error.
func TestDamagedJudge(t *testing.T) {
	embedder := smallEmbedder(t)
	file := seal(judgeMagic, judgeBody(smallJudge(embedder), embedder.Pieces+3, embedder.Digest))
	for n := range file {
		if n%7 == 0 || n < 200 {
			if _, err := format.DecodeJudge(file[:n], embedder); err == nil {
				t.Errorf("no error for the first %d bytes of %d", n, len(file))
			}
		}
		file[n] ^= 1 << (n % 8)
		_, err := format.DecodeJudge(file, embedder)
		file[n] ^= 1 << (n % 8)
		if err == nil || n >= len(judgeMagic) && !errors.Is(err, format.ErrDamaged) {
			t.Errorf("byte %d changed: %v", n, err)
		}
	}
	if _, err := format.DecodeJudge(append(file, 0), embedder); !errors.Is(err, format.ErrDamaged) {
		t.Errorf("one byte too many: %v", err)
	}
}

// TestForeignJudge checks that weights for another embedder, and impossible sizes, are
// rejected even if the checksum is right.
func TestForeignJudge(t *testing.T) {
	embedder := smallEmbedder(t)
	rows := embedder.Pieces + 3
	for name, c := range map[string]struct {
		change func(*format.Judge)
		rows   int
		owner  format.Digest
		want   string
	}{
		"another embedder": {rows: rows, owner: format.Digest{1}, want: "another embedder"},
		"rows":             {rows: rows + 1, owner: embedder.Digest, want: "7 word embeddings"},
		"asked":            {change: func(j *format.Judge) { j.Asked = 9 }, rows: rows, owner: embedder.Digest, want: "no sentence fits"},
		"asked, huge":      {change: func(j *format.Judge) { j.Asked = math.MaxUint32 }, rows: rows, owner: embedder.Digest, want: "no sentence fits"},
		"sentence":         {change: func(j *format.Judge) { j.Sentence = 0 }, rows: rows, owner: embedder.Digest, want: "no sentence fits"},
		"positions":        {change: func(j *format.Judge) { j.Sizes.Positions = 1 << 30 }, rows: rows, owner: embedder.Digest, want: "out of range"},
		"heads":            {change: func(j *format.Judge) { j.Heads = 5 }, rows: rows, owner: embedder.Digest, want: "do not go together"},
		"epsilon":          {change: func(j *format.Judge) { j.Epsilon = -1 }, rows: rows, owner: embedder.Digest, want: "epsilon of -1 is out of range"},
		"epsilon, NaN":     {change: func(j *format.Judge) { j.Epsilon = float32(math.NaN()) }, rows: rows, owner: embedder.Digest, want: "out of range"},
		"too many":         {change: func(j *format.Judge) { j.Whole.Bias = append(j.Whole.Bias, 0) }, rows: rows, owner: embedder.Digest, want: "4 bytes too many"},
		"too few":          {change: func(j *format.Judge) { j.Whole.Bias = nil }, rows: rows, owner: embedder.Digest, want: "ends too soon"},
	} {
		j := smallJudge(embedder)
		if c.change != nil {
			c.change(j)
		}
		_, err := format.DecodeJudge(seal(judgeMagic, judgeBody(j, c.rows, c.owner)), embedder)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q in it", name, err, c.want)
		}
	}
	if _, err := format.DecodeJudge(format.Encode(small()), embedder); err == nil || errors.Is(err, format.ErrDamaged) {
		t.Errorf("the embedder's file: %v", err)
	}
}

// FuzzDecodeJudge decodes files that somebody else may have made, against which the checksum
// does not protect.
func FuzzDecodeJudge(f *testing.F) {
	embedder := smallEmbedder(f)
	body := judgeBody(smallJudge(embedder), embedder.Pieces+3, embedder.Digest)
	f.Add(body)
	f.Add(body[:68])
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, body []byte) {
		j, err := format.DecodeJudge(seal(judgeMagic, body), embedder)
		if err != nil {
			return
		}
		if len(j.Layers) != j.Sizes.Layers || len(j.Positions) != j.Sizes.Positions*j.Hidden || j.Embeddings.Len() != embedder.Embeddings.Len() {
			t.Errorf("sizes %+v are invalid", j.Sizes)
		}
		if len(j.Each.Weight) != 2*j.Each.In || len(j.Whole.Weight) != 4*j.Whole.In || j.Asked+4 > j.Sizes.Positions {
			t.Errorf("%d and %d numbers, %d of %d tokens to ask", len(j.Each.Weight), len(j.Whole.Weight), j.Asked, j.Sizes.Positions)
		}
	})
}
