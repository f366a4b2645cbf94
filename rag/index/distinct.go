package index

import (
	"cmp"
	"context"
	"slices"
)

// fetchedTogether is how many passages' articles are in memory at once during a long search.
const fetchedTogether = 64

// Each calls visit for the k passages whose words match a question best, best first, as
// [Retriever.Search] finds them by words alone. It keeps only some of their articles in memory
// at a time. An error of visit ends the search and is returned.
func (r *Retriever) Each(ctx context.Context, q Query, k int, visit func(Hit) error) error {
	q, found, err := r.matching(q)
	if err != nil {
		return err
	}
	return r.distinct(ctx, found, k, func(c candidate) error { return visit(r.hit(q, c)) })
}

// matching returns all passages that have a word of a question, best first.
func (r *Retriever) matching(q Query) (Query, []candidate, error) {
	x := r.index
	x.mu.RLock()
	defer x.mu.RUnlock()
	q, err := q.refreshed()
	if err != nil || x.view.of(x.contents).passages == 0 {
		return q, nil, err
	}
	q.Vector = nil
	w := r.scoreWords(q)
	return q, r.score(q, w, w.matching), nil
}

// keep returns the first k candidates, see distinct.
func (r *Retriever) keep(ctx context.Context, found []candidate, k int) (kept []candidate, err error) {
	err = r.distinct(ctx, found, k, func(c candidate) error {
		kept = append(kept, c)
		return nil
	})
	return kept, err
}

// distinct visits the first k candidates, with their texts, but at most maxCopies with the
// same text. It skips passages whose article is gone.
func (r *Retriever) distinct(ctx context.Context, found []candidate, k int, visit func(candidate) error) error {
	copies, visited := map[string]int{}, 0
	for len(found) > 0 && visited < k {
		if err := ctx.Err(); err != nil {
			return err
		}
		next := found[:min(len(found), k-visited, fetchedTogether)]
		found = found[len(next):]
		texts := newFetching(r.index.source)
		if err := texts.fetch(ctx, entriesOf(next)); err != nil {
			return err
		}
		for _, c := range next {
			if c.Article = texts.of(c.entry); c.Article == nil {
				continue
			}
			folded := r.index.analyser.Fold(c.Text())
			if copies[folded]++; copies[folded] > maxCopies {
				continue
			}
			visited++
			if err := visit(c); err != nil {
				return err
			}
		}
	}
	return nil
}

func entriesOf(all []candidate) []*entry {
	entries := make([]*entry, len(all))
	for i, c := range all {
		entries[i] = c.entry
	}
	return entries
}

// sortCandidates sorts passages, best first, ties in article order.
func sortCandidates(all []candidate) {
	slices.SortFunc(all, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(b.score, a.score), a.Compare(b.Ref))
	})
}
