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

// Vectors are what an embedder made of one article: of its passages, then of
// all sentences in order, then of the headings that these stand under. Zero is none.
type Vectors struct {
	Model string
	// Data is a version, the length of a vector, how many passages, sentences and
	// headings there are as uvarints, a byte for each number of the vectors, a key
	// of eight bytes for each heading, and the CRC-32C of all that, little-endian.
	// Version 1 had no headings, and not their number. It is read in place: nobody
	// may change it.
	Data []byte
}

// VectorsVersion is the first byte of Vectors.Data. It says what the vectors were
// made of, too: those of a lower version are used as far as they go, and should be
// made anew, see [Renew].
const VectorsVersion = 2

const (
	withoutHeadings = 1 // the version that had none
	keySize         = 8 // bytes of a heading's key
)

var (
	castagnoli = crc32.MakeTable(crc32.Castagnoli)
	errDamaged = errors.New("the vectors are damaged")
)

// vectors are those of one article. A vector is kept as whole numbers of -127 to
// 127, in proportion: as its length is 1 nothing else is needed.
type vectors struct {
	model     string
	version   byte // of what they were unpacked from
	dimension int
	around    *surroundings
	packed    []byte    // one vector after another: of the passages, the sentences, the headings
	scale     []float32 // of each passage and sentence, what makes its numbers a vector of length 1
	joint     []float32 // what makes the sum of each sentence with its surroundings one, see joined
	headings  []int32   // of each of around.headings, the place of its vector; -1 for one that has none
}

// pack packs vectors of any length but 0, those of passages first and those of
// headings last.
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

// keyOf tells headings apart.
func keyOf(heading string) [keySize]byte {
	sum := sha256.Sum256([]byte(heading))
	return [keySize]byte(sum[:keySize])
}

// usable refuses a vector that cannot be compared with others of a dimension.
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

// quantise appends a vector in whole numbers, the largest 127. What it makes of
// a vector that was unpacked is what that was unpacked from.
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
