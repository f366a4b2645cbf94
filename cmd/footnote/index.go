package main

import (
	"time"

	"footnote/api/value"
	"footnote/cmd/footnote/internal/page"
	"footnote/cmd/footnote/internal/term"
)

type indexCommand struct{}

func (indexCommand) Help() string {
	return `Examples:

  footnote index --article report.html
  footnote index --article a.md --article b.txt --json`
}

func (indexCommand) Run(a *app) error {
	start := time.Now()
	a.setup.RenewAll = true
	engine, err := a.setup.Searcher(a.ctx)
	if err != nil {
		return err
	}
	articles := engine.Articles()
	took := time.Since(start)
	if a.JSON {
		all := make([]value.Article, len(articles))
		for i, article := range articles {
			all[i] = value.NewArticle(article)
		}
		return a.out.JSON(struct {
			Articles []value.Article `json:"articles"`
			Embedder string          `json:"embedder"`
			TookMS   float64         `json:"took_ms"`
		}{all, a.Embedder, value.Milliseconds(took)})
	}
	var out term.Page
	for _, article := range articles {
		page.Describe(&out, article)
	}
	return a.show(&out)
}
