package footnotes

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"footnote/corpus/doc"
)

// cutSentence removes a sentence from the end of text, and reports whether it was there. It
// ignores white space, control and invisible characters on both sides, since a sentence that
// is wrapped in the article is on one line in an answer. It also ignores the bullet of a list
// item.
func cutSentence(text, sentence string) (before string, ok bool) {
	sentence = strings.TrimPrefix(sentence, bullet().FindString(sentence))
	found := false
	for {
		sentence = strings.TrimRightFunc(sentence, blank)
		if sentence == "" {
			return text, found
		}
		text = strings.TrimRightFunc(text, blank)
		want, n := utf8.DecodeLastRuneInString(sentence)
		got, m := utf8.DecodeLastRuneInString(text)
		if got != want || m == 0 {
			return "", false
		}
		text, sentence, found = text[:len(text)-m], sentence[:len(sentence)-n], true
	}
}

func blank(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) || doc.IsInvisible(r) }

// ends reports whether a statement may begin after text: at the beginning of a line, after the
// bullet of a list item, or where another statement ends.
func ends(text string) bool {
	line := text[strings.LastIndexByte(text, '\n')+1:]
	line = strings.TrimPrefix(line, bullet().FindString(line))
	return strings.TrimSpace(line) == "" || doc.EndsSentence(line) || footnoteAtEnd().MatchString(line)
}

// bullet matches the bullet of a list item, but not a number.
var bullet = doc.Pattern(`^\s*[-*+•·‧●○■□▪◦–—]\s*`)

var footnoteAtEnd = doc.Pattern(`\[[0-9]+\]\s*$`)
