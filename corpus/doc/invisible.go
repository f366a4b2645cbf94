package doc

import (
	"strings"
	"unicode"
)

// A visibility says in what way a character is invisible.
type visibility int

const (
	visible  visibility = iota
	hidden              // not needed to write anything, and can mislead
	shaping             // needed for some scripts or emoji
	blank               // a letter or sign that is drawn blank, but has a width
	selector            // selects how the character before it is drawn
)

// visibilityOf is the only table of invisible characters. Line ends, tabs and spaces count as
// visible, and so do characters that only some fonts can draw.
func visibilityOf(r rune) visibility {
	switch {
	case r >= ' ' && r < 0x7F, r == '\n', r == '\t':
		return visible
	case r < ' ', r >= 0x7F && r < 0xA0: // control characters
		return hidden
	case r >= 0x3165 && r <= 0xD7FF, r >= 0x2E80 && r <= 0x3163: // nearly all of a Chinese text
		return visible
	case r == 0x115F, r == 0x1160, r == 0x3164, r == 0xFFA0, r == 0x17B4, r == 0x17B5, r == 0x2800: // fillers of Hangul and Khmer, Braille without dots
		return blank
	case r == 0x200C, r == 0x200D, r == 0x034F: // joiners
		return shaping
	case r == 0x200E, r == 0x200F, r == 0x061C: // marks of direction
		return shaping
	case r >= 0x180B && r <= 0x180F, r >= 0x13430 && r <= 0x1343F: // forms of Mongolian letters, places of hieroglyphs
		return shaping
	case r >= 0xFE00 && r <= 0xFE0F:
		return selector
	case unicode.Is(unicode.Prepended_Concatenation_Mark, r): // signs before Arabic numbers, which Unicode classifies as format characters
		return visible
	case r >= 0xE0000 && r <= 0xE0FFF: // tags, which can hide a whole text, and variation selectors of Han characters, which would impede search
		return hidden
	case unicode.Is(unicode.Cf, r), unicode.Is(unicode.Noncharacter_Code_Point, r): // spaces without width, soft hyphens, overrides of direction, …
		return hidden
	}
	return visible
}

// IsInvisible reports whether a reader does not see r: control characters other than line ends
// and tabs, format characters, fillers, and variation selectors, including those that some
// scripts and emoji need. Private-use characters, which some fonts draw, do not count.
func IsInvisible(r rune) bool { return visibilityOf(r) != visible }

// RemoveInvisible removes invisible characters from a text and returns how many there were.
// Joiners and direction marks stay, because emoji and several scripts need them; fillers stay,
// because they separate words; variation selectors stay if they directly follow a character
// that they apply to.
func RemoveInvisible(s string) (string, int) {
	if !strings.ContainsFunc(s, IsInvisible) {
		return s, 0
	}
	var out strings.Builder
	n, before := 0, rune(0)
	for _, r := range s {
		if v := visibilityOf(r); v == hidden || v == selector && !takesSelector(before) {
			n++
			continue
		}
		out.WriteRune(r)
		before = r
	}
	return out.String(), n
}

// takesSelector reports whether a selector after r decides between emoji and text style: r is
// an emoji, a symbol, an arrow, or a character of which keycaps are made.
func takesSelector(r rune) bool {
	switch {
	case r >= 0x1F000 && r <= 0x1FAFF, r >= 0x2190 && r <= 0x2BFF:
		return true
	case r >= '0' && r <= '9', r == '#', r == '*':
		return true
	}
	return strings.ContainsRune("©®‼⁉™ℹ〰〽㊗㊙", r)
}
