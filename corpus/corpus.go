// Package corpus turns files into articles: it has a file of any format and encoding parsed and
// repaired, finds its headings, and splits it into sections, sentences and passages. Each
// format has a package of its own below this one; formats.go lists them.
//
// All positions in Footnote are byte offsets into [Article.Text], the cleaned text that readers
// see, so a quotation can always be checked by slicing.
//
// Nothing here searches, answers, uses a network or prints. The package imports no package of
// Footnote except those below it.
package corpus

import (
	"slices"
	"sort"
	"strings"
	"time"

	"footnote/corpus/doc"
)

// An Article is a text with a title and its source. It is not changed after [Reader.Read] has
// returned it, so it may be shared.
type Article struct {
	ID     string // first 12 hexadecimal digits of the SHA-256 of Text
	Title  string // never empty
	Source string // path, address, "-" for standard input, or "built-in"
	Text   string // cleaned UTF-8; all spans count its bytes

	Author    string // as given in the file; empty if it is not
	Published string // the date, as 2006-01-02 or as written in the file; empty if unknown

	// Read is when the text was read from Source. It is set only for stored articles.
	Read time.Time

	Sections []Section // in order; together they cover Text
	Passages []Passage // in order; they do not overlap
	Pages    []Page    // in order; empty if the format has no pages, rows, slides or times

	Repairs  Repairs
	Warnings []Warning // in order of position

	SeenBy string `json:",omitempty"` // the model that read its scanned pages; empty if there are none
	// Pictures is how many pictures in it were not read. Only figures count, not decoration.
	Pictures int          `json:",omitempty"`
	Unread   []doc.Unread `json:"-"` // scanned pages that could not be read; not stored
}

// IsOfWeb reports whether the article was read from a web address, where its text may change.
func (a *Article) IsOfWeb() bool {
	return a != nil && (strings.HasPrefix(a.Source, "http://") || strings.HasPrefix(a.Source, "https://"))
}

// A Span is the half-open range [Start, End) of byte offsets into the Text of
// an Article. Both ends fall on character boundaries.
type Span struct{ Start, End int }

// A Section is a heading and the text after it up to the next heading.
type Section struct {
	Title string // the heading, cleaned; empty for text before the first heading
	Level int    // 1 is the outermost heading; 0 is text before the first one
	Span  Span   // the heading line included
}

// A Sentence is a whole sentence of the author, its closing marks included,
// or a clause of one that was too long.
type Sentence = Span

// A Page is where a page of a PDF begins or, in other formats, a row, a slide or a second.
type Page struct {
	Number int      // from 1; 0 begins a part without pages, or is second 0
	Start  int      // byte offset into Text
	Unit   doc.Unit `json:",omitempty"`
	Seen   bool     `json:",omitempty"` // whether a model read its text from a picture
}

// IsPlace reports whether p is a page, rather than the beginning of a part without pages.
func (p Page) IsPlace() bool { return p.Number > 0 || p.Unit == doc.Seconds }

// String returns the page in English, such as "p. 7" or "row 7". It is empty if p is no place.
func (p Page) String() string {
	if !p.IsPlace() {
		return ""
	}
	return p.Unit.In(p.Number)
}

// A Passage is a run of whole sentences of one section. It is the unit of retrieval.
type Passage struct {
	Span
	Section   int        // index into Article.Sections
	Sentences []Sentence // one or more, in order, inside Span
}

// Repairs counts what was repaired, so that nothing changes silently.
type Repairs struct {
	Glosses     int // pinyin glosses removed
	Mojibake    int // runs of mis-decoded text restored
	Punctuation int // ASCII marks between Han characters made full width
	Invisible   int // control, zero-width and direction characters removed
}

// A Warning marks text that looks broken but was not changed, because no repair was certain.
type Warning struct {
	Span
	Message string
}

// Quote returns the text of s. Like slicing, it panics if s is not within Text.
func (a *Article) Quote(s Span) string { return a.Text[s.Start:s.End] }

// PathMark separates the headings of a path.
const PathMark = " › "

// SectionPath returns the headings above section i and its own, outermost first, separated by
// [PathMark]. It is empty for text before the first heading.
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

// Place returns the article's title and [Article.SectionPath]. If the first heading is the
// title, it appears only once.
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

// At returns the page, row, … of the byte at offset.
func (a *Article) At(offset int) Page {
	i := sort.Search(len(a.Pages), func(i int) bool { return a.Pages[i].Start > offset })
	if i == 0 {
		return Page{}
	}
	return a.Pages[i-1]
}

// PageAt returns the number of the page of the byte at offset, or 0 if it is on no page.
func (a *Article) PageAt(offset int) int {
	if at := a.At(offset); at.Unit == doc.Pages {
		return at.Number
	}
	return 0
}

// SeenAt returns the model that read the byte at offset from a picture, or "" if it was text.
func (a *Article) SeenAt(offset int) string {
	if a.At(offset).Seen {
		return a.SeenBy
	}
	return ""
}

// SeenOn returns the model that read the page with that number from a picture, or "" if the page
// has text.
func (a *Article) SeenOn(number int) string {
	if slices.Contains(a.SeenPages(), number) {
		return a.SeenBy
	}
	return ""
}

// SeenPages returns the numbers of the pages that were read from pictures, in order.
func (a *Article) SeenPages() (all []int) {
	for _, p := range a.Pages {
		if p.Seen {
			all = append(all, p.Number)
		}
	}
	return all
}

// PageCount returns the number of pages, or 0 if the format has none.
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
