package index

import (
	"context"
	"fmt"
	"slices"

	"footnote/corpus"
)

// Renew makes vectors of an article that an older version of the program made into
// what this one makes, by the same embedder. Only what they lack is embedded: the
// headings, a few short texts.
func Renew(ctx context.Context, e Embedder, a *corpus.Article, v Vectors) (Vectors, error) {
	old, err := v.read(surroundingsOf(a))
	if err != nil {
		return Vectors{}, fmt.Errorf("article %s: %w", a.ID, err)
	}
	if old != nil && old.model == e.Model() {
		e = reuse(e, a, old)
	}
	return EmbedArticle(ctx, e, a, nil)
}

// Older are the IDs of the articles whose vectors an older version of the program
// made, in the order of the articles.
func (x *Index) Older() []string {
	x.mu.RLock()
	defer x.mu.RUnlock()
	var all []string
	for _, e := range x.order {
		if e.vectors != nil && e.vectors.version < VectorsVersion {
			all = append(all, e.article.ID)
		}
	}
	return all
}

// SetVectors gives an article other vectors, in one step: a search finds it by the
// old ones or the new ones. An article that is not there is no error; vectors that
// are damaged, or of another article or model, are one, and change nothing.
func (x *Index) SetVectors(id string, v Vectors) error {
	old := x.entry(id)
	if old == nil {
		return nil
	}
	with := *old
	var err error
	if with.vectors, err = v.read(old.around); err != nil {
		return fmt.Errorf("article %s: %w", id, err)
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.entries[id] != old { // it changed meanwhile
		return nil
	}
	if err := x.near.accepts(old, with.vectors); err != nil {
		return fmt.Errorf("article %s: %w", id, err)
	}
	x.entries[id] = &with
	place := slices.Index(x.order, old)
	x.near.remove(old, slices.Concat(x.order[:place], x.order[place+1:]))
	x.near.add(&with)
	x.bytes += with.size() - old.size()
	x.order[place] = &with
	for passage, number := range old.numbers {
		x.passages[number] = Ref{old.article, passage, &with}
	}
	x.version++
	return nil
}
