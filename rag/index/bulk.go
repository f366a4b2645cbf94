package index

import (
	"context"
	"iter"
	"runtime"

	"footnote/corpus"
)

// bulkPassages is how many passages are prepared together, so that a term that many of them
// have is looked up only once.
const bulkPassages = 400

// AddAll adds articles as Add does, but faster. If an article cannot be added, those before it
// have been.
func (x *Index) AddAll(ctx context.Context, articles iter.Seq2[*corpus.Article, Vectors]) error {
	b := bulk{index: x}
	for a, v := range articles {
		b.next = append(b.next, addition{a, v})
		if b.passages += len(a.Passages); b.passages < bulkPassages {
			continue
		}
		b.prepare()
		if err := b.insert(ctx, runtime.GOMAXPROCS(0)); err != nil {
			return err
		}
	}
	b.prepare()
	return b.insert(ctx, 0)
}

// A bulk adds batches of articles to an index, in order. It prepares some in the background
// while it inserts others.
type bulk struct {
	index     *Index
	next      []addition // the next batch
	passages  int        // the number of passages in next
	preparing []chan prepared
}

// A prepared is a list of additions with the batch made from them. The batch is nil if they
// cannot go in together.
type prepared struct {
	additions []addition
	batch     *batch
}

// prepare starts preparing the next batch in the background.
func (b *bulk) prepare() {
	next, ready := b.next, make(chan prepared, 1) // buffered, so that the goroutine ends even if an error stops the reader first
	b.next, b.passages = nil, 0
	b.preparing = append(b.preparing, ready)
	go func() {
		one, err := b.index.prepare(next...)
		if err != nil {
			one = nil
		}
		ready <- prepared{next, one}
	}()
}

// insert inserts batches until no more than left are still being prepared.
func (b *bulk) insert(ctx context.Context, left int) error {
	for len(b.preparing) > left {
		if err := ctx.Err(); err != nil {
			return err
		}
		p := <-b.preparing[0]
		b.preparing = b.preparing[1:]
		if p.batch != nil && insertAll(b.index, p.batch) {
			continue
		}
		for _, a := range p.additions { // one of them is in the index already, or was rejected
			if err := b.index.Add(ctx, a.article, a.vectors); err != nil {
				return err
			}
		}
	}
	return nil
}

// insertAll inserts a batch, and reports true, if none of its articles is in the index already
// and all are acceptable. Otherwise it leaves the index unchanged.
func insertAll(x *Index, b *batch) bool {
	x.mu.Lock()
	defer x.mu.Unlock()
	seen := map[string]bool{}
	for _, e := range b.entries {
		id := e.article.ID
		if x.entries[id] != nil || seen[id] || x.near.accepts(nil, e.vectors) != nil || !b.entries[0].comparable(e) {
			return false
		}
		seen[id] = true
	}
	x.insert(b)
	return true
}
