package main

import (
	"strings"
	"unicode"
)

// space stands for a space at the beginning of a word in a piece.
const space = "\u2581"

// zeroWidthJoiner holds some emoji together.
const zeroWidthJoiner = '\u200d'

// other is what a piece may hold besides letters of the scripts below: what all
// languages share.
var other = []*unicode.RangeTable{unicode.Punct, unicode.Symbol, unicode.Number, unicode.Variation_Selector}

// rare is the score below which a longer piece with accents makes way: without
// the limit the file is 41 MB. Its word is then made of shorter pieces.
const rare = -13.5

// wanted reports whether a piece belongs to Chinese, Japanese, English or a
// language of western Europe: ASCII, Latin-1 and œ, Han, Kana, and the signs that all
// languages share. Of other Latin letters (Polish, Vietnamese) only the single
// ones stay.
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
		case unicode.In(r, unicode.Common, unicode.Inherited) && unicode.In(r, other...):
		case r == 'ー' || r == '々' || r == zeroWidthJoiner:
		default:
			return false
		}
	}
	return true
}
