// Package about answers questions about the articles themselves rather than about their
// content: what they are about, who wrote them and when, how many there are, which of them
// mention something.
//
// It finds sentences and recorded facts. Package intent decides whether a reader asked for
// them, and package rag how to show them.
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

// A Reply is what is said about the articles, in reading order.
type Reply struct {
	Lead       string      // the first line, without a footnote: a title, a count, a recorded fact
	Titles     []string    // of articles, to be numbered from 1
	Statements []Statement // lines with a footnote each
	Rest       string      // the last line: what was left out, or what to do next
	// Unrecorded means that what was asked for is not known. Statements are then what comes
	// closest to it.
	Unrecorded bool
}

// A Statement is a line that rests on a sentence of an article.
type Statement struct {
	Text string // the text of the line; empty means the sentence itself
	index.Ref
	corpus.Span // of the sentence, within the passage
}

// Line returns the text of the statement, on one line and without its footnote.
func (s Statement) Line() string {
	if s.Text != "" {
		return s.Text
	}
	return oneLine(s.Article.Quote(s.Span))
}

// Text returns the whole reply, one line each, with the numbers of the statements, from 1, in
// square brackets.
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

// Passages returns the passages of the statements, each once, in the order of the articles.
func (r Reply) Passages() []index.Ref {
	var all []index.Ref
	for _, s := range r.Statements {
		all = append(all, s.Ref)
	}
	slices.SortFunc(all, index.Ref.Compare)
	return slices.Compact(all)
}

// oneLine joins the lines of a wrapped sentence and removes control characters.
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
