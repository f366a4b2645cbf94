package lexical

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// The parameters of BM25. docs/quality.md has what other values measured.
const (
	k1 = 0.9 // how soon further occurrences of a term stop counting
	b  = 0.75
)

// An Index ranks documents, given as strings, by BM25 (Robertson and Zaragoza,
// "The Probabilistic Relevance Framework", 2009). It is safe for concurrent use.
type Index struct {
	analyser *Analyser
	terms    map[string]int32 // number of a term, an index into postings
	postings [][]posting      // of each term, in document order
	length   []float32        // k1·(1-b+b·length/mean) of each document
}

type posting struct {
	document int32
	count    float32
}

// A Match is a document that shares a term with the query.
type Match struct {
	Document int     // index of the document
	Score    float64 // BM25, above 0
}

// NewIndex indexes the documents.
func NewIndex(a *Analyser, documents []string) *Index {
	x := &Index{analyser: a, terms: map[string]int32{}, length: make([]float32, len(documents))}
	total := 0
	counts := map[int32]float32{}
	for d, text := range documents {
		tokens := a.Tokens(text)
		clear(counts)
		for _, t := range tokens {
			counts[x.number(t.Term)]++
		}
		for term, n := range counts {
			x.postings[term] = append(x.postings[term], posting{int32(d), n})
		}
		x.length[d] = float32(len(tokens))
		total += len(tokens)
	}
	mean := max(float64(total)/float64(max(len(documents), 1)), 1)
	for d, n := range x.length {
		x.length[d] = float32(k1 * (1 - b + b*float64(n)/mean))
	}
	return x
}

func (x *Index) number(term string) int32 {
	n, ok := x.terms[term]
	if !ok {
		n = int32(len(x.postings))
		x.terms[strings.Clone(term)] = n // or it would keep all of its document
		x.postings = append(x.postings, nil)
	}
	return n
}

// idf is ln(1 + (N-df+½)/(df+½)) for a term in df of N documents; it is never
// negative, and largest for a term that no document has.
func (x *Index) idf(df float64) float64 {
	n := float64(len(x.length))
	return math.Log(1 + (n-df+0.5)/(df+0.5))
}

// Search returns the k best documents, best first, ties in document order.
// k below 1 gives none.
func (x *Index) Search(q Query, k int) []Match {
	if k < 1 {
		return nil
	}
	scores := make([]float64, len(x.length))
	for _, t := range q.Terms {
		for _, p := range t.postings {
			scores[p.document] += weigh(t.IDF, float64(p.count), float64(x.length[p.document]))
		}
	}
	return best(scores, min(k, len(scores)))
}

// best returns the k best of the scores above 0. Most documents share a common
// character with the query, so sorting them all would take longer than scoring.
func best(scores []float64, k int) []Match {
	var matches []Match
	floor := 0.0 // no score up to it is among the best: ties go to the first
	for d, score := range scores {
		if score <= floor {
			continue
		}
		matches = append(matches, Match{d, score})
		if len(matches) == 2*k {
			slices.SortFunc(matches, byScore)
			matches = matches[:k]
			floor = matches[k-1].Score
		}
	}
	slices.SortFunc(matches, byScore)
	return matches[:min(k, len(matches))]
}

func byScore(a, b Match) int {
	return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.Document, b.Document))
}

func weigh(idf, count, length float64) float64 { return idf * count * (k1 + 1) / (count + length) }
