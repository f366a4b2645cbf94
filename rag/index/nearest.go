package index

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"github.com/philippgille/chromem-go"

	"footnote/rag/lexical"
)

// nearest finds passages by their vectors in a chromem-go collection. It is in
// memory only, since the library's persistent form loses everything to one torn
// file. The vectors of sentences are not in it: they are only compared for
// passages that are candidates already. What the library does not check is
// checked before it is called. It would take a vector of another length and then
// fail on every query, turn a zero vector into NaN, refuse to return fewer
// results than asked for, delete everything when given an empty condition, and
// order ties at random.
type nearest struct {
	collection *chromem.Collection // of passages; a document's ID is the passage's number
	model      string              // of the vectors; empty without any
	dimension  int
	articles   int // how many have vectors
}

func newNearest() *nearest {
	// The library's own embedding is never used: every vector comes with its
	// document. A nil function would stand for a paid API.
	unused := func(context.Context, string) ([]float32, error) {
		return nil, errors.New("a passage came without its vector")
	}
	collection, err := chromem.NewDB().CreateCollection("passages", nil, unused)
	if err != nil { // only for an empty name
		panic(err)
	}
	return &nearest{collection: collection}
}

// accepts refuses vectors that cannot be compared with those of the articles
// that stay when gone, which may be nil, has gone.
func (n *nearest) accepts(gone *entry, one *vectors) error {
	stay := n.articles
	if gone != nil && gone.vectors != nil {
		stay--
	}
	switch {
	case one == nil || stay == 0:
		return nil
	case n.model != one.model:
		return fmt.Errorf("vectors of %s among vectors of %s", one.model, n.model)
	case n.dimension != one.dimension:
		return fmt.Errorf("vectors of %d numbers among vectors of %d", one.dimension, n.dimension)
	}
	return nil
}

// add adds the vectors of an article, if it has any.
func (n *nearest) add(e *entry) {
	if e.vectors == nil {
		return
	}
	n.articles++
	n.model, n.dimension = e.vectors.model, e.vectors.dimension
	for i, number := range e.numbers {
		document := chromem.Document{ID: strconv.Itoa(number), Embedding: e.vectors.passages[i]}
		if err := n.collection.AddDocument(context.Background(), document); err != nil { // only of files
			panic(err)
		}
	}
}

// remove takes the vectors of an article out, if it has any.
func (n *nearest) remove(e *entry) {
	if e.vectors == nil {
		return
	}
	if n.articles--; n.articles == 0 {
		n.model, n.dimension = "", 0
	}
	ids := make([]string, len(e.numbers))
	for i, number := range e.numbers {
		ids[i] = strconv.Itoa(number)
	}
	if len(ids) == 0 { // which the library refuses
		return
	}
	if err := n.collection.Delete(context.Background(), nil, nil, ids...); err != nil { // only of files
		panic(err)
	}
}

// libraryMost is how many passages the library is asked about. It hands every
// document through a channel and takes a lock for each, which is nothing for an
// article and most of a search for a thousand of them: there the vectors are
// compared here, and the same passages found; see docs/speed.md.
const libraryMost = 2000

// to returns the numbers of the k passages nearest to a question, given as a
// vector of length 1; articles are all that are there.
func (n *nearest) to(ctx context.Context, question []float32, k int, articles []*entry) ([]int, error) {
	k = min(k, n.collection.Count())
	if k == 0 { // which the library refuses
		return nil, nil
	}
	if n.collection.Count() > libraryMost {
		return scan(ctx, question, k, articles)
	}
	results, err := n.collection.QueryEmbedding(ctx, question, k, nil, nil)
	if err != nil {
		return nil, fmt.Errorf("search vectors: %w", err)
	}
	found := make([]int, len(results))
	for i, r := range results {
		if found[i], err = strconv.Atoi(r.ID); err != nil {
			return nil, fmt.Errorf("search vectors: document %q: %w", r.ID, err)
		}
	}
	return found, nil
}

// A neighbour is a passage and its cosine with a question.
type neighbour struct {
	number int
	place  int // in article order
	cosine float64
}

// scan compares a question, given as a vector of length 1, with every passage of
// the articles and returns the numbers of the k nearest, ties in article order.
func scan(ctx context.Context, question []float32, k int, articles []*entry) ([]int, error) {
	var all []neighbour
	for _, e := range articles {
		if e.vectors == nil {
			continue
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		for i, number := range e.numbers {
			all = append(all, neighbour{number, len(all), cosine(question, e.vectors.passages[i])})
		}
	}
	best := lexical.Best(all, k, func(a, b neighbour) int {
		return cmp.Or(cmp.Compare(b.cosine, a.cosine), cmp.Compare(a.place, b.place))
	})
	found := make([]int, len(best))
	for i, n := range best {
		found[i] = n.number
	}
	return found, nil
}

// A similarity is the cosines, -1..1, of a question with a passage, its
// sentences and the nearest of these.
type similarity struct {
	passage   float64
	sentences []float64
	nearest   float64
}

// compare takes the cosines of a question, given as a vector of length 1, with
// a passage. Without vectors of its dimension there are none.
func (v *vectors) compare(question []float32, passage int) similarity {
	if v == nil || len(question) != v.dimension {
		return similarity{}
	}
	s := similarity{passage: cosine(question, v.passages[passage])}
	for n := v.around.first[passage]; n < v.around.first[passage+1]; n++ {
		s.sentences = append(s.sentences, v.joined(question, n))
	}
	s.nearest = slices.Max(s.sentences)
	return s
}

// alone takes the cosines of a vector of length 1 with the sentences of a passage.
func (v *vectors) alone(vector []float32, passage int) []float64 {
	var cosines []float64
	for n := v.around.first[passage]; n < v.around.first[passage+1]; n++ {
		cosines = append(cosines, v.cosine(vector, n))
	}
	return cosines
}

// cosine is that of a vector of length 1 with a sentence.
func (v *vectors) cosine(vector []float32, sentence int) float64 {
	return cosinePacked(vector, v.packed(sentence)) * float64(v.scale[sentence])
}

// cosine is the dot product of two vectors of length 1. Four sums, each of every
// fourth number, do not wait for one another.
func cosine(a, b []float32) float64 {
	var s0, s1, s2, s3 float32
	b = b[:len(a)]
	for len(a) >= 4 && len(b) >= 4 {
		s0 += a[0] * b[0]
		s1 += a[1] * b[1]
		s2 += a[2] * b[2]
		s3 += a[3] * b[3]
		a, b = a[4:], b[4:]
	}
	for i := range a {
		s0 += a[i] * b[i]
	}
	return float64(s0 + s1 + s2 + s3)
}

// cosinePacked is the same with packed numbers.
func cosinePacked(a []float32, b []byte) float64 {
	var s0, s1, s2, s3 float32
	b = b[:len(a)]
	for len(a) >= 4 && len(b) >= 4 {
		s0 += a[0] * float32(int8(b[0]))
		s1 += a[1] * float32(int8(b[1]))
		s2 += a[2] * float32(int8(b[2]))
		s3 += a[3] * float32(int8(b[3]))
		a, b = a[4:], b[4:]
	}
	for i := range a {
		s0 += a[i] * float32(int8(b[i]))
	}
	return float64(s0 + s1 + s2 + s3)
}
