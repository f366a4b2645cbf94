package main

import (
	"time"
	"unicode/utf8"

	"footnote/cmd/footnote/internal/term"
	"footnote/corpus"
)

type indexCommand struct{}

func (indexCommand) Help() string {
	return `Examples:

  footnote index --article report.html
  footnote index --article a.md --article b.txt --json`
}

type articleJSON struct {
	ID        string        `json:"id"`
	Title     string        `json:"title"`
	Source    string        `json:"source"`
	Chars     int           `json:"chars"`
	Passages  int           `json:"passages"`
	Sentences int           `json:"sentences"`
	Repairs   repairsJSON   `json:"repairs"`
	Warnings  []warningJSON `json:"warnings"`
}

type repairsJSON struct {
	Glosses     int `json:"glosses"`
	Mojibake    int `json:"mojibake"`
	Punctuation int `json:"punctuation"`
	Invisible   int `json:"invisible"`
}

type warningJSON struct {
	Start   int    `json:"start"`
	End     int    `json:"end"`
	Message string `json:"message"`
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
		all := make([]articleJSON, len(articles))
		for i, article := range articles {
			all[i] = newArticleJSON(article)
		}
		return a.out.JSON(struct {
			Articles []articleJSON `json:"articles"`
			Embedder string        `json:"embedder"`
			TookMS   float64       `json:"took_ms"`
		}{all, a.Embedder, milliseconds(took)})
	}
	var out term.Page
	for _, article := range articles {
		describe(&out, article)
	}
	return a.show(&out)
}

func newArticleJSON(a *corpus.Article) articleJSON {
	return articleJSON{a.ID, a.Title, a.Source, utf8.RuneCountInString(a.Text), len(a.Passages), a.SentenceCount(), repairsJSON(a.Repairs), warningsJSON(a)}
}

func warningsJSON(a *corpus.Article) []warningJSON {
	warnings := make([]warningJSON, len(a.Warnings))
	for i, w := range a.Warnings {
		warnings[i] = warningJSON{w.Start, w.End, w.Message}
	}
	return warnings
}

func describe(out *term.Page, a *corpus.Article) {
	out.Line("%s (%s, %s)", a.Title, a.Source, a.ID)
	out.Line("  %d characters, %d sections, %d passages, %d sentences", utf8.RuneCountInString(a.Text), len(a.Sections), len(a.Passages), a.SentenceCount())
	r := a.Repairs
	if r == (corpus.Repairs{}) {
		out.Line("  nothing to repair")
	} else {
		out.Line("  repaired: %d pinyin glosses, %d mis-decoded runs, %d punctuation marks, %d invisible characters", r.Glosses, r.Mojibake, r.Punctuation, r.Invisible)
	}
	for _, w := range a.Warnings {
		out.Line("  left as it is, bytes %d to %d, “%s”: %s", w.Start, w.End, a.Quote(w.Span), w.Message)
	}
}
