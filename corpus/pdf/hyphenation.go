package pdf

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"footnote/corpus/doc"
)

// hyphenation has the words that a hyphen at the end of a line divides, in lower
// case and without the hyphen, and whether the document also has them without it.
type hyphenation map[string]bool

func newHyphenation(pages [][]line) hyphenation {
	words := hyphenation{}
	for _, page := range pages {
		for i := 1; i < len(page); i++ {
			if word := unhyphenated(page[i-1].text, page[i].text); word != "" {
				words[word] = false
			}
		}
	}
	if len(words) == 0 {
		return words
	}
	for _, page := range pages {
		for _, l := range page {
			for word := range strings.FieldsFuncSeq(l.text, outsideWord) {
				if _, asked := words[strings.ToLower(word)]; asked {
					words[strings.ToLower(word)] = true
				}
			}
		}
	}
	return words
}

func outsideWord(r rune) bool { return !unicode.IsLetter(r) && r != '-' }

// unhyphenated is the word that before ends with, but for its hyphen, and after
// goes on with; empty where there is none. What is not a small letter is a reason
// for the hyphen.
func unhyphenated(before, after string) string {
	before, hyphen := strings.CutSuffix(before, "-")
	if !hyphen || !unicode.IsLower(firstRune(after)) {
		return ""
	}
	head := before[len(strings.TrimRightFunc(before, unicode.IsLetter)):]
	tail := after[:len(after)-len(strings.TrimLeftFunc(after, unicode.IsLetter))]
	if head == "" {
		return ""
	}
	return strings.ToLower(head + tail)
}

// join makes one line of the lines of a paragraph. A hyphen at the end of a line
// goes where the document has the word without it, and stays where it may belong
// to the word.
func (d hyphenation) join(paragraph []line) string {
	var out strings.Builder
	before := paragraph[0].text
	for _, l := range paragraph[1:] {
		switch word := unhyphenated(before, l.text); {
		case word != "" && d[word]:
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
