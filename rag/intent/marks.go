package intent

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"footnote/corpus/doc"
)

// oneMark keeps only one of several question or exclamation marks at the end, and removes
// tildes.
func oneMark(text string) string {
	words := strings.TrimRight(text, "?？!！~～ ")
	end := text[len(words):]
	if marks := strings.ReplaceAll(end, " ", ""); utf8.RuneCountInString(marks) < 2 && !strings.ContainsAny(marks, "~～") {
		return text
	}
	for _, either := range []string{"?？", "!！"} {
		if i := strings.IndexAny(end, either); i >= 0 {
			r, _ := utf8.DecodeRuneInString(end[i:])
			return words + string(r)
		}
	}
	return words
}

// subjectPicture matches the beginning of a question about the emoji before it.
var subjectPicture = doc.Pattern(`^\s*(?:是|代表|的|什么意思|什麼意思|表示|(?:is |does )?(?:mean|stand)|emoji|表情)`)

// withoutPictures removes emoji from both ends.
func withoutPictures(text string) string {
	end := strings.TrimRightFunc(text, pictureOrSpace)
	begun := strings.TrimLeftFunc(end, pictureOrSpace)
	if subjectPicture().MatchString(begun) {
		begun = end
	}
	if !worded(begun) {
		return text
	}
	return strings.TrimSpace(begun)
}

func pictureOrSpace(r rune) bool {
	return unicode.IsSpace(r) || r >= 0x2190 && unicode.Is(unicode.So, r) || r == 0x200D || r == 0xFE0F || r == 0x20E3 || r >= 0x1F3FB && r <= 0x1F3FF
}
