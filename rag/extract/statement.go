// Package extract chooses the sentences of the articles that answer a question, and adds to
// each what it needs to be understood: the items of a list to their lead-in, the heading or
// the sentence that names its subject.
package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"footnote/corpus"
	"footnote/corpus/doc"
	"footnote/rag/index"
	"footnote/rag/sentence"
)

// A Statement is one or more sentences of an article that belong together.
type Statement struct {
	index.Ref
	corpus.Span               // from the first to the last sentence; this is what a footnote quotes
	Heading     string        // names the subject if the sentences do not; usually ""
	Lines       []corpus.Span // as they are shown, one below the other
	Rest        int           // number of list items that are left out at the end
}

const (
	// maxLines is the largest number of lines of a list that are shown.
	maxLines = 15
	// maxWithSubject is the length limit, in bytes, of a sentence together with the one that
	// names its subject and everything between them.
	maxWithSubject = 600
	// maxUnderHeading is the largest number of sentences of a section whose heading is likely
	// to name what they are about.
	maxUnderHeading = 4
)

// Text returns the statement as it is shown, without its footnote mark.
func (s Statement) Text() string {
	var lines []string
	for _, l := range s.Lines {
		lines = append(lines, oneLine(s.Article.Quote(l)))
	}
	if s.Rest > 0 {
		lines = append(lines, "…")
	}
	text := strings.Join(lines, "\n")
	if s.Heading == "" {
		return text
	}
	heading := oneLine(s.Heading)
	last, _ := utf8.DecodeLastRuneInString(heading)
	switch {
	case unicode.IsPunct(last): // the heading has its own punctuation
		return heading + " " + text
	case strings.ContainsFunc(text, func(r rune) bool { return unicode.Is(unicode.Han, r) }):
		return heading + "：" + text
	}
	return heading + ": " + text
}

// oneLine joins the lines of a wrapped sentence.
func oneLine(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == '\n' || unicode.IsControl(r) }), " ")
}

// list returns a list with its lead-in, if there is one. The title of a section is not a
// sentence, and is not quoted as a lead-in.
func list(r index.Ref, leadIn corpus.Span, items []corpus.Span) Statement {
	s := Statement{Ref: r, Lines: items}
	if len(items) > maxLines {
		s.Lines, s.Rest = items[:maxLines], len(items)-maxLines
	}
	if leadIn != (corpus.Span{}) {
		s.Lines = append([]corpus.Span{leadIn}, s.Lines...)
	}
	s.Span = corpus.Span{Start: s.Lines[0].Start, End: s.Lines[len(s.Lines)-1].End}
	return s
}

// goesOn returns the sentences right after a sentence that add to it: 另外…
func (c *chooser) goesOn(at candidate) (lines []corpus.Span) {
	all := at.Article.Passages[at.Passage].Sentences
	for i := at.sentence + 1; i < len(all) && len(lines) < 2; i++ {
		if !adds().MatchString(at.Article.Quote(all[i])) {
			break
		}
		lines = append(lines, all[i])
	}
	return lines
}

var adds = doc.Pattern(`(?i)^(?:另外|此外|其次|再者|再次|同時|同时|並且|并且|而且|还有|還有|第[二三四]|最後|最后|also|in addition|additionally|moreover|furthermore|besides|second(?:ly)?|third(?:ly)?|finally|another)[\s，,、：:]?`)

// whole returns a sentence together with what names its subject, if it does not do so itself.
func (c *chooser) whole(at candidate) Statement {
	s := Statement{Ref: at.Ref, Span: at.Span, Lines: []corpus.Span{at.Span}}
	text := s.Article.Quote(at.Span)
	if sentence.NeedsSubject(text) {
		subject, section, ok := sentence.Subject(s.Article, at.Passage, at.sentence)
		if ok && subject != (corpus.Span{}) && subject.End <= s.Start && s.End-subject.Start <= maxWithSubject {
			s.Start = subject.Start
			s.Lines = []corpus.Span{s.Span}
			return s
		}
		if ok && !c.says(text, section) {
			s.Heading = section
		}
		return s
	}
	if c.several {
		if more := c.goesOn(at); len(more) > 0 {
			s.Lines, s.End = append(s.Lines, more...), more[len(more)-1].End
		}
	}
	if heading := sentence.Under(s.Article, at.Passage, at.sentence); c.names && c.short(at, heading) && !c.says(text, heading) {
		s.Heading = heading
		s.Start = c.headingBefore(at)
	}
	return s
}

// headingBefore returns the offset of the heading above a sentence in its passage, or else of
// the sentence.
func (c *chooser) headingBefore(at candidate) int {
	for i := at.sentence - 1; i >= 0; i-- {
		span := at.Article.Passages[at.Passage].Sentences[i]
		if at.End-span.Start > maxWithSubject {
			break
		}
		if sentence.KindOf(at.Article, at.Passage, i) == sentence.Heading {
			return span.Start
		}
	}
	return at.Start
}

// says reports whether a text has the words of a heading, or the heading is empty.
func (c *chooser) says(text, heading string) bool {
	return heading == "" || c.Coverage(heading, text) > 0.5
}

// short reports whether only a few sentences are under the heading of this one.
func (c *chooser) short(at candidate, heading string) bool {
	if heading == "" || heading == at.Article.Title {
		return false
	}
	n, section := 0, at.Article.Passages[at.Passage].Section
	for p := max(0, at.Passage-1); p < min(at.Passage+2, len(at.Article.Passages)); p++ {
		for i := range at.Article.Passages[p].Sentences {
			if at.Article.Passages[p].Section == section && sentence.Under(at.Article, p, i) == heading {
				n++
			}
		}
	}
	return n <= maxUnderHeading
}
