package index

import (
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"math"

	"footnote/corpus"
)

// read unpacks the vectors of an article; nil where there are none.
func (v Vectors) read(a *corpus.Article, around *surroundings) (*vectors, error) {
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
	if size.passages != len(a.Passages) || size.sentences != a.SentenceCount() {
		return nil, fmt.Errorf("vectors of %d passages and %d sentences for %d and %d", size.passages, size.sentences, len(a.Passages), a.SentenceCount())
	}
	if size.dimension == 0 || len(body) != size.bytes() {
		return nil, errDamaged
	}
	read := &vectors{model: v.Model, version: v.Data[0], dimension: size.dimension, around: around}
	return read, read.unpack(body, size)
}

// sizes are how much there is of what.
type sizes struct{ dimension, passages, sentences, headings int }

// vectors is how many there are.
func (s sizes) vectors() int { return s.passages + s.sentences + s.headings }

func (s sizes) bytes() int { return s.vectors()*s.dimension + s.headings*keySize }

// readSizes reads what comes before the vectors, and returns them.
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
	at := func(n int) []byte { return body[n*v.dimension:][:v.dimension] }
	numbers := make([]float32, size.passages*v.dimension)
	v.passages = make([][]float32, size.passages)
	v.scale = make([]float32, size.sentences)
	v.sentences = body[size.passages*v.dimension:][:size.sentences*v.dimension]
	for i := range size.vectors() {
		norm := packedNorm(at(i))
		switch sentence := i - size.passages; {
		case norm == 0:
			return errDamaged
		case sentence < 0:
			v.passages[i] = numbers[i*v.dimension:][:v.dimension:v.dimension]
			unpackInto(v.passages[i], at(i), norm)
		case sentence < size.sentences:
			v.scale[sentence] = float32(1 / norm)
		}
	}
	v.unpackHeadings(body[(size.passages+size.sentences)*v.dimension:], size.headings)
	v.join()
	return nil
}

// unpackHeadings finds the vectors of the article's headings by their keys. One
// that this version of the program reads otherwise than the one which made the
// vectors has none.
func (v *vectors) unpackHeadings(body []byte, count int) {
	keys := body[count*v.dimension:]
	place := make(map[[keySize]byte]int, count)
	for i := range count {
		place[[keySize]byte(keys[i*keySize:])] = i
	}
	v.headings = make([][]float32, len(v.around.headings))
	for i, heading := range v.around.headings {
		if n, known := place[keyOf(heading)]; known {
			packed := body[n*v.dimension:][:v.dimension]
			v.headings[i] = make([]float32, v.dimension)
			unpackInto(v.headings[i], packed, packedNorm(packed))
		}
	}
}

func packedNorm(packed []byte) float64 {
	squares := 0
	for _, n := range packed {
		squares += int(int8(n)) * int(int8(n))
	}
	return math.Sqrt(float64(squares))
}

func unpackInto(vector []float32, packed []byte, norm float64) {
	for j, n := range packed {
		vector[j] = float32(float64(int8(n)) / norm)
	}
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
