package index

import (
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"math"
	"slices"
)

// read unpacks the vectors of an article. It returns nil if there are none.
func (v Vectors) read(around *surroundings) (*vectors, error) {
	if v.Model == "" && len(v.Data) == 0 {
		return nil, nil
	}
	body := v.Data[:max(len(v.Data)-crc32.Size, 0)]
	if len(body) == 0 || binary.LittleEndian.Uint32(v.Data[len(body):]) != crc32.Checksum(body, castagnoli) || v.Model == "" {
		return nil, errDamaged
	}
	size, body, err := readSizes(body)
	if err != nil {
		return nil, err
	}
	if size.passages != around.passages() || size.sentences != around.sentences() {
		return nil, fmt.Errorf("vectors of %d passages and %d sentences for %d and %d", size.passages, size.sentences, around.passages(), around.sentences())
	}
	if size.dimension == 0 || len(body) != size.bytes() {
		return nil, errDamaged
	}
	read := &vectors{model: v.Model, version: v.Data[0], dimension: size.dimension, around: around}
	return read, read.unpack(body, size)
}

// sizes holds the dimension and the numbers of vectors of each kind.
type sizes struct{ dimension, passages, sentences, headings int }

// vectors returns the total number of vectors.
func (s sizes) vectors() int { return s.passages + s.sentences + s.headings }

func (s sizes) bytes() int { return s.vectors()*s.dimension + s.headings*keySize }

// readSizes decodes what precedes the vectors, and returns the rest.
func readSizes(body []byte) (s sizes, rest []byte, err error) {
	fields := []*int{&s.dimension, &s.passages, &s.sentences, &s.headings}
	switch version := body[0]; version {
	case withoutHeadings:
		fields = fields[:len(fields)-1]
	case VectorsVersion:
	default:
		return s, nil, fmt.Errorf("vectors of version %d", version)
	}
	rest = body[1:]
	for _, field := range fields {
		n, size := binary.Uvarint(rest)
		if size <= 0 || n > uint64(len(body)) {
			return s, nil, errDamaged
		}
		*field, rest = int(n), rest[size:]
	}
	return s, rest, nil
}

func (v *vectors) unpack(body []byte, size sizes) error {
	v.packed = body[:size.vectors()*v.dimension]
	v.scale = make([]float32, size.passages+size.sentences)
	for i := range size.vectors() {
		norm := packedNorm(v.at(i))
		if norm == 0 {
			return errDamaged
		}
		if i < len(v.scale) {
			v.scale[i] = float32(1 / norm)
		}
	}
	v.findHeadings(body[len(v.packed):], size)
	v.join()
	return nil
}

// findHeadings finds the vectors of the article's headings by their keys. A heading that
// another version of the program read differently has none.
func (v *vectors) findHeadings(keys []byte, size sizes) {
	place := make(map[[keySize]byte]int32, size.headings)
	for i := range size.headings {
		place[[keySize]byte(keys[i*keySize:])] = int32(size.passages + size.sentences + i)
	}
	v.headings = make([]int32, len(v.around.headings))
	for i, heading := range v.around.headings {
		n, known := place[keyOf(heading)]
		if !known {
			n = -1
		}
		v.headings[i] = n
	}
}

func packedNorm(packed []byte) float64 {
	squares := 0
	for _, n := range packed {
		squares += int(int8(n)) * int(int8(n))
	}
	return math.Sqrt(float64(squares))
}

// at returns packed vector n.
func (v *vectors) at(n int) []byte { return v.packed[n*v.dimension:][:v.dimension] }

// packedSentence returns the packed vector of a sentence, and the factor that scales it to
// length 1.
func (v *vectors) packedSentence(n int) ([]byte, float32) {
	n += v.around.passages()
	return v.at(n), v.scale[n]
}

// unpacked returns vector n, scaled to length 1. It reuses the memory of into, which may be
// nil.
func (v *vectors) unpacked(n int, into []float32) []float32 {
	packed, into := v.at(n), slices.Grow(into[:0], v.dimension)
	norm := packedNorm(packed)
	for _, n := range packed {
		into = append(into, float32(float64(int8(n))/norm))
	}
	return into
}

// heading returns the vector, of length 1, of one of the article's headings, or nil if it has
// none.
func (v *vectors) heading(place int, into []float32) []float32 {
	if v.headings[place] < 0 {
		return nil
	}
	return v.unpacked(int(v.headings[place]), into)
}

// sentence returns the vector, of length 1, of a sentence.
func (v *vectors) sentence(n int) []float32 {
	packed, scale := v.packedSentence(n)
	vector := make([]float32, v.dimension)
	for i, b := range packed {
		vector[i] = float32(int8(b)) * scale
	}
	return vector
}
