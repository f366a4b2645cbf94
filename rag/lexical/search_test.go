package lexical

import "cmp"

// A Match is a document that shares a term with the query.
type Match struct {
	Document int     // number of the document
	Score    float64 // BM25, above 0
}

// Search returns the k best documents, best first, ties in the order of adding. k below 1
// gives none.
func (x *Index) Search(q Query, k int) []Match {
	if k < 1 {
		return nil
	}
	scores := x.Scores(q)
	x.mu.RLock()
	defer x.mu.RUnlock()
	var matches []Match
	for d, score := range scores {
		if score > 0 {
			matches = append(matches, Match{d, score})
		}
	}
	return Best(matches, k, func(m, n Match) int {
		return cmp.Or(cmp.Compare(n.Score, m.Score), cmp.Compare(x.slots[m.Document].added, x.slots[n.Document].added))
	})
}
