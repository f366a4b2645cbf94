package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"footnote/api/value"
	"footnote/cmd/footnote/internal/page"
	"footnote/cmd/footnote/internal/term"
	"footnote/corpus"
	"footnote/corpus/doc"
	"footnote/internal/setup"
	"footnote/rag"
	"footnote/rag/intent"
)

type askCommand struct {
	Question []string `arg:"" optional:"" help:"The question; without it, standard input is read."`
}

func (c *askCommand) Help() string {
	return `An answer is one of three things, which --json calls its tier. Sure: sentences that answer, each with its source below; the
source quotes the sentence where the answer puts it in other words. Unsure: it says so, and shows what comes closest. Refused: the
article does not say, and nothing of it is shown. Say hello, and you get questions that have an answer.

Examples:

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
	engine, err := a.setup.Engine(a.ctx)
	if err != nil {
		return err
	}
	defer engine.Close()
	answer, err := a.reply(a.ctx, engine, rag.Question{Text: question})
	if err == nil {
		a.hintNearest(answer, "footnote search with the same words")
	}
	return err
}

// reply answers a question and prints the answer. Where a language model writes, the text is
// printed as it arrives.
func (a *app) reply(ctx context.Context, engine *setup.Engine, q rag.Question) (rag.Answer, error) {
	start := time.Now()
	wait := a.waitForAnswer()
	defer wait.End()
	streamed, written := false, a.out.Stream()
	emit := func(delta string) error {
		wait.End()
		if a.JSON || !a.setup.HasModel() {
			return nil
		}
		streamed = true
		return written.Text(delta)
	}
	answer, err := engine.Answer(ctx, q, emit)
	wait.End()
	if err = errors.Join(err, written.End()); err != nil {
		if streamed {
			_ = a.print("\n") // puts the error on a line of its own
		}
		return answer, err
	}
	if answer.Usage.Truncated {
		a.note("the server read only a part of what it was sent: raise its context length, or lower --llm-context")
	}
	took := time.Since(start)
	next, err := value.Next(ctx, engine, answer)
	if err != nil {
		return answer, err
	}
	if a.JSON {
		return answer, a.out.JSON(value.NewAnswer(answer, next, took))
	}
	matches := func(text string) []corpus.Span { return engine.Index.Highlight(answer.Question, text) }
	lead := intent.Try(answer.Language)
	return answer, a.show(page.Answer(answer, page.Style{Colour: a.out.Colour(), Links: a.out.Links(), Streamed: streamed, Matches: matches, Next: page.Next{Lead: lead, Questions: next}}))
}

// question joins the words of the command line. Without any, it reads standard input.
func (a *app) question(words []string) (string, error) {
	if len(words) > 0 {
		return strings.Join(words, " "), nil
	}
	for _, path := range a.Article {
		if path == doc.Stdin {
			return "", usagef("standard input is the article (--article -), so the question must stand on the command line")
		}
	}
	if term.IsTerminal(a.in) {
		return "", usagef("there is no question")
	}
	// A character has at most 4 bytes. The engine refuses a question that is too long.
	raw, err := io.ReadAll(io.LimitReader(a.in, 4*rag.MaxQuestion+64))
	if err != nil {
		return "", fmt.Errorf("read the question: %w", err)
	}
	return strings.TrimSpace(string(raw)), nil
}

// hintNearest tells the reader of a refusal how to see the nearest passages, which the refusal
// itself does not show.
func (a *app) hintNearest(answer rag.Answer, how string) {
	if answer.Abstained() && len(answer.Nearest) > 0 && !a.Quiet && !a.JSON {
		_ = a.err.Line("hint: %s", a.inWords()(how+" shows the passages that come nearest")) // there is nowhere else to report it
	}
}

// waitForAnswer shows on a terminal that an answer is being looked for or written.
func (a *app) waitForAnswer() term.Wait {
	switch {
	case a.Quiet || a.JSON || !a.err.Terminal():
		return term.Wait{}
	case a.setup.HasModel():
		return a.err.Wait("asking " + a.Model + "…")
	}
	return a.err.Wait(a.inWords()("looking for the answer…"))
}
