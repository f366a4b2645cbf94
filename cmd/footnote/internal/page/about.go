package page

import (
	"fmt"
	"time"

	"footnote/cmd/footnote/internal/term"
	"footnote/corpus"
	"footnote/corpus/doc"
	"footnote/corpus/figure"
	"footnote/library/store"
)

// About describes an article of the library in full. original is the size in bytes of the
// original file that is kept with it, or 0 if none is.
func About(s store.Summary, article *corpus.Article, original int64) *term.Page {
	var out term.Page
	field := func(name, value string) {
		if value != "" {
			out.Item(fmt.Sprintf("%-10s ", name), "%s", value)
		}
	}
	field("title", s.Title)
	field("author", s.Author)
	field("published", s.Published)
	if s.Source != "" {
		out.Whole("%-10s %s", "source", s.Source)
	}
	field("id", s.ID)
	field("added", s.Added.Local().Format(time.DateTime))
	field("size", term.Count(s.Characters, "character")+", "+term.Count(s.Passages, "passage")+", "+term.Count(s.Sentences, "sentence"))
	if s.Pages > 0 {
		field("pages", fmt.Sprint(s.Pages))
	}
	field("read by", seen(article))
	field("not read", figure.Counted(article.Pictures))
	if original > 0 {
		field("file", size(original)+", kept")
	}
	for _, section := range Outline(article) {
		field("section", section)
	}
	for _, w := range article.Warnings {
		field("warning", article.Quote(w.Span)+": "+w.Message)
	}
	return &out
}

// seen names the model that read the article from pictures, and the pages it read. It is empty
// if no model did.
func seen(a *corpus.Article) string {
	if a.SeenBy == "" {
		return ""
	}
	pages := a.SeenPages()
	if len(pages) == a.PageCount() {
		return a.SeenBy + ", from pictures; its words may be wrong"
	}
	return a.SeenBy + ", from pictures: " + doc.Numbered(pages) + "; its words may be wrong there"
}

// NotRead returns a remark to append to the title of an article with that many unread pictures.
func NotRead(pictures int) string {
	if pictures == 0 {
		return ""
	}
	return " (" + figure.Counted(pictures) + " not read)"
}

// size formats the size of a file for people.
func size(bytes int64) string {
	if bytes < 100_000 {
		return fmt.Sprintf("%d kB", (bytes+999)/1000)
	}
	return fmt.Sprintf("%.1f MB", float64(bytes)/1e6)
}

// Outline returns the sections of an article, each with the headings above it.
func Outline(a *corpus.Article) []string {
	sections := []string{}
	for i, s := range a.Sections {
		if s.Title != "" {
			sections = append(sections, a.SectionPath(i))
		}
	}
	return sections
}
