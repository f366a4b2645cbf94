package index

import (
	"context"
	"fmt"
	"slices"

	"footnote/corpus"
)

// Add adds an article with its vectors. If v is zero, it is found by its words
// alone, which is a disadvantage among articles that have vectors. An article that
// is there already stays as it is. The error is that the vectors are damaged, or
// of another article or model; the index is then unchanged.
func (x *Index) Add(ctx context.Context, a *corpus.Article, v Vectors) error {
	return x.Replace(ctx, "", a, v)
}

// Replace adds an article as Add does and removes the one whose ID is old, in one
// step: a search finds either the old one or the new one. The new one is the last
// in the order of the articles.
func (x *Index) Replace(ctx context.Context, old string, a *corpus.Article, v Vectors) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	one, err := x.prepare(addition{a, v})
	if err != nil {
		return err
	}
	return x.exchange(old, one)
}

// Remove removes an article, and reports whether it was there.
func (x *Index) Remove(id string) bool {
	e := x.entry(id)
	if e == nil {
		return false
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.entries[id] != e { // somebody else was faster
		return false
	}
	x.remove(e)
	return true
}

// exchange takes the article whose ID is old out, if there is such, and puts
// another in, both in one step.
func (x *Index) exchange(old string, one *batch) error {
	id := one.entries[0].article.ID
	x.mu.Lock()
	defer x.mu.Unlock()
	gone := x.entries[old]
	if old == id { // it stays
		gone = nil
	}
	fresh := x.entries[id] == nil
	if fresh {
		if err := x.near.accepts(gone, one.entries[0].vectors); err != nil {
			return fmt.Errorf("article %s: %w", id, err)
		}
	}
	if gone != nil {
		x.remove(gone)
	}
	if fresh {
		x.insert(one)
	}
	return nil
}

// insert puts a batch in; the caller holds the lock.
func (x *Index) insert(b *batch) {
	numbers := x.words.Add(b.terms)
	for _, e := range b.entries {
		n := e.around.passages()
		e.first, e.numbers, numbers = x.added, numbers[:n:n], numbers[n:]
		for i, number := range e.numbers {
			for number >= len(x.passages) {
				x.passages = append(x.passages, Ref{})
			}
			x.passages[number] = Ref{e.article, i, e}
			if e.chinese[i] {
				x.chinese++
			}
		}
		x.bytes += e.size()
		x.near.add(e)
		x.entries[e.article.ID] = e
		x.order = append(x.order, e)
		x.added += n
		x.count += n
	}
	x.version++
}

// remove takes an entry out; the caller holds the lock.
func (x *Index) remove(e *entry) {
	x.words.Remove(e.numbers)
	for i, n := range e.numbers {
		x.passages[n] = Ref{}
		if e.chinese[i] {
			x.chinese--
		}
	}
	delete(x.entries, e.article.ID)
	x.order = slices.DeleteFunc(x.order, func(other *entry) bool { return other == e })
	x.near.remove(e, x.order)
	x.bytes -= e.size()
	x.count -= len(e.numbers)
	x.version++
}
