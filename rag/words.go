package rag

import "slices"

// wordsOf says what the words of a question, or their translations, are worth.
type wordsOf struct {
	worth      []float64 // of each passage, by its number
	matching   []int     // the passages that have any
	own, cross float64   // the highest BM25 of each
}

func (w wordsOf) most(foreign bool) float64 {
	if foreign {
		return w.cross
	}
	return w.own
}

// weighWords scores all passages by the words of the question, or their
// translations.
func (r retriever) weighWords(q query) wordsOf {
	own := r.words.Scores(q.own)
	cross := own
	if r.has(!q.chinese) {
		cross = r.words.Scores(q.cross)
	}
	w := wordsOf{worth: make([]float64, len(own)), own: slices.Max(own), cross: slices.Max(cross)}
	for n := range own {
		if own[n] == 0 && cross[n] == 0 || r.at[n].held == nil {
			continue
		}
		score := own[n]
		foreign := q.foreign(r.at[n])
		if foreign {
			score = cross[n]
		}
		if w.worth[n] = r.recipe.worth(q, foreign, score); w.worth[n] > 0 {
			w.matching = append(w.matching, n)
		}
	}
	return w
}
