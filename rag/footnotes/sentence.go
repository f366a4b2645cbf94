package footnotes

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"footnote/corpus/doc"
)

// cutSentence cuts a sentence off the end of text, and reports whether it is
// there. White space and what nobody sees count on neither side: a sentence that
// is wrapped in the article stands on one line in an answer. Neither does the
// mark of an item in a list.
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

// ends reports whether a statement may begin behind text: at the beginning of a
// line, behind the mark of an item, and where another statement ends.
func ends(text string) bool {
	line := text[strings.LastIndexByte(text, '\n')+1:]
	line = strings.TrimPrefix(line, bullet().FindString(line))
	return strings.TrimSpace(line) == "" || doc.EndsSentence(line) || footnoteAtEnd().MatchString(line)
}

// bullet is the mark of an item in a list, but none that numbers it.
var bullet = doc.Pattern(`^\s*[-*+•·‧●○■□▪◦–—]\s*`)

var footnoteAtEnd = doc.Pattern(`\[[0-9]+\]\s*$`)
