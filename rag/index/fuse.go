package index

import (
	"cmp"
	"maps"
	"slices"
)

// fusion is the k of reciprocal rank fusion: Cormack, Clarke and Büttcher, "Reciprocal rank
// fusion outperforms Condorcet and individual rank learning methods", 2009.
const fusion = 60

// Fuse fuses lists of hits, each best first, by rank. It returns the best k hits, ties in
// article order. For a passage in several lists it keeps the hit with the highest score.
func Fuse(k int, lists ...[]Hit) []Hit {
	score, best := map[Ref]float64{}, map[Ref]Hit{}
	for _, hits := range lists {
		for rank, h := range hits {
			score[h.Ref] += 1 / float64(fusion+rank+1)
			if known, ok := best[h.Ref]; !ok || h.Score > known.Score {
				best[h.Ref] = h
			}
		}
	}
	refs := slices.SortedFunc(maps.Keys(score), func(a, b Ref) int {
		return cmp.Or(cmp.Compare(score[b], score[a]), a.Compare(b))
	})
	var fused []Hit
	for _, ref := range refs[:min(len(refs), k)] {
		fused = append(fused, best[ref])
	}
	return fused
}
