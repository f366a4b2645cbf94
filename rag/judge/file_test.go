package judge

import (
	"crypto/sha256"
	"encoding/binary"
	"math"
	"testing"
)

const (
	sizesAt  = 20 // offset in the file, after the magic
	sizes    = 8
	headAt   = sizesAt + 4*sizes + 4 // after the sizes and the epsilon
	sumBytes = sha256.Size
)

// sealed returns the built-in file with other sizes and another epsilon, and a correct
// checksum.
func sealed(head []byte) []byte {
	file := []byte(weights)
	copy(file[sizesAt:headAt], head)
	sum := sha256.Sum256(file[:len(file)-sumBytes])
	copy(file[len(file)-sumBytes:], sum[:])
	return file
}

// FuzzSizes has the judge read with any sizes. Inconsistent ones must be rejected; others must
// give a score for every sentence.
func FuzzSizes(f *testing.F) {
	own := []byte(weights[sizesAt:headAt])
	patched := func(n int, value uint32) []byte {
		head := append([]byte{}, own...)
		binary.LittleEndian.PutUint32(head[4*n:], value)
		return head
	}
	f.Add(own)
	for _, heads := range []uint32{0, 1, 2, 3, 4, 6, 8, 16, 24, 48, 384} {
		f.Add(patched(2, heads))
	}
	for _, tokens := range []uint32{0, 1, 2, 3, 69, 316, 317, 320, math.MaxUint32} {
		f.Add(patched(6, tokens))
		f.Add(patched(7, tokens))
	}
	for n := range sizes {
		f.Add(patched(n, 0))
		f.Add(patched(n, math.MaxUint32))
		f.Add(patched(n, binary.LittleEndian.Uint32(own[4*n:])+1))
	}
	for _, epsilon := range []float32{0, 1, -1, float32(math.NaN()), float32(math.Inf(1))} {
		f.Add(patched(sizes, math.Float32bits(epsilon)))
	}
	embedder := newEmbedder(f)
	passage := []string{"The bridge was closed in 2016.", "It is open again."}
	f.Fuzz(func(t *testing.T, head []byte) {
		j := open(sealed(head), embedder)
		answers, err := j.Question(t.Context(), "when was it closed", [][]string{passage, {"A.", ""}})
		if err != nil {
			return
		}
		if len(answers) != 2 || len(answers[0].Sentences) != len(passage) || len(answers[1].Sentences) != 2 {
			t.Errorf("%x: %+v", head, answers)
		}
		for _, a := range answers {
			if math.IsNaN(float64(a.Score)) { // no order of passages survives a NaN
				t.Errorf("%x: %+v", head, answers)
			}
		}
	})
}
