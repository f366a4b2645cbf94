package main

import (
	"time"

	"footnote/api/value"
	"footnote/cmd/footnote/internal/page"
	"footnote/cmd/footnote/internal/term"
	"footnote/corpus"
)

type searchCommand struct {
	Query []string `arg:"" optional:"" help:"What to look for; without it, standard input is read."`
	K     int      `short:"k" help:"How many passages at most." default:"8" env:"FOOTNOTE_SEARCH_K"`
}

func (c *searchCommand) Help() string {
	return `Examples:

  footnote search -k 3 "卡脖子技術"
  footnote search --article report.md --json "patents" | jq '.passages[0].text'

The scores are of words and vectors; a judge orders the best five (--judge).`
}

func (c *searchCommand) Run(a *app) error {
	if c.K < 1 {
		return usagef("-k must be at least 1")
	}
	query, err := a.question(c.Query)
	if err != nil {
		return err
	}
	engine, err := a.setup.Searcher(a.ctx)
	if err != nil {
		return err
	}
	start := time.Now()
	hits, err := engine.Search(a.ctx, query, c.K)
	if err != nil {
		return err
	}
	if a.JSON {
		return a.out.JSON(value.NewFound(query, hits, time.Since(start)))
	}
	if len(hits) == 0 {
		a.note("no passage matches")
	}
	var out term.Page
	for i, h := range hits {
		out.Line("%d. %.3f  %s", i+1, h.Score, page.Where(h.Ref, h.Best.Span))
		var found []corpus.Span
		if a.out.Colour() {
			found = engine.Index.Highlight(query, h.Text())
		}
		page.Found(&out, h, found)
	}
	return a.show(&out)
}
