package index

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"math"
	"slices"
)

// Vectors holds the vectors of one article: of its passages, then of all sentences in order,
// then of their headings. The zero value has none.
type Vectors struct {
	Model string
	// Data consists of a version byte; the dimension and the numbers of passages, sentences
	// and headings as uvarints; a byte for each number of the vectors; a key of eight bytes
	// for each heading; and the CRC-32C of all that, little-endian. Version 1 has neither
	// headings nor their number. Data is used in place: nobody may change it.
	Data []byte
}

// VectorsVersion is the first byte of Vectors.Data. It also stands for what the vectors are
// made from: those of a lower version are used as they are, and should be renewed with
// [Renew].
const VectorsVersion = 2

const (
	withoutHeadings = 1 // the version without headings
	keySize         = 8 // length of a heading's key, in bytes
)

var (
	castagnoli = crc32.MakeTable(crc32.Castagnoli)
	errDamaged = errors.New("the vectors are damaged")
)

// vectors are the vectors of one article. Each is stored as integers of -127 to 127 in
// proportion to its numbers. Since its length is 1, no factor needs to be stored.
type vectors struct {
	model     string
	version   byte // of the data that they were unpacked from
	dimension int
	around    *surroundings
	packed    []byte    // all vectors: of the passages, the sentences, the headings
	scale     []float32 // for each passage and sentence, the factor that scales its numbers to length 1
	joint     []float32 // for each sentence, the factor that scales the sum with its surroundings to length 1, see joined
	headings  []int32   // for each of around.headings, the number of its vector, or -1
}

// pack packs vectors of any length but 0: those of passages, of sentences, of headings.
func pack(model string, passages int, headings []string, all [][]float32) (Vectors, error) {
	dimension := len(all[0])
	data := binary.AppendUvarint([]byte{VectorsVersion}, uint64(dimension))
	data = binary.AppendUvarint(data, uint64(passages))
	data = binary.AppendUvarint(data, uint64(len(all)-passages-len(headings)))
	data = binary.AppendUvarint(data, uint64(len(headings)))
	data = slices.Grow(data, len(all)*dimension+len(headings)*keySize+crc32.Size)
	for i, vector := range all {
		if err := usable(vector, dimension); err != nil {
			return Vectors{}, fmt.Errorf("embedder %s: text %d: %w", model, i+1, err)
		}
		data = quantise(data, vector)
	}
	for _, heading := range headings {
		key := keyOf(heading)
		data = append(data, key[:]...)
	}
	return Vectors{model, binary.LittleEndian.AppendUint32(data, crc32.Checksum(data, castagnoli))}, nil
}

// keyOf returns a hash that identifies a heading.
func keyOf(heading string) [keySize]byte {
	sum := sha256.Sum256([]byte(heading))
	return [keySize]byte(sum[:keySize])
}

// usable returns an error if a vector cannot be compared with others of a dimension.
func usable(vector []float32, dimension int) error {
	if len(vector) == 0 {
		return errors.New("an empty vector")
	}
	if len(vector) != dimension {
		return fmt.Errorf("a vector of %d numbers among vectors of %d", len(vector), dimension)
	}
	if norm := length(vector); norm == 0 || math.IsNaN(norm) || math.IsInf(norm, 0) {
		return errors.New("a vector that is zero or not finite")
	}
	return nil
}

func length(vector []float32) float64 {
	sum := 0.0
	for _, n := range vector {
		sum += float64(n) * float64(n)
	}
	return math.Sqrt(sum)
}

// unit scales a vector to length 1.
func unit(vector []float32) []float32 {
	norm := length(vector)
	scaled := make([]float32, len(vector))
	for i, n := range vector {
		scaled[i] = float32(float64(n) / norm)
	}
	return scaled
}

// quantise appends a vector as integers, the largest being 127. For an unpacked vector it
// reproduces the original bytes.
func quantise(data []byte, vector []float32) []byte {
	largest := 0.0
	for _, n := range vector {
		largest = max(largest, math.Abs(float64(n)))
	}
	for _, n := range vector {
		data = append(data, byte(int8(math.Round(float64(n)/largest*math.MaxInt8))))
	}
	return data
}
