package index

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"footnote/rag/lexical"
)

// A Retriever finds passages of an index. It is safe for concurrent use.
type Retriever struct {
	index    *Index
	embedder Embedder // or nil
	weights  Weights
}

// Retriever returns a retriever for the index. Without an embedder it compares only words;
// with one, the index must have vectors of its model.
func (x *Index) Retriever(e Embedder, w Weights) *Retriever { return &Retriever{x, e, w} }

const (
	// shortlist is how many of the nearest passages, and of those whose words match best, are
	// compared sentence by sentence.
	shortlist = 100
	// maxCopies is how many passages with the same text are found, so that text copied between
	// articles leaves room for other passages.
	maxCopies = 3
)

// Retrieve reads a question and finds at most k passages for it: Read, Embed and Search in one
// call.
func (r *Retriever) Retrieve(ctx context.Context, question string, k int) ([]Hit, error) {
	if err := ctx.Err(); err != nil || k < 1 || r.index.Len() == 0 {
		return nil, err
	}
	q, err := r.index.Read(question)
	if err != nil {
		return nil, err
	}
	if q, err = r.Embed(ctx, q); err != nil {
		return nil, err
	}
	return r.Search(ctx, q, k)
}

// Embed sets the vector of a question, unless only words are compared or there are no
// passages. An error comes from the embedder or ctx, or means that the index has no vectors of
// the embedder's model.
func (r *Retriever) Embed(ctx context.Context, q Query) (Query, error) {
	if r.embedder == nil || r.index.Len() == 0 {
		return q, nil
	}
	r.index.mu.RLock()
	err := r.checkModel()
	r.index.mu.RUnlock()
	if err != nil {
		return q, err
	}
	q.Vector, err = EmbedQuestion(ctx, r.embedder, q.Text)
	return q, err
}

// checkModel returns an error if the articles have no vectors of the embedder's model. The
// caller must hold the index's lock.
func (r *Retriever) checkModel() error {
	if r.embedder != nil && r.index.count > 0 && r.index.near.model != r.embedder.Model() {
		return fmt.Errorf("the index has no vectors of %s", r.embedder.Model())
	}
	return nil
}

// Search returns at most k hits for a question, best first, ties in article order. k below 1
// gives none; k above the number of passages gives all that match. If the question has no
// vector, Search compares words. Scores of different weights are not comparable.
func (r *Retriever) Search(ctx context.Context, q Query, k int) ([]Hit, error) {
	if err := ctx.Err(); err != nil || k < 1 {
		return nil, err
	}
	q, found, err := r.rank(ctx, q, k)
	if err != nil {
		return nil, err
	}
	hits := make([]Hit, len(found))
	for i, f := range found {
		hits[i] = r.hit(q, f)
	}
	return hits, nil
}

// A candidate is a passage that may become a hit.
type candidate struct {
	Ref
	score     float64
	bestWords float64 // see Hit.BestWords
	similar   similarity
}

// rank returns the k best passages for a question, and the question as it was looked up.
func (r *Retriever) rank(ctx context.Context, q Query, k int) (Query, []candidate, error) {
	for depth := max(k, shortlist); ; depth *= 4 {
		q, all, whole, err := r.candidates(ctx, q, depth)
		if err != nil {
			return q, nil, err
		}
		found, err := r.keep(ctx, all, k)
		if err != nil || len(found) == k || whole {
			return q, found, err
		}
	}
}

// candidates returns the depth passages whose words match best and the depth nearest ones,
// best first. whole reports that there are no others. It holds the lock, so that nothing
// changes meanwhile.
func (r *Retriever) candidates(ctx context.Context, q Query, depth int) (_ Query, all []candidate, whole bool, err error) {
	x := r.index
	x.mu.RLock()
	defer x.mu.RUnlock()
	seen := x.view.of(x.contents)
	if q, err = q.refreshed(); err != nil || seen.passages == 0 {
		return q, nil, true, err
	}
	if err := r.checkModel(); err != nil { // the model may have changed since the question was embedded
		return q, nil, false, err
	}
	w := r.scoreWords(q)
	numbers := lexical.Best(w.matching, depth, func(a, b int) int {
		return cmp.Or(cmp.Compare(w.weighed[b], w.weighed[a]), x.passages[a].Compare(x.passages[b]))
	})
	if q.Vector != nil {
		near, err := x.view.nearest(ctx, x.contents, q.Vector, depth)
		if err != nil {
			return q, nil, false, err
		}
		numbers = union(numbers, near)
	}
	return q, r.score(q, w, numbers), depth >= seen.passages || q.Vector == nil && depth >= len(w.matching), nil
}

// score adds the scores by vectors to those by words, and returns the passages best first,
// ties in article order.
func (r *Retriever) score(q Query, w wordScores, numbers []int) []candidate {
	all := make([]candidate, len(numbers))
	for i, n := range numbers {
		ref := r.index.passages[n]
		c := candidate{Ref: ref, score: w.weighed[n], bestWords: w.best(q.Foreign(ref))}
		if q.Vector != nil {
			c.similar = ref.entry.vectors.compare(q.Vector, ref.Passage)
			c.score += r.weights.Passage*c.similar.passage + r.weights.Sentence*c.similar.nearest
		}
		all[i] = c
	}
	sortCandidates(all)
	return all
}

func union(a, b []int) []int {
	all := slices.Concat(a, b)
	slices.Sort(all)
	return slices.Compact(all)
}

// hit scores the sentences of a candidate.
func (r *Retriever) hit(q Query, c candidate) Hit {
	h := Hit{Ref: c.Ref, Score: c.score, Cosine: c.similar.passage, SentenceCosine: c.similar.nearest, BestWords: c.bestWords}
	foreign := q.Foreign(h.Ref)
	own := func(heading string) bool { return r.index.analyser.Language(heading).Chinese() == q.Language.Chinese() }
	for i, span := range h.Article.Passages[h.Passage].Sentences {
		matched, _ := r.index.words.Score(q.Words(foreign), h.entry.around.sentence(h.Article, h.Passage, i, own))
		s := Sentence{span, r.weights.ofWords(q, foreign, matched)}
		if c.similar.sentences != nil {
			s.Score += (r.weights.Passage + r.weights.Sentence) * c.similar.sentences[i]
		}
		h.Sentences = append(h.Sentences, s)
		if i == 0 || s.Score > h.Best.Score {
			h.Best = s
		}
	}
	return h
}
