package citation

import (
	"strings"
	"unicode"

	"footnote/corpus"
	"footnote/rag/lexical"
)

// A version is the text of an article, prepared for comparison with sentences of an earlier
// version.
type version struct {
	analyser  *lexical.Analyser
	article   *corpus.Article
	sentences []string        // in the form in which they are compared, in order
	joined    string          // all sentences, concatenated
	edges     map[int]bool    // byte offsets in joined at which sentences begin or end
	plain     []corpus.Span   // the sentences' places in the article
	pairs     []map[pair]bool // of each sentence; computed on demand
}

// A pair is two adjacent characters.
type pair [2]rune

func versionOf(analyser *lexical.Analyser, a *corpus.Article) *version {
	v := &version{analyser: analyser, article: a, edges: map[int]bool{0: true}}
	var joined strings.Builder
	for _, p := range a.Passages {
		for _, s := range p.Sentences {
			one := compared(analyser, a.Text[s.Start:s.End])
			if one == "" {
				continue
			}
			joined.WriteString(one)
			v.edges[joined.Len()] = true
			v.sentences, v.plain = append(v.sentences, one), append(v.plain, corpus.Span(s))
		}
	}
	v.joined = joined.String()
	return v
}

// compared returns a sentence without everything that can change while it still says the same:
// white space, width, script, case, and punctuation that is not next to a number.
func compared(analyser *lexical.Analyser, sentence string) string {
	var out strings.Builder
	folded := []rune(analyser.Fold(sentence))
	digit := func(i int) bool { return i >= 0 && i < len(folded) && unicode.IsDigit(folded[i]) }
	for i, r := range folded {
		switch {
		case unicode.IsLetter(r), unicode.IsNumber(r), unicode.IsSymbol(r), strings.ContainsRune("%‰", r):
			out.WriteRune(r)
		case unicode.IsPunct(r) && digit(i+1) && (digit(i-1) || unicode.Is(unicode.Pd, r)):
			out.WriteRune(r)
		}
	}
	return out.String()
}

// has reports whether the article contains a sentence anywhere, as one sentence or as several.
func (v *version) has(sentence string) bool {
	wanted := compared(v.analyser, sentence)
	if wanted == "" {
		return true // nothing is left to compare
	}
	for at := 0; ; {
		next := strings.Index(v.joined[at:], wanted)
		if next < 0 {
			return false
		}
		at += next
		if v.edges[at] && v.edges[at+len(wanted)] {
			return true
		}
		at++
	}
}

// alike is the minimum Dice coefficient of two sentences' character pairs for one to be shown in
// place of the other.
const alike = .45

// nearest returns the sentence of the article that is most similar to one that it lacks.
func (v *version) nearest(sentence string) (span corpus.Span, found bool) {
	wanted := pairsOf(compared(v.analyser, sentence))
	if v.pairs == nil {
		v.pairs = make([]map[pair]bool, len(v.sentences))
		for i, s := range v.sentences {
			v.pairs[i] = pairsOf(s)
		}
	}
	best := alike
	for i, pairs := range v.pairs {
		if d := dice(wanted, pairs); d >= best && (d > best || !found) {
			best, span, found = d, v.plain[i], true
		}
	}
	return span, found
}

func pairsOf(s string) map[pair]bool {
	all := map[pair]bool{}
	last := rune(0)
	for _, r := range s {
		all[pair{last, r}] = true
		last = r
	}
	all[pair{last, 0}] = true
	return all
}

func dice(a, b map[pair]bool) float64 {
	both := 0
	for p := range a {
		if b[p] {
			both++
		}
	}
	return 2 * float64(both) / float64(len(a)+len(b))
}
