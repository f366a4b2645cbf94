package main

import (
	"bufio"
	"errors"
	"fmt"
	"strings"
	"time"

	"footnote/corpus"
	"footnote/rag"
)

type chatCommand struct{}

func (chatCommand) Help() string {
	return `A question by itself, or a follow-up to the one before it. Commands: /sources shows the passages behind the last answer,
/reset forgets the conversation, /quit ends it.

Example:

  footnote chat --article report.md`
}

// maxHistory is how many questions a conversation remembers.
const maxHistory = 10

// A conversation is what chat remembers.
type conversation struct {
	*app
	engine  *rag.Engine
	index   *rag.Index
	many    bool // articles
	history []rag.Turn
	last    rag.Answer
}

func (chatCommand) Run(a *app) error {
	for _, path := range a.Article {
		if path == corpus.Stdin {
			return usagef("standard input holds the questions, so --article - cannot be used with chat")
		}
	}
	engine, index, articles, err := a.engine()
	if err != nil {
		return err
	}
	c := &conversation{app: a, engine: engine, index: index, many: len(articles) > 1}
	if isTerminal(a.in) {
		a.note("%s. Ask away; /quit ends.", articles[0].Title)
	}
	lines, failed := a.lines()
	for {
		c.prompt()
		select {
		case <-a.ctx.Done():
			return a.ctx.Err()
		case line, ok := <-lines:
			if !ok {
				return *failed
			}
			done, err := c.take(strings.TrimSpace(line))
			if done || err != nil {
				return err
			}
		}
	}
}

// lines reads standard input line by line. The channel is closed at its end;
// the error is set before. The reader outlives an interrupted conversation,
// since a read from a terminal cannot be called off; the program ends then.
func (a *app) lines() (<-chan string, *error) {
	lines := make(chan string)
	var failed error
	go func() {
		defer close(lines)
		scanner := bufio.NewScanner(a.in)
		scanner.Buffer(nil, 1<<20)
		for scanner.Scan() {
			select {
			case lines <- scanner.Text():
			case <-a.ctx.Done():
				return
			}
		}
		if err := scanner.Err(); err != nil {
			failed = fmt.Errorf("read questions: %w", err)
		}
	}()
	return lines, &failed
}

func (c *conversation) prompt() {
	if isTerminal(c.in) && !c.JSON {
		fmt.Fprint(c.err, "> ")
	}
}

// take does what a line says and reports whether that ends the conversation.
func (c *conversation) take(line string) (done bool, err error) {
	switch line {
	case "":
		return false, nil
	case "/quit", "/exit":
		return true, nil
	case "/reset":
		c.history, c.last = nil, rag.Answer{}
		c.note("the conversation is forgotten")
		return false, nil
	case "/sources":
		return false, c.sources()
	}
	if strings.HasPrefix(line, "/") {
		c.note("%s is not a command; there are /sources, /reset and /quit", line)
		return false, nil
	}
	return false, c.answer(line)
}

// answer answers one question. A question that cannot be taken ends nothing.
func (c *conversation) answer(question string) error {
	start := time.Now()
	answer, err := c.engine.Answer(c.ctx, rag.Question{Text: question, History: c.history}, nil)
	var bad *rag.QuestionError
	if errors.As(err, &bad) {
		report(err, c.JSON, c.streams)
		return nil
	}
	if err != nil {
		return err
	}
	c.last = answer
	c.history = append(c.history, rag.Turn{Question: answer.Question, Answer: answer.Text})
	c.history = c.history[max(0, len(c.history)-maxHistory):]
	if c.JSON {
		return printJSON(c.out, newAnswerJSON(answer, time.Since(start)))
	}
	if err := c.printAnswer(answer, c.index, c.many); err != nil {
		return err
	}
	return c.print("\n")
}

// sources prints the passages that the last answer rests on.
func (c *conversation) sources() error {
	if len(c.last.Footnotes) == 0 {
		c.note("there is no answer with sources yet")
		return nil
	}
	var out strings.Builder
	for _, f := range c.last.Footnotes {
		fmt.Fprintf(&out, "[%d] %s\n%s\n\n", f.Number, where(f.Ref, c.many), f.Text())
	}
	return c.print(out.String())
}
