package rag

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"footnote/rag/index"
	"footnote/rag/intent"
	"footnote/rag/prompt"
)

// Writing is what an engine needs to have answers written by a language model.
type Writing struct {
	Generator Generator
	// Answers keeps what was written and checked. Nil keeps nothing.
	Answers AnswerCache
	// Strict makes it an error where nothing comes from the model: no server, no
	// quota, a broken answer. Otherwise the sentences of the article stand in, and
	// Answer.Degraded says why; so they do where what it wrote is of no use.
	Strict bool
	// Timeout bounds all that the model does for one answer. 0 means no limit
	// besides the generator's own.
	Timeout time.Duration
	// ContextTokens is about how many tokens of passages a prompt holds.
	// 0 means 3000.
	ContextTokens int
}

const (
	defaultContext = 3000
	// writeDepth is how many passages a model sees at most.
	writeDepth = 8
	// worthAsking is the share of the threshold from which on a model is asked: it
	// reads better than the features do, and what it makes up is not shown.
	worthAsking = 0.1
)

// A writer has answers written by a model.
type writer struct {
	*finder
	Writing
	verifier *verifier
	prompts  *prompt.Texts
	shared   shared
}

func newWriter(f *finder, v *verifier, w Writing) (*writer, error) {
	prompts, err := prompt.Load()
	if err != nil {
		return nil, err
	}
	w.ContextTokens = cmp.Or(w.ContextTokens, defaultContext)
	return &writer{finder: f, Writing: w, verifier: v, prompts: prompts}, nil
}

// answer answers with the model, or with what it wrote before. The same
// question, asked by many at once, is written once.
func (w *writer) answer(ctx context.Context, q asked, emit func(string) error) (Answer, error) {
	if len(q.history) > 0 {
		return w.write(ctx, q, emit)
	}
	version := w.index.Version()
	key := w.cacheKey(q.Query)
	if a, ok := w.load(ctx, key); ok {
		a.Question = strings.TrimSpace(q.Text)
		return a, emit(a.Text)
	}
	return w.shared.join(ctx, sharedKey{key, version}, emit, func(ctx context.Context, emit func(string) error) (Answer, error) {
		a, err := w.write(ctx, q, emit)
		if err == nil && a.Degraded == "" && a.Mode == ModeLLM && w.index.Version() == version {
			w.store(ctx, key, a)
		}
		return a, err
	})
}

// write has an answer written. Whatever the model does, the reader gets an
// answer, unless Strict.
func (w *writer) write(ctx context.Context, q asked, emit func(string) error) (Answer, error) {
	limited := ctx
	if w.Timeout > 0 {
		var cancel context.CancelFunc
		limited, cancel = context.WithTimeout(ctx, w.Timeout)
		defer cancel()
	}
	var err error
	if q.Query, err = w.retriever.Embed(ctx, q.Query); err != nil {
		return Answer{}, err
	}
	found, used, err := w.understandWithModel(ctx, limited, q)
	if err != nil {
		return Answer{}, err
	}
	if found.ratio < worthAsking || len(found.found) == 0 {
		a, err := w.extractive(found.assessment, q.Language, emit)
		a.Usage = used
		return a, err
	}
	s := &stream{
		verifier: w.verifier, emit: emit, phrases: phrasesIn(q.Language), language: q.Language,
		answer: Answer{Question: found.question.Text, Intent: intent.Question, Tier: TierSure, Mode: ModeLLM, Model: w.Generator.Model(), Confidence: found.confidence, Evidence: found.evidence, Usage: used},
	}
	err = w.generate(limited, s, found.assessment)
	if limited.Err() != nil && ctx.Err() == nil && err != nil {
		err = timedOut{err}
	}
	switch {
	case ctx.Err() != nil:
		return Answer{}, ctx.Err()
	case s.emitError != nil:
		return s.finish(), s.emitError
	case err != nil && causeOf(err) == "": // not the model's fault
		return Answer{}, err
	case err != nil && w.Strict && causeOf(err) != CauseEmpty:
		return Answer{}, &WriteError{s.answer.Model, err}
	case err != nil:
		return w.degrade(s, found.assessment, s.phrases.why(causeOf(err)))
	case s.abstains() && found.tier == TierSure: // it is less sure than we are
		return w.degrade(s, found.assessment, s.phrases.unanswered)
	case s.abstains():
		a := s.finish()
		a.refuse(found.assessment, q.Language)
		return a, emit(a.Text)
	case s.poor():
		return w.degrade(s, found.assessment, s.phrases.poor)
	}
	err = s.close()
	return s.finish(), err
}

// generate lets the model write from as many of the passages as it takes.
func (w *writer) generate(ctx context.Context, s *stream, found assessment) error {
	refs := w.fitting(found.found)
	for {
		err := w.generateFrom(ctx, s, found.question.Text, refs)
		if causeOf(err) != CauseTooLong || s.shown() || len(refs) < 2 {
			return err
		}
		refs = refs[:len(refs)/2] // still the best ones
	}
}

// fitting are the passages that fit a prompt, best first.
func (w *writer) fitting(hits []index.Hit) []index.Ref {
	var refs []index.Ref
	left := w.ContextTokens
	for _, h := range hits {
		left -= prompt.Tokens(h.Text())
		if left < 0 && len(refs) > 0 {
			break
		}
		refs = append(refs, h.Ref)
	}
	return refs
}

// generateFrom lets the model write once, from passages given best first.
func (w *writer) generateFrom(ctx context.Context, s *stream, question string, refs []index.Ref) error {
	refs = slices.SortedFunc(slices.Values(refs), index.Ref.Compare)
	many := w.index.Many()
	passages := make([]prompt.Passage, len(refs))
	for i, r := range refs {
		passages[i] = prompt.Passage{Number: i + 1, Heading: heading(r, many), Text: r.Text()}
	}
	m, err := w.prompts.Answer(question, s.phrases.model, passages)
	if err != nil {
		return err
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	s.begin(ctx, m.System, refs)
	made, err := w.Generator.Generate(ctx, Prompt{System: m.System, User: m.User, Discard: s.discard}, s.add)
	s.answer.Usage = s.answer.Usage.plus(made)
	switch {
	case errors.Is(err, errEnough):
		return s.judgePending(nil)
	case err != nil:
		return err
	case made.Finish == FinishLength: // what is left is no whole statement
		err := s.judgePending(nil)
		s.omitted = true
		return err
	}
	return s.end()
}

// heading says where a passage stands, with the title where there are many
// articles.
func heading(r index.Ref, many bool) string {
	if many {
		return r.Place()
	}
	return r.Section()
}

// degrade finishes an answer with sentences of the articles, and says why.
func (w *writer) degrade(s *stream, found assessment, why string) (Answer, error) {
	if !s.shown() {
		a, err := w.extractive(found, s.language, s.emit)
		a.Degraded, a.Usage, a.Statements = why, s.answer.Usage, s.answer.Statements
		return a, err
	}
	a := s.finish()
	a.Degraded = why
	chosen := slices.DeleteFunc(slices.Clone(found.statements), s.cites)
	if !found.answerable() || len(chosen) == 0 {
		return a, nil
	}
	err := s.quote(&a, chosen)
	return a, err
}

// A WriteError says that the model did not write an answer, where nothing else
// may stand in for it ([Writing.Strict]).
type WriteError struct {
	Model string
	Err   error
}

func (e *WriteError) Error() string { return "language model " + e.Model + ": " + e.Err.Error() }
func (e *WriteError) Unwrap() error { return e.Err }

// timedOut is that the time for an answer was over.
type timedOut struct{ error }

func (e timedOut) Cause() Cause  { return CauseTimeout }
func (e timedOut) Unwrap() error { return e.error }
