package rag

// A Recipe says what each kind of evidence counts for in a passage's score.
// docs/quality.md has what each is worth.
type Recipe struct {
	Passage  float64 // cosine of the question and the passage, -1..1
	Sentence float64 // cosine of the question and the passage's best sentence, -1..1
	Words    float64 // BM25 over its largest value, 0..1 or so, where question and passage are in one language
	Lexicon  float64 // the same of the question's translations, where they are not
}

// DefaultRecipe was tuned on the sets of docs/quality.md for the built-in
// embedder.
func DefaultRecipe() Recipe {
	return Recipe{Passage: 0.5, Sentence: 0.5, Words: 0.3, Lexicon: 0.2}
}
