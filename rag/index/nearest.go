package index

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"github.com/philippgille/chromem-go"
)

// nearest finds passages by their vectors. Up to libraryMost passages are in a chromem-go
// collection; with more, scan compares them instead. The collection is in memory only, since
// the library's persistent form loses everything to one torn file. The vectors of sentences
// are not in it: they are compared only for passages that are candidates already. This type
// checks what the library does not. The library would accept a vector of another length and
// then fail on every query, turn a zero vector into NaN, refuse to return fewer results than
// asked for, delete everything when given an empty condition, and order ties at random.
type nearest struct {
	collection *chromem.Collection // of passages; a document's ID is the passage's number; nil if there are more than libraryMost
	model      string              // of the vectors; empty if there are none
	dimension  int
	articles   int // number of articles with vectors
	passages   int // number of their passages
}

// libraryMost is the largest number of passages that the library searches. It passes every
// document through a channel and takes a lock for each, which is nothing for one article but
// most of a search for a thousand. It also wants each vector unpacked, which takes four times
// the memory. scan finds the same passages; see docs/speed.md.
const libraryMost = 2000

func newNearest() *nearest { return &nearest{collection: newCollection()} }

func newCollection() *chromem.Collection {
	// The library's own embedding is never used: every vector comes with its document. A nil
	// function would select a paid API.
	unused := func(context.Context, string) ([]float32, error) {
		return nil, errors.New("a passage came without its vector")
	}
	collection, err := chromem.NewDB().CreateCollection("passages", nil, unused)
	if err != nil { // only for an empty name
		panic(err)
	}
	return collection
}

// size returns roughly how many bytes of memory the collection takes.
func (n *nearest) size() int64 {
	if n.collection == nil {
		return 0
	}
	const document = 200
	return int64(n.passages) * int64(document+4*n.dimension)
}

// accepts returns an error if vectors cannot be compared with those of the other articles,
// without gone, which is about to be removed and may be nil.
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
	n.passages += len(e.numbers)
	n.model, n.dimension = e.vectors.model, e.vectors.dimension
	if n.passages > libraryMost {
		n.collection = nil
	}
	n.collect(e)
}

// collect puts the vectors of an article into the collection, if there is one.
func (n *nearest) collect(e *entry) {
	if n.collection == nil {
		return
	}
	for i, number := range e.numbers {
		document := chromem.Document{ID: strconv.Itoa(number), Embedding: e.vectors.unpacked(i, nil)}
		if err := n.collection.AddDocument(context.Background(), document); err != nil { // only for files
			panic(err)
		}
	}
}

// remove removes the vectors of an article, if it has any. left are the remaining articles.
func (n *nearest) remove(e *entry, left []*entry) {
	if e.vectors == nil {
		return
	}
	if n.articles--; n.articles == 0 {
		n.model, n.dimension = "", 0
	}
	n.passages -= len(e.numbers)
	if n.collection == nil {
		n.collectAll(left)
		return
	}
	ids := make([]string, len(e.numbers))
	for i, number := range e.numbers {
		ids[i] = strconv.Itoa(number)
	}
	if len(ids) == 0 { // the library rejects an empty list
		return
	}
	if err := n.collection.Delete(context.Background(), nil, nil, ids...); err != nil { // only for files
		panic(err)
	}
}

// collectAll builds the collection again if few enough passages are left.
func (n *nearest) collectAll(left []*entry) {
	if n.passages > libraryMost {
		return
	}
	n.collection = newCollection()
	for _, e := range left {
		if e.vectors != nil {
			n.collect(e)
		}
	}
}

// search returns the numbers of the k passages nearest to a question, given as a vector of
// length 1, in any order. articles are all entries of the index.
func (n *nearest) search(ctx context.Context, question []float32, k int, articles []*entry) ([]int, error) {
	k = min(k, n.passages)
	if k == 0 { // the library rejects 0
		return nil, nil
	}
	if len(question) != n.dimension {
		return nil, fmt.Errorf("a question of %d numbers among vectors of %d", len(question), n.dimension)
	}
	if n.collection == nil {
		return scan(ctx, question, k, n.passages, articles)
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

// searchAmong is like search, but searches only some of the articles.
func (n *nearest) searchAmong(ctx context.Context, question []float32, k int, articles []*entry) ([]int, error) {
	passages := 0
	for _, e := range articles {
		if e.vectors != nil {
			passages += len(e.numbers)
		}
	}
	if k = min(k, passages); k == 0 {
		return nil, nil
	}
	if len(question) != n.dimension {
		return nil, fmt.Errorf("a question of %d numbers among vectors of %d", len(question), n.dimension)
	}
	return scan(ctx, question, k, passages, articles)
}

// A similarity holds the cosines, -1..1, of a question with a passage, with its sentences, and
// with the nearest of these.
type similarity struct {
	passage   float64
	sentences []float64
	nearest   float64
}

// compare returns the cosines of a question, given as a vector of length 1, with a passage.
// They are zero if there are no vectors of its dimension.
func (v *vectors) compare(question []float32, passage int) similarity {
	if v == nil || len(question) != v.dimension {
		return similarity{}
	}
	s := similarity{passage: cosine(question, v.unpacked(passage, nil))}
	s.sentences = v.joined(question, v.around.first[passage], v.around.first[passage+1])
	s.nearest = slices.Max(s.sentences)
	return s
}

// sentenceCosines returns the cosines of a vector of length 1 with the sentences of a passage.
func (v *vectors) sentenceCosines(vector []float32, passage int) []float64 {
	var cosines []float64
	for n := v.around.first[passage]; n < v.around.first[passage+1]; n++ {
		cosines = append(cosines, v.cosine(vector, n))
	}
	return cosines
}
