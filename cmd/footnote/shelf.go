package main

import (
	"errors"
	"fmt"
	"time"

	"footnote/cmd/footnote/internal/term"
	"footnote/corpus"
	"footnote/library/store"
)

type libraryList struct{}

// summaryJSON is an article of the library.
type summaryJSON struct {
	ID        string    `json:"id"`
	Title     string    `json:"title"`
	Source    string    `json:"source"`
	Author    string    `json:"author,omitempty"`
	Published string    `json:"published,omitempty"`
	Chars     int       `json:"chars"`
	Passages  int       `json:"passages"`
	Sentences int       `json:"sentences"`
	Pages     int       `json:"pages,omitempty"`
	Added     time.Time `json:"added"`
}

func newSummaryJSON(s store.Summary) summaryJSON {
	return summaryJSON{s.ID, s.Title, s.Source, s.Author, s.Published, s.Characters, s.Passages, s.Sentences, s.Pages, s.Added.UTC()}
}

func (libraryList) Run(a *app) error {
	all, _, done, err := a.summaries()
	if err != nil {
		return err
	}
	defer done()
	if a.JSON {
		list := make([]summaryJSON, len(all))
		for i, s := range all {
			list[i] = newSummaryJSON(s)
		}
		return printJSON(a.out, map[string]any{"articles": list})
	}
	if len(all) == 0 {
		a.note("the library is empty; footnote library add PATH adds to it")
	}
	var out term.Page
	for _, s := range all {
		out.Line("%s  %s  %7d characters %5d passages  %s", s.ID, s.Added.Local().Format(time.DateOnly), s.Characters, s.Passages, s.Title)
	}
	return a.show(&out)
}

// summaries are what the library has; store is nil where there is no library.
func (a *app) summaries() (all []store.Summary, db *store.Library, done func(), err error) {
	l, scope, done, err := a.libraryToRead(nil)
	if l == nil || err != nil {
		return nil, nil, done, err
	}
	if all, err = l.List(a.ctx, scope); err != nil {
		done()
	}
	return all, l.Store, done, err
}

type libraryShow struct {
	Article string `arg:"" help:"Its id or title, or a part of either that only it has."`
	Text    bool   `help:"Print its text, exactly as positions count it."`
}

func (c *libraryShow) Run(a *app) error {
	all, db, done, err := a.summaries()
	if err != nil {
		return err
	}
	defer done()
	s, err := toRead("library", all, ofSummary, c.Article)
	if err != nil {
		return err
	}
	r, found, err := db.Article(a.ctx, store.Scope(a.Scope), s.ID, "")
	if err == nil && !found {
		err = errors.New("the article was removed just now")
	}
	switch {
	case err != nil:
		return err
	case a.JSON:
		return printJSON(a.out, struct {
			summaryJSON
			Sections []string    `json:"sections"`
			Repairs  repairsJSON `json:"repairs"`
			Text     string      `json:"text"`
		}{newSummaryJSON(s), outline(r.Article), repairsJSON(r.Article.Repairs), r.Article.Text})
	case c.Text:
		return written(a.out.Verbatim(r.Article.Text))
	}
	return a.show(aboutArticle(s, r.Article))
}

func outline(a *corpus.Article) []string {
	sections := []string{}
	for i, s := range a.Sections {
		if s.Title != "" {
			sections = append(sections, a.SectionPath(i))
		}
	}
	return sections
}

func aboutArticle(s store.Summary, article *corpus.Article) *term.Page {
	var out term.Page
	field := func(name, value string) {
		if value != "" {
			out.Line("%-10s %s", name, value)
		}
	}
	field("title", s.Title)
	field("author", s.Author)
	field("published", s.Published)
	field("source", s.Source)
	field("id", s.ID)
	field("added", s.Added.Local().Format(time.DateTime))
	field("size", fmt.Sprintf("%d characters, %d passages, %d sentences", s.Characters, s.Passages, s.Sentences))
	if s.Pages > 0 {
		field("pages", fmt.Sprint(s.Pages))
	}
	for _, section := range outline(article) {
		field("section", section)
	}
	for _, w := range article.Warnings {
		field("warning", article.Quote(w.Span)+": "+w.Message)
	}
	return &out
}
