package corpus

import (
	"strings"
	"unicode"

	"github.com/rivo/uniseg"
)

// A sentence wider than this is cut at clauses: 300 Chinese characters. The
// longest in ordinary prose have about 200.
const maxSentence = 600

// cut divides a sentence that is too long into parts of at most maxSentence,
// each ending after a clause where there is one, else between two words. A
// single word longer than that stays whole: a name, a number or a URL that was
// cut would not be found and could not be quoted.
func cut(sentence string) ([]Span, error) {
	if Width(sentence) <= maxSentence {
		return []Span{{0, len(sentence)}}, nil
	}
	lexicon, err := newWords()
	if err != nil {
		return nil, err
	}
	units := clauseUnits(sentence, lexicon)
	var parts []Span
	start, width, clause := 0, 0, -1
	for i := 0; i < len(units); i++ {
		u := units[i]
		if width > 0 && width+u.width > maxSentence {
			last := i - 1
			if clause >= 0 {
				last = clause
			}
			parts = append(parts, Span{start, units[last].end})
			start, width, clause = units[last].end, 0, -1
			i = last
			continue
		}
		width += u.width
		if u.clause && width > maxSentence/3 {
			clause = i
		}
	}
	parts = append(parts, Span{start, len(sentence)})
	return trimAll(sentence, parts), nil
}

// A unit is a piece of a sentence that is never divided.
type unit struct {
	end    int // in bytes from the start of the sentence
	width  int
	clause bool // a clause ends with it
}

// clauseUnits divides s at the word boundaries of Unicode's standard annex 29,
// but not within a URL or between two Han characters that make a word.
func clauseUnits(s string, lexicon *words) []unit {
	urls := urlPattern.FindAllStringIndex(s, -1)
	var units []unit
	var before rune
	rest, state, end := s, -1, 0
	for rest != "" {
		var word string
		word, rest, state = uniseg.FirstWordInString(rest, state)
		for len(urls) > 0 && end >= urls[0][1] {
			urls = urls[1:]
		}
		inURL := len(urls) > 0 && end > urls[0][0]
		first := []rune(word)[0]
		end += len(word)
		u := unit{end: end, width: Width(word), clause: strings.ContainsRune("，、；：,;:—。！？!?", first)}
		if last := len(units) - 1; last >= 0 && (inURL || lexicon.has(before, first) || u.clause || isCloser(first) || glued(before, first)) {
			// Joined to what precedes it; a mark never starts a part.
			units[last] = unit{end: end, width: units[last].width + u.width, clause: u.clause && !inURL}
		} else {
			units = append(units, u)
		}
		before = first
	}
	return units
}

// glued reports whether b stays with a: both belong to one run of Latin letters,
// digits and the marks inside file names and formulas.
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
