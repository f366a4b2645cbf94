package about

import (
	"fmt"
	"strings"
	"unicode"

	"footnote/corpus"
	"footnote/corpus/doc"
)

// A size is how long an article is.
type size struct {
	han, words      int // characters of Chinese and Japanese, words of anything else
	sentences       int
	sections, pages int
	minutes         int // to read it, 1 or more
}

// What people read in a minute.
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

// in is how long it is, in characters where most of it is Chinese or Japanese,
// else in words, each with the unit after the rounded number.
func (s size) in(characters, words string) string {
	if s.han >= s.words {
		return grouped(rounded(s.han+s.words)) + characters
	}
	return grouped(rounded(s.words)) + words
}

// parts is how many sections and pages there are, where there are any.
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

// rounded leaves two digits.
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
