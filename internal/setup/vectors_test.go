package setup

import (
	"bytes"
	"context"
	"encoding/binary"
	"flag"
	"os"
	"testing"

	"footnote/corpus"
	"footnote/rag/e5"
	"footnote/rag/index"
)

var update = flag.Bool("update", false, "write builtinvectors.bin anew")

// The vectors in the program are those that the built-in embedder makes of the built-in article.
func TestBuiltinVectorsAreCurrent(t *testing.T) {
	embedder, err := e5.New()
	if err != nil {
		t.Fatal(err)
	}
	article, err := corpus.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	made := &inMemory{vectors: map[[32]byte][]float32{}}
	if err := index.New([]*corpus.Article{article}).Embed(context.Background(), index.Cached(embedder, made), nil); err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile("builtinvectors.bin", made.file(embedder.Model()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	s := readBuiltinVectors()
	if s.model != embedder.Model() {
		t.Errorf("the vectors in the program are of %s, the embedder is %s", s.model, embedder.Model())
	}
	if len(made.vectors) != len(s.vectors) {
		t.Errorf("%d vectors are made, %d are in the program: run go generate ./internal/setup", len(made.vectors), len(s.vectors))
	}
	for key, v := range made.vectors {
		// Kernels add floats in different orders and quantize the sums. The vectors that two
		// kernels make of the same text have a cosine of 0.9998; those of different texts have
		// less than 0.99.
		cosine := 0.0 // the vectors have unit length
		for i, kept := range s.vectors[key] {
			cosine += float64(v[i]) * float64(kept)
		}
		if !(cosine > 0.999) {
			t.Errorf("the vector of %x has a cosine of %.4f with the one in the program: run go generate ./internal/setup", key, cosine)
		}
	}
}

// inMemory is a cache that records the order of its keys.
type inMemory struct {
	vectors map[[32]byte][]float32
	order   [][32]byte
}

func (m *inMemory) Load(_ context.Context, _ string, keys [][32]byte) (map[[32]byte][]float32, error) {
	m.order = append(m.order, keys...)
	return nil, nil
}

func (m *inMemory) Store(_ context.Context, _ string, vectors map[[32]byte][]float32) error {
	for key, vector := range vectors {
		m.vectors[key] = vector
	}
	return nil
}

func (m *inMemory) file(model string) []byte {
	var file bytes.Buffer
	file.WriteString(model + "\n")
	for _, key := range m.order {
		file.Write(key[:])
		for _, n := range m.vectors[key] {
			binary.Write(&file, binary.LittleEndian, n) // writing to a buffer cannot fail
		}
	}
	return file.Bytes()
}
