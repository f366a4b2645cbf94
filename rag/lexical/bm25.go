package lexical

import (
	"math"
	"slices"
	"sync"
	"unsafe"
)

// The parameters of BM25. docs/quality.md has measurements of other values.
const (
	k1 = 0.9 // how soon further occurrences of a term stop counting
	b  = 0.75
)

// An Index ranks documents, which are strings, by BM25 (Robertson and Zaragoza, "The
// Probabilistic Relevance Framework", 2009). Documents can be added and removed at any time;
// scores are always those of an index made of the current documents. It is safe for concurrent
// use.
type Index struct {
	analyser *Analyser

	mu      sync.RWMutex
	state   uint64     // incremented by every change
	terms   vocabulary // the number of each term, an index into entries
	entries []postings // of each term
	unused  []int32    // numbers of terms that no document has any more
	slots   []slot     // by document number
	vacant  []int      // numbers of removed documents, the lowest last
	added   int64      // how many documents have ever been added
	count   int        // how many documents there are
	total   int64      // total of their lengths
	packed  int        // size of entries, in bytes
}

// A slot holds the facts about a document.
type slot struct {
	added  int64 // how many documents were added before it
	length int32 // in terms
}

// NewIndex indexes the documents. Their numbers are their positions.
func NewIndex(a *Analyser, documents []string) *Index {
	x := &Index{analyser: a, terms: vocabulary{words: map[string]int32{}}}
	x.Add(a.Collect(documents))
	return x
}

// Size returns roughly how many bytes of memory the index takes.
func (x *Index) Size() int64 {
	x.mu.RLock()
	defer x.mu.RUnlock()
	const word = 80 // size of a map entry, in bytes
	return int64(x.packed) + int64(cap(x.entries))*int64(unsafe.Sizeof(postings{})) + int64(cap(x.slots))*int64(unsafe.Sizeof(slot{})) +
		int64(len(x.terms.grams.slots))*int64(unsafe.Sizeof(gramSlot{})) + int64(len(x.terms.words))*word
}

// idf returns ln(1 + (N-df+½)/(df+½)) for a term in df of N documents. It is never negative,
// and highest for a term that no document has.
func (x *Index) idf(df float64) float64 {
	n := float64(x.count)
	return math.Log(1 + (n-df+0.5)/(df+0.5))
}

// Scores returns the BM25 of every document, by its number. It is 0 for documents that have no
// term of the query or were removed.
func (x *Index) Scores(q Query) []float64 {
	x.mu.RLock()
	defer x.mu.RUnlock()
	scores := make([]float64, len(x.slots))
	// The length enters as k1·(1-b+b·length/mean).
	perTerm := k1 * b / max(float64(x.total)/float64(max(x.count, 1)), 1)
	add := func(idf float64, document int, count float64) {
		scores[document] += weigh(idf, count, k1*(1-b)+perTerm*float64(x.slots[document].length))
	}
	for _, t := range x.current(q) {
		for some := range t.entries.all() {
			for _, e := range some {
				add(t.IDF, e.document(), float64(e.count()))
			}
		}
		for _, p := range t.weighed {
			add(t.IDF, int(p.document), float64(p.count))
		}
	}
	return scores
}

// current returns the terms of a query with the documents that have them now.
func (x *Index) current(q Query) []QueryTerm {
	if q.state == x.state {
		return q.Terms
	}
	terms := slices.Clone(q.Terms)
	for i := range terms {
		x.find(&terms[i])
	}
	return terms
}

// Best returns the first k elements of all in the order of compare, and reorders all. Most
// documents share a common character with a question, so sorting all of them would take longer
// than scoring.
func Best[E any](all []E, k int, compare func(a, b E) int) []E {
	k = max(min(k, len(all)), 0)
	kept := all[:k]
	slices.SortFunc(kept, compare)
	from := k // all[:k] is sorted; all[k:from] are candidates
	for i := k; i < len(all) && k > 0; i++ {
		if compare(all[i], kept[k-1]) >= 0 {
			continue
		}
		all[from], all[i] = all[i], all[from]
		if from++; from == min(2*k, len(all)) {
			slices.SortFunc(all[:from], compare)
			from = k
		}
	}
	slices.SortFunc(all[:from], compare)
	return kept
}

func weigh(idf, count, length float64) float64 { return idf * count * (k1 + 1) / (count + length) }
