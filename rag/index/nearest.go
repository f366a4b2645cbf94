package index

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"github.com/philippgille/chromem-go"
)

// nearest finds passages by their vectors: few of them in a chromem-go
// collection, more by comparing them here. The collection is in
// memory only, since the library's persistent form loses everything to one torn
// file. The vectors of sentences are not in it: they are only compared for
// passages that are candidates already. What the library does not check is
// checked before it is called. It would take a vector of another length and then
// fail on every query, turn a zero vector into NaN, refuse to return fewer
// results than asked for, delete everything when given an empty condition, and
// order ties at random.
type nearest struct {
	collection *chromem.Collection // of passages, a document's ID is the passage's number; nil where there are more than libraryMost
	model      string              // of the vectors; empty without any
	dimension  int
	articles   int // how many have vectors
	passages   int // of these
}

// libraryMost is how many passages the library is asked about. It hands every
// document through a channel and takes a lock for each, which is nothing for an
// article and most of a search for a thousand of them, and it wants each vector
// unpacked, which is four times the memory: there they are compared here, and the
// same passages found; see docs/speed.md.
const libraryMost = 2000

func newNearest() *nearest { return &nearest{collection: newCollection()} }

func newCollection() *chromem.Collection {
	// The library's own embedding is never used: every vector comes with its
	// document. A nil function would stand for a paid API.
	unused := func(context.Context, string) ([]float32, error) {
		return nil, errors.New("a passage came without its vector")
	}
	collection, err := chromem.NewDB().CreateCollection("passages", nil, unused)
	if err != nil { // only for an empty name
		panic(err)
	}
	return collection
}

// size is about how many bytes it takes in memory.
func (n *nearest) size() int64 {
	if n.collection == nil {
		return 0
	}
	const document = 200
	return int64(n.passages) * int64(document+4*n.dimension)
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
	n.passages += len(e.numbers)
	n.model, n.dimension = e.vectors.model, e.vectors.dimension
	if n.passages > libraryMost {
		n.collection = nil
	}
	n.collect(e)
}

// collect puts the vectors of an article into the collection, where there is one.
func (n *nearest) collect(e *entry) {
	if n.collection == nil {
		return
	}
	for i, number := range e.numbers {
		document := chromem.Document{ID: strconv.Itoa(number), Embedding: e.vectors.unpacked(i, nil)}
		if err := n.collection.AddDocument(context.Background(), document); err != nil { // only of files
			panic(err)
		}
	}
}

// remove takes the vectors of an article out, if it has any; left are the articles
// that stay.
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
	if len(ids) == 0 { // which the library refuses
		return
	}
	if err := n.collection.Delete(context.Background(), nil, nil, ids...); err != nil { // only of files
		panic(err)
	}
}

// collectAll makes the collection anew where so few passages are left that the
// library is asked about them.
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

// to returns the numbers of the k passages nearest to a question, given as a
// vector of length 1, in any order; articles are all that are there.
func (n *nearest) to(ctx context.Context, question []float32, k int, articles []*entry) ([]int, error) {
	k = min(k, n.passages)
	if k == 0 { // which the library refuses
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
	s := similarity{passage: cosine(question, v.unpacked(passage, nil))}
	s.sentences = v.joined(question, v.around.first[passage], v.around.first[passage+1])
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
