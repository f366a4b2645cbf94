package main

import (
	"context"

	"footnote/cmd/footnote/internal/chatting"
	"footnote/corpus/doc"
	"footnote/internal/setup"
	"footnote/rag"
)

type chatCommand struct{ chatting.Command }

func (c *chatCommand) Run(a *app) error {
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
	return c.Converse(a.ctx, conversationOf(a, engine))
}

func conversationOf(a *app, engine *setup.Engine) chatting.Work {
	articles := engine.Articles()
	return chatting.Work{
		In: a.in, Out: a.out, Err: a.err, JSON: a.JSON, Title: articles[0].Title, Articles: len(articles), Folder: a.setup.Folder(),
		Say: a.inWords(), Note: a.note, Variable: a.variable,
		Report: func(err error) { report(err, a.JSON, a.streams) },
		Answer: func(ctx context.Context, q rag.Question) (rag.Answer, error) { return a.reply(ctx, engine, q) },
		Hint:   func(answer rag.Answer) { a.hintNearest(answer, "/sources") },
	}
}
