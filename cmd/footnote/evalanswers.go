package main

import (
	"context"
	"errors"

	"footnote/corpus"
	"footnote/internal/setup"
	"footnote/rag/eval"
)

// answers runs the questions of --answers, which are worded as people type them, each against
// the article that it names.
func (c *evalCommand) answers(a *app) error {
	cases, err := eval.ReadCases(c.Answers)
	if err != nil {
		return err
	}
	known := map[string]string{eval.BuiltinName: setup.Builtin}
	for name, path := range c.ArticleFile {
		known[name] = path
	}
	files, err := eval.ArticleFiles(cases, c.Articles, known)
	if err != nil {
		return err
	}
	open := func(ctx context.Context, path string) (eval.Engine, *corpus.Article, func(), error) {
		e, err := a.setup.SearcherOfFile(ctx, path)
		if err != nil {
			return nil, nil, nil, err
		}
		return e, e.Articles()[0], e.Close, nil
	}
	bar := a.progress("questions")
	report, err := eval.Trial{Open: open, Files: files, Wrap: c.Wrap, Progress: bar.Show}.Run(a.ctx, cases)
	bar.End()
	if err != nil {
		return err
	}
	if a.JSON {
		err = a.out.JSON(report)
	} else {
		err = a.print(report.Text(c.Table))
	}
	if c.Out == "" {
		return err
	}
	return errors.Join(err, report.Keep(c.Out))
}
