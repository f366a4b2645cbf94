package index

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"math"
	"slices"

	"footnote/corpus"
)

// Vectors are what an embedder made of one article: of its passages, then of
// all sentences in order. Zero is none.
type Vectors struct {
	Model string
	// Data is a version, the length of a vector, how many passages and how many
	// sentences there are as uvarints, a byte for each number of the vectors,
	// and the CRC-32C of all that, little-endian. It is read in place: nobody may
	// change it.
	Data []byte
}

// vectorsVersion is the first byte of Vectors.Data.
const vectorsVersion = 1

var (
	castagnoli = crc32.MakeTable(crc32.Castagnoli)
	errDamaged = errors.New("the vectors are damaged")
)

// vectors are those of one article. A vector is kept as whole numbers of -127 to
// 127, in proportion: as its length is 1 nothing else is needed. Those of
// passages are unpacked for chromem-go.
type vectors struct {
	model     string
	dimension int
	passages  [][]float32 // each of length 1
	first     []int       // number of each passage's first sentence, and the end of the last
	sentences []byte      // one after another
	scale     []float32   // what makes each sentence's numbers a vector of length 1
}

// pack packs vectors of any length but 0, those of passages first.
func pack(model string, passages int, all [][]float32) (Vectors, error) {
	dimension := len(all[0])
	data := binary.AppendUvarint([]byte{vectorsVersion}, uint64(dimension))
	data = binary.AppendUvarint(data, uint64(passages))
	data = binary.AppendUvarint(data, uint64(len(all)-passages))
	data = slices.Grow(data, len(all)*dimension+crc32.Size)
	for i, vector := range all {
		if err := usable(vector, dimension); err != nil {
			return Vectors{}, fmt.Errorf("embedder %s: text %d: %w", model, i+1, err)
		}
		data = quantise(data, vector)
	}
	return Vectors{model, binary.LittleEndian.AppendUint32(data, crc32.Checksum(data, castagnoli))}, nil
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

// read unpacks the vectors of an article; nil where there are none.
func (v Vectors) read(a *corpus.Article) (*vectors, error) {
	if v.Model == "" && len(v.Data) == 0 {
		return nil, nil
	}
	body := v.Data[:max(len(v.Data)-crc32.Size, 0)]
	if len(body) == 0 || binary.LittleEndian.Uint32(v.Data[len(body):]) != crc32.Checksum(body, castagnoli) || v.Model == "" {
		return nil, errDamaged
	}
	if body[0] != vectorsVersion {
		return nil, fmt.Errorf("vectors of version %d", body[0])
	}
	body = body[1:]
	var header [3]int
	for i := range header {
		n, size := binary.Uvarint(body)
		if size <= 0 || n > uint64(len(v.Data)) {
			return nil, errDamaged
		}
		header[i], body = int(n), body[size:]
	}
	dimension, passages, sentences := header[0], header[1], header[2]
	if passages != len(a.Passages) || sentences != a.SentenceCount() {
		return nil, fmt.Errorf("vectors of %d passages and %d sentences for %d and %d", passages, sentences, len(a.Passages), a.SentenceCount())
	}
	if dimension == 0 || len(body) != (passages+sentences)*dimension {
		return nil, errDamaged
	}
	read := &vectors{model: v.Model, dimension: dimension, sentences: body[passages*dimension:], first: firstSentences(a)}
	return read, read.unpack(body, passages, sentences)
}

// firstSentences is where each passage's sentences begin, and the end.
func firstSentences(a *corpus.Article) []int {
	first := make([]int, 1, len(a.Passages)+1)
	for i, p := range a.Passages {
		first = append(first, first[i]+len(p.Sentences))
	}
	return first
}

func (v *vectors) unpack(body []byte, passages, sentences int) error {
	numbers := make([]float32, passages*v.dimension)
	v.passages = make([][]float32, passages)
	v.scale = make([]float32, sentences)
	for i := range passages + sentences {
		packed := body[i*v.dimension:][:v.dimension]
		squares := 0
		for _, n := range packed {
			squares += int(int8(n)) * int(int8(n))
		}
		if squares == 0 {
			return errDamaged
		}
		norm := math.Sqrt(float64(squares))
		if i >= passages {
			v.scale[i-passages] = float32(1 / norm)
			continue
		}
		v.passages[i] = numbers[i*v.dimension:][:v.dimension:v.dimension]
		for j, n := range packed {
			v.passages[i][j] = float32(float64(int8(n)) / norm)
		}
	}
	return nil
}

// sentence is the vector, of length 1, of a sentence.
func (v *vectors) sentence(n int) []float32 {
	vector := make([]float32, v.dimension)
	for i, b := range v.packed(n) {
		vector[i] = float32(int8(b)) * v.scale[n]
	}
	return vector
}

func (v *vectors) packed(n int) []byte { return v.sentences[n*v.dimension:][:v.dimension] }
