package lexical

import (
	"strings"
	"unicode/utf8"
)

const (
	// maxPhrase is how many words, or Chinese characters, are looked up together.
	maxPhrase = 6
	// lessCommon reduces the weight of a translation by its rank among the meanings of a word:
	// 1/(1+lessCommon·rank).
	lessCommon = 0.3
)

// Cross analyses a question for articles in the other language, English or Chinese: every word
// or phrase that the built-in lexicon knows also stands for its translations. It returns an
// error if the lexicon cannot be read.
func (x *Index) Cross(text string) (Query, error) {
	lexicon, err := x.analyser.lexicon()
	if err != nil {
		return Query{}, err
	}
	content, bare := x.analyser.content(text)
	x.mu.RLock()
	defer x.mu.RUnlock()
	c := crossing{index: x, lexicon: lexicon, query: Query{Bare: bare}, seen: map[string]bool{}}
	if x.analyser.Language(text).Chinese() {
		c.units, c.words = characters(content), true
	} else {
		c.units = x.analyser.Tokens(text)
	}
	c.asks = asking(c.units, content)
	c.translate()
	x.weigh(&c.query)
	return c.query, nil
}

// A crossing is the state of translating a question.
type crossing struct {
	index   *Index
	lexicon *Lexicon
	words   bool         // from Chinese words to English phrases
	units   []Token      // the parts of phrases: words of English, characters of Chinese
	asks    map[int]bool // starts of the units that are question words
	query   Query
	seen    map[string]bool
}

// characters removes the pairs of characters.
func characters(tokens []Token) []Token {
	var single []Token
	for _, t := range tokens {
		if utf8.RuneCountInString(t.Term) != 2 || !isHan(t.Term) {
			single = append(single, t)
		}
	}
	return single
}

func isHan(term string) bool {
	r, _ := utf8.DecodeRuneInString(term)
	return kindOf(r) == ideograph
}

func asking(units, content []Token) map[int]bool {
	asks := map[int]bool{}
	for _, t := range units {
		asks[t.Start] = true
	}
	for _, t := range content {
		delete(asks, t.Start)
	}
	return asks
}

// translate goes from left to right and takes the longest phrase that some document has. A
// unit that is in no phrase stands for itself and for its translations.
func (c *crossing) translate() {
	for len(c.units) > 0 {
		n := min(maxPhrase, len(c.units))
		for n > 1 && !c.phrase(c.units[:n]) {
			n--
		}
		if n == 1 && !c.asks[c.units[0].Start] {
			key := c.units[0].Term
			c.add(c.units[:1], key, append([]way{{[]string{key}, 1}}, c.ways(key)...))
		}
		c.units = c.units[n:]
	}
}

// phrase adds the units as one term if the lexicon has them as a phrase and some document has
// the phrase. A phrase does not begin or end with a question word.
func (c *crossing) phrase(units []Token) bool {
	if c.asks[units[0].Start] || c.asks[units[len(units)-1].Start] || c.words && !touch(units) {
		return false
	}
	key := c.key(units)
	ways := c.ways(key)
	if len(ways) == 0 {
		return false
	}
	return c.add(units, key, append(ways, way{c.index.analyser.exact(key), 1}))
}

func touch(units []Token) bool {
	for i, t := range units[1:] {
		if units[i].End != t.Start {
			return false
		}
	}
	return true
}

// key returns the units as the lexicon writes them.
func (c *crossing) key(units []Token) string {
	terms := make([]string, len(units))
	for i, t := range units {
		terms[i] = t.Term
	}
	if c.words {
		return strings.Join(terms, "")
	}
	return strings.Join(terms, " ")
}

// add adds a term, once, and reports whether some document has it.
func (c *crossing) add(units []Token, key string, ways []way) bool {
	t := QueryTerm{Token: Token{key, units[0].Start, units[len(units)-1].End}, ways: ways, weighed: c.index.findAny(ways)}
	if len(units) > 1 && t.frequency() == 0 {
		return false
	}
	if !c.seen[key] {
		c.seen[key] = true
		c.query.Terms = append(c.query.Terms, t)
	}
	return true
}

// ways returns the translations of a word or phrase. Single characters have too many meanings,
// so they count only if no document has a longer translation.
func (c *crossing) ways(key string) []way {
	from, to := &c.lexicon.phrases, &c.lexicon.words
	if c.words {
		from, to = to, from
	}
	i, ok := from.find(key)
	if !ok {
		return nil
	}
	var ways, single []way
	for _, k := range from.linked(i) {
		translation := to.key(int(k.key))
		w := way{c.index.analyser.exact(translation), float32(1 / (1 + lessCommon*float64(k.rank)))}
		switch {
		case len(w.terms) == 0:
		case utf8.RuneCountInString(translation) == 1:
			single = append(single, w)
		default:
			ways = append(ways, w)
		}
	}
	if len(c.index.findAny(ways)) == 0 {
		return append(ways, single...)
	}
	return ways
}

// exact returns the terms of a word or phrase, without single characters that are part of a
// pair.
func (a *Analyser) exact(text string) []string {
	var terms []string
	tokens := a.Tokens(text)
	for i, t := range tokens {
		within := i > 0 && t.End <= tokens[i-1].End || i+1 < len(tokens) && t.Start == tokens[i+1].Start
		if !within {
			terms = append(terms, t.Term)
		}
	}
	return terms
}
