// Package index holds the passages of some articles and retrieves those that
// belong to a question: by their words (BM25, across languages with the help of a
// dictionary), by vectors, or by both together.
//
// It scores passages and their sentences. Whether these answer the question is
// for package rag to decide.
package index

import (
	"context"
	"sync"

	"footnote/corpus"
	"footnote/rag/lexical"
)

// An Index holds the passages of some articles, with their words and, if they
// were embedded, their vectors. Articles can be added and removed at any time; a
// search then finds exactly what it would in a new index of the articles that are
// left. It is safe for concurrent use.
type Index struct {
	analyser *lexical.Analyser
	source   Source         // of the articles' texts; nil keeps them in memory
	words    *lexical.Index // has a lock of its own

	mu       sync.RWMutex
	version  uint64            // how often it was changed
	entries  map[string]*entry // by the article's ID
	order    []*entry          // as they were added
	near     *nearest
	passages []Ref // by the number that a passage has in words and near
	added    int   // how many passages were ever added
	count    int   // how many there are
	chinese  int   // how many of them are in Chinese
	bytes    int64 // that entries take in memory
}

// New indexes the words of the passages of articles. Articles come in the order
// in which ties are broken; one that is there already is left out.
func New(articles []*corpus.Article) *Index {
	x := empty(analyser())
	err := x.AddAll(context.Background(), func(yield func(*corpus.Article, Vectors) bool) {
		for _, a := range articles {
			if !yield(a, Vectors{}) {
				return
			}
		}
	})
	if err != nil { // only of vectors
		panic(err)
	}
	return x
}

// Over is an empty index of articles whose texts are not kept in memory: they are
// fetched from their source when they are shown.
func Over(s Source) *Index {
	x := empty(analyser())
	x.source = s
	return x
}

// analyser is one for all indexes: its tables take half a megabyte, and there may be
// thousands.
var analyser = sync.OnceValue(lexical.NewAnalyser)

func empty(a *lexical.Analyser) *Index {
	return &Index{analyser: a, entries: map[string]*entry{}, words: lexical.NewIndex(a, nil), near: newNearest()}
}

// Analyser is what the index reads texts with.
func (x *Index) Analyser() *lexical.Analyser { return x.analyser }

// Words is the BM25 index of the passages, which knows how rare a word is. The
// caller must not change it.
func (x *Index) Words() *lexical.Index { return x.words }

// Len is the number of passages.
func (x *Index) Len() int {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return x.count
}

// Size is about how many bytes the index takes in memory.
func (x *Index) Size() int64 {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return x.bytes + x.near.size() + x.words.Size()
}

// Articles are the articles in the order in which they were added. Those of an
// index over a source lack their text, passages and pages: see [Index.Whole].
func (x *Index) Articles() []*corpus.Article {
	x.mu.RLock()
	defer x.mu.RUnlock()
	all := make([]*corpus.Article, len(x.order))
	for i, e := range x.order {
		all[i] = e.article
	}
	return all
}

// Article is the article with an ID, if it is there, as [Index.Articles] has it.
func (x *Index) Article(id string) (*corpus.Article, bool) {
	e := x.entry(id)
	if e == nil {
		return nil, false
	}
	return e.article, true
}

// Passage is passage n, from 0, of a whole article, if both are there.
func (x *Index) Passage(a *corpus.Article, n int) (Ref, bool) {
	e := x.entry(a.ID)
	if e == nil || n < 0 || n >= e.around.passages() || len(a.Passages) != e.around.passages() {
		return Ref{}, false
	}
	return Ref{a, n, e}, true
}

// Part is an index of one of the articles, with its vectors. Later changes of x
// do not change it. It is nil where the article is not there.
func (x *Index) Part(ctx context.Context, id string) (*Index, error) {
	e := x.entry(id)
	if e == nil {
		return nil, nil
	}
	whole, err := e.fetch(ctx, x.source)
	if err != nil || whole == nil {
		return nil, err
	}
	part := empty(x.analyser)
	alone := &entry{article: whole, around: e.around, vectors: e.vectors, chinese: e.chinese}
	part.insert(&batch{[]*entry{alone}, x.analyser.Collect(alone.around.texts(whole))})
	return part, nil
}

// entry is the one of the article with an ID, nil if it is not there.
func (x *Index) entry(id string) *entry {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return x.entries[id]
}

// Model names what made the vectors, empty where there are none.
func (x *Index) Model() string {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return x.near.model
}

// Many reports whether there is more than one article.
func (x *Index) Many() bool {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return len(x.entries) > 1
}

// MostlyChinese reports whether at least half of the passages are in Chinese.
func (x *Index) MostlyChinese() bool {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return 2*x.chinese >= x.count
}

// Version is a number that every change of the index raises.
func (x *Index) Version() uint64 {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return x.version
}
