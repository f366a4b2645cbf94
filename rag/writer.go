package rag

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"footnote/rag/prompt"
)

// Writing is what an engine needs to have answers written by a language model.
type Writing struct {
	Generator Generator
	// Embedder compares statements with sentences; the index must have been
	// embedded with it. Nil goes by the words alone.
	Embedder Embedder
	// Answers keeps what was written and checked. Nil keeps nothing.
	Answers AnswerCache
	// Strict makes it an error where the model does not answer. Otherwise the
	// sentences of the article stand in, and Answer.Degraded says why.
	Strict bool
	// Timeout bounds all that the model does for one answer. 0 is no bound but
	// those of the generator.
	Timeout time.Duration
	// ContextTokens is about how many tokens of passages a prompt holds.
	// 0 means 3000.
	ContextTokens int
}

const (
	defaultContext = 3000
	// writeDepth is how many passages a model sees at most.
	writeDepth = 8
	// barely is the share of the threshold from which on a model is asked: it
	// reads better than the features do, and what it makes up is not shown.
	barely = 0.1
)

// writer writes answers with a model.
type writer struct {
	Writing
	texts    *prompt.Texts
	verifier *Verifier
	key      func(question string) [32]byte
}

// WithWriter returns an engine over the same articles whose answers a language
// model writes.
func (e *Engine) WithWriter(w Writing) (*Engine, error) {
	texts, err := prompt.Load()
	if err != nil {
		return nil, err
	}
	w.ContextTokens = cmp.Or(w.ContextTokens, defaultContext)
	return &Engine{index: e.index, retriever: e.retriever, calibration: e.calibration, writer: &writer{
		Writing: w, texts: texts, verifier: NewVerifier(e.index, w.Embedder), key: e.keys(w, texts.Version()),
	}}, nil
}

// written answers with the model. The same question, asked by many at once, is
// written once.
func (e *Engine) written(ctx context.Context, q Question, emit func(string) error) (Answer, error) {
	if len(q.History) > 0 {
		return e.writeFresh(ctx, q, emit)
	}
	changes := e.index.changes()
	key := e.writer.key(q.Text)
	if a, ok := e.recall(ctx, key); ok {
		a.Question = strings.TrimSpace(q.Text)
		return a, emit(a.Text)
	}
	a, err := e.flights.join(ctx, flightKey{key, changes}, emit, func(ctx context.Context, emit func(string) error) (Answer, error) {
		a, err := e.writeFresh(ctx, q, emit)
		if err == nil && a.Degraded == "" && a.Mode == ModeLLM && e.index.changes() == changes {
			e.remember(ctx, key, a)
		}
		return a, err
	})
	if err == nil {
		a.Question = cmp.Or(a.Question, q.Text)
	}
	return a, err
}

// writeFresh has an answer written. Whatever the model does, the reader gets an
// answer, unless Strict.
func (e *Engine) writeFresh(ctx context.Context, q Question, emit func(string) error) (Answer, error) {
	limited := ctx
	if e.writer.Timeout > 0 {
		var cancel context.CancelFunc
		limited, cancel = context.WithTimeout(ctx, e.writer.Timeout)
		defer cancel()
	}
	u, used, err := e.follow(ctx, limited, q)
	if err != nil {
		return Answer{}, err
	}
	if u.hope < barely || len(u.wide) == 0 {
		a, err := e.extractive(u, q.Text, emit)
		a.Usage = used
		return a, err
	}
	language := e.index.analyser.Language(q.Text)
	d := &draft{
		verifier: e.writer.verifier, emit: emit, phrases: phrasesIn(language), language: language,
		answer: Answer{Question: u.question, Mode: ModeLLM, Model: e.writer.Generator.Model(), Confidence: u.confidence, Usage: used},
	}
	err = e.generate(limited, d, u)
	if limited.Err() != nil && ctx.Err() == nil && err != nil {
		err = late{err}
	}
	switch {
	case ctx.Err() != nil:
		return Answer{}, ctx.Err()
	case d.emitError != nil:
		return d.finish(), d.emitError
	case err != nil && causeOf(err) == "": // not the model's fault
		return Answer{}, err
	case err != nil && e.writer.Strict:
		return Answer{}, &WriteError{d.answer.Model, err}
	case err != nil:
		return e.degrade(d, u, q.Text, d.phrases.why(causeOf(err)))
	case d.abstains():
		a := d.finish()
		e.abstain(&a, u, q.Text)
		return a, emit(a.Text)
	case d.thin() && e.writer.Strict:
		return Answer{}, &WriteError{d.answer.Model, errThin}
	case d.thin():
		return e.degrade(d, u, q.Text, d.phrases.thin)
	}
	err = d.close()
	return d.finish(), err
}

// degrade finishes an answer with sentences of the articles.
func (e *Engine) degrade(d *draft, u understanding, asked, why string) (Answer, error) {
	if !d.shown() {
		a, err := e.extractive(u, asked, d.emit)
		a.Degraded, a.Usage, a.Statements = why, d.answer.Usage, d.answer.Statements
		return a, err
	}
	a := d.finish()
	a.Degraded = why
	chosen := slices.DeleteFunc(e.index.extract(u.hits, u.compared), d.has)
	if !u.answerable() || len(chosen) == 0 {
		return a, nil
	}
	err := d.quote(&a, chosen)
	return a, err
}
