// Package format describes the files of the built-in weights, the embedder's and the judge's:
// their layout, how to decode them, and how to encode the former.
//
// The large parts are used in place, so that a start costs one pass for the checksum and
// hardly any copying. This package knows only sizes and bytes; what the numbers mean is up to
// the tokenizer and the encoder.
//
// All numbers are little-endian. The embedder's file consists of, in order (the judge's is in
// docs/judge.md):
//
//	magic       16 bytes
//	sizes       8 × uint32, see [Sizes]
//	epsilon     float32
//	unknown     float32
//	pieces      end of each piece in the text, uint32; score of each, float32; their text
//	normal      see [Normal]
//	embeddings  a quantized row for each piece, then for <s>, </s> and <unk>
//	positions   float32 [Positions][Hidden], with the vector of the only token type added
//	norm        of the embeddings: weight and bias, float32 [Hidden] each
//	layers      each the parts of [Layer] in order
//	checksum    SHA-256 of all of the above
package format

import "crypto/sha256"

const magic = "footnote e5 v1\r\n"

// Sizes are the dimensions of a model.
type Sizes struct {
	Hidden       int // length of a vector
	Layers       int
	Heads        int // of attention; each has Hidden / Heads numbers
	Intermediate int // width of the feed-forward part
	Positions    int // tokens that the model takes at once
	Pieces       int // in the vocabulary, without the three special tokens
	PieceBytes   int // total length of the pieces
	NormalBytes  int // length of the normalisation map
}

// A Model is the content of a file.
type Model struct {
	Sizes
	Epsilon     float32 // of the layer norms
	Unknown     float32 // score of a character that no piece covers
	Fingerprint string  // the first 16 hexadecimal digits of the checksum
	Digest      Digest  // SHA-256 of the whole file
	Vocabulary  Vocabulary
	Normal      Normal
	Embeddings  Rows
	Positions   []float32 // [Sizes.Positions][Hidden]
	Norm        Norm
	Layers      []Layer
}

// The special tokens have the rows after those of the pieces.

// Start returns the number of the token <s>.
func (s Sizes) Start() int { return s.Pieces }

// End returns the number of the token </s>.
func (s Sizes) End() int { return s.Pieces + 1 }

// UnknownToken returns the number of the token <unk>.
func (s Sizes) UnknownToken() int { return s.Pieces + 2 }

func (s Sizes) tokens() int { return s.Pieces + 3 }

// A Digest is a SHA-256.
type Digest [sha256.Size]byte

// A Layer is a layer of the encoder.
type Layer struct {
	QueryKeyValue   Linear // Hidden to 3·Hidden
	AttentionOutput Linear // Hidden to Hidden
	AttentionNorm   Norm
	FeedForwardIn   Linear // Hidden to Intermediate
	FeedForwardOut  Linear // Intermediate to Hidden
	FeedForwardNorm Norm
}

// A Norm is a layer norm; both slices are [Hidden].
type Norm struct{ Weight, Bias []float32 }
