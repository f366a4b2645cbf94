// Package rag answers questions about articles, with footnotes:
//
//  1. See what the reader wants ([intent.Read]). Small talk, tasks that Footnote does not do,
//     and questions about the articles themselves have answers of their own (reply.go).
//  2. Analyse the question: its language, its words, its vector
//     ([index.Index.Read], [index.Retriever.Embed]).
//  3. Understand a follow-up: put it into a self-contained form by rules
//     (find.go, [followup.Forms]) or by a language model (rewrite.go).
//  4. Retrieve passages ([index.Retriever.Search]); if the question compares
//     articles, from each of them in turn (compare.go).
//  5. Have the judge read the passages ([decide.Read]), and decide how likely they
//     answer the question: the tier.
//  6. Choose the sentences that answer ([extract.Choose]), with the context they need.
//  7. Answer with these (quote.go) or, if there is a language model, with those of its
//     statements that the passages support (write.go, stream.go, filter.go, verifier.go).
//     Otherwise refuse.
//
// Providers, Discord, flags and the environment stay outside: an embedder comes in as an
// [index.Embedder], a language model as a [Generator].
package rag

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"footnote/corpus"
	"footnote/rag/decide"
	"footnote/rag/flight"
	"footnote/rag/index"
	"footnote/rag/intent"
)

// AnswerDepth is how many passages an answer is drawn from.
const AnswerDepth = decide.Depth

// An Engine answers questions about the articles of an index. It is safe for concurrent use.
type Engine struct {
	*finder
	verifier    *verifier
	writer      *writer // nil without a language model
	shared      group
	suggestions suggestions
	fixed       func(context.Context, Question) (Answer, bool, error)
}

// A group lets callers who ask the same question at once share one answer. The key includes
// the version of the index, so that a question asked after a change never gets an answer from
// before it.
type group = flight.Group[sharedKey, Answer]

type sharedKey struct {
	question [32]byte
	version  uint64
}

// A PanicError is a panic that occurred while a question was answered. Other questions are not
// affected.
type PanicError = flight.PanicError

// Options configure an engine. The zero value compares words only, and answers with sentences
// of the articles.
type Options struct {
	// Embedder embeds questions and statements. The index must have vectors of the same model.
	// If it is nil, only words are compared.
	Embedder index.Embedder
	// Judge reads passages together with the question, and statements together with the
	// passages they cite. If it is nil, shared words and close vectors decide.
	Judge Judge
	// Calibration has the thresholds for evidence. If it is nil, the built-in one is used.
	Calibration decide.Calibration
	// Fixed returns the answer that a person has fixed for a question, and whether there is
	// one. It may be nil.
	Fixed func(context.Context, Question) (Answer, bool, error)
	// Writing has a language model write the answers. If it is nil, answers are sentences of
	// the articles.
	Writing *Writing
}

// New returns an engine that answers from the articles of an index, including those added to
// the index later.
func New(x *index.Index, o Options) (*Engine, error) {
	c := o.Calibration
	if c == nil {
		var err error
		if c, err = decide.Load(); err != nil {
			return nil, err
		}
	}
	f := &finder{index: x, retriever: x.Retriever(o.Embedder, index.DefaultWeights()), embedder: o.Embedder, judge: o.Judge, calibration: c, depth: AnswerDepth}
	v, err := newVerifier(x, o.Embedder, o.Judge)
	if err != nil {
		return nil, err
	}
	e := &Engine{finder: f, verifier: v, fixed: o.Fixed}
	if o.Writing == nil {
		return e, nil
	}
	f.depth = writeDepth
	e.writer, err = newWriter(f, e.verifier, *o.Writing)
	return e, err
}

// Articles returns the articles of the index, in the order in which they were added.
func (e *Engine) Articles() []*corpus.Article { return e.index.Articles() }

// Search returns the k best passages for a query, best first; the judge, if there is one,
// orders the top ones. An empty, overlong or invalid query is a [*QuestionError].
func (e *Engine) Search(ctx context.Context, query string, k int) ([]index.Hit, error) {
	if err := checkQuestion(query); err != nil {
		return nil, err
	}
	q, err := e.read(ctx, query)
	if err != nil {
		return nil, err
	}
	return decide.Search(ctx, e.retriever, e.index, e.judge, q, k)
}

// Answer answers a question, or refuses. It passes the text to emit, which may be nil, as the
// text grows; the pieces add up to Answer.Text. An error of emit ends the answer and is
// returned. An empty, overlong or invalid question is a [*QuestionError]. Callers who ask the
// same question at once share one answer.
func (e *Engine) Answer(ctx context.Context, q Question, emit func(delta string) error) (a Answer, err error) {
	if err := checkQuestion(q.Text); err != nil {
		return Answer{}, err
	}
	if emit == nil {
		emit = func(string) error { return nil }
	}
	want := intent.Read(q.Text)
	language := e.Language(want.Question, q.Text, q.Hint)
	defer func() { a.Language = language }()
	if e.fixed != nil { // a fixed answer takes precedence over everything
		if a, ok, err := e.fixed(ctx, q); ok || err != nil {
			return a, errors.Join(err, emit(a.Text))
		}
	}
	read, err := e.index.Read(want.Question)
	if err != nil {
		return Answer{}, err
	}
	read.Language = language
	asked := asked{read, q.History}
	if want.Kind != intent.Question && (!want.Elliptical || !asked.isFollowUp()) {
		if a, ok, err := e.reply(ctx, want, asked, emit); ok || err != nil {
			return a, err
		}
	}
	if e.writer != nil {
		return e.writer.answer(ctx, asked, emit)
	}
	if len(q.History) > 0 {
		return e.fromArticles(ctx, asked, emit)
	}
	key := sharedKey{sha256.Sum256([]byte(string(language) + read.Text)), e.index.Version()}
	return e.shared.Join(ctx, key, emit, func(ctx context.Context, emit func(string) error) (Answer, error) {
		return e.fromArticles(ctx, asked, emit)
	})
}

// fromArticles answers with sentences of the articles, or refuses.
func (e *Engine) fromArticles(ctx context.Context, q asked, emit func(string) error) (Answer, error) {
	var err error
	if q.Query, err = e.retriever.Embed(ctx, q.Query); err != nil {
		return Answer{}, err
	}
	found, err := e.understand(ctx, q)
	if err != nil {
		return Answer{}, err
	}
	return e.extractive(found, q.Language, emit)
}

// A Question is what a reader asks.
type Question struct {
	Text    string
	History []Turn // of the conversation, the latest last
	Hint    string // a text in the language to reply in, used if the question does not show its language, or its Chinese script
}

// A Turn is an earlier question of a conversation, with its answer.
type Turn struct{ Question, Answer string }

// An asked is an analysed question with its conversation.
type asked struct {
	index.Query
	history []Turn // the latest last
}

// MaxQuestion is the length limit of a question, in characters.
const MaxQuestion = 2000

// A QuestionError says why a question is invalid.
type QuestionError struct{ Reason string }

func (e *QuestionError) Error() string { return "question: " + e.Reason }

func checkQuestion(text string) error {
	if strings.TrimSpace(text) == "" {
		return &QuestionError{"is empty"}
	}
	if !utf8.ValidString(text) {
		return &QuestionError{"is not valid UTF-8"}
	}
	if n := utf8.RuneCountInString(text); n > MaxQuestion {
		return &QuestionError{fmt.Sprintf("has %d characters; the limit is %d", n, MaxQuestion)}
	}
	return nil
}
