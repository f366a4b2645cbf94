package doc

import (
	"strings"
	"unicode"
)

// A visibility says in which way a character is not seen.
type visibility int

const (
	visible  visibility = iota
	hidden              // nothing is written with it, and it can mislead
	shaping             // some scripts, or emoji, are written with it
	blank               // a letter or sign that is drawn as nothing, but takes room
	selector            // says how the character before it is drawn
)

// visibilityOf is the one table of characters that nobody sees. Line ends, tabs
// and spaces are seen, and so are characters that only some fonts draw.
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
	case unicode.Is(unicode.Prepended_Concatenation_Mark, r): // signs of Arabic numbers, of which Unicode makes format characters
		return visible
	case r >= 0xE0000 && r <= 0xE0FFF: // tags, in which a whole text fits, and selectors of variants of Han characters, which search would trip over
		return hidden
	case unicode.Is(unicode.Cf, r), unicode.Is(unicode.Noncharacter_Code_Point, r): // spaces without width, soft hyphens, overrides of direction, …
		return hidden
	}
	return visible
}

// IsInvisible reports a character that a reader does not see, those included that
// some scripts and emoji need: control characters other than line ends and tabs,
// format characters, fillers, selectors of variants. Private-use characters, which
// some fonts draw, are not among them.
func IsInvisible(r rune) bool { return visibilityOf(r) != visible }

// RemoveInvisible removes from a text what nobody sees and nothing is written
// with, and returns how many characters that were. Joiners and marks of direction
// stay, because emoji and several scripts are written with them; fillers stay,
// because they hold words apart; selectors stay right after what they select a
// form of.
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

// takesSelector reports a character that is drawn as an emoji or as text, as the
// selector after it says: emoji, symbols and arrows, and what keycaps are made
// of.
func takesSelector(r rune) bool {
	switch {
	case r >= 0x1F000 && r <= 0x1FAFF, r >= 0x2190 && r <= 0x2BFF:
		return true
	case r >= '0' && r <= '9', r == '#', r == '*':
		return true
	}
	return strings.ContainsRune("©®‼⁉™ℹ〰〽㊗㊙", r)
}
