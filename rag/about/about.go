// Package about answers what is asked about the articles themselves rather than
// about what stands in them: what they are about, who wrote them and when, how
// many there are, which of them mention something.
//
// It finds sentences and says what was recorded; whether that is what a reader
// asked for is decided in package intent, and how it is shown in package rag.
package about

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"footnote/corpus"
	"footnote/corpus/doc"
	"footnote/rag/index"
)

// A Reply is what is said about the articles, in the order in which it is read.
type Reply struct {
	Lead       string      // the first line, without a footnote: a title, a count, what was recorded
	Titles     []string    // of articles, to be numbered from 1
	Statements []Statement // lines that have a footnote each
	Rest       string      // the last line: what was left out, or what to do next
	// Unrecorded is that what was asked for is not known. Statements are what comes
	// nearest to it then.
	Unrecorded bool
}

// A Statement is a line that rests on a sentence of an article.
type Statement struct {
	Text string // what stands in the answer; empty is the sentence itself
	index.Ref
	corpus.Span // of the sentence, within the passage
}

// Line is what stands in the answer, on one line and without its footnote.
func (s Statement) Line() string {
	if s.Text != "" {
		return s.Text
	}
	return oneLine(s.Article.Quote(s.Span))
}

// Text is the whole reply, one line each, with the numbers of the statements from
// 1 in square brackets.
func (r Reply) Text() string {
	var lines []string
	if r.Lead != "" {
		lines = append(lines, r.Lead)
	}
	for i, title := range r.Titles {
		lines = append(lines, strconv.Itoa(i+1)+". "+title)
	}
	for i, s := range r.Statements {
		lines = append(lines, s.Line()+" ["+strconv.Itoa(i+1)+"]")
	}
	if r.Rest != "" {
		lines = append(lines, r.Rest)
	}
	return strings.Join(lines, "\n")
}

// Passages are those that the statements stand in, each once, in the order of the
// articles.
func (r Reply) Passages() []index.Ref {
	var all []index.Ref
	for _, s := range r.Statements {
		all = append(all, s.Ref)
	}
	slices.SortFunc(all, index.Ref.Compare)
	return slices.Compact(all)
}

// oneLine puts the lines of a wrapped sentence together and leaves out what moves
// a cursor.
func oneLine(s string) string {
	if !strings.ContainsFunc(s, unicode.IsControl) {
		return s
	}
	whole := ""
	for _, line := range strings.FieldsFunc(s, unicode.IsControl) {
		line = strings.TrimSpace(line)
		if whole != "" && line != "" {
			whole += doc.LineBreak(whole, line)
		}
		whole += line
	}
	return whole
}
