package index

import (
	"fmt"

	"footnote/corpus"
	"footnote/rag/lexical"
)

// A Query is a question as it was read, for one index. A question is read once;
// every step of its way to an answer takes this.
type Query struct {
	Text     string
	Folded   string // as it is matched: in simplified characters and lower case
	Language lexical.Language
	Vector   []float32 // of length 1; nil until [Retriever.Embed], or where words alone are matched

	words        lexical.Query // for passages in its own language
	translations lexical.Query // for those in the other, if there are any
	index        *Index
	version      uint64 // of the index when the words were looked up
}

// Read reads a question. The only error is that the built-in dictionary cannot
// be read.
func (x *Index) Read(text string) (Query, error) {
	q := Query{Text: text, Folded: x.analyser.Fold(text), Language: x.analyser.Language(text), index: x}
	x.mu.RLock()
	defer x.mu.RUnlock()
	return q, q.lookUp()
}

// lookUp looks the words up in the index as it is; the caller holds its lock.
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

// refreshed is the query with its words as they are in the index now, if that
// was changed since they were looked up; the caller holds its lock.
func (q Query) refreshed() (Query, error) {
	if q.version == q.index.version {
		return q, nil
	}
	err := q.lookUp()
	return q, err
}

// Refreshed is the query with its words looked up in the index as it is now.
func (q Query) Refreshed() (Query, error) {
	q.index.mu.RLock()
	defer q.index.mu.RUnlock()
	return q.refreshed()
}

// has reports whether some passage of an index is, or is not, in Chinese; the
// caller holds its lock.
func has(x *Index, chinese bool) bool {
	if chinese {
		return x.chinese > 0
	}
	return x.chinese < x.count
}

// Foreign reports whether the question is in Chinese and the passage is not, or
// the other way round.
func (q Query) Foreign(r Ref) bool { return q.Language.Chinese() != r.chinese() }

// Words are what passages in the question's own language are searched for or, if
// foreign, the translations for passages in the other.
func (q Query) Words(foreign bool) lexical.Query {
	if foreign {
		return q.translations
	}
	return q.words
}

// Bare reports whether the question has only words that ask (what, how many)
// and none that say about what.
func (q Query) Bare() bool { return q.words.Bare }

// Highlight returns the parts of text that match the words of a question, or
// their translations, as byte ranges of text, in order.
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
