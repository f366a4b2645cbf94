package index

import (
	"cmp"
	"strings"

	"footnote/corpus"
	"footnote/rag/sentence"
)

// A Ref refers to a passage of an [Index]. It stays valid after the article is removed.
type Ref struct {
	Article *corpus.Article
	Passage int // index into Article.Passages
	entry   *entry
}

// A Hit is a passage that was found, with the parts of its score.
type Hit struct {
	Ref
	Score     float64    // a weighted sum, see [Weights]; higher is better
	Sentences []Sentence // of the passage, in order
	Best      Sentence   // the sentence with the highest score

	Cosine         float64 // of question and passage, -1..1; 0 without vectors
	SentenceCosine float64 // of question and nearest sentence, -1..1; 0 without vectors
	BestWords      float64 // the highest BM25 of any passage by the question's words, or by its translations if this passage was found by those
}

// A Sentence is a sentence of a passage with its score.
type Sentence struct {
	corpus.Span
	Score float64
}

// Extent returns the span of the passage in the article's text.
func (r Ref) Extent() corpus.Span { return r.Article.Passages[r.Passage].Span }

// Text returns the passage, verbatim.
func (r Ref) Text() string { return r.Article.Quote(r.Extent()) }

// Told returns the passage as a model reads it. The cells of a table row follow the headers of
// their columns, which may be in another passage.
func (r Ref) Told() string {
	var out strings.Builder
	at := r.Extent().Start
	for i, s := range r.Article.Passages[r.Passage].Sentences {
		out.WriteString(r.Article.Text[at:s.Start])
		out.WriteString(sentence.Told(r.Article, r.Passage, i))
		at = s.End
	}
	out.WriteString(r.Article.Text[at:r.Extent().End])
	return out.String()
}

// Section returns the path of headings to the passage. It is empty before the first heading.
func (r Ref) Section() string {
	return r.Article.SectionPath(r.Article.Passages[r.Passage].Section)
}

// Place returns the article's title and the path of headings to the passage, without repeating
// the title if it is the first heading too.
func (r Ref) Place() string {
	return r.Article.Place(r.Article.Passages[r.Passage].Section)
}

// Page returns the number of the page that the passage begins on, or 0 if the format has no
// pages.
func (r Ref) Page() int { return r.Article.PageAt(r.Extent().Start) }

// Compare compares passages by when their articles were added, then by their place in the
// article. It returns -1, 0 or 1.
func (r Ref) Compare(o Ref) int { return cmp.Compare(r.order(), o.order()) }

func (r Ref) order() int { return r.entry.first + r.Passage }

func (r Ref) chinese() bool { return r.entry.chinese[r.Passage] }

// SentenceCosines returns the cosines, -1..1, of a vector of length 1 with each sentence of
// the passage by itself, or nil if the passage has no vectors of that model.
func (r Ref) SentenceCosines(model string, vector []float32) []float64 {
	v := r.entry.vectors
	if v == nil || v.model != model || v.dimension != len(vector) {
		return nil
	}
	return v.sentenceCosines(vector, r.Passage)
}

// SentenceVectors returns the vectors, of length 1, of the sentences of the passage, or nil if
// it has none.
func (r Ref) SentenceVectors() [][]float32 {
	v := r.entry.vectors
	if v == nil {
		return nil
	}
	var all [][]float32
	for n := v.around.first[r.Passage]; n < v.around.first[r.Passage+1]; n++ {
		all = append(all, v.sentence(n))
	}
	return all
}

// Near returns a function that compares a statement, given by its vector, with the sentences
// of passages. It returns nil if a passage has no vectors of the model, since a mix of cosines
// and words would be unfair.
func Near(refs []Ref, model string, statement []float32) func(source, sentence int) float64 {
	all := make([][]float64, len(refs))
	for i, ref := range refs {
		if all[i] = ref.SentenceCosines(model, statement); all[i] == nil {
			return nil
		}
	}
	return func(source, sentence int) float64 { return all[source][sentence] }
}
