package index

import (
	"fmt"

	"footnote/corpus"
	"footnote/rag/lexical"
)

// An entry is an article as an index has it. It never changes once it is in: a
// passage that was found can still be looked at after its article has gone.
type entry struct {
	article *corpus.Article // an outline where its text is not kept
	held    *held           // what was fetched of it; nil where its text is kept
	around  *surroundings
	vectors *vectors // nil where it is found by its words alone
	chinese []bool   // of each passage, whether it is in Chinese
	first   int      // the first passage's place in the order of adding
	numbers []int    // of the passages in the BM25 index and among the vectors
}

// An addition is an article that is to be added, with its vectors.
type addition struct {
	article *corpus.Article
	vectors Vectors
}

// A batch is entries that are ready to go in together.
type batch struct {
	entries []*entry
	terms   lexical.Terms // of all their passages
}

// prepare does all that takes time, before the index is changed.
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
			e.article, e.held = outline(a.article), &held{}
		}
		b.entries = append(b.entries, e)
	}
	b.terms = x.analyser.Collect(texts)
	return b, nil
}

// size is about how many bytes it takes in memory.
func (e *entry) size() int64 {
	const (
		article, section = 500, 100
		passage          = 24 + 8 + 8 + 1 // as it is found by its number, its number, its first sentence, its language
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

// comparable reports whether two articles have vectors that can be compared, or
// neither has any.
func (e *entry) comparable(other *entry) bool {
	a, b := e.vectors, other.vectors
	if a == nil || b == nil {
		return a == b
	}
	return a.model == b.model && a.dimension == b.dimension
}
