package lexical

import (
	"strings"
	"unicode"

	"github.com/kljensen/snowball/english"
)

// A kind says how a character takes part in terms.
type kind uint8

const (
	separator kind = iota
	ideograph      // Han, Kana, Hangul: written without spaces, or with endings
	letter         // of any other script
	digit
)

func kindOf(r rune) kind {
	switch {
	case r >= '0' && r <= '9':
		return digit
	case 'a' <= r && r <= 'z':
		return letter
	case r < 0x80:
		return separator
	case r >= 0x4E00 && r <= lastHan, unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul):
		return ideograph
	case r == 'ー':
		return ideograph
	case unicode.IsLetter(r):
		return letter
	case unicode.IsDigit(r):
		return digit
	}
	return separator
}

// Tokens returns the terms of text in the order in which they start:
//   - every Han, Kana or Hangul character and every two adjacent ones,
//   - every word of letters, English ones stemmed (Snowball),
//   - every number, its decimal point kept and its thousands marks dropped.
func (a *Analyser) Tokens(text string) []Token { return tokens(a.fold(text)) }

func tokens(chars []char) []Token {
	text, at := spell(chars)
	tokens := make([]Token, 0, 2*len(chars))
	scan(chars, func(k kind, from, to int) {
		tokens = append(tokens, k.normal(Token{text[at[from]:at[to]], chars[from].start, chars[to-1].end}))
	})
	return tokens
}

// scan finds the characters of each term, in the order in which they start: one or two
// ideographs, or a whole word or number.
func scan(chars []char, visit func(k kind, from, to int)) {
	for i := 0; i < len(chars); {
		k := kindOf(chars[i].r)
		end := i + 1
		switch k {
		case separator:
		case ideograph:
			visit(k, i, end)
			if end < len(chars) && kindOf(chars[end].r) == ideograph {
				visit(k, i, end+1)
			}
		case letter:
			for end < len(chars) && (kindOf(chars[end].r) == letter || apostrophe(chars, end)) {
				end++
			}
			visit(k, i, end)
		case digit:
			for end < len(chars) && (kindOf(chars[end].r) == digit || numberMark(chars, end)) {
				end++
			}
			visit(k, i, end)
		}
		i = end
	}
}

// normal turns a part of the text into a term.
func (k kind) normal(t Token) Token {
	switch k {
	case letter:
		return word(t)
	case digit:
		return number(t)
	}
	return t
}

// spell writes the characters as one string, and returns the offset of each of them and of the
// end. Terms that are slices of this string need no memory of their own.
func spell(chars []char) (text string, at []int) {
	var all strings.Builder
	all.Grow(3 * len(chars))
	at = make([]int, len(chars)+1)
	for i, c := range chars {
		all.WriteRune(c.r)
		at[i+1] = all.Len()
	}
	return all.String(), at
}

func token(chars []char) Token {
	runes := make([]rune, len(chars))
	for i, c := range chars {
		runes[i] = c.r
	}
	return Token{string(runes), chars[0].start, chars[len(chars)-1].end}
}

// apostrophe reports whether there is an apostrophe at i within a word, as in don't.
func apostrophe(chars []char, i int) bool {
	return (chars[i].r == '\'' || chars[i].r == '’') && i+1 < len(chars) && kindOf(chars[i+1].r) == letter
}

// numberMark reports whether there is a point or comma at i between two digits.
func numberMark(chars []char, i int) bool {
	return (chars[i].r == '.' || chars[i].r == ',') && i+1 < len(chars) && kindOf(chars[i+1].r) == digit
}

func word(t Token) Token {
	for _, r := range t.Term {
		if r >= 0x80 && r != '’' {
			return t
		}
	}
	t.Term = english.Stem(t.Term, true)
	return t
}

// number removes the commas of 1,000,000. A list of numbers separated by commas without spaces
// is rare in prose.
func number(t Token) Token {
	t.Term = strings.ReplaceAll(t.Term, ",", "")
	return t
}
