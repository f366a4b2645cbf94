package main

import (
	"fmt"
	"strings"
	"time"
)

type searchCommand struct {
	Query []string `arg:"" optional:"" help:"What to look for; without it, standard input is read."`
	K     int      `short:"k" help:"How many passages at most." default:"8" env:"FOOTNOTE_SEARCH_K"`
}

func (c *searchCommand) Help() string {
	return `Examples:

  footnote search -k 3 "卡脖子技術"
  footnote search --article report.md --json "patents" | jq '.passages[0].text'`
}

func (c *searchCommand) Run(a *app) error {
	if c.K < 1 {
		return usagef("-k must be at least 1")
	}
	query, err := a.question(c.Query)
	if err != nil {
		return err
	}
	l, err := a.load()
	if err != nil {
		return err
	}
	start := time.Now()
	hits, err := l.Search(a.ctx, query, c.K)
	if err != nil {
		return err
	}
	if a.JSON {
		return printJSON(a.out, struct {
			Query    string        `json:"query"`
			Passages []passageJSON `json:"passages"`
			TookMS   float64       `json:"took_ms"`
		}{query, passagesJSON(hits), milliseconds(time.Since(start))})
	}
	if len(hits) == 0 {
		a.note("no passage matches")
	}
	var out strings.Builder
	for i, h := range hits {
		text := h.Text()
		if a.colour() {
			text = marked(text, l.Index.Highlight(query, text))
		}
		fmt.Fprintf(&out, "%d. %.3f  %s\n%s\n\n", i+1, h.Score, where(h.Ref, h.Best.Span), text)
	}
	return a.print(out.String())
}
