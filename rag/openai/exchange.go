package openai

import (
	"context"
	"errors"
	"time"

	api "github.com/sashabaranov/go-openai"

	"footnote/rag"
)

// afterEnd is how long the usage may take when the text is complete.
const afterEnd = 2 * time.Second

// exchange generates with one request, and with one more for each thing in it that
// the server turns out not to take: nothing is left out twice.
func (g *Generator) exchange(ctx context.Context, p rag.Prompt, emit func(string) error) (rag.Generated, error) {
	if p.MaxTokens <= 0 {
		p.MaxTokens = g.options.MaxTokens
	}
	for {
		refused := g.dialect.copyRefused()
		generated, err := g.request(ctx, p, emit)
		var failed *Error
		if !errors.As(err, &failed) || failed.unwanted == "" || refused[failed.unwanted] {
			return generated, err
		}
		g.dialect.refuse(failed.unwanted)
	}
}

// request makes one request and reads its answer. Nothing of it goes on after
// it returned.
func (g *Generator) request(ctx context.Context, p rag.Prompt, emit func(string) error) (rag.Generated, error) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	a := newAnswer(p, g.options.Key, g.dialect.hidesThoughts(), emit)
	finish, err := a.end(reason(ctx, g.read(ctx, cancel, p, a)))
	if a.reader.Closed() {
		g.dialect.learnHidden()
	}
	generated := g.meter.add(p, a)
	if err != nil {
		return rag.Generated{}, err
	}
	generated.Finish = finish
	return generated, nil
}

// read fills a. Its error is io.EOF where the stream ended, nil where a has
// enough of it.
func (g *Generator) read(ctx context.Context, cancel context.CancelCauseFunc, p rag.Prompt, a *answer) error {
	d := &doer{
		client: g.client, secret: g.options.Key, limit: maxStream, streams: true,
		fields: g.dialect.fields(p.MaxTokens),
	}
	limit, what := g.options.FirstToken, "the beginning"
	if !g.dialect.takes(featureStream) { // all of it comes at once
		limit, what = g.options.Timeout, "the answer"
	}
	var stream *api.ChatCompletionStream
	err := within(limit, what, cancel, func() (err error) {
		stream, err = d.through(g.options.BaseURL).CreateChatCompletionStream(ctx, g.dialect.messages(p))
		return err
	})
	if err != nil {
		return undecoded(err, chatAnswer)
	}
	defer func() { _ = stream.Close() }()
	a.opened = true
	for !a.full && !a.reader.Over() {
		var raw []byte
		limit, what := g.patience(a)
		err := within(limit, what, cancel, func() (err error) {
			raw, err = stream.RecvRaw()
			return err
		})
		if err != nil {
			return err
		}
		if err := a.take(raw); err != nil {
			return err
		}
	}
	return nil
}

// patience is how long to wait for the next piece of a, and its name.
func (g *Generator) patience(a *answer) (time.Duration, string) {
	switch {
	case a.ending != notYet:
		return min(g.options.BetweenTokens, afterEnd), "the end"
	case a.begun:
		return g.options.BetweenTokens, "the next word"
	}
	return g.options.FirstToken, "the first word"
}

// within calls do, which has to give up when cancel was called, and calls
// cancel if that takes longer than limit. What is waited for is in the error.
func within(limit time.Duration, what string, cancel context.CancelCauseFunc, do func() error) error {
	timer := time.AfterFunc(limit, func() { cancel(late(what, limit)) })
	defer timer.Stop()
	return do()
}
