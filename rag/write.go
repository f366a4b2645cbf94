package rag

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"time"

	"footnote/rag/decide"
	"footnote/rag/index"
	"footnote/rag/intent"
	"footnote/rag/lexical"
	"footnote/rag/prompt"
)

// Writing configures the language model that writes answers.
type Writing struct {
	Generator Generator
	// Answers caches written and checked answers. If it is nil, nothing is cached.
	Answers AnswerCache
	// Strict makes it an error if the model fails: no server, no quota, a broken answer.
	// Otherwise sentences of the article replace the model's answer and Answer.Degraded says
	// why. They replace it in any case if the check leaves too little of what the model wrote.
	Strict bool
	// Timeout limits the model's work for one answer. 0 means no limit besides the generator's
	// own.
	Timeout time.Duration
	// ContextTokens is the approximate number of tokens of passages in a prompt. 0 means 3000.
	ContextTokens int
	// SelfCheck asks the model itself, with one more request per answer, about statements that
	// [Options.Judge] is not sure of. It has no effect without a judge.
	SelfCheck bool
}

const (
	defaultContext = 3000
	// writeDepth is the largest number of passages that a model sees.
	writeDepth = 8
	// worthAsking is the ratio of confidence to threshold from which on the model is asked,
	// far below 1: the model reads better than the features do, and what it makes up is not
	// shown.
	worthAsking = 0.1
)

// A writer answers with what a model writes.
type writer struct {
	*finder
	Writing
	verifier *verifier
	prompts  *prompt.Texts
	shared   group
}

func newWriter(f *finder, v *verifier, w Writing) (*writer, error) {
	prompts, err := prompt.Load()
	if err != nil {
		return nil, err
	}
	w.ContextTokens = cmp.Or(w.ContextTokens, defaultContext)
	return &writer{finder: f, Writing: w, verifier: v, prompts: prompts}, nil
}

// answer answers with the model, or from the cache. A question that many ask at once is
// written once.
func (w *writer) answer(ctx context.Context, q asked, emit func(string) error) (Answer, error) {
	if len(q.history) > 0 {
		return w.write(ctx, q, emit)
	}
	return w.cached(ctx, q.Text, w.cacheKey(q.Query), emit, func(ctx context.Context, emit func(string) error) (Answer, error) {
		return w.write(ctx, q, emit)
	})
}

// write has the model write an answer. Whatever the model does, the reader gets an answer,
// unless Strict is set.
func (w *writer) write(ctx context.Context, q asked, emit func(string) error) (Answer, error) {
	limited, stop := w.limited(ctx)
	defer stop()
	var err error
	if q.Query, err = w.retriever.Embed(ctx, q.Query); err != nil {
		return Answer{}, err
	}
	found, used, err := w.understandWithModel(ctx, limited, q)
	if err != nil {
		return Answer{}, err
	}
	if found.ratio < worthAsking || len(found.found) == 0 || found.conflict { // a model must not decide between articles that disagree
		a, err := w.extractive(found, q.Language, emit)
		a.Usage = used
		return a, err
	}
	plain, err := w.extractive(found, q.Language, func(string) error { return nil })
	if err != nil {
		return Answer{}, err
	}
	s := w.stream(q.Language, Answer{Question: found.question.Text, Intent: intent.Question, Tier: TierSure, Confidence: found.confidence, Evidence: found.evidence, Usage: used}, emit)
	w.doubt(s, found)
	err = w.generate(limited, s, w.fitting(found.found), func(p []prompt.Passage) (prompt.Message, error) {
		return w.prompts.Answer(found.question.Text, s.phrases.model, p)
	})
	if err == nil && s.abstains() && found.tier == TierRefused {
		a := s.finish()
		a.refuse(found, q.Language)
		return a, emit(a.Text)
	}
	return w.conclude(ctx, limited, s, err, fallback{plain, found.statements})
}

// doubt has each statement of the model read together with the question if the passages may
// not answer it, since a model copies from them anyway. If they hardly do, the answer becomes
// unsure.
func (w *writer) doubt(s *stream, found assessment) {
	if found.tier == TierSure || w.judge == nil {
		return
	}
	s.answers = func(ctx context.Context, statement string) (bool, error) {
		return decide.Tells(ctx, w.judge, w.index, found.question, statement)
	}
	if found.tier == TierRefused {
		s.answer.Tier, s.lead = TierUnsure, s.phrases.unsure+"\n"
	}
}

// limited returns a context that ends when the model's time for an answer is over.
func (w *writer) limited(ctx context.Context) (context.Context, context.CancelFunc) {
	if w.Timeout > 0 {
		return context.WithTimeout(ctx, w.Timeout)
	}
	return ctx, func() {}
}

// stream returns a new stream for an answer that the model is about to write.
func (w *writer) stream(language lexical.Language, a Answer, emit func(string) error) *stream {
	a.Mode, a.Model = ModeLLM, w.Generator.Model()
	return &stream{verifier: w.verifier, checks: w.SelfCheck, emit: emit, phrases: phrasesIn(language), language: language, answer: a}
}

// conclude finishes an answer that a model wrote. err says how the model ended, and limited is
// the context of its time limit. If the model found nothing to say, the fallback answers.
func (w *writer) conclude(ctx, limited context.Context, s *stream, err error, plain fallback) (Answer, error) {
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
		return s.degrade(plain, s.phrases.reasonFor(causeOf(err)))
	case s.abstains():
		return s.degrade(plain, s.phrases.unanswered)
	case s.isPoorlySupported():
		return s.degrade(plain, s.phrases.poor)
	}
	err = s.close()
	return s.finish(), err
}

// A promptMaker makes a prompt from passages.
type promptMaker func([]prompt.Passage) (prompt.Message, error)

// generate has the model write from refs, best first. If the prompt is too long for the model,
// it halves them and tries again.
func (w *writer) generate(ctx context.Context, s *stream, refs []index.Ref, ask promptMaker) error {
	for {
		err := w.generateFrom(ctx, s, refs, ask)
		if causeOf(err) != CauseTooLong || s.shown() || len(refs) < 2 {
			return err
		}
		refs = refs[:len(refs)/2] // the better half
	}
}

// fitting returns the passages that fit a prompt, best first.
func (w *writer) fitting(hits []index.Hit) []index.Ref {
	var refs []index.Ref
	left := w.ContextTokens
	for _, h := range hits {
		left -= prompt.Tokens(h.Told())
		if left < 0 && len(refs) > 0 {
			break
		}
		refs = append(refs, h.Ref)
	}
	return refs
}

// generateFrom has the model write once.
func (w *writer) generateFrom(ctx context.Context, s *stream, refs []index.Ref, ask promptMaker) error {
	refs = slices.SortedFunc(slices.Values(refs), index.Ref.Compare)
	many := w.index.Many()
	passages := make([]prompt.Passage, len(refs))
	for i, r := range refs {
		passages[i] = prompt.Passage{Number: i + 1, Heading: heading(r, many), Text: r.Told()}
	}
	m, err := ask(passages)
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
		err = s.judgePending(nil)
	case err != nil:
	case made.Finish == FinishLength: // the rest is not a whole statement
		err = s.judgePending(nil)
		s.omit()
	default:
		err = s.end()
	}
	if err == nil {
		w.selfCheck(ctx, s)
	}
	if s.emitError != nil || errors.Is(ctx.Err(), context.Canceled) { // the caller is gone
		return err
	}
	if failed := s.release(); failed != nil {
		return failed
	}
	return err
}

// heading returns the place of a passage: its section, and the title if there are many
// articles.
func heading(r index.Ref, many bool) string {
	if many {
		return r.Place()
	}
	return r.Section()
}

// A WriteError means that the model did not write an answer and nothing may replace it
// ([Writing.Strict]).
type WriteError struct {
	Model string
	Err   error
}

func (e *WriteError) Error() string { return "language model " + e.Model + ": " + e.Err.Error() }
func (e *WriteError) Unwrap() error { return e.Err }

// timedOut means that the model's time for an answer was over.
type timedOut struct{ error }

func (e timedOut) Cause() Cause  { return CauseTimeout }
func (e timedOut) Unwrap() error { return e.error }
