package doc

import "strings"

// RemoveInvisible removes characters that nobody sees and that can mislead:
// control characters, zero-width marks, changes of direction, and tags and
// variation selectors, in which a whole hidden text fits. Joiners stay, because
// emoji and several scripts are written with them, and so do selectors right
// after what they select a form of.
func RemoveInvisible(s string) (string, int) {
	if !strings.ContainsFunc(s, perhapsInvisible) {
		return s, 0
	}
	var out strings.Builder
	n, before := 0, rune(0)
	for _, r := range s {
		if isInvisible(r) || isSelector(r) && !takesSelector(before) {
			n++
			continue
		}
		out.WriteRune(r)
		before = r
	}
	return out.String(), n
}

func perhapsInvisible(r rune) bool { return isInvisible(r) || isSelector(r) }

func isInvisible(r rune) bool {
	switch {
	case r == '\n' || r == '\t':
		return false
	case r < 0x20, r >= 0x7F && r < 0xA0: // control characters
		return true
	case r == 0x200B, r == 0xFEFF, r == 0x00AD: // zero-width space, no-break space, soft hyphen
		return true
	case r >= 0x2060 && r <= 0x2064: // word joiner, operators that are not written
		return true
	case r >= 0x202A && r <= 0x202E, r >= 0x2066 && r <= 0x2069: // embeddings, overrides, isolates
		return true
	case r >= 0xFFF9 && r <= 0xFFFB: // interlinear annotation
		return true
	case r >= 0xE0000 && r <= 0xE007F: // tags, which repeat ASCII
		return true
	case r >= 0xE0100 && r <= 0xE01EF: // selectors of variants of Han characters, which search would trip over
		return true
	}
	return false
}

func isSelector(r rune) bool { return r >= 0xFE00 && r <= 0xFE0F }

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
