// Package footnotes makes the lines below an answer: where each of its statements
// comes from. A sentence that the answer itself shows word by word is not said
// again; where the answer puts it in other words, its line quotes it.
package footnotes

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"footnote/rag"
	"footnote/rag/sentence"
)

// A Line is what stands below an answer for one footnote or, where several in a
// row are of the same place and quote nothing, for all of these.
type Line struct {
	Numbers []int  // at least one
	Place   string // of the sentence
	Quote   string // the sentence; empty where the answer shows it word by word
	Cells   string // of a row, its cells behind the heads of their columns; else empty
}

// Shown is what the line says behind its place: the cells of a row, which are all of
// it, else what it quotes. It may be empty.
func (l Line) Shown() string { return cmp.Or(l.Cells, l.Quote) }

// Marks are the numbers as they stand in the text: "[1][2]".
func (l Line) Marks() string {
	var out strings.Builder
	for _, n := range l.Numbers {
		out.WriteString(mark(n))
	}
	return out.String()
}

// Lines are those of an answer, in the order of its footnotes; place names where
// the sentence of one stands.
func Lines(a rag.Answer, place func(rag.Footnote) string) []Line {
	var lines []Line
	for i, f := range a.Footnotes {
		line := NewLine(f, place(f))
		if shows(a, i) {
			line.Quote = ""
		}
		if last := len(lines) - 1; last >= 0 && line.Shown() == "" && lines[last].Shown() == "" && lines[last].Place == line.Place {
			lines[last].Numbers = append(lines[last].Numbers, f.Number)
			continue
		}
		lines = append(lines, line)
	}
	return lines
}

// NewLine is the line of one footnote, which quotes its sentence.
func NewLine(f rag.Footnote, place string) Line {
	return Line{[]int{f.Number}, place, f.Quote, sentence.HeadedIn(f.Article, f.Passage, f.Span)}
}

// mostMarks is how many marks of one footnote are looked at.
const mostMarks = 20

// shows reports whether the answer has the sentence of its i-th footnote word by
// word, as the statement that the mark of the footnote stands behind: by itself,
// behind a heading that the place names, or as the lines of a list.
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

// endsWith reports whether text ends with the sentence of the i-th footnote as a
// statement. Other marks may stand behind it: "A [1][2]".
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

// beforeOthers reports whether the sentence of the i-th footnote stands at the end
// of text or, behind it, only the sentences of others: "A. B. [1][2]".
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
