package corpus

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"footnote/corpus/doc"
)

const (
	// maxQuoted is the number of characters up to which a quotation is not split at its own
	// sentences.
	maxQuoted = 400

	// maxOpen is the maximum number of opening marks without a closing one that are remembered.
	maxOpen = 1_000
)

// A splitter finds the sentences of one paragraph.
type splitter struct {
	runes  []rune
	offset []uint32 // of each rune and of the end, in bytes from the start of the paragraph
	inside []bool   // whether it is in quotation marks, brackets or a URL, where no sentence ends
}

// sentences splits a paragraph into whole sentences. The spans are relative to the paragraph.
// They begin and end without white space, and together they contain all other characters.
//
// A sentence ends at a full stop, question mark or exclamation mark and the closing marks after
// it, but not within a short quotation, brackets or a URL, in a number, or after an
// abbreviation. It ends at an ellipsis only if it does not go on after it.
func sentences(paragraph string) []Span {
	s := newSplitter(paragraph)
	spans := make([]Span, 0, s.terminators()+1)
	start := 0
	for i := 0; i < len(s.runes); i++ {
		if !s.ends(i) {
			continue
		}
		for i+1 < len(s.runes) && (doc.IsClosingMark(s.runes[i+1]) && !s.opensAt(i+1) || doc.IsSentenceEnd(s.runes[i+1]) || s.runes[i+1] == '…') {
			i++
		}
		if s.goesOn(i + 1) {
			continue
		}
		spans = s.appendTrimmed(spans, start, i+1)
		start = i + 1
	}
	return s.appendTrimmed(spans, start, len(s.runes))
}

// terminators counts the marks that end most sentences.
func (s splitter) terminators() int {
	n := 0
	for _, r := range s.runes {
		if doc.IsSentenceEnd(r) {
			n++
		}
	}
	return n
}

var urlPattern = doc.Pattern(`(?:https?://|www\.)[!-~]*[0-9A-Za-z/#=&_-]`)

// findURLs returns the positions of the URLs in s. Most texts have none, which a substring
// search finds out faster than a regular expression.
func findURLs(s string) [][]int {
	if !strings.Contains(s, "://") && !strings.Contains(s, "www.") {
		return nil
	}
	return urlPattern().FindAllStringIndex(s, -1)
}

func newSplitter(paragraph string) splitter {
	n := utf8.RuneCountInString(paragraph)
	s := splitter{make([]rune, 0, n), make([]uint32, 0, n+1), make([]bool, n)}
	for i, r := range paragraph {
		s.runes = append(s.runes, r)
		s.offset = append(s.offset, uint32(i))
	}
	s.offset = append(s.offset, uint32(len(paragraph)))
	s.markPairs()
	urls := findURLs(paragraph)
	for i := 0; i < len(s.runes) && len(urls) > 0; i++ {
		if at := int(s.offset[i]); at >= urls[0][1] {
			urls = urls[1:]
			i--
		} else if at >= urls[0][0] {
			s.inside[i] = true
		}
	}
	return s
}

// markPairs sets inside for the text between matching quotation marks and brackets.
func (s splitter) markPairs() {
	type opener struct {
		at int
		r  rune
	}
	var open []opener
	for i, r := range s.runes {
		if strings.ContainsRune(doc.OpeningMarks, r) || r == '"' && s.opensAt(i) {
			if len(open) == maxOpen {
				open = append(open[:0], open[maxOpen/2:]...)
			}
			open = append(open, opener{i, r})
			continue
		}
		for k := len(open) - 1; k >= max(0, len(open)-4); k-- {
			if !pairs(open[k].r, r) {
				continue
			}
			if i-open[k].at <= maxQuoted {
				for j := open[k].at; j < i; j++ {
					s.inside[j] = true
				}
			}
			open = open[:k]
			break
		}
	}
}

func pairs(open, shut rune) bool {
	if open == '"' {
		return shut == '"'
	}
	i := strings.IndexRune(doc.OpeningMarks, open)
	return i >= 0 && strings.HasPrefix(doc.ClosingMarks[i:], string(shut))
}

// opensAt reports whether the rune at i is a straight quotation mark that opens a quotation: it
// follows white space or an opening mark or, after wide characters, the number of straight
// marks before it is even.
func (s splitter) opensAt(i int) bool {
	if s.runes[i] != '"' {
		return false
	}
	return i == 0 || unicode.IsSpace(s.runes[i-1]) || strings.ContainsRune(doc.OpeningMarks, s.runes[i-1]) ||
		doc.IsWide(s.runes[i-1]) && s.straightMarks(max(0, i-maxQuoted), i)%2 == 0
}

func (s splitter) straightMarks(from, to int) int {
	n := 0
	for _, r := range s.runes[from:to] {
		if r == '"' {
			n++
		}
	}
	return n
}

// ends reports whether a sentence may end at the rune i, regardless of what follows.
func (s splitter) ends(i int) bool {
	r := s.runes[i]
	if s.inside[i] {
		return false
	}
	switch {
	case doc.IsClosingMark(r) && i > 0 && s.inside[i-1]:
		return s.runes[i-1] == '.' && s.space(i+1) || strings.ContainsRune(doc.SentenceEnds+"…", s.runes[i-1])
	case r == '!' || r == '?':
		next := s.afterClosers(i + 1)
		return next == 0 || unicode.IsSpace(next) || doc.IsWide(next) || doc.IsSentenceEnd(next)
	case doc.IsSentenceEnd(r):
		return true
	case r == '…':
		return s.ellipsisEnds(i)
	case r == '.':
		return s.fullStop(i)
	}
	return false
}

// ellipsisEnds reports whether the ellipsis at i ends a sentence. In Chinese, an ellipsis is as
// often a pause as an end, so it ends a sentence only at the end of the paragraph, or before a
// word with a capital letter.
func (s splitter) ellipsisEnds(i int) bool {
	for i < len(s.runes) && (s.runes[i] == '…' || doc.IsClosingMark(s.runes[i])) {
		i++
	}
	return i >= len(s.runes) || s.space(i) && unicode.IsUpper(s.nextWord(i))
}

// afterClosers returns the first rune at or after i that is no closing mark, or 0 at the end of
// the paragraph.
func (s splitter) afterClosers(i int) rune {
	for i < len(s.runes) && doc.IsClosingMark(s.runes[i]) {
		i++
	}
	if i >= len(s.runes) {
		return 0
	}
	return s.runes[i]
}

// nextWord returns the first letter or digit at or after i, or 0 if there is none.
func (s splitter) nextWord(i int) rune {
	for ; i < len(s.runes); i++ {
		if unicode.IsLetter(s.runes[i]) || unicode.IsDigit(s.runes[i]) {
			return s.runes[i]
		}
	}
	return 0
}

func (s splitter) space(i int) bool { return i >= len(s.runes) || unicode.IsSpace(s.runes[i]) }

// goesOn reports whether the text at i continues the sentence before it, as in 「真的嗎？」的問題, or
// when "he said" follows a quotation.
func (s splitter) goesOn(i int) bool {
	if i >= len(s.runes) {
		return false
	}
	if !doc.IsClosingMark(s.runes[i-1]) {
		return strings.ContainsRune("，、；,;", s.runes[i])
	}
	return strings.ContainsRune("，、；：,;:的", s.runes[i]) || unicode.IsSpace(s.runes[i]) && unicode.IsLower(s.nextWord(i))
}

func (s splitter) appendTrimmed(spans []Span, from, to int) []Span {
	for from < to && unicode.IsSpace(s.runes[from]) {
		from++
	}
	for from < to && unicode.IsSpace(s.runes[to-1]) {
		to--
	}
	if from == to {
		return spans
	}
	return append(spans, Span{int(s.offset[from]), int(s.offset[to])})
}
