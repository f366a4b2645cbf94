package main

import (
	"context"
	"errors"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"footnote/cmd/footnote/internal/page"
	"footnote/cmd/footnote/internal/term"
	"footnote/corpus/doc"
	"footnote/internal/setup"
	"footnote/rag"
)

type chatCommand struct{}

func (chatCommand) Help() string {
	return `A question by itself, or a follow-up to the one before it. Commands: /sources shows the passages behind the last answer
or, if it was refused, those that come nearest; /reset forgets the conversation, /quit ends it. On a terminal lines can be edited and
called up again, Ctrl-C stops an answer and Ctrl-D ends the conversation.

Example:

  footnote chat --article report.md`
}

// maxHistory is how many questions a conversation remembers.
const maxHistory = 10

// A conversation is what chat remembers.
type conversation struct {
	*app
	engine     *setup.Engine
	interrupts <-chan os.Signal // each stops an answer; nil where the program ends by them
	history    []rag.Turn
	last       rag.Answer
	hinted     bool // what /sources shows of a refusal
}

func (chatCommand) Run(a *app) error {
	for _, path := range a.Article {
		if path == doc.Stdin {
			return usagef("standard input holds the questions, so --article - cannot be used with chat")
		}
	}
	engine, err := a.setup.Engine(a.ctx)
	if err != nil {
		return err
	}
	defer engine.Close()
	c := &conversation{app: a, engine: engine}
	if a.in != os.Stdin || !term.IsTerminal(a.in) {
		return c.run(term.Scanned(a.in))
	}
	// An interrupt stops an answer, so that only the other signals may end the
	// conversation.
	ctx, stop := signal.NotifyContext(context.WithoutCancel(a.ctx), syscall.SIGTERM)
	defer stop()
	interrupts := make(chan os.Signal, 1)
	signal.Notify(interrupts, os.Interrupt)
	defer signal.Stop(interrupts)
	a.ctx, c.interrupts = ctx, interrupts
	a.note("%s. Ask away; /quit ends.", engine.Articles()[0].Title)
	lines := term.Edited()
	defer lines.Close()
	return c.run(lines)
}

// run handles line after line, until the last one or an error.
func (c *conversation) run(lines term.Lines) error {
	for {
		line, err := term.ReadLine(c.ctx, lines)
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case errors.Is(err, term.ErrAborted):
			c.note("/quit or Ctrl-D ends")
			continue
		case err != nil:
			return err
		}
		if done, err := c.handle(strings.TrimSpace(line)); done || err != nil {
			return err
		}
	}
}

// handle does what a line says and reports whether that ends the conversation.
func (c *conversation) handle(line string) (done bool, err error) {
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

// answer answers one question. A question that cannot be taken ends nothing,
// and neither does an interrupt, nor a model that fails.
func (c *conversation) answer(question string) error {
	ctx, cancel := c.interruptible()
	defer cancel()
	answer, err := c.reply(ctx, c.engine, rag.Question{Text: question, History: c.history})
	var bad *rag.QuestionError
	var model *rag.WriteError
	switch {
	case err != nil && ctx.Err() != nil && c.ctx.Err() == nil:
		c.note("stopped")
		return nil
	case errors.As(err, &bad) || errors.As(err, &model):
		report(err, c.JSON, c.streams)
		return nil
	case err != nil:
		return err
	}
	if answer.Tier != "" { // thanks for an answer leave it the last one
		c.last = answer
	}
	if !c.hinted {
		c.hintNearest(answer, "/sources")
		c.hinted = len(answer.Nearest) > 0
	}
	c.history = append(c.history, rag.Turn{Question: answer.Question, Answer: answer.Text})
	c.history = c.history[max(0, len(c.history)-maxHistory):]
	if c.JSON {
		return nil
	}
	return c.print("\n")
}

// interruptible is a context that ends with the next interrupt, and none that
// came before.
func (c *conversation) interruptible() (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancel(c.ctx)
	if c.interrupts == nil {
		return ctx, cancel
	}
	select {
	case <-c.interrupts:
	default:
	}
	go func() {
		select {
		case <-c.interrupts:
			cancel()
		case <-ctx.Done():
		}
	}()
	return ctx, cancel
}

// sources prints the passages that the last answer rests on or, where it was
// refused, those that come nearest.
func (c *conversation) sources() error {
	passages, some := page.Passages(c.last)
	if !some {
		c.note("there is no answer with sources yet")
		return nil
	}
	return c.show(passages)
}
