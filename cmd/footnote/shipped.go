package main

import (
	"context"
	_ "embed"
	"encoding/binary"
	"maps"
	"math"
	"strings"

	"footnote/library/store"
)

//go:generate go test -run TestShippedVectorsAreCurrent -args -update

// shippedFile holds the vectors of the built-in article, so that the very first
// question is answered at once: the name of their model and a line end, then
// for each the key and 384 float32, little-endian.
//
//go:embed shipped.bin
var shippedFile string

const (
	shippedKey  = 32
	shippedSize = 384
)

// shipped are vectors by key.
type shipped struct {
	model   string
	vectors map[[shippedKey]byte][]float32
}

func shippedVectors() shipped {
	model, data, _ := strings.Cut(shippedFile, "\n")
	s := shipped{model, map[[shippedKey]byte][]float32{}}
	for record := shippedKey + 4*shippedSize; len(data) >= record; data = data[record:] {
		vector := make([]float32, shippedSize)
		for i := range vector {
			vector[i] = math.Float32frombits(binary.LittleEndian.Uint32([]byte(data[shippedKey+4*i:][:4])))
		}
		s.vectors[[shippedKey]byte([]byte(data[:shippedKey]))] = vector
	}
	return s
}

// layers looks for a vector among the shipped ones, then in the data directory.
type layers struct {
	shipped shipped
	open    func() *store.Vectors
	kept    *store.Vectors // nil until something is missing
}

func (l *layers) Load(ctx context.Context, model string, keys [][shippedKey]byte) (map[[shippedKey]byte][]float32, error) {
	known := map[[shippedKey]byte][]float32{}
	var missing [][shippedKey]byte
	for _, key := range keys {
		if vector := l.shipped.vectors[key]; vector != nil && l.shipped.model == model {
			known[key] = vector
		} else {
			missing = append(missing, key)
		}
	}
	if len(missing) == 0 {
		return known, nil
	}
	if l.kept == nil {
		l.kept = l.open()
	}
	kept, err := l.kept.Load(ctx, model, missing)
	maps.Copy(known, kept)
	return known, err
}

func (l *layers) Store(ctx context.Context, model string, vectors map[[shippedKey]byte][]float32) error {
	if l.kept == nil {
		l.kept = l.open()
	}
	return l.kept.Store(ctx, model, vectors)
}

// close ends what was opened. What could not be kept was said.
func (l *layers) close() {
	if l.kept != nil {
		l.kept.Close()
	}
}
