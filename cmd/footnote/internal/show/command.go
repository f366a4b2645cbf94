// Package show implements "footnote show": it draws pages of a PDF with the sentences of
// footnotes marked.
package show

import (
	"context"
	"errors"
	"io"
	"strings"

	"footnote/cmd/footnote/internal/term"
	"footnote/corpus"
	"footnote/internal/setup"
	"footnote/rag"
)

// Command is the command line of "footnote show".
type Command struct {
	File     string   `arg:"" complete:"original" help:"A PDF, or an article of the library that was added with --keep-original: its id or title, or a part of either that only it has."`
	Question []string `arg:"" optional:"" help:"The question whose answer has the footnotes. Without it, standard input is read: a question, or what ask --json has printed."`
	Note     []int    `help:"Show this footnote of the answer alone. Repeatable." placeholder:"N"`
	Page     *int     `help:"Show this page. Without a question, nothing is marked on it." placeholder:"N"`
	Out      string   `short:"o" help:"The file to write. Of several pages, the further ones stand beside it, as NAME-pN.png. Without it, a new one in this directory, named after the PDF and the page." placeholder:"PNG"`
}

// Help describes the command.
func (Command) Help() string {
	return `Answers the question from the file as ask does, and draws the pages that the footnotes stand on, each as a PNG with the
sentences marked. A sentence that runs over the end of a page is marked on both. What ask --json has printed is not asked again.

  footnote show report.pdf "How many patents were filed?" --note 2
  footnote ask --json --article report.pdf "How many patents were filed?" > answer.json
  footnote show report.pdf --note 2 --out page.png < answer.json
  footnote show report.pdf --page 7
  footnote library add --keep-original report.pdf
  footnote show "Annual report" "How many patents were filed?"`
}

// Work is what the command runs with.
type Work struct {
	Setup    *setup.Setup
	In       io.Reader
	Terminal bool // In is a terminal
	Out      *term.Screen
	JSON     bool
	Note     func(format string, args ...any) // prints a remark about the work
	Wait     func() term.Wait                 // shows that a language model is working
}

// Show draws the requested pages and lists the files written.
func (c *Command) Show(ctx context.Context, w Work) error {
	only := 0 // all pages with footnotes
	if c.Page != nil {
		if only = *c.Page; only < 1 {
			return usage("pages are counted from 1")
		}
	}
	paper, err := setup.OpenPaper(ctx, w.Setup, c.File)
	if err != nil {
		return err
	}
	defer paper.Close()
	p := shown{File: paper.File, drawer: paper.Drawer}
	if err := p.isPDF(); err != nil {
		return err
	}
	var notes []note
	if only == 0 || len(c.Question) > 0 || len(c.Note) > 0 {
		if p.article, err = paper.Article(ctx); err != nil {
			return err
		}
		if notes, err = c.notes(ctx, w, paper, p.article); err != nil {
			return err
		}
	}
	pages, err := p.pages(notes, c.Note, only)
	if err != nil {
		return err
	}
	pictures, err := p.draw(ctx, pages, c.Out)
	if err != nil {
		return err
	}
	if w.JSON {
		return w.Out.JSON(map[string]any{"pictures": pictures})
	}
	if len(notes) > 0 && len(pages[0].notes) == 0 {
		w.Note("page %d has none of the footnotes, so nothing is marked on it", only)
	}
	var out term.Page
	for _, p := range pictures {
		p.tell(&out, w.Note)
	}
	return w.Out.Show(&out)
}

// notes returns the footnotes of the answer.
func (c *Command) notes(ctx context.Context, w Work, paper *setup.Paper, article *corpus.Article) (notes []note, err error) {
	question := strings.Join(c.Question, " ")
	if question == "" && w.Terminal {
		return nil, usage("there is no question")
	}
	if question == "" {
		if question, notes, err = asked(w.In, article); err != nil || len(notes) > 0 {
			return notes, err
		}
	}
	engine, err := paper.Engine(ctx, article)
	if err != nil {
		return nil, err
	}
	defer engine.Close()
	wait := w.Wait()
	answer, err := engine.Answer(ctx, rag.Question{Text: question}, func(string) error { return nil })
	wait.End()
	if err != nil {
		return nil, err
	}
	for _, f := range answer.Footnotes {
		notes = append(notes, note{f.Number, f.Span})
	}
	if len(notes) == 0 {
		return nil, failure(answer.Text, "the answer has no footnotes, so there is no page to show")
	}
	return notes, nil
}

func usage(what string) error {
	return &term.Failure{What: "command line", Err: errors.New(what), Status: 2, Code: "usage", Hint: "see footnote show --help"}
}

func failure(what, hint string) error {
	return &term.Failure{What: "show", Err: errors.New(what), Status: 1, Code: "page", Hint: hint}
}
