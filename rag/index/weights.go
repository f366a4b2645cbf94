package index

// Weights say what each kind of score counts for in that of a passage.
// docs/quality.md has what each is worth.
type Weights struct {
	Passage  float64 // cosine of the question and the passage, -1..1
	Sentence float64 // cosine of the question and the passage's nearest sentence, -1..1
	Words    float64 // BM25 over its largest value, 0..1 or so, where question and passage are in one language
	Lexicon  float64 // the same of the question's translations, where they are not
}

// DefaultWeights were tuned on the sets of docs/quality.md for the built-in
// embedder.
func DefaultWeights() Weights {
	return Weights{Passage: 0.5, Sentence: 0.5, Words: 0.3, Lexicon: 0.2}
}
