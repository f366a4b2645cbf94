package verify

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"
)

// piece returns the part of a segment between commas that says most of what a clause says of
// its names.
func (c *Checker) piece(part clause, chinese bool, s segment) segment {
	best, most := s, -1.0
	for _, text := range c.parts(s.text) {
		one := segment{Place: s.Place, text: text, folded: c.analyser.Fold(text), chinese: s.chinese}
		one.quantities = quantities(one.folded)
		share := c.coverage(part, chinese, one)
		for _, q := range part.quantities {
			if has(one, q) {
				share += 0.1
			}
		}
		if share > most {
			best, most = one, share
		}
	}
	return best
}

// The limits of borrowed, as shares of the IDF: of the clause's terms, those taken from
// another piece; of its own piece's terms, those left out; and of the other piece's terms,
// those not taken.
const (
	borrowedShare = 0.1
	leftOutShare  = 0.2
	leftOverShare = 0.3
)

// borrowed returns the words that a clause takes from another piece of its source, in place of
// those of the piece that it rests on, if the two pieces are built alike: A does x, B does y.
// It returns "" if there are none.
func (c *Checker) borrowed(one claim, part clause, piece segment, segments []segment) string {
	if part.query.Mass == 0 || len(part.quantities) > 0 { // numbers are checked against what they belong to
		return ""
	}
	own := c.terms(piece.text)
	claimed, clause := c.terms(one.text), c.terms(part.folded)
	if c.missing(piece.text, claimed) < leftOutShare {
		return ""
	}
	for _, s := range segments {
		if s.Source != piece.Source {
			continue
		}
		for _, text := range c.parts(s.text) {
			if text == piece.text {
				continue
			}
			other := c.terms(text)
			taken, alike, words := 0.0, false, ""
			for _, t := range part.query.Terms {
				pair := utf8.RuneCountInString(t.Term) > 1
				switch {
				case other[t.Term] && own[t.Term]:
					alike = alike || pair
				case other[t.Term] && pair && c.known(t.Term):
					taken += t.IDF
					words += t.Term + " "
				}
			}
			if alike && taken >= borrowedShare*part.query.Mass && c.missing(text, clause) >= leftOverShare {
				return strings.TrimSpace(words)
			}
		}
	}
	return ""
}

// known reports whether a term is a word: a number, a word in Latin letters, or one in the
// dictionary. Most pairs of neighbouring characters are not.
func (c *Checker) known(term string) bool {
	if term[0] < utf8.RuneSelf {
		return true
	}
	translations, err := c.analyser.Translations(term)
	return err == nil && len(translations) > 0
}

// missing returns the share, 0..1, of a piece's words that a set of terms lacks.
func (c *Checker) missing(piece string, terms map[string]bool) float64 {
	q := c.words.Query(piece)
	if q.Mass == 0 {
		return 0
	}
	lacking := 0.0
	for _, t := range q.Terms {
		if !terms[t.Term] {
			lacking += t.IDF
		}
	}
	return lacking / q.Mass
}

func (c *Checker) terms(text string) map[string]bool {
	terms := map[string]bool{}
	for _, t := range c.analyser.Tokens(text) {
		terms[t.Term] = true
	}
	return terms
}

// nearPieces returns the parts of a segment between commas that have most of a clause's words,
// best first.
func (c *Checker) nearPieces(part clause, chinese bool, s segment) []segment {
	query := part.query
	if chinese != s.chinese {
		query = part.cross
	}
	var pieces []segment
	for _, text := range c.parts(s.text) {
		one := segment{Place: s.Place, text: text, folded: c.analyser.Fold(text), chinese: s.chinese}
		_, one.score = c.words.Score(query, text)
		pieces = append(pieces, one)
	}
	slices.SortStableFunc(pieces, func(a, b segment) int { return cmp.Compare(b.score, a.score) })
	return slices.DeleteFunc(pieces, func(p segment) bool { return p.score < likewiseShare*pieces[0].score })
}
