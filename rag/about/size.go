package about

import (
	"fmt"
	"strings"
	"unicode"

	"footnote/corpus"
	"footnote/corpus/doc"
)

// A size is the length of an article.
type size struct {
	han, words      int // characters of Chinese, Japanese and Korean; words of any other language
	sentences       int
	sections, pages int
	minutes         int // to read it, at least 1
}

// Reading speeds per minute.
const (
	hanPerMinute   = 400
	wordsPerMinute = 230
)

func sizeOf(a *corpus.Article) size {
	s := size{sentences: a.SentenceCount(), pages: a.PageCount()}
	for _, section := range a.Sections {
		if section.Title != "" && section.Title != a.Title {
			s.sections++
		}
	}
	inWord := false
	for _, r := range a.Text {
		switch {
		case doc.IsHan(r) || doc.IsKanaOrHangul(r):
			s.han++
			inWord = false
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			if !inWord {
				s.words++
			}
			inWord = true
		case strings.ContainsRune("'’-_.", r): // within a word
		default:
			inWord = false
		}
	}
	s.minutes = max(1, (s.han*wordsPerMinute+s.words*hanPerMinute+hanPerMinute*wordsPerMinute/2)/(hanPerMinute*wordsPerMinute))
	return s
}

// in returns the length in characters if most of the article is counted in characters, and
// otherwise in words. The number is rounded and followed by the unit.
func (s size) in(characters, words string) string {
	if s.han >= s.words {
		return grouped(rounded(s.han+s.words)) + characters
	}
	return grouped(rounded(s.words)) + words
}

// parts returns the numbers of sections and pages, if there is more than one.
func (s size) parts(sections, pages string) string {
	all := ""
	if s.sections > 1 {
		all += fmt.Sprintf(sections, s.sections)
	}
	if s.pages > 1 {
		all += fmt.Sprintf(pages, s.pages)
	}
	return all
}

// rounded rounds to two significant digits.
func rounded(n int) int {
	unit := 1
	for n/unit >= 100 {
		unit *= 10
	}
	return (n + unit/2) / unit * unit
}

// grouped writes 12345 as 12,345.
func grouped(n int) string {
	digits := fmt.Sprint(n)
	for at := len(digits) - 3; at > 0; at -= 3 {
		digits = digits[:at] + "," + digits[at:]
	}
	return digits
}
