package figure

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"footnote/corpus/doc"
)

// A gap is what separates two characters of a text.
type gap uint8

const (
	none  gap = iota
	space     // white space, a hyphen, an apostrophe or the like
	stop      // punctuation, which ends a phrase
)

// A phrase is a text as its letters and digits, in lower case, and the gaps between them.
type phrase struct {
	letters string
	at      []int // offsets in letters, in order
	gaps    []gap // at these offsets
}

func newPhrase(text string) (p phrase) {
	var out strings.Builder
	runes := []rune(text)
	for i, r := range runes {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r) || isPartOfNumber(runes, i):
			out.WriteRune(unicode.ToLower(r))
		case unicode.IsMark(r):
		case len(p.at) == 0 || p.at[len(p.at)-1] < out.Len():
			p.at, p.gaps = append(p.at, out.Len()), append(p.gaps, gapOf(r))
		default:
			p.gaps[len(p.gaps)-1] = max(p.gaps[len(p.gaps)-1], gapOf(r))
		}
	}
	p.letters = out.String()
	return p
}

func gapOf(r rune) gap {
	if unicode.IsSpace(r) || strings.ContainsRune("-‐‑'’*_", r) {
		return space
	}
	return stop
}

// letters returns the letters and digits of a text, in lower case.
func letters(text string) string { return newPhrase(text).letters }

// isPartOfNumber reports whether a mark is part of a number, as 1.5 is not 15.
func isPartOfNumber(text []rune, i int) bool {
	if i+1 >= len(text) || !unicode.IsDigit(text[i+1]) {
		return false
	}
	switch text[i] {
	case '.', ',', ':', '/':
		return i > 0 && unicode.IsDigit(text[i-1])
	case '-', '−':
		return i == 0 || unicode.IsSpace(text[i-1])
	}
	return false
}

// gap returns the gap at an offset of the letters.
func (p *phrase) gap(at int) gap {
	if i, found := slices.BinarySearch(p.at, at); found {
		return p.gaps[i]
	}
	return none
}

// restOfWord returns what is between an offset and the next gap.
func (p *phrase) restOfWord(at int) string {
	if i, _ := slices.BinarySearch(p.at, at); i < len(p.at) {
		return p.letters[at:p.at[i]]
	}
	return p.letters[at:]
}

// The number of words, and of characters of a script without spaces, between a negation and what
// it denies.
const (
	maxDeniedWords = 3
	maxDeniedRunes = 3
)

// denies reports whether what begins at an offset follows a negation in the same phrase.
func (p *phrase) denies(start int) bool {
	end := start
	i, _ := slices.BinarySearch(p.at, start)
	for range maxDeniedWords {
		if end == 0 || i < len(p.at) && p.at[i] == end && p.gaps[i] == stop {
			return false
		}
		begin := 0
		if i > 0 {
			begin = p.at[i-1]
		}
		word := p.letters[begin:end]
		if isNegation(word) {
			return true
		}
		i, end = i-1, begin
	}
	return false
}

// isNegation reports whether a word is a negation or, if it is a run of a script without
// spaces, has one at its end.
func isNegation(word string) bool {
	for range maxDeniedRunes {
		last, size := utf8.DecodeLastRuneInString(word)
		if !isUnspaced(last) {
			break
		}
		if strings.ContainsRune("不没沒未無无非勿別别莫禁", last) {
			return true
		}
		word = word[:len(word)-size]
	}
	switch word {
	case "no", "not", "never", "without", "cannot", "non", "nor", "t", // of "isn't"
		"nicht", "kein", "keine", "keinen", "nie", "ohne", "pas", "jamais", "sans", "sin", "nunca", "não", "sem":
		return true
	}
	return false
}

// isLink reports whether a character links two words, in Chinese or Japanese.
func isLink(r rune) bool {
	return strings.ContainsRune("的之與与和及或是在のはがをにでとへや", r)
}

// isParticle reports whether the end of a word is a particle of Korean.
func isParticle(end string) bool {
	switch end {
	case "은", "는", "이", "가", "을", "를", "의", "에", "에서", "로", "으로", "도", "와", "과", "만", "까지", "부터", "입니다", "이다":
		return true
	}
	return false
}

// isUnspaced reports whether a character belongs to a script that does not separate words by
// spaces, or in which particles follow them without one.
func isUnspaced(r rune) bool {
	return doc.IsHan(r) || doc.IsKanaOrHangul(r) || unicode.In(r, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}
