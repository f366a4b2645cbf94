package lexical

// A Query is a question analysed for one index, without question words. [Index.Query] makes
// one that looks for the words themselves, [Index.Cross] one that looks for their translations
// as well.
type Query struct {
	Terms []QueryTerm // each term once, in the order of the question
	Mass  float64     // sum of the IDF of all terms; 0 if there is none
	Known float64     // share of Mass whose terms occur in some document, 0..1
	Bare  bool        // the question has only question words, which are kept then

	state uint64 // of the index when it was analysed
}

// A QueryTerm is one thing that the question asks for. A document may say it in several ways,
// which count as one term: their occurrences are added up, and the documents with any of them
// give one IDF (Pirkola, "The effects of query structure and dictionary setups in
// dictionary-based cross-language information retrieval", 1998).
type QueryTerm struct {
	Token
	IDF   float64
	Known bool // some document has it

	ways    []way     // nil: only the term itself
	entries postings  // the documents that have it, if there are no ways
	weighed []posting // the documents that have it in any of its ways
}

// A posting is a document that has a term in some way, with the weighted number of
// occurrences.
type posting struct {
	document int32
	count    float32
}

// frequency returns how many documents have the term.
func (t *QueryTerm) frequency() int { return t.entries.frequency() + len(t.weighed) }

// A way is a list of index terms that together stand for a word or phrase: for a Chinese word
// of more than two characters, all of its bigrams; for an English phrase, all of its words. It
// occurs as often as the rarest of them.
type way struct {
	terms  []string
	weight float32 // of an occurrence, above 0
}

// Query analyses a question for the index.
func (x *Index) Query(text string) Query {
	tokens, bare := x.analyser.content(text)
	x.mu.RLock()
	defer x.mu.RUnlock()
	q := Query{Bare: bare}
	seen := map[string]bool{}
	for _, t := range tokens {
		if seen[t.Term] {
			continue
		}
		seen[t.Term] = true
		q.Terms = append(q.Terms, QueryTerm{Token: t, entries: x.postingsOf(t.Term)})
	}
	x.weigh(&q)
	return q
}

// weigh sets what depends on the postings of a query's terms.
func (x *Index) weigh(q *Query) {
	q.state = x.state
	known := 0.0
	for i := range q.Terms {
		t := &q.Terms[i]
		t.IDF, t.Known = x.idf(float64(t.frequency())), t.frequency() > 0
		q.Mass += t.IDF
		if t.Known {
			known += t.IDF
		}
	}
	if q.Mass > 0 {
		q.Known = known / q.Mass
	}
}

// find looks up a term of a query again.
func (x *Index) find(t *QueryTerm) {
	if t.ways == nil {
		t.entries = x.postingsOf(t.Term)
		return
	}
	t.weighed = x.findAny(t.ways)
}

// postingsOf returns the documents that have a term, in order.
func (x *Index) postingsOf(term string) postings {
	if n, known := x.terms.find(nameOf(term)); known {
		return x.entries[n]
	}
	return postings{}
}

// findAny adds up the occurrences of all ways, in document order.
func (x *Index) findAny(ways []way) []posting {
	var sum []posting
	for _, w := range ways {
		sum = add(sum, x.findAll(w.terms), w.weight)
	}
	return sum
}

// findAll returns the documents that have all of the terms, each with the lowest count of any
// of them.
func (x *Index) findAll(terms []string) []entry {
	found := x.postingsOf(terms[0]).collected()
	for _, t := range terms[1:] {
		if len(found) == 0 {
			return nil
		}
		found = intersect(found, x.postingsOf(t).collected())
	}
	return found
}

func intersect(a, b []entry) []entry {
	var both []entry
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0].document() < b[0].document():
			a = a[1:]
		case a[0].document() > b[0].document():
			b = b[1:]
		default:
			both = append(both, min(a[0], b[0]))
			a, b = a[1:], b[1:]
		}
	}
	return both
}

// add adds b, weighted, to a.
func add(a []posting, b []entry, weight float32) []posting {
	if len(b) == 0 {
		return a
	}
	sum := make([]posting, 0, len(a)+len(b))
	for _, e := range b {
		p := posting{int32(e.document()), weight * float32(e.count())}
		for len(a) > 0 && a[0].document < p.document {
			sum, a = append(sum, a[0]), a[1:]
		}
		if len(a) > 0 && a[0].document == p.document {
			p.count, a = a[0].count+p.count, a[1:]
		}
		sum = append(sum, p)
	}
	return append(sum, a...)
}
