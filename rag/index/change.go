package index

import (
	"context"
	"fmt"
	"slices"

	"footnote/corpus"
)

// Add adds an article with its vectors. If v is zero, the article is found by its words alone,
// which puts it at a disadvantage among articles with vectors. An article that is in the index
// already stays as it is. Add returns an error, and leaves the index unchanged, if the vectors
// are damaged or belong to another article or model.
func (x *Index) Add(ctx context.Context, a *corpus.Article, v Vectors) error {
	return x.Replace(ctx, "", a, v)
}

// Replace adds an article as Add does and removes the one with the ID old, in one step: a
// search finds either the old one or the new one. The new one becomes the last in the order of
// the articles.
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

// Remove removes an article, and reports whether it was in the index.
func (x *Index) Remove(id string) bool {
	e := x.entry(id)
	if e == nil {
		return false
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.entries[id] != e { // another goroutine was faster
		return false
	}
	x.remove(e)
	return true
}

// exchange removes the article with the ID old, if there is one, and inserts another, in one
// step.
func (x *Index) exchange(old string, one *batch) error {
	id := one.entries[0].article.ID
	x.mu.Lock()
	defer x.mu.Unlock()
	gone := x.entries[old]
	if old == id { // the same article stays
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

// insert inserts a batch. The caller must hold the lock.
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

// remove removes an entry. The caller must hold the lock.
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
