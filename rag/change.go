package rag

import (
	"context"
	"fmt"
	"iter"
	"runtime"
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
	one, err := x.prepare(a, v)
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
	terms := h.terms(x.analyser)
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.held[id] != h { // somebody else was faster
		return false
	}
	x.remove(h, terms)
	return true
}

// Fill adds articles as Add does, several at a time. After an error, those before
// the one that it is about are there.
func (x *Index) Fill(ctx context.Context, articles iter.Seq2[*corpus.Article, Vectors]) error {
	type result struct {
		*incoming
		err error
	}
	var waiting []chan result // in order
	finish := func() error {
		one := <-waiting[0]
		waiting = waiting[1:]
		if one.err != nil {
			return one.err
		}
		return x.exchange("", one.incoming)
	}
	for a, v := range articles {
		if err := ctx.Err(); err != nil {
			return err
		}
		ready := make(chan result, 1) // so that nothing waits where nobody comes for it
		waiting = append(waiting, ready)
		go func() {
			one, err := x.prepare(a, v)
			ready <- result{one, err}
		}()
		if len(waiting) <= runtime.GOMAXPROCS(0) {
			continue
		}
		if err := finish(); err != nil {
			return err
		}
	}
	for len(waiting) > 0 {
		if err := finish(); err != nil {
			return err
		}
	}
	return nil
}

// exchange takes one article out, if there is such, and another in.
func (x *Index) exchange(old string, one *incoming) error {
	var terms lexical.Terms
	gone := x.holding(old)
	if gone != nil && old != one.article.ID {
		terms = gone.terms(x.analyser)
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	if old == one.article.ID || x.held[old] != gone { // it stays, or somebody else was faster
		gone = nil
	}
	if x.held[one.article.ID] == nil {
		if err := x.near.accepts(gone, one.vectors); err != nil {
			return fmt.Errorf("article %s: %w", one.article.ID, err)
		}
	}
	if gone != nil {
		x.remove(gone, terms)
	}
	if x.held[one.article.ID] == nil {
		x.insert(one)
	}
	return nil
}

// insert holds an article. Nobody else looks at the index meanwhile.
func (x *Index) insert(one *incoming) {
	h := new(holding) // or it would keep the terms
	*h = one.holding
	h.first, h.numbers = x.given, x.words.Add(one.terms)
	for i, n := range h.numbers {
		if n == len(x.at) {
			x.at = append(x.at, Ref{})
		}
		x.at[n] = Ref{h.article, i, h}
		if h.chinese[i] {
			x.chinese++
		}
	}
	x.near.add(h)
	x.held[h.article.ID] = h
	x.order = append(x.order, h)
	x.given += len(h.numbers)
	x.count += len(h.numbers)
	x.state++
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
