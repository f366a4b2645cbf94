package lexical

import "unicode/utf8"

// Within a document, a long sentence is hardly at a disadvantage, so b is lower than for
// documents.
const (
	sentenceB    = 0.3
	sentenceMean = 60 // mean number of terms of a sentence: 30 Chinese characters
)

// Score returns the BM25 of a text that is not itself a document, such as a sentence of one,
// with the IDF of the documents. coverage is the share of the query's Mass whose terms the
// text has, 0..1.
func (x *Index) Score(q Query, text string) (score, coverage float64) {
	if q.Mass == 0 {
		return 0, 0
	}
	tokens := x.analyser.Tokens(text)
	counts := countTerms(tokens)
	length := k1 * (1 - sentenceB + sentenceB*float64(len(tokens))/sentenceMean)
	for _, t := range q.Terms {
		if n := t.count(counts); n > 0 {
			score += weigh(t.IDF, n, length)
			coverage += t.IDF
		}
	}
	return score, coverage / q.Mass
}

func countTerms(tokens []Token) map[string]int {
	counts := make(map[string]int, len(tokens))
	for _, t := range tokens {
		counts[t.Term]++
	}
	return counts
}

// count returns how often a text has the term, given the counts of its terms.
func (t QueryTerm) count(counts map[string]int) float64 {
	if t.ways == nil {
		return float64(counts[t.Term])
	}
	sum := 0.0
	for _, w := range t.ways {
		sum += float64(w.weight) * float64(w.count(counts))
	}
	return sum
}

func (w way) count(counts map[string]int) int {
	lowest := counts[w.terms[0]]
	for _, term := range w.terms[1:] {
		lowest = min(lowest, counts[term])
	}
	return lowest
}

// Highlight returns the parts of text that match q, in order and without overlap. A single
// ideograph counts only if nothing longer matches.
func (a *Analyser) Highlight(q Query, text string) []Token {
	tokens := a.Tokens(text)
	wanted := q.wanted(countTerms(tokens))
	var whole, single []Token
	for _, t := range tokens {
		switch {
		case !wanted[t.Term]:
		case utf8.RuneCountInString(t.Term) == 1 && t.Term >= "\u2E80":
			single = append(single, t)
		default:
			whole = append(whole, t)
		}
	}
	if len(whole) == 0 {
		whole = single
	}
	return join(whole)
}

// wanted returns the terms of a text that match the query.
func (q Query) wanted(counts map[string]int) map[string]bool {
	wanted := make(map[string]bool, len(q.Terms))
	for _, t := range q.Terms {
		if t.ways == nil {
			wanted[t.Term] = true
		}
		for _, w := range t.ways {
			if w.count(counts) == 0 {
				continue
			}
			for _, term := range w.terms {
				wanted[term] = true
			}
		}
	}
	return wanted
}

// join merges tokens that overlap or touch.
func join(tokens []Token) []Token {
	var joined []Token
	for _, t := range tokens {
		if last := len(joined) - 1; last >= 0 && t.Start <= joined[last].End {
			joined[last].End = max(joined[last].End, t.End)
			continue
		}
		joined = append(joined, Token{Start: t.Start, End: t.End})
	}
	return joined
}

// Coverage returns the share, 0..1, of the words of one text that another has, weighted by
// IDF. Question words are ignored.
func (x *Index) Coverage(of, in string) float64 {
	_, share := x.Score(x.Query(of), in)
	return share
}
