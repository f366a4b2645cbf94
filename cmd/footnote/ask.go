package main

import (
	"fmt"
	"io"
	"strings"
	"time"

	"footnote/corpus"
	"footnote/rag"
)

type askCommand struct {
	Question []string `arg:"" optional:"" help:"The question; without it, standard input is read."`
}

func (c *askCommand) Help() string {
	return `Examples:

  footnote ask "盤古氣象大模型能提供什麼樣的預報?"
  footnote ask --article report.md "How many patents were filed?"
  cat report.html | footnote ask --article - "2022年我国算力总规模是多少?"
  footnote ask --json "國內發布了多少個大模型?" | jq .footnotes`
}

func (c *askCommand) Run(a *app) error {
	question, err := a.question(c.Question)
	if err != nil {
		return err
	}
	engine, index, articles, err := a.engine()
	if err != nil {
		return err
	}
	start := time.Now()
	answer, err := engine.Answer(a.ctx, rag.Question{Text: question}, nil)
	if err != nil {
		return err
	}
	if a.JSON {
		return printJSON(a.out, newAnswerJSON(answer, time.Since(start)))
	}
	return a.printAnswer(answer, index, len(articles) > 1)
}

// question joins the words of the command line or, without any, reads standard
// input.
func (a *app) question(words []string) (string, error) {
	if len(words) > 0 {
		return strings.Join(words, " "), nil
	}
	for _, path := range a.Article {
		if path == corpus.Stdin {
			return "", usagef("standard input is the article (--article -), so the question must stand on the command line")
		}
	}
	if isTerminal(a.in) {
		return "", usagef("there is no question")
	}
	// A character has at most 4 bytes; a longer question is refused as such.
	raw, err := io.ReadAll(io.LimitReader(a.in, 4*rag.MaxQuestion+64))
	if err != nil {
		return "", fmt.Errorf("read the question: %w", err)
	}
	return strings.TrimSpace(string(raw)), nil
}

// printAnswer prints an answer for people: the text, then its footnotes with
// the section that each stands in, or the nearest passages where the article
// does not say.
func (a *app) printAnswer(answer rag.Answer, index *rag.Index, many bool) error {
	var out strings.Builder
	text := answer.Text
	if a.colour() && !answer.Abstained {
		text = marked(text, index.Highlight(answer.Question, text))
	}
	out.WriteString(text + "\n")
	if answer.Abstained {
		out.WriteString(answer.Reason + "\n")
		for i, h := range answer.Nearest {
			if i == 0 {
				out.WriteString("\n")
			}
			fmt.Fprintf(&out, "  ~ %s: %s\n", where(h.Ref, many), flat(h.Article.Quote(h.Best.Span)))
		}
		return a.print(out.String())
	}
	out.WriteString("\n")
	for _, f := range answer.Footnotes {
		fmt.Fprintf(&out, "[%d] %s: %s\n", f.Number, where(f.Ref, many), flat(f.Quote))
	}
	return a.print(out.String())
}

func (a *app) print(text string) error {
	_, err := io.WriteString(a.out, text)
	return written(err)
}

// where names the section of a passage, and the article if there are many.
func where(r rag.Ref, many bool) string {
	section := r.Section()
	if section == "" {
		return r.Article.Title
	}
	if many && !strings.HasPrefix(section, r.Article.Title) {
		return r.Article.Title + " › " + section
	}
	return section
}
