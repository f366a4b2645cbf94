package index

import (
	"context"
	"fmt"
	"slices"

	"footnote/corpus"
)

// Renew brings vectors that an older version of the program made up to date, with the same
// embedder. It embeds only what they lack: the headings, which are few and short.
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

// Older returns the IDs of the articles whose vectors an older version of the program made, in
// the order of the articles.
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

// SetVectors replaces the vectors of an article in one step: a search uses either the old ones
// or the new ones. It does nothing if the article is not in the index. It returns an error,
// and changes nothing, if the vectors are damaged or belong to another article or model.
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
	if x.entries[id] != old { // the article changed meanwhile
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
