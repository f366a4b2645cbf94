// Package footnotes makes the lines below an answer, which say where each of its statements
// comes from. A line quotes its sentence unless the answer already shows it word by word.
// Footnotes of the same place share a line.
package footnotes

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"footnote/corpus"
	"footnote/rag"
	"footnote/rag/sentence"
)

// A Line has the footnotes of one place: a section of an article, or a page, row or the like
// of it.
type Line struct {
	Numbers []int // at least one, in order
	Place   string
	Quotes  []Quote // of the footnotes that show more than their place, in order
	Article *corpus.Article
	Spans   []corpus.Span // of the sentences, one for each number
}

// A Quote is what a footnote shows after its place.
type Quote struct {
	Number   int
	Sentence string // empty if the answer shows it word by word
	Cells    string // for a table row, its cells with the headers of their columns; else empty
}

// Shown returns the cells of a table row, which include all of it, or else the sentence.
func (q Quote) Shown() string { return cmp.Or(q.Cells, q.Sentence) }

// Mark returns the number as it appears in the text: "[1]".
func (q Quote) Mark() string { return mark(q.Number) }

// Marks returns the numbers as they appear in the text: "[1][3]".
func (l Line) Marks() string {
	var out strings.Builder
	for _, n := range l.Numbers {
		out.WriteString(mark(n))
	}
	return out.String()
}

// Lines returns the lines of an answer, in the order of their first footnotes. place returns
// the name of the place of a footnote's sentence.
func Lines(a rag.Answer, place func(rag.Footnote) string) []Line {
	var lines []Line
	for i, f := range a.Footnotes {
		line := NewLine(f, place(f))
		if shows(a, i) {
			line.Quotes = shown(line.Quotes)
		}
		at := slices.IndexFunc(lines, func(l Line) bool { return l.Place == line.Place && l.Article == line.Article })
		if at < 0 {
			lines = append(lines, line)
			continue
		}
		same := &lines[at]
		same.Numbers, same.Spans, same.Quotes = append(same.Numbers, line.Numbers...), append(same.Spans, line.Spans...), append(same.Quotes, line.Quotes...)
	}
	return lines
}

// shown removes from quotes the sentences, which the answer shows itself.
func shown(quotes []Quote) (rest []Quote) {
	for _, q := range quotes {
		if q.Sentence = ""; q.Cells != "" {
			rest = append(rest, q)
		}
	}
	return rest
}

// NewLine returns the line of one footnote, with its sentence quoted.
func NewLine(f rag.Footnote, place string) Line {
	l := Line{Numbers: []int{f.Number}, Place: place, Article: f.Article, Spans: []corpus.Span{f.Span}}
	if q := (Quote{f.Number, f.Quote, sentence.HeadedIn(f.Article, f.Passage, f.Span)}); q.Shown() != "" {
		l.Quotes = []Quote{q}
	}
	return l
}

// mostMarks is how many occurrences of a footnote's mark are checked.
const mostMarks = 20

// shows reports whether the answer has the sentence of its i-th footnote word by word as a
// statement before the footnote's mark: by itself, after a heading that the place names, or as
// the lines of a list.
func shows(a rag.Answer, i int) bool {
	own, at := mark(a.Footnotes[i].Number), 0
	for range mostMarks {
		next := strings.Index(a.Text[at:], own)
		if next < 0 {
			return false
		}
		at += next
		text, f := a.Text[:at], a.Footnotes[i]
		if endsWith(text, a.Footnotes, i) || behindHeading(text, f) || asList(text, f.Quote) {
			return true
		}
		at += len(own)
	}
	return false
}

// endsWith reports whether text ends with the sentence of the i-th footnote as a statement,
// possibly followed by other marks: "A [1][2]".
func endsWith(text string, all []rag.Footnote, i int) bool {
	for range all {
		if beforeOthers(text, all, i) {
			return true
		}
		text = strings.TrimRightFunc(text, unicode.IsSpace)
		n := slices.IndexFunc(all, func(f rag.Footnote) bool { return strings.HasSuffix(text, mark(f.Number)) })
		if n < 0 {
			return false
		}
		text = strings.TrimSuffix(text, mark(all[n].Number))
	}
	return false
}

// beforeOthers reports whether text ends with the sentence of the i-th footnote, possibly
// followed by the sentences of other footnotes: "A. B. [1][2]".
func beforeOthers(text string, all []rag.Footnote, i int) bool {
	for range all {
		if before, ok := cutSentence(text, all[i].Quote); ok && ends(before) {
			return true
		}
		n := slices.IndexFunc(all, func(f rag.Footnote) bool { _, ok := cutSentence(text, f.Quote); return ok })
		if n < 0 {
			return false
		}
		text, _ = cutSentence(text, all[n].Quote)
	}
	return false
}

func mark(number int) string { return "[" + strconv.Itoa(number) + "]" }
