package verify

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"footnote/corpus/doc"
)

// Stated returns what the piece states: its text, without a question at its end that only asks
// for agreement, such as "right?". It returns false if the piece is a question.
func (p Piece) Stated() (text string, ok bool) {
	said := withoutQuotes(strings.TrimSpace(p.Text))
	asked := strings.TrimRight(said, "?？!！ ")
	if !strings.ContainsAny(said[len(asked):], "?？") {
		return p.Text, true
	}
	before := tag().ReplaceAllString(asked, "")
	if before == asked {
		return "", false
	}
	if last, _ := utf8.DecodeLastRuneInString(before); unicode.Is(unicode.Han, last) {
		return before + "。", true
	}
	return before + ".", true
}

// tag matches a question that only asks for agreement, at the end of a text.
var tag = doc.Pattern(`(?i)(?:` +
	`(?:,|;| [-–—]) *(?:right|correct|true|yes|no|eh|huh|ok|innit|agreed|don['’]t you (?:think|agree)|wouldn['’]t you (?:say|agree)|` +
	`(?:ai|am|are|ca|can|could|did|do|does|had|has|have|is|must|should|was|were|will|wo|would)(?:n['’]t)? (?:he|i|it|she|that|there|they|this|we|you)(?: not)?)|` +
	`[,，、 ]*(?:[对對][吧吗嗎]|不是[吗嗎]|(?:是|没错|沒錯)?吧)|` +
	`[,，] *(?:是[吗嗎]|[对對]不[对對]|是不是|有?没错吗|有?沒錯嗎))$`)

// withoutQuotes removes quotation marks or brackets that are around the whole text.
func withoutQuotes(text string) string {
	const opening, closing = "\"“'‘「『（(", "\"”'’」』）)"
	last, size := utf8.DecodeLastRuneInString(text)
	at := strings.IndexRune(closing, last)
	if at < 0 {
		return text
	}
	open := []rune(opening)[utf8.RuneCountInString(closing[:at])]
	inner, ok := strings.CutPrefix(text[:len(text)-size], string(open))
	if !ok || strings.ContainsRune(inner, last) {
		return text
	}
	return withoutQuotes(strings.TrimSpace(inner))
}
