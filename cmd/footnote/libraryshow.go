package main

import (
	"errors"
	"fmt"
	"time"

	"footnote/cmd/footnote/internal/term"
	"footnote/corpus"
	"footnote/internal/setup"
	"footnote/library/store"
)

type libraryShow struct {
	Article string `arg:"" help:"Its id or title, or a part of either that only it has."`
	Text    bool   `help:"Print its text, exactly as positions count it."`
}

func (c *libraryShow) Run(a *app) error {
	l, all, err := a.summaries()
	if err != nil {
		return err
	}
	defer l.Close()
	s, err := setup.Named(all, ofSummary, c.Article)
	if err != nil {
		return explainName("library", err)
	}
	r, found, err := l.Store.Article(a.ctx, l.Scope, s.ID, "")
	if err == nil && !found {
		err = errors.New("the article was removed just now")
	}
	switch {
	case err != nil:
		return err
	case a.JSON:
		return a.out.JSON(struct {
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
