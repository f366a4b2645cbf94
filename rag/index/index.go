// Package index holds the passages of articles and retrieves those relevant to a question: by
// their words (BM25, across languages with the help of a dictionary), by vectors, or by both
// together.
//
// It scores passages and their sentences. Whether these answer the question is for package rag
// to decide.
package index

import (
	"context"
	"sync"

	"footnote/corpus"
	"footnote/rag/lexical"
)

// An Index holds the passages of articles, with their words and, if they were embedded, their
// vectors. Articles can be added and removed at any time; a search then finds exactly what it
// would find in a new index of the remaining articles. It is safe for concurrent use.
type Index struct {
	*contents
	view *view // which articles are visible; nil means all
}

// contents are what an index and its views share.
type contents struct {
	analyser *lexical.Analyser
	source   Source         // fetches the articles' texts; nil if they are in memory
	words    *lexical.Index // has its own lock

	mu       sync.RWMutex
	version  uint64            // incremented by every change
	entries  map[string]*entry // by the article's ID
	order    []*entry          // in the order of adding
	near     *nearest
	passages []Ref // by the passage's number in words and near
	added    int   // how many passages have ever been added
	count    int   // how many passages there are
	chinese  int   // how many of these are in Chinese
	bytes    int64 // memory that the entries take
}

// New indexes the words of the passages of articles. The order of articles breaks ties in
// searches. Duplicates are skipped.
func New(articles []*corpus.Article) *Index {
	x := empty(analyser())
	err := x.AddAll(context.Background(), func(yield func(*corpus.Article, Vectors) bool) {
		for _, a := range articles {
			if !yield(a, Vectors{}) {
				return
			}
		}
	})
	if err != nil { // only vectors cause errors
		panic(err)
	}
	return x
}

// Over returns an empty index that does not keep the texts of its articles in memory. It
// fetches them from s when they are needed.
func Over(s Source) *Index {
	x := empty(analyser())
	x.source = s
	return x
}

// analyser is shared by all indexes: its tables take half a megabyte, and there may be
// thousands of indexes.
var analyser = sync.OnceValue(lexical.NewAnalyser)

func empty(a *lexical.Analyser) *Index {
	return &Index{contents: &contents{analyser: a, entries: map[string]*entry{}, words: lexical.NewIndex(a, nil), near: newNearest()}}
}

// Analyser returns the analyser that the index reads texts with.
func (x *contents) Analyser() *lexical.Analyser { return x.analyser }

// Words returns the BM25 index of the passages, which knows how rare a word is. The caller
// must not change it.
func (x *contents) Words() *lexical.Index { return x.words }

// Len returns the number of passages.
func (x *Index) Len() int {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return x.view.of(x.contents).passages
}

// Size returns roughly how many bytes of memory the index takes.
func (x *Index) Size() int64 {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return x.bytes + x.near.size() + x.words.Size()
}

// Articles returns the articles in the order of adding. If the index has a source, they lack
// their text, passages and pages: see [Index.Whole].
func (x *Index) Articles() []*corpus.Article {
	x.mu.RLock()
	defer x.mu.RUnlock()
	order := x.view.of(x.contents).order
	all := make([]*corpus.Article, len(order))
	for i, e := range order {
		all[i] = e.article
	}
	return all
}

// Article returns the article with an ID, if it is in the index, in the form of
// [Index.Articles].
func (x *Index) Article(id string) (*corpus.Article, bool) {
	e := x.entry(id)
	if e == nil {
		return nil, false
	}
	return e.article, true
}

// Passage returns passage n, from 0, of a whole article, if both exist.
func (x *Index) Passage(a *corpus.Article, n int) (Ref, bool) {
	e := x.entry(a.ID)
	if e == nil || n < 0 || n >= e.around.passages() || len(a.Passages) != e.around.passages() {
		return Ref{}, false
	}
	return Ref{a, n, e}, true
}

// Part returns an index of one article, with its vectors. Later changes of x do not affect it.
// It returns nil if the article is not in the index.
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

// entry returns the entry of the article with an ID, or nil.
func (x *Index) entry(id string) *entry {
	x.mu.RLock()
	defer x.mu.RUnlock()
	if !x.view.shows(id) {
		return nil
	}
	return x.entries[id]
}

// Model returns the name of the model that made the vectors, or "" if there are none.
func (x *contents) Model() string {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return x.near.model
}

// Many reports whether there is more than one article.
func (x *Index) Many() bool {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return len(x.view.of(x.contents).order) > 1
}

// MostlyChinese reports whether at least half of the passages are in Chinese.
func (x *Index) MostlyChinese() bool {
	x.mu.RLock()
	defer x.mu.RUnlock()
	s := x.view.of(x.contents)
	return 2*s.chinese >= s.passages
}

// Version returns a number that every change of the index increases.
func (x *contents) Version() uint64 {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return x.version
}
