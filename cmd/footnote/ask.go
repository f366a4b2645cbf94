package main

import (
	"context"
	"fmt"
	"io"
	"strings"
	"time"

	"footnote/corpus"
	"footnote/corpus/doc"
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
	l, err := a.open()
	if err != nil {
		return err
	}
	defer l.close()
	_, err = a.reply(a.ctx, l, rag.Question{Text: question})
	return err
}

// reply answers a question and prints the answer, as it is written where a
// language model writes it.
func (a *app) reply(ctx context.Context, l *desk, q rag.Question) (rag.Answer, error) {
	start := time.Now()
	wait := a.waiting(a.Model)
	defer wait.end()
	streamed := false
	emit := func(delta string) error {
		wait.end()
		if a.JSON || !a.hasModel() {
			return nil
		}
		streamed = true
		return a.print(delta)
	}
	answer, err := l.Answer(ctx, q, emit)
	wait.end()
	if err != nil {
		if streamed {
			_ = a.print("\n") // the error is on a line of its own
		}
		return answer, err
	}
	if answer.Usage.Truncated {
		a.note("the server read only a part of what it was sent: raise its context length, or lower --llm-context")
	}
	if a.JSON {
		return answer, printJSON(a.out, newAnswerJSON(answer, time.Since(start)))
	}
	return answer, a.printAnswer(answer, l, streamed)
}

// question joins the words of the command line or, without any, reads standard
// input.
func (a *app) question(words []string) (string, error) {
	if len(words) > 0 {
		return strings.Join(words, " "), nil
	}
	for _, path := range a.Article {
		if path == doc.Stdin {
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

// printAnswer prints an answer for people: the text, unless it was streamed,
// then why it is not a model's if it should be, and its footnotes with the
// section that each stands in, or the nearest passages where the article does
// not say.
func (a *app) printAnswer(answer rag.Answer, l *desk, streamed bool) error {
	var out strings.Builder
	switch {
	case streamed:
	case a.colour() && !answer.Abstained:
		out.WriteString(marked(answer.Text, l.Index.Highlight(answer.Question, answer.Text)))
	default:
		out.WriteString(answer.Text)
	}
	out.WriteString("\n")
	if answer.Degraded != "" {
		fmt.Fprintf(&out, "(%s)\n", answer.Degraded)
	}
	if answer.Abstained {
		out.WriteString(answer.Reason + "\n")
		for i, h := range answer.Nearest {
			if i == 0 {
				out.WriteString("\n")
			}
			fmt.Fprintf(&out, "  ~ %s: %s\n", where(h.Ref, h.Best.Span), flat(h.Article.Quote(h.Best.Span)))
		}
		return a.print(out.String())
	}
	out.WriteString("\n")
	for _, f := range answer.Footnotes {
		fmt.Fprintf(&out, "[%d] %s: %s\n", f.Number, where(f.Ref, f.Span), flat(f.Quote))
	}
	return a.print(out.String())
}

func (a *app) print(text string) error {
	_, err := io.WriteString(a.out, text)
	return written(err)
}

// where names the article, the section and the page of a sentence.
func where(r rag.Ref, span corpus.Span) string {
	if page := r.Article.PageAt(span.Start); page > 0 {
		return fmt.Sprintf("%s, p. %d", r.Place(), page)
	}
	return r.Place()
}
