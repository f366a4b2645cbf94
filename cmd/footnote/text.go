package main

import "footnote/api/value"

type textCommand struct{}

func (textCommand) Help() string {
	return `Positions in --json output are byte offsets into this text.

  footnote text --article report.html > report.txt`
}

type textJSON struct {
	ID       string          `json:"id"`
	Title    string          `json:"title"`
	Text     string          `json:"text"`
	Warnings []value.Warning `json:"warnings"`
}

func (textCommand) Run(a *app) error {
	source, err := a.setup.Source(a.ctx)
	if err != nil {
		return err
	}
	defer source.Close()
	articles, err := source.Articles(a.ctx)
	if err != nil {
		return err
	}
	if !a.JSON {
		for _, article := range articles {
			if err := written(a.out.Verbatim(article.Text)); err != nil {
				return err
			}
			for _, w := range article.Warnings {
				a.note("%s: bytes %d to %d, “%s”: %s", article.Title, w.Start, w.End, article.Quote(w.Span), w.Message)
			}
		}
		return nil
	}
	all := make([]textJSON, len(articles))
	for i, article := range articles {
		all[i] = textJSON{article.ID, article.Title, article.Text, value.Warnings(article)}
	}
	return a.out.JSON(map[string]any{"articles": all})
}
