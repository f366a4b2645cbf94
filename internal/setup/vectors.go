package setup

import (
	"context"
	_ "embed"
	"encoding/binary"
	"maps"
	"math"
	"strings"

	"footnote/library/store"
)

//go:generate go test -run TestBuiltinVectorsAreCurrent -args -update

// builtinFile has the vectors of the built-in article, so that even the first question is answered
// at once. It consists of the name of their model, a line end, and for each vector its key and 384
// little-endian float32 numbers.
//
//go:embed builtinvectors.bin
var builtinFile string

const (
	keySize          = 32
	builtinDimension = 384
)

// builtinVectors are the vectors of the built-in article, by key.
type builtinVectors struct {
	model   string
	vectors map[[keySize]byte][]float32
}

func readBuiltinVectors() builtinVectors {
	model, data, _ := strings.Cut(builtinFile, "\n")
	s := builtinVectors{model, map[[keySize]byte][]float32{}}
	for record := keySize + 4*builtinDimension; len(data) >= record; data = data[record:] {
		vector := make([]float32, builtinDimension)
		for i := range vector {
			vector[i] = math.Float32frombits(binary.LittleEndian.Uint32([]byte(data[keySize+4*i:][:4])))
		}
		s.vectors[[keySize]byte([]byte(data[:keySize]))] = vector
	}
	return s
}

// A vectorCache looks up a vector among those of the built-in article, then in the database. It
// opens the database only when needed. It is not safe for concurrent use.
type vectorCache struct {
	builtin builtinVectors
	open    func() *store.Vectors
	kept    *store.Vectors // nil until a vector is missing
}

func (s *Setup) vectorCache() *vectorCache {
	return &vectorCache{builtin: readBuiltinVectors(), open: func() *store.Vectors { return store.Open(s.Database(), s.warn) }}
}

func (c *vectorCache) Load(ctx context.Context, model string, keys [][keySize]byte) (map[[keySize]byte][]float32, error) {
	known := map[[keySize]byte][]float32{}
	var missing [][keySize]byte
	for _, key := range keys {
		if vector := c.builtin.vectors[key]; vector != nil && c.builtin.model == model {
			known[key] = vector
		} else {
			missing = append(missing, key)
		}
	}
	if len(missing) == 0 {
		return known, nil
	}
	kept, err := c.database().Load(ctx, model, missing)
	maps.Copy(known, kept)
	return known, err
}

func (c *vectorCache) Store(ctx context.Context, model string, vectors map[[keySize]byte][]float32) error {
	return c.database().Store(ctx, model, vectors)
}

func (c *vectorCache) database() *store.Vectors {
	if c.kept == nil {
		c.kept = c.open()
	}
	return c.kept
}

// close closes the database if it was opened. Failed writes have been reported already.
func (c *vectorCache) close() {
	if c.kept != nil {
		c.kept.Close()
	}
}
