package doc

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Superscript is how text that is raised above the line is written in plain text
// after before, so that no digit is taken for one of the number that it follows:
// 10⁶, x^k, e^(-kt), but 20th and Mme.
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

// Raised is [Superscript], but for the marks of notes, which are no part of the text:
// what is written in brackets, and what a link to a note is on.
func Raised(before, text string, linked bool) string {
	if linked && IsNoteMark(text) || IsBracketedMark(text) || strings.Trim(text, " ,，、") == "" { // the last stands between marks
		return ""
	}
	return Superscript(before, text)
}

// Subscript is the same for text below the line: H₂O, log₁₀.
func Subscript(text string) string {
	text = strings.TrimSpace(text)
	if mapsTo(text, lowered) {
		return strings.Map(lowered, text)
	}
	return text
}

// maxScript is how many characters of an exponent are told apart from a text that
// is only set small.
const maxScript = 24

var ordinalOrMark = Pattern(`^(?i:st|nd|rd|th|er|re|e|è|ème|o|os|a|as|º|ª|tm|sm|®|©|™|℠)$`)

func isNotLetter(r rune) bool      { return !unicode.IsLetter(r) }
func isLetterOrNumber(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }
func isNotDigit(r rune) bool       { return !unicode.IsDigit(r) }

func mapsTo(text string, script func(rune) rune) bool {
	return strings.ContainsFunc(text, unicode.IsNumber) && !strings.ContainsFunc(text, func(r rune) bool { return script(r) < 0 }) ||
		text == "n" || strings.Trim(text, "+-−") == "" && text != ""
}

// raised is the superscript of a character, -1 where there is none.
func raised(r rune) rune { return scriptOf(r, "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿⁱ") }

// lowered is the subscript of a character, -1 where there is none.
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

// IsNoteMark reports what a reference to a note is written as: 3, [3], 註3, *. A
// number alone may as well be an exponent: only the link on it tells.
func IsNoteMark(text string) bool { return noteMark().MatchString(strings.TrimSpace(text)) }

var bracketedMark = Pattern(`^(?i:[\[［〔【]\s*(?:note|註|注|附註|附注|n\.?|fn\.?)?\s*(?:\d{1,3}|[a-z])(?:\s*[,，、–-]\s*(?:\d{1,3}|[a-z]))*\s*[\]］〕】]|[(（]?\s*(?:註|注|附註|附注)\s*(?:\d{1,3}|[一二三四五六七八九十]{1,3})\s*[)）]?)$`)

// IsBracketedMark reports a mark that stands for a note and for nothing else where
// it is raised above the line: [3], 註三.
func IsBracketedMark(text string) bool { return bracketedMark().MatchString(strings.TrimSpace(text)) }
