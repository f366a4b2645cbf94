package format

import "crypto/sha256"

// Encode returns the file of a model. The sizes of the vocabulary and of the normalisation map
// are taken from these parts. The caller must make sure that the other Sizes are right and
// that the vocabulary is in order.
func Encode(m *Model) []byte {
	normal := &writer{}
	m.Normal.encode(normal)

	w := &writer{data: []byte(magic)}
	for _, size := range []int{
		m.Hidden, len(m.Layers), m.Heads, m.Intermediate, m.Sizes.Positions,
		m.Vocabulary.Len(), len(m.Vocabulary.text), len(normal.data),
	} {
		w.number(size)
	}
	w.floats(m.Epsilon, m.Unknown)
	w.bytes(m.Vocabulary.ends)
	w.bytes(m.Vocabulary.scores)
	w.bytes(m.Vocabulary.text)
	w.bytes(normal.data)
	w.bytes(m.Embeddings.Data)
	w.floats(m.Positions...)
	w.norm(m.Norm)
	for _, l := range m.Layers {
		w.linear(l.QueryKeyValue)
		w.linear(l.AttentionOutput)
		w.norm(l.AttentionNorm)
		w.linear(l.FeedForwardIn)
		w.linear(l.FeedForwardOut)
		w.norm(l.FeedForwardNorm)
	}
	checksum := sha256.Sum256(w.data)
	return append(w.data, checksum[:]...)
}

// NewVocabulary returns the vocabulary of pieces, which must be in strict byte order, with the
// score of each.
func NewVocabulary(pieces []string, scores []float32) Vocabulary {
	ends, of, text := &writer{}, &writer{}, &writer{}
	for _, p := range pieces {
		text.bytes([]byte(p))
		ends.number(len(text.data))
	}
	of.floats(scores...)
	return Vocabulary{ends.data, of.data, text.data}
}

func (w *writer) linear(l Linear) {
	w.bytes(l.Tiles)
	w.floats(l.Bias...)
}

func (w *writer) norm(n Norm) {
	w.floats(n.Weight...)
	w.floats(n.Bias...)
}
