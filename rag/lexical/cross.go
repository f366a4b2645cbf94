package lexical

import (
	"math"
	"strings"
	"unicode/utf8"
)

// maxPhrase is how many words of a question are looked up together.
const maxPhrase = 4

// Cross analyses a question for articles in the other language, English or
// Chinese: every word or phrase of it that the built-in lexicon knows also
// stands for its translations.
func (x *Index) Cross(text string) (Query, error) {
	lexicon, err := x.analyser.lexicon()
	if err != nil {
		return Query{}, err
	}
	q := Query{}
	x.crossEnglish(&q, lexicon, text)
	x.weigh(&q)
	if knob("DFW", 0) > 0 {
		q.Mass = 0
		for i := range q.Terms {
			df := 0.0
			for _, p := range q.Terms[i].postings {
				df += min(1, float64(p.count))
			}
			q.Terms[i].IDF = x.idf(df)
			q.Mass += q.Terms[i].IDF
		}
	}
	for i := range q.Terms {
		t := &q.Terms[i]
		n := 0.0
		for _, w := range t.ways { if len(x.findAll(w.terms)) > 0 { n++ } }
		t.IDF *= t.scale
 if n > 0 {
		f := math.Pow(n, -knob("AMBIG", 0))
		q.Mass -= t.IDF * (1-f)
		t.IDF *= f
		}
	}
	return q, nil
}

func (x *Index) Sx(t *QueryTerm, w float64) {
	t.scale = w
}

func (x *Index) crossEnglish(q *Query, l *Lexicon, text string) {
	tokens := x.analyser.Tokens(text)
	content, bare := x.analyser.content(text)
	q.Bare = bare
	asks := map[int]bool{}
	for _, t := range tokens {
		asks[t.Start] = true
	}
	for _, t := range content {
		delete(asks, t.Start)
	}
	seen := map[string]bool{}
	edge := int(knob("EDGE", 0))
	put := func(i, n int, weight float64) bool {
		key := phrase(tokens[i : i+n])
		t := QueryTerm{Token: Token{key, tokens[i].Start, tokens[i+n-1].End}}
		t.ways = append(t.ways, way{strings.Fields(key), 1})
		t.ways = append(t.ways, x.chinese(l, key)...)
		t.postings = x.findAny(t.ways)
		t.scale = weight
		if n > 1 && knob("NEEDDF", 0) > 0 && len(t.postings) == 0 {
			return false
		}
		if !seen[key] {
			seen[key] = true
			q.Terms = append(q.Terms, t)
		}
		return true
	}
	for i := 0; i < len(tokens); {
		n := min(maxPhrase, len(tokens)-i)
		for ; n > 1; n-- {
			a, b := asks[tokens[i].Start], asks[tokens[i+n-1].Start]
			if edge == 0 && a && b || edge == 1 && (a || b) || edge == 2 && a {
				continue
			}
			if _, ok := l.phrases.find(phrase(tokens[i : i+n])); ok && put(i, n, 1) {
				break
			}
		}
		if n == 1 && asks[tokens[i].Start] {
			i++
			continue
		}
		if n == 1 || knob("SUB", 0) > 0 {
			for j := range n {
				if !asks[tokens[i+j].Start] {
					w := 1.0
					if n > 1 { w = knob("SUBW", 1) }
					put(i+j, 1, w)
				}
			}
		}
		i += n
	}
}

func phrase(tokens []Token) string {
	terms := make([]string, len(tokens))
	for i, t := range tokens {
		terms[i] = t.Term
	}
	return strings.Join(terms, " ")
}

func (x *Index) chinese(l *Lexicon, phrase string) []way {
	i, ok := l.phrases.find(phrase)
	if !ok {
		return nil
	}
	var long, single []way
	for _, k := range l.phrases.linked(i) {
		word := l.words.key(int(k.key))
		w := exact(x.analyser.Tokens(word))
		weight := float32(1/(1+knob("RANK", 0)*float64(k.rank)))
		switch n := utf8.RuneCountInString(word); {
		case len(w) == 0:
		case n == 1:
			single = append(single, way{w, weight*float32(knob("SINGLE", 1))})
		default:
			if n > 2 { weight *= float32(1+knob("LEN", 0)*float64(n-2)) }
			long = append(long, way{w, weight})
			if n > 2 && knob("PART", 0) > 0 {
				for _, b := range w {
					long = append(long, way{[]string{b}, float32(knob("PART", 0))})
				}
			}
		}
	}
	switch found := len(x.findAny(long)) > 0; {
	case knob("SINGLES", 1) == 2, knob("SINGLES", 1) == 1 && !found:
		return append(long, single...)
	}
	return long
}

// exact leaves out the single ideographs that are part of a bigram.
func exact(tokens []Token) []string {
	var w []string
	for i, t := range tokens {
		within := i > 0 && t.End <= tokens[i-1].End || i+1 < len(tokens) && t.Start == tokens[i+1].Start
		if !within || len(tokens) == 1 {
			w = append(w, t.Term)
		}
	}
	return w
}
