package about

import (
	"math"

	"footnote/rag/lexical"
)

// A centre is what some sentences are about, taken together.
type centre struct {
	vector []float32      // the mean of their vectors, of length 1; nil where there are none
	terms  map[string]int // in how many of them a term stands, where there are no vectors
	count  int
}

// centreOf is the centre of sentences.
func centreOf(a *lexical.Analyser, all []sentence) centre {
	c := centre{count: len(all)}
	for _, s := range all {
		if s.vector == nil {
			return wordCentre(a, all)
		}
		if c.vector == nil {
			c.vector = make([]float32, len(s.vector))
		}
		for i, n := range s.vector {
			c.vector[i] += n
		}
	}
	norm := 0.0
	for _, n := range c.vector {
		norm += float64(n) * float64(n)
	}
	for i := range c.vector {
		c.vector[i] /= float32(max(math.Sqrt(norm), 1e-9))
	}
	return c
}

func wordCentre(a *lexical.Analyser, all []sentence) centre {
	c := centre{count: len(all), terms: map[string]int{}}
	for _, s := range all {
		for term := range termsOf(a, s.text) {
			c.terms[term]++
		}
	}
	return c
}

func termsOf(a *lexical.Analyser, text string) map[string]bool {
	terms := map[string]bool{}
	for _, t := range a.Tokens(text) {
		terms[t.Term] = true
	}
	return terms
}

// near is how near a sentence is to the centre, larger is nearer: the cosine, or
// how many others have its words, on average and for sentences of any length.
func (c centre) near(a *lexical.Analyser, s sentence) float64 {
	if c.vector != nil {
		return cosine(c.vector, s.vector)
	}
	terms := termsOf(a, s.text)
	if len(terms) == 0 || c.count == 0 {
		return 0
	}
	sum := 0.0
	for term := range terms {
		share := float64(c.terms[term]) / float64(c.count)
		if share <= 0.5 { // what stands in most sentences says nothing of any
			sum += math.Log1p(float64(c.terms[term] - 1))
		}
	}
	return sum / math.Sqrt(float64(len(terms))+10)
}

func cosine(a, b []float32) float64 {
	if len(a) != len(b) {
		return 0
	}
	sum := 0.0
	for i, n := range a {
		sum += float64(n) * float64(b[i])
	}
	return sum
}

// What it is worth to be near the middle of the article and of one's part, in
// standard deviations of all sentences.
const (
	forWhole = 0.4
	forPart  = 0.4
)

// centrality is, of each sentence of some parts in order, how near it is to the
// middle of them all and of its own.
func centrality(a *lexical.Analyser, parts []part) []float64 {
	var all []sentence
	for _, p := range parts {
		all = append(all, p.sentences...)
	}
	middle := centreOf(a, all)
	var whole, own []float64
	for _, p := range parts {
		partMiddle := centreOf(a, p.sentences)
		for _, s := range p.sentences {
			whole, own = append(whole, middle.near(a, s)), append(own, partMiddle.near(a, s))
		}
	}
	whole, own = standard(whole), standard(own)
	for i := range whole {
		whole[i] = forWhole*whole[i] + forPart*own[i]
	}
	return whole
}

// standard takes numbers to mean 0 and deviation 1.
func standard(all []float64) []float64 {
	mean, deviation := 0.0, 0.0
	for _, n := range all {
		mean += n / float64(len(all))
	}
	for _, n := range all {
		deviation += (n - mean) * (n - mean) / float64(len(all))
	}
	scaled := make([]float64, len(all))
	for i, n := range all {
		scaled[i] = (n - mean) / max(math.Sqrt(deviation), 1e-9)
	}
	return scaled
}
