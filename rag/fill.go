package rag

import (
	"context"
	"iter"
	"runtime"

	"footnote/corpus"
)

// fillBatch is how many passages are taken apart together: a term that many have
// is then looked up once.
const fillBatch = 400

// Fill adds articles as Add does, many at a time. After an error, those before
// the one that it is about are there.
func (x *Index) Fill(ctx context.Context, articles iter.Seq2[*corpus.Article, Vectors]) error {
	f := filling{index: x}
	for a, v := range articles {
		f.batch = append(f.batch, delivery{a, v})
		if f.passages += len(a.Passages); f.passages < fillBatch {
			continue
		}
		f.send()
		if err := f.finish(ctx, runtime.GOMAXPROCS(0)); err != nil {
			return err
		}
	}
	f.send()
	return f.finish(ctx, 0)
}

// A delivery is an article with its vectors.
type delivery struct {
	article *corpus.Article
	vectors Vectors
}

// filling is batches of articles on their way into an index, in order.
type filling struct {
	index    *Index
	batch    []delivery
	passages int // of the batch
	waiting  []chan prepared
}

// prepared is a batch that may be taken in as a whole; without an incoming, it
// may not.
type prepared struct {
	batch    []delivery
	incoming *incoming
}

// send has the batch prepared.
func (f *filling) send() {
	batch, ready := f.batch, make(chan prepared, 1) // so that nothing waits where nobody comes for it
	f.batch, f.passages = nil, 0
	f.waiting = append(f.waiting, ready)
	go func() {
		one, err := f.index.prepare(batch...)
		if err != nil {
			one = nil
		}
		ready <- prepared{batch, one}
	}()
}

// finish takes batches in until so many are left.
func (f *filling) finish(ctx context.Context, left int) error {
	for len(f.waiting) > left {
		if err := ctx.Err(); err != nil {
			return err
		}
		p := <-f.waiting[0]
		f.waiting = f.waiting[1:]
		if p.incoming != nil && f.index.take(p.incoming) {
			continue
		}
		for _, d := range p.batch { // one of them is there already, or cannot be taken in
			if err := f.index.Add(ctx, d.article, d.vectors); err != nil {
				return err
			}
		}
	}
	return nil
}

// take takes articles in, if none of them is there and all may be.
func (x *Index) take(in *incoming) bool {
	x.mu.Lock()
	defer x.mu.Unlock()
	seen := map[string]bool{}
	for _, h := range in.articles {
		if x.held[h.article.ID] != nil || seen[h.article.ID] || x.near.accepts(nil, h.vectors) != nil || in.articles[0].differs(h) {
			return false
		}
		seen[h.article.ID] = true
	}
	x.insert(in)
	return true
}
