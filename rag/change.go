package rag

import (
	"context"
	"fmt"
	"slices"

	"footnote/corpus"
	"footnote/rag/lexical"
)

// Add adds an article with its vectors, or by its words alone where v is zero;
// such an article is at a disadvantage among others that have vectors. One that
// is there already stays as it is. On an error the index is as it was: the
// vectors are damaged, of another article or of another model.
func (x *Index) Add(ctx context.Context, a *corpus.Article, v Vectors) error {
	return x.Replace(ctx, "", a, v)
}

// Replace adds an article as Add does, and takes the one whose ID is old out.
// Whoever asks meanwhile finds the old one or the new one, never both or
// neither. The new one stands last in the order of the articles.
func (x *Index) Replace(ctx context.Context, old string, a *corpus.Article, v Vectors) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	one, err := x.prepare(delivery{a, v})
	if err != nil {
		return err
	}
	return x.exchange(old, one)
}

// Remove takes an article out, and reports whether it was there.
func (x *Index) Remove(id string) bool {
	h := x.holding(id)
	if h == nil {
		return false
	}
	terms := x.analyser.Collect(h.texts())
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.held[id] != h { // somebody else was faster
		return false
	}
	x.remove(h, terms)
	return true
}

// exchange takes one article out, if there is such, and another in.
func (x *Index) exchange(old string, one *incoming) error {
	id := one.articles[0].article.ID
	var terms lexical.Terms
	gone := x.holding(old)
	if gone != nil && old != id {
		terms = x.analyser.Collect(gone.texts())
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	if old == id || x.held[old] != gone { // it stays, or somebody else was faster
		gone = nil
	}
	fresh := x.held[id] == nil
	if fresh {
		if err := x.near.accepts(gone, one.articles[0].vectors); err != nil {
			return fmt.Errorf("article %s: %w", id, err)
		}
	}
	if gone != nil {
		x.remove(gone, terms)
	}
	if fresh {
		x.insert(one)
	}
	return nil
}

// insert holds articles. Nobody else looks at the index meanwhile.
func (x *Index) insert(in *incoming) {
	numbers := x.words.Add(in.terms)
	for _, h := range in.articles {
		n := len(h.article.Passages)
		h.first, h.numbers, numbers = x.given, numbers[:n:n], numbers[n:]
		x.place(h)
		x.near.add(h)
		x.held[h.article.ID] = h
		x.order = append(x.order, h)
		x.given += n
		x.count += n
	}
	x.state++
}

// place notes what stands where.
func (x *Index) place(h *holding) {
	for i, n := range h.numbers {
		for n >= len(x.at) {
			x.at = append(x.at, Ref{})
		}
		x.at[n] = Ref{h.article, i, h}
		if h.chinese[i] {
			x.chinese++
		}
	}
}

// remove lets an article go. Nobody else looks at the index meanwhile.
func (x *Index) remove(h *holding, terms lexical.Terms) {
	x.words.Remove(h.numbers, terms)
	x.near.remove(h)
	for i, n := range h.numbers {
		x.at[n] = Ref{}
		if h.chinese[i] {
			x.chinese--
		}
	}
	delete(x.held, h.article.ID)
	x.order = slices.DeleteFunc(x.order, func(other *holding) bool { return other == h })
	x.count -= len(h.numbers)
	x.state++
}
