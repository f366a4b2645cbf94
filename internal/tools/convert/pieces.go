package main

import (
	"strings"
	"unicode"
)

// space marks the beginning of a word in a piece.
const space = "\u2581"

// zeroWidthJoiner is part of some emoji.
const zeroWidthJoiner = '\u200d'

// shared are the characters that all languages use.
var shared = []*unicode.RangeTable{unicode.Punct, unicode.Symbol, unicode.Number, unicode.Variation_Selector}

// rare is the score below which pieces of several letters with an accent are left out; words
// with them are then made of shorter pieces. Without this limit the file would be 41 MB.
const rare = -13.5

// wanted reports whether a piece belongs to Chinese, Japanese, English or another language of
// western Europe: ASCII, Latin-1 and œ, Han, Kana, and the characters that all languages use.
// Other Latin letters (Polish, Vietnamese) are kept only as pieces of one letter.
func wanted(p piece) bool {
	text := strings.ReplaceAll(p.text, space, "")
	single := len([]rune(text)) == 1
	for _, r := range text {
		switch {
		case r <= unicode.MaxASCII:
		case unicode.Is(unicode.Latin, r):
			if !single && (r > unicode.MaxLatin1 && r != 'Œ' && r != 'œ' || p.score < rare) {
				return false
			}
		case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Bopomofo):
		case unicode.In(r, unicode.Common, unicode.Inherited) && unicode.In(r, shared...):
		case r == 'ー' || r == '々' || r == zeroWidthJoiner:
		default:
			return false
		}
	}
	return true
}
