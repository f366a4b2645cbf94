package rag

import (
	"context"
	"sync"

	"footnote/corpus"
	"footnote/rag/lexical"
)

// An Index holds the passages of some articles, by their words and by their
// vectors where they have any. Articles come and go in place; what is found is
// at once what an index made of the articles that are there would find. It is
// safe for concurrent use.
type Index struct {
	analyser *lexical.Analyser

	mu      sync.RWMutex
	state   uint64              // how often it was changed
	held    map[string]*holding // by the article's ID
	order   []*holding          // as they were added
	words   *lexical.Index
	near    *nearest
	at      []Ref // by the number that a passage has in words and near
	given   int   // how many numbers were given to passages
	count   int   // how many passages there are
	chinese int   // how many of them are in Chinese
}

// NewIndex indexes the words of the passages of articles. Articles come in the
// order in which ties are broken; one that is there already is left out.
func NewIndex(articles []*corpus.Article) *Index {
	x := newIndex(lexical.NewAnalyser())
	err := x.Fill(context.Background(), func(yield func(*corpus.Article, Vectors) bool) {
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

func newIndex(a *lexical.Analyser) *Index {
	return &Index{analyser: a, held: map[string]*holding{}, words: lexical.NewIndex(a, nil), near: newNearest()}
}

// Len is the number of passages.
func (x *Index) Len() int {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return x.count
}

// Articles are the articles in the order in which they were added.
func (x *Index) Articles() []*corpus.Article {
	x.mu.RLock()
	defer x.mu.RUnlock()
	all := make([]*corpus.Article, len(x.order))
	for i, h := range x.order {
		all[i] = h.article
	}
	return all
}

// ids are the IDs of the articles, in the order in which they were added.
func (x *Index) ids() []string {
	x.mu.RLock()
	defer x.mu.RUnlock()
	all := make([]string, len(x.order))
	for i, h := range x.order {
		all[i] = h.article.ID
	}
	return all
}

// Article is the article with an ID, if it is there.
func (x *Index) Article(id string) (*corpus.Article, bool) {
	h := x.holding(id)
	if h == nil {
		return nil, false
	}
	return h.article, true
}

// Part is an index of one of the articles, with its vectors. It does not follow
// what becomes of x.
func (x *Index) Part(id string) (*Index, bool) {
	h := x.holding(id)
	if h == nil {
		return nil, false
	}
	part := newIndex(x.analyser)
	alone := &holding{article: h.article, vectors: h.vectors, chinese: h.chinese}
	part.insert(&incoming{[]*holding{alone}, x.analyser.Collect(alone.texts())})
	return part, true
}

func (x *Index) holding(id string) *holding {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return x.held[id]
}

// model names what made the vectors, if there are any.
func (x *Index) model() string {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return x.near.model
}

// many reports whether there is more than one article.
func (x *Index) many() bool {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return len(x.held) > 1
}

// mostlyChinese reports whether most passages are in Chinese.
func (x *Index) mostlyChinese() bool {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return 2*x.chinese >= x.count
}

// changes is how often the index was changed.
func (x *Index) changes() uint64 {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return x.state
}

// Highlight returns the parts of text that match the words of query, or their
// translations, as byte ranges of text, in order.
func (x *Index) Highlight(question, text string) []corpus.Span {
	x.mu.RLock()
	q, err := x.query(question)
	x.mu.RUnlock()
	if err != nil {
		return nil
	}
	words := q.over(q.chinese != x.analyser.Language(text).Chinese())
	var spans []corpus.Span
	for _, t := range x.analyser.Highlight(words, text) {
		spans = append(spans, corpus.Span{Start: t.Start, End: t.End})
	}
	return spans
}
