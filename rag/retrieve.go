package rag

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"footnote/rag/lexical"
)

// Retriever finds passages after a recipe. Without an embedder it goes by words
// alone; with one, the index must have vectors of its model.
func (x *Index) Retriever(e Embedder, recipe Recipe) Retriever {
	return retriever{x, e, recipe}
}

type retriever struct {
	*Index
	embedder Embedder // or nil
	recipe   Recipe
}

const (
	// shortlist is how many of the nearest passages, and of those with the best
	// words, are compared sentence by sentence.
	shortlist = 100
	// maxCopies is how many passages of one text are found: what was copied from
	// article to article leaves room for others.
	maxCopies = 3
)

func (r retriever) Retrieve(ctx context.Context, text string, k int) ([]Hit, error) {
	if err := ctx.Err(); err != nil || k < 1 || r.Len() == 0 {
		return nil, err
	}
	var question []float32
	if r.embedder != nil {
		var err error
		if question, err = r.embed(ctx, text); err != nil {
			return nil, err
		}
	}
	q, found, err := r.rank(ctx, text, question, k)
	if err != nil {
		return nil, err
	}
	hits := make([]Hit, len(found))
	for i, f := range found {
		hits[i] = r.hit(q, f)
	}
	return hits, nil
}

// embed returns the vector, of length 1, of a question; none where there are no
// passages.
func (r retriever) embed(ctx context.Context, text string) ([]float32, error) {
	r.mu.RLock()
	err := r.compares()
	r.mu.RUnlock()
	if err != nil {
		return nil, err
	}
	return embedQuestion(ctx, r.embedder, text)
}

// compares refuses an embedder whose vectors are not those of the articles, while
// nothing comes or goes.
func (r retriever) compares() error {
	if r.embedder != nil && r.count > 0 && r.near.model != r.embedder.Model() {
		return fmt.Errorf("the index has no vectors of %s", r.embedder.Model())
	}
	return nil
}

// A candidate is a passage that may be a hit.
type candidate struct {
	Ref
	score   float64
	most    float64 // BM25 of the best passage by the same words, or translations
	similar similarity
}

// rank finds the k best passages for a question, given with its vector where it
// has one. Nothing comes or goes meanwhile.
func (r retriever) rank(ctx context.Context, text string, question []float32, k int) (query, []candidate, error) {
	r.mu.RLock()
	defer r.mu.RUnlock()
	q, err := r.query(text)
	if err != nil || r.count == 0 {
		return q, nil, err
	}
	if err := r.compares(); err != nil { // of others than when the question was embedded
		return q, nil, err
	}
	w := r.weighWords(q)
	byWords := func(a, b int) int {
		return cmp.Or(cmp.Compare(w.worth[b], w.worth[a]), cmp.Compare(r.at[a].order(), r.at[b].order()))
	}
	for depth := max(k, shortlist); ; depth *= 4 {
		numbers := lexical.Best(w.matching, depth, byWords)
		if question != nil {
			near, err := r.near.to(ctx, question, depth, r.order)
			if err != nil {
				return q, nil, err
			}
			numbers = union(numbers, near)
		}
		found := r.distinct(r.score(q, w, numbers, question), k)
		if len(found) == k || depth >= r.count || question == nil && depth >= len(w.matching) {
			return q, found, nil
		}
	}
}

// score adds to the words of passages what their vectors say, best first, ties
// in article order.
func (r retriever) score(q query, w wordsOf, numbers []int, question []float32) []candidate {
	all := make([]candidate, len(numbers))
	for i, n := range numbers {
		c := candidate{Ref: r.at[n], score: w.worth[n], most: w.most(q.foreign(r.at[n]))}
		if question != nil {
			c.similar = c.held.vectors.compare(question, c.Passage)
			c.score += r.recipe.Passage*c.similar.passage + r.recipe.Sentence*c.similar.nearest
		}
		all[i] = c
	}
	slices.SortFunc(all, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.order(), b.order()))
	})
	return all
}

func union(a, b []int) []int {
	all := slices.Concat(a, b)
	slices.Sort(all)
	return slices.Compact(all)
}

// distinct keeps the first k, and of those with one text no more than
// maxCopies.
func (r retriever) distinct(found []candidate, k int) []candidate {
	copies := map[string]int{}
	var kept []candidate
	for _, c := range found {
		if len(kept) == k {
			break
		}
		folded := r.analyser.Fold(c.Text())
		if copies[folded]++; copies[folded] <= maxCopies {
			kept = append(kept, c)
		}
	}
	return kept
}

// hit scores the sentences of a passage that was found.
func (r retriever) hit(q query, c candidate) Hit {
	h := Hit{Ref: c.Ref, Score: c.score, near: c.similar.passage, nearest: c.similar.nearest, most: c.most}
	foreign := q.foreign(h.Ref)
	for i, span := range h.Article.Passages[h.Passage].Sentences {
		matched, _ := r.words.Score(q.over(foreign), h.Article.Quote(span))
		s := Sentence{span, r.recipe.worth(q, foreign, matched)}
		if c.similar.sentences != nil {
			s.Score += (r.recipe.Passage + r.recipe.Sentence) * c.similar.sentences[i]
		}
		h.sentences = append(h.sentences, s)
		if i == 0 || s.Score > h.Best.Score {
			h.Best = s
		}
	}
	return h
}
