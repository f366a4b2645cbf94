package main

import (
	"errors"

	"footnote/api/value"
	"footnote/cmd/footnote/internal/page"
	"footnote/internal/setup"
)

type libraryShow struct {
	Article string `arg:"" complete:"article" help:"Its id or title, or a part of either that only it has; or the file or address that it came from."`
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
			value.Summary
			Sections []string      `json:"sections"`
			Repairs  value.Repairs `json:"repairs"`
			Text     string        `json:"text"`
		}{value.NewSummary(s), page.Outline(r.Article), value.Repairs(r.Article.Repairs), r.Article.Text})
	case c.Text:
		return written(a.out.Verbatim(r.Article.Text))
	}
	kept, err := l.Originals(a.ctx, l.Scope)
	if err != nil {
		return err
	}
	return a.show(page.About(s, r.Article, kept[s.ID]))
}
