package pdf

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"footnote/corpus/doc"
)

// hyphenation is the set of words of a document in lower case: words without a hyphen, and
// those with a hyphen inside.
type hyphenation map[string]bool

func newHyphenation(pages [][]line) hyphenation {
	words := hyphenation{}
	if !slices.ContainsFunc(pages, divides) {
		return words
	}
	for _, page := range pages {
		for i, l := range page {
			text := l.text
			if i+1 < len(page) && strings.HasSuffix(text, "-") { // half of a divided word is not a word
				text = strings.TrimRightFunc(text, func(r rune) bool { return !outsideWord(r) })
			}
			if i > 0 && strings.HasSuffix(page[i-1].text, "-") {
				text = strings.TrimLeftFunc(text, func(r rune) bool { return !outsideWord(r) })
			}
			for word := range strings.FieldsFuncSeq(text, outsideWord) {
				words[strings.ToLower(word)] = true
			}
		}
	}
	return words
}

func divides(page []line) bool {
	return slices.ContainsFunc(page, func(l line) bool { return strings.HasSuffix(l.text, "-") })
}

func outsideWord(r rune) bool { return !unicode.IsLetter(r) && r != '-' }

// halves returns the halves of a word divided between two lines: the last letters of before,
// without its hyphen, and the first ones of after. They are empty if no word is divided there: if
// after does not begin with a small letter, the hyphen was written for another reason.
func halves(before, after string) (head, tail string) {
	before, hyphen := strings.CutSuffix(before, "-")
	if !hyphen || !unicode.IsLower(firstRune(after)) {
		return "", ""
	}
	head = before[len(strings.TrimRightFunc(before, unicode.IsLetter)):]
	tail = after[:len(after)-len(strings.TrimLeftFunc(after, unicode.IsLetter))]
	return strings.ToLower(head), strings.ToLower(tail)
}

// minCompound is the minimum length in letters of a word that may be half of a compound.
const minCompound = 3

// compound reports whether the hyphen between two halves belongs to the word: the document has
// the hyphenated word within a line, or has both halves as words and not the whole.
func (h hyphenation) compound(head, tail string) bool {
	switch {
	case h[head+tail]:
		return false
	case h[head+"-"+tail], head == "self", head == "well":
		return true
	}
	return h[head] && h[tail] && len(tail) >= minCompound && len(head) >= minCompound
}

// join joins the lines of a paragraph. It removes a hyphen at the end of a line unless the
// hyphen belongs to the word.
func (h hyphenation) join(paragraph []line) string {
	var out strings.Builder
	before := paragraph[0].text
	for _, l := range paragraph[1:] {
		switch head, tail := halves(before, l.text); {
		case head != "" && !h.compound(head, tail):
			out.WriteString(strings.TrimSuffix(before, "-"))
		default:
			out.WriteString(before)
			out.WriteString(doc.LineBreak(before, l.text))
		}
		before = l.text
	}
	out.WriteString(before)
	return out.String()
}

func wide(r rune) bool { return doc.Width(string(r)) == 2 }

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}
