package format

import (
	"encoding/binary"
	"math"
	"sort"
)

// A Vocabulary has the pieces of a unigram tokenizer in byte order. A token's number is its
// position in this order. There are no special tokens in it, so that no text can spell one.
type Vocabulary struct {
	ends   []byte // uint32 [pieces]
	scores []byte // float32 [pieces]
	text   []byte
}

// Len returns the number of pieces.
func (v Vocabulary) Len() int { return len(v.ends) / 4 }

// Piece returns the text of piece n.
func (v Vocabulary) Piece(n int) []byte {
	start := uint32(0)
	if n > 0 {
		start = v.end(n - 1)
	}
	return v.text[start:v.end(n)]
}

// Score returns the logarithm of the probability of piece n.
func (v Vocabulary) Score(n int) float32 {
	return math.Float32frombits(binary.LittleEndian.Uint32(v.scores[4*n:]))
}

func (v Vocabulary) end(n int) uint32 { return binary.LittleEndian.Uint32(v.ends[4*n:]) }

// A Prefix is the range of pieces, From to To-1, that begin with some bytes.
type Prefix struct {
	From, To int
	length   int
}

// All returns the prefix of no bytes.
func (v Vocabulary) All() Prefix { return Prefix{To: v.Len()} }

// Extend narrows a prefix by one byte. If no piece matches, the result has From == To.
func (v Vocabulary) Extend(p Prefix, next byte) Prefix {
	if p.From < p.To && len(v.Piece(p.From)) == p.length {
		p.From++ // the first of these pieces is the prefix itself
	}
	at := func(n int) byte { return v.Piece(n)[p.length] }
	from := p.From + sort.Search(p.To-p.From, func(i int) bool { return at(p.From+i) >= next })
	to := from + sort.Search(p.To-from, func(i int) bool { return at(from+i) > next })
	return Prefix{from, to, p.length + 1}
}

// Exact returns the piece that equals the prefix, if there is one.
func (v Vocabulary) Exact(p Prefix) (piece int, ok bool) {
	return p.From, p.From < p.To && len(v.Piece(p.From)) == p.length
}

// valid reports whether the pieces are within the text, not empty, and in strict order, which
// every search relies on.
func (v Vocabulary) valid() bool {
	start := uint32(0)
	for n := range v.Len() {
		if end := v.end(n); end <= start || int64(end) > int64(len(v.text)) {
			return false
		}
		start = v.end(n)
	}
	for n := 1; n < v.Len(); n++ {
		if string(v.Piece(n-1)) >= string(v.Piece(n)) {
			return false
		}
	}
	return int64(start) == int64(len(v.text))
}
