package doc

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Superscript returns raised text as it is written in plain text after before, so that no digit
// of it seems to belong to a number before it: 10⁶, x^k, e^(-kt), but 20th and Mme.
func Superscript(before, text string) string {
	text = strings.TrimSpace(text)
	last, _ := utf8.DecodeLastRuneInString(before)
	switch {
	case text == "":
		return ""
	case mapsTo(text, raised):
		return strings.Map(raised, text)
	case utf8.RuneCountInString(text) > maxScript, strings.ContainsFunc(text, IsWide):
		return text
	case !strings.ContainsFunc(text, isLetterOrNumber), ordinalOrMark().MatchString(text), !unicode.IsLetter(last) && !unicode.IsDigit(last) && last != ')':
		return text
	case !strings.ContainsFunc(text, isNotLetter) && utf8.RuneCountInString(text) > 1 && unicode.IsLetter(last):
		return text // an abbreviation
	case strings.ContainsFunc(text, isNotLetter) && strings.ContainsFunc(text, isNotDigit):
		return "^(" + text + ")"
	}
	return "^" + text
}

// Raised is [Superscript], but leaves out the marks of notes, which are not part of the text:
// what is in brackets, and what is the text of a link to a note.
func Raised(before, text string, linked bool) string {
	if linked && IsNoteMark(text) || IsBracketedMark(text) || strings.Trim(text, " ,，、") == "" { // the last case is the separator between marks
		return ""
	}
	return Superscript(before, text)
}

// Subscript returns lowered text as it is written in plain text: H₂O, log₁₀.
func Subscript(text string) string {
	text = strings.TrimSpace(text)
	if mapsTo(text, lowered) {
		return strings.Map(lowered, text)
	}
	return text
}

// maxScript is the maximum length of an exponent in characters. Longer text is merely set in
// small type.
const maxScript = 24

var ordinalOrMark = Pattern(`^(?i:st|nd|rd|th|er|re|e|è|ème|o|os|a|as|º|ª|tm|sm|®|©|™|℠)$`)

func isNotLetter(r rune) bool      { return !unicode.IsLetter(r) }
func isLetterOrNumber(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }
func isNotDigit(r rune) bool       { return !unicode.IsDigit(r) }

func mapsTo(text string, script func(rune) rune) bool {
	return strings.ContainsFunc(text, unicode.IsNumber) && !strings.ContainsFunc(text, func(r rune) bool { return script(r) < 0 }) ||
		text == "n" || strings.Trim(text, "+-−") == "" && text != ""
}

// raised returns the superscript form of a character, or -1 if there is none.
func raised(r rune) rune { return scriptOf(r, "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿⁱ") }

// lowered returns the subscript form of a character, or -1 if there is none.
func lowered(r rune) rune { return scriptOf(r, "₀₁₂₃₄₅₆₇₈₉₊₋₍₎ₙᵢ") }

func scriptOf(r rune, of string) rune {
	switch r {
	case '−', '–', '﹣', '－':
		r = '-'
	case '＋':
		r = '+'
	}
	forms := []rune(of)
	for i, plain := range "0123456789+-()ni" {
		if r == plain || r == forms[i] {
			return forms[i]
		}
	}
	return -1
}

var noteMark = Pattern(`^(?i:[\[［〔【(（]?\s*(?:note|註|注|附註|附注|n\.?|fn\.?)?\s*(?:\d{1,3}|[ivxlc]{1,6}|[a-z]{1,2}|[*†‡§¶#＊]{1,3})(?:\s*[,，、–-]\s*(?:\d{1,3}|[a-z]))*\s*[\]］〕】)）]?)$`)

// IsNoteMark reports whether text can be a reference to a note, such as 3, [3], 註3 or *. A
// number alone may also be an exponent; only a link tells them apart.
func IsNoteMark(text string) bool { return noteMark().MatchString(strings.TrimSpace(text)) }

var bracketedMark = Pattern(`^(?i:[\[［〔【]\s*(?:note|註|注|附註|附注|n\.?|fn\.?)?\s*(?:\d{1,3}|[a-z])(?:\s*[,，、–-]\s*(?:\d{1,3}|[a-z]))*\s*[\]］〕】]|[(（]?\s*(?:註|注|附註|附注)\s*(?:\d{1,3}|[一二三四五六七八九十]{1,3})\s*[)）]?)$`)

// IsBracketedMark reports whether raised text can only be a reference to a note, such as [3] or
// 註三.
func IsBracketedMark(text string) bool { return bracketedMark().MatchString(strings.TrimSpace(text)) }
