package index

import (
	"fmt"

	"footnote/corpus"
	"footnote/rag/lexical"
)

// An entry is an article in an index. It never changes once inserted, so a passage that was
// found can still be read after its article is removed.
type entry struct {
	article *corpus.Article // an outline if the index does not keep its text
	cached  *cachedArticle  // the article fetched from the source; nil if the index keeps its text
	around  *surroundings
	vectors *vectors // nil if the article is found by its words alone
	chinese []bool   // whether each passage is in Chinese
	first   int      // the first passage's position in the order of adding
	numbers []int    // of the passages, in the BM25 index and among the vectors
}

// An addition is an article to add, with its vectors.
type addition struct {
	article *corpus.Article
	vectors Vectors
}

// A batch is a list of entries that are ready to be inserted together.
type batch struct {
	entries []*entry
	terms   lexical.Terms // of all passages of the entries
}

// prepare does the slow work of adding articles, without changing the index.
func (x *Index) prepare(additions ...addition) (*batch, error) {
	b := &batch{}
	var texts []string
	for _, a := range additions {
		e := &entry{article: a.article, around: surroundingsOf(a.article)}
		var err error
		if e.vectors, err = a.vectors.read(e.around); err != nil {
			return nil, fmt.Errorf("article %s: %w", a.article.ID, err)
		}
		for _, p := range a.article.Passages {
			e.chinese = append(e.chinese, x.analyser.Language(a.article.Quote(p.Span)).Chinese())
		}
		texts = append(texts, e.around.texts(a.article)...)
		if x.source != nil {
			e.article, e.cached = outline(a.article), &cachedArticle{}
		}
		b.entries = append(b.entries, e)
	}
	b.terms = x.analyser.Collect(texts)
	return b, nil
}

// size returns roughly how many bytes of memory the entry takes.
func (e *entry) size() int64 {
	const (
		article, section = 500, 100
		passage          = 24 + 8 + 8 + 1 // its Ref by number, its number, its first sentence, its language
		span             = 16
	)
	size := article + section*len(e.article.Sections) + len(e.article.Text) + passage*e.around.passages() + 8*e.around.sentences()
	if e.isWhole() {
		size += 4*span*e.around.passages() + span*e.around.sentences()
	}
	if v := e.vectors; v != nil {
		size += len(v.packed) + 4*(len(v.scale)+len(v.joint)+len(v.headings))
	}
	return int64(size)
}

// comparable reports whether two articles have vectors that can be compared, or neither has
// any.
func (e *entry) comparable(other *entry) bool {
	a, b := e.vectors, other.vectors
	if a == nil || b == nil {
		return a == b
	}
	return a.model == b.model && a.dimension == b.dimension
}
