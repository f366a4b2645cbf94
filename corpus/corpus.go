// Package corpus makes articles of files: it has a file read, in whatever encoding
// and format it comes, and repaired, finds its headings, and splits it into
// sections, sentences and passages. Each format has a package of its own below
// this one; formats.go is the list of them.
//
// Every position in Footnote is a byte offset into [Article.Text], the cleaned
// form that people see, so a quotation can always be checked by slicing.
//
// Nothing here searches, answers, talks to a network or prints. It imports no
// package of Footnote but those below it.
package corpus

import (
	"sort"
	"strings"

	"footnote/corpus/doc"
)

// An Article is one text with a title and where it came from.
// It is not changed after [Reader.Read] returned it, so it may be shared.
type Article struct {
	ID     string // first 12 hexadecimal digits of the SHA-256 of Text
	Title  string // never empty
	Source string // path, address, "-" for standard input, or "built-in"
	Text   string // cleaned UTF-8; all spans count its bytes

	Author    string // as the file names it; empty where it does not
	Published string // when, as 2006-01-02 or as the file writes it; empty where it does not

	Sections []Section // in order; together they cover Text
	Passages []Passage // in order; they do not overlap
	Pages    []Page    // in order; none where the format has no pages, rows, slides or times

	Repairs  Repairs
	Warnings []Warning // in order of position
}

// A Span is the half-open range [Start, End) of byte offsets into the Text of
// an Article. Both ends fall on character boundaries.
type Span struct{ Start, End int }

// A Section is a heading and what follows it up to the next heading.
type Section struct {
	Title string // the heading, cleaned; empty for text before the first heading
	Level int    // 1 is the outermost heading; 0 is text before the first one
	Span  Span   // the heading line included
}

// A Sentence is a whole sentence of the author, its closing marks included,
// or a clause of one that was too long.
type Sentence = Span

// A Page is where a page of a PDF begins, or what other formats have instead: a row,
// a slide, a second.
type Page struct {
	Number int      // from 1; 0 is where pages end and a part without any begins, or second 0
	Start  int      // byte offset into Text
	Unit   doc.Unit `json:",omitempty"`
}

// IsPlace reports a page that people can look up, not the lack of one.
func (p Page) IsPlace() bool { return p.Number > 0 || p.Unit == doc.Seconds }

// String is the page as people write it in English: "p. 7", "row 7". It is empty
// where it is no place.
func (p Page) String() string {
	if !p.IsPlace() {
		return ""
	}
	return p.Unit.In(p.Number)
}

// A Passage is a run of whole sentences of one section, the unit of retrieval.
type Passage struct {
	Span
	Section   int        // index into Article.Sections
	Sentences []Sentence // one or more, in order, inside Span
}

// Repairs counts what was mended, so that nothing is changed silently.
type Repairs struct {
	Glosses     int // pinyin glosses removed
	Mojibake    int // runs of mis-decoded text restored
	Punctuation int // ASCII marks between Han characters made full width
	Invisible   int // control, zero-width and direction characters removed
}

// A Warning is about text that looks broken and was left as it is, because no
// repair was certain.
type Warning struct {
	Span
	Message string
}

// Quote returns the text of s.
// It panics where s is not within Text, like slicing does.
func (a *Article) Quote(s Span) string { return a.Text[s.Start:s.End] }

// PathMark stands between two headings of a path.
const PathMark = " › "

// SectionPath is the headings above section i and its own, outermost first, with
// [PathMark] between them. It is empty for text before the first heading.
func (a *Article) SectionPath(i int) string {
	var path []string
	level := a.Sections[i].Level + 1
	for ; i >= 0; i-- {
		if s := a.Sections[i]; s.Level < level && s.Title != "" {
			path = append([]string{s.Title}, path...)
			level = s.Level
		}
	}
	return strings.Join(path, PathMark)
}

// Place is [Article.SectionPath] below the article's title, which is not said twice
// where it is the first heading.
func (a *Article) Place(i int) string {
	path := a.SectionPath(i)
	switch {
	case path == "":
		return a.Title
	case path == a.Title, strings.HasPrefix(path, a.Title+PathMark):
		return path
	}
	return a.Title + PathMark + path
}

// At is the page, row, … that the byte at offset stands on.
func (a *Article) At(offset int) Page {
	i := sort.Search(len(a.Pages), func(i int) bool { return a.Pages[i].Start > offset })
	if i == 0 {
		return Page{}
	}
	return a.Pages[i-1]
}

// PageAt is the number of the page that the byte at offset stands on, 0 where
// it stands on none.
func (a *Article) PageAt(offset int) int {
	if at := a.At(offset); at.Unit == doc.Pages {
		return at.Number
	}
	return 0
}

// PageCount is how many pages the article has: 0 where the format has none.
func (a *Article) PageCount() int {
	n := 0
	for _, p := range a.Pages {
		if p.Unit == doc.Pages && p.Number > 0 {
			n++
		}
	}
	return n
}

// SentenceCount is the number of sentences in all passages.
func (a *Article) SentenceCount() int {
	n := 0
	for _, p := range a.Passages {
		n += len(p.Sentences)
	}
	return n
}
