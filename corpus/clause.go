package corpus

import (
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"

	"footnote/corpus/doc"
	"footnote/corpus/repair"
)

// maxSentence is the width up to which a sentence is not cut at its clauses: 300 Chinese
// characters. The longest sentences of ordinary prose have about 200.
const maxSentence = 600

// cut divides a sentence that is too long into parts of at most maxSentence, each ending after
// a clause if possible, and otherwise between two words. A single longer word is not cut: a
// part of a name, a number or a URL could not be found or quoted.
func cut(sentence string, lexicon *repair.Lexicon) ([]Span, error) {
	if doc.Width(sentence) <= maxSentence {
		return []Span{{0, len(sentence)}}, nil
	}
	words, err := lexicon.Vocabulary()
	if err != nil {
		return nil, err
	}
	var parts []Span
	var p part
	for u := range clauseUnits(sentence, words) {
		if p.width > 0 && p.width+u.width > maxSentence {
			parts = append(parts, p.divide())
		}
		p.add(u)
	}
	parts = append(parts, Span{p.start, len(sentence)})
	return trimAll(sentence, parts), nil
}

// A part collects the units of a sentence since it was last divided.
type part struct {
	start  int
	width  int
	units  []unit
	clause int // the number of units up to the last clause end suitable for dividing; 0 if none
}

func (p *part) add(u unit) {
	p.units = append(p.units, u)
	p.width += u.width
	if u.clause && p.width > maxSentence/3 {
		p.clause = len(p.units)
	}
}

// divide returns the span up to the best place to divide, and keeps the units after it.
func (p *part) divide() Span {
	n := p.clause
	if n == 0 {
		n = len(p.units)
	}
	whole, rest := Span{p.start, p.units[n-1].end}, p.units[n:]
	*p = part{start: whole.End, units: p.units[:0]}
	for _, u := range rest {
		p.add(u)
	}
	return whole
}

// A unit is a piece of a sentence that is never divided.
type unit struct {
	end    int // in bytes from the start of the sentence
	width  int
	clause bool // whether a clause ends with it
}

// clauseUnits divides s at the word boundaries of Unicode's standard annex 29, but not within a
// URL or between two Han characters that form a word.
func clauseUnits(s string, lexicon *repair.Vocabulary) iter.Seq[unit] {
	urls := findURLs(s)
	return func(yield func(unit) bool) {
		var before rune
		var whole unit // a unit that the next word may still extend
		end := 0
		for word := range doc.Words(s) {
			for len(urls) > 0 && end >= urls[0][1] {
				urls = urls[1:]
			}
			inURL := len(urls) > 0 && end > urls[0][0]
			first, _ := utf8.DecodeRuneInString(word)
			end += len(word)
			u := unit{end: end, width: doc.Width(word), clause: strings.ContainsRune("，、；：,;:—。！？!?", first)}
			switch {
			case whole.end > 0 && (inURL || lexicon.Has(before, first) || u.clause || doc.IsClosingMark(first) || glued(before, first)):
				// The word extends the unit before it; a punctuation mark never starts a part.
				whole = unit{end: end, width: whole.width + u.width, clause: u.clause && !inURL}
			case whole.end > 0 && !yield(whole):
				return
			default:
				whole = u
			}
			before = first
		}
		if whole.end > 0 {
			yield(whole)
		}
	}
}

// glued reports whether a and b belong together: both are part of a run of Latin letters,
// digits, and the marks used in file names and formulas.
func glued(a, b rune) bool {
	inWord := func(r rune) bool {
		return r < 0x250 && (unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("._-/%@#&+=~", r))
	}
	return inWord(a) && inWord(b)
}

func trimAll(text string, spans []Span) []Span {
	kept := spans[:0]
	for _, s := range spans {
		body := text[s.Start:s.End]
		s.Start += len(body) - len(strings.TrimLeftFunc(body, unicode.IsSpace))
		s.End -= len(body) - len(strings.TrimRightFunc(body, unicode.IsSpace))
		if s.Start < s.End {
			kept = append(kept, s)
		}
	}
	return kept
}
