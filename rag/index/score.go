package index

import "slices"

// Weights are the weights of the parts of a passage's score. docs/quality.md has what each is
// worth.
type Weights struct {
	Passage  float64 // cosine of question and passage, -1..1
	Sentence float64 // cosine of question and the passage's nearest sentence, -1..1
	Words    float64 // BM25 divided by its highest possible value, about 0..1, if question and passage are in the same language
	Lexicon  float64 // the same for the question's translations, if they are not
}

// DefaultWeights returns the weights tuned on the sets of docs/quality.md for the built-in
// embedder.
func DefaultWeights() Weights {
	return Weights{Passage: 0.5, Sentence: 0.5, Words: 0.3, Lexicon: 0.2}
}

// wordScores say how well the words of a question, or their translations, match the passages.
type wordScores struct {
	weighed   []float64 // by passage number: the part of the passage's score that comes from BM25
	matching  []int     // the numbers of passages above 0
	bestWords float64   // the highest BM25 by the question's own words
	bestCross float64   // the highest BM25 by their translations
}

// best returns the highest BM25 of any passage, by the words or by their translations.
func (s wordScores) best(foreign bool) float64 {
	if foreign {
		return s.bestCross
	}
	return s.bestWords
}

// scoreWords scores all passages by the words of the question, or by their translations for
// passages in the other language. The caller must hold the index's lock.
func (r *Retriever) scoreWords(q Query) wordScores {
	x := r.index
	own := x.words.Scores(q.words)
	cross := own
	if has(x, !q.Language.Chinese()) {
		cross = x.words.Scores(q.translations)
	}
	x.view.hide(x.contents, own, cross)
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

// ofWords returns what a BM25 by the words, or translations, of q adds to a score: its share
// of the highest possible BM25. For words it also weighs how much of the question the articles
// know, so that a question of unknown words scores low. For translations it does not, since
// most of them are unknown anyway.
func (w Weights) ofWords(q Query, foreign bool, bm25 float64) float64 {
	switch {
	case foreign && q.translations.Mass > 0:
		return w.Lexicon * bm25 / q.translations.Mass
	case !foreign && q.words.Mass > 0:
		return w.Words * bm25 / q.words.Mass * q.words.Known
	}
	return 0
}
