package about

import (
	"math"

	"footnote/rag/lexical"
)

// A centre represents what some sentences are about, taken together.
type centre struct {
	vector []float32      // the mean of their vectors, scaled to length 1; nil if there are none
	terms  map[string]int // without vectors: in how many of the sentences each term occurs
	count  int
}

// centreOf returns the centre of sentences.
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

// near returns how close a sentence is to the centre, larger is closer: the cosine or, without
// vectors, how many other sentences share its words, averaged and adjusted for its length.
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
		if share <= 0.5 { // a word of most sentences characterises none of them
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

// The weights of closeness to the centre of the article and to that of the part, in standard
// deviations of all sentences.
const (
	forWhole = 0.4
	forPart  = 0.4
)

// centrality returns how close each sentence is to the centre of the article and to that of
// its part. The sentences are those of all parts, in order.
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

// standard scales numbers to mean 0 and standard deviation 1.
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
