package index

import (
	"fmt"

	"footnote/corpus"
	"footnote/rag/lexical"
)

// A Query is a question as one index has read it. A question is read once, and every later
// step uses its Query.
type Query struct {
	Text     string
	Folded   string // simplified characters and lower case, for matching
	Language lexical.Language
	Vector   []float32 // of length 1; nil before [Retriever.Embed], or if only words are matched

	words        lexical.Query // for passages in the question's language
	translations lexical.Query // for passages in the other language, if there are any
	index        *Index
	version      uint64 // of the index when the words were looked up
}

// Read reads a question. It returns an error only if the built-in dictionary cannot be read.
func (x *Index) Read(text string) (Query, error) {
	q := Query{Text: text, Folded: x.analyser.Fold(text), Language: x.analyser.Language(text), index: x}
	x.mu.RLock()
	defer x.mu.RUnlock()
	return q, q.lookUp()
}

// lookUp looks up the words in the current index. The caller must hold its lock.
func (q *Query) lookUp() error {
	q.version = q.index.version
	q.words, q.translations = q.index.words.Query(q.Text), lexical.Query{}
	if !has(q.index, !q.Language.Chinese()) {
		return nil
	}
	var err error
	if q.translations, err = q.index.words.Cross(q.Text); err != nil {
		return fmt.Errorf("translate the question: %w", err)
	}
	return nil
}

// refreshed returns the query with its words looked up again if the index has changed. The
// caller must hold its lock.
func (q Query) refreshed() (Query, error) {
	if q.version == q.index.version {
		return q, nil
	}
	err := q.lookUp()
	return q, err
}

// Refreshed returns the query with its words looked up in the current index.
func (q Query) Refreshed() (Query, error) {
	q.index.mu.RLock()
	defer q.index.mu.RUnlock()
	return q.refreshed()
}

// has reports whether a visible passage of an index is in Chinese or, if chinese is false, is
// not. The caller must hold the lock.
func has(x *Index, chinese bool) bool {
	s := x.view.of(x.contents)
	if chinese {
		return s.chinese > 0
	}
	return s.chinese < s.passages
}

// Foreign reports whether exactly one of question and passage is in Chinese.
func (q Query) Foreign(r Ref) bool { return q.Language.Chinese() != r.chinese() }

// Words returns the query for passages in the question's own language or, if foreign, the
// translations for passages in the other.
func (q Query) Words(foreign bool) lexical.Query {
	if foreign {
		return q.translations
	}
	return q.words
}

// Bare reports whether the question has only question words (what, how many) and none that say
// what it is about.
func (q Query) Bare() bool { return q.words.Bare }

// Highlight returns the parts of text that match the words of a question, or their
// translations, as byte ranges of text, in order.
func (x *Index) Highlight(question, text string) []corpus.Span {
	q, err := x.Read(question)
	if err != nil {
		return nil
	}
	words := q.Words(q.Language.Chinese() != x.analyser.Language(text).Chinese())
	var spans []corpus.Span
	for _, t := range x.analyser.Highlight(words, text) {
		spans = append(spans, corpus.Span{Start: t.Start, End: t.End})
	}
	return spans
}
