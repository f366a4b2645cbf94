package openai

import (
	"context"
	"errors"
	"time"

	api "github.com/sashabaranov/go-openai"

	"footnote/rag"
)

// usageWait is how long to wait for the usage after the text is complete.
const usageWait = 2 * time.Second

// exchange generates with one request, and with another one for each part of it that turns out
// not to be accepted. No part is dropped twice.
func (g *Generator) exchange(ctx context.Context, p wanted, emit func(string) error) (rag.Generated, error) {
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

// request makes one request and reads its answer. Nothing of it is running any more when it
// returns.
func (g *Generator) request(ctx context.Context, p wanted, emit func(string) error) (rag.Generated, error) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	a := newAnswer(p.Prompt, g.options.Key, g.dialect.hidesThoughts(), emit)
	began := time.Now()
	finish, err := a.end(reason(ctx, g.read(ctx, cancel, p, a)))
	if a.reader.Closed() {
		g.dialect.learnHidden()
	}
	generated, used := g.meter.add(p, a)
	observer(g.options.Observe).notify(Call{Work: Write, Err: err, Took: time.Since(began), Usage: used})
	if err != nil {
		return rag.Generated{}, err
	}
	generated.Finish = finish
	return generated, nil
}

// read fills a. It returns io.EOF if the stream ended, and nil if a has enough of it.
func (g *Generator) read(ctx context.Context, cancel context.CancelCauseFunc, p wanted, a *answer) error {
	d := &doer{
		client: g.client, secret: g.options.Key, limit: maxStream, streams: true,
		fields: g.dialect.fields(p.MaxTokens),
	}
	limit, what := g.options.FirstToken, "the beginning"
	if !g.dialect.accepts(featureStream) { // the whole answer comes at once
		limit, what = g.options.Timeout, "the answer"
	}
	var stream *api.ChatCompletionStream
	err := within(limit, what, cancel, func() (err error) {
		stream, err = d.apiClient(g.options.BaseURL).CreateChatCompletionStream(ctx, g.dialect.messages(p))
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
		if err := a.addChunk(raw); err != nil {
			return err
		}
	}
	return nil
}

// patience returns how long to wait for the next piece of a, and what to call that piece.
func (g *Generator) patience(a *answer) (time.Duration, string) {
	switch {
	case a.ending != notYet:
		return min(g.options.BetweenTokens, usageWait), "the end"
	case a.begun:
		return g.options.BetweenTokens, "the next word"
	}
	return g.options.FirstToken, "the first word"
}

// within calls do, and cancel if do takes longer than limit. do must give up when cancel is
// called. The error names what.
func within(limit time.Duration, what string, cancel context.CancelCauseFunc, do func() error) error {
	timer := time.AfterFunc(limit, func() { cancel(timeoutError(what, limit)) })
	defer timer.Stop()
	return do()
}
