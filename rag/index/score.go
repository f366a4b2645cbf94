package index

import "slices"

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

// wordScores say how well the words of a question, or their translations, match
// the passages.
type wordScores struct {
	weighed   []float64 // of each passage, by its number: its BM25 as it counts in the passage's score
	matching  []int     // the numbers of those above 0
	bestWords float64   // the highest BM25 by the words themselves
	bestCross float64   // the highest BM25 by their translations
}

// best is the highest BM25 of any passage by the words or by their translations.
func (s wordScores) best(foreign bool) float64 {
	if foreign {
		return s.bestCross
	}
	return s.bestWords
}

// scoreWords scores all passages by the words of the question, those in the
// other language by its translations; the caller holds the index's lock.
func (r *Retriever) scoreWords(q Query) wordScores {
	x := r.index
	own := x.words.Scores(q.words)
	cross := own
	if has(x, !q.Language.Chinese()) {
		cross = x.words.Scores(q.translations)
	}
	s := wordScores{weighed: own, bestWords: slices.Max(own), bestCross: slices.Max(cross)}
	count := 0
	for n := range own {
		if own[n] == 0 && cross[n] == 0 {
			continue
		}
		score := own[n]
		foreign := q.Foreign(x.passages[n])
		if foreign {
			score = cross[n]
		}
		if own[n] = r.weights.ofWords(q, foreign, score); own[n] > 0 {
			count++
		}
	}
	s.matching = make([]int, 0, count)
	for n, weighed := range own {
		if weighed > 0 {
			s.matching = append(s.matching, n)
		}
	}
	return s
}

// ofWords is what a BM25 by the words, or translations, of q adds to a score: a
// share of the highest that is possible. For words it counts, too, how much of
// the question the articles know: one of unknown words counts for little. Of
// translations most are unknown anyway.
func (w Weights) ofWords(q Query, foreign bool, bm25 float64) float64 {
	switch {
	case foreign && q.translations.Mass > 0:
		return w.Lexicon * bm25 / q.translations.Mass
	case !foreign && q.words.Mass > 0:
		return w.Words * bm25 / q.words.Mass * q.words.Known
	}
	return 0
}
