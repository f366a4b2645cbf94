// Package rag takes a question in and gives an answer with footnotes out:
//
//  1. See what is wanted ([intent.Read]). Small talk, tasks that are none of ours and
//     questions about the articles themselves have answers of their own (reply.go).
//  2. Read the question: its language, its words, its vector
//     ([index.Index.Read], [index.Retriever.Embed]).
//  3. Understand what a follow-up asks: in a form that stands by itself
//     (find.go, [followup.Forms]), or as a language model puts it (rewrite.go).
//  4. Retrieve the passages that belong to it ([index.Retriever.Search]); of
//     several articles in turn, where it compares them (compare.go).
//  5. Have the judge read them ([decide.Read]), and say how sure it is that they
//     answer: the tier.
//  6. Choose the sentences ([extract.Choose]), with what they need.
//  7. Answer with these (quote.go) or, if there is a language model, with the
//     statements it writes that the passages bear out (write.go, stream.go,
//     filter.go, verifier.go). Otherwise refuse.
//
// Providers, Discord, flags and the environment stay outside: an embedder comes
// in as an [index.Embedder], a language model as a [Generator].
package rag

import (
	"context"
	"crypto/sha256"
	"fmt"
	"strings"
	"unicode/utf8"

	"footnote/corpus"
	"footnote/rag/decide"
	"footnote/rag/flight"
	"footnote/rag/index"
	"footnote/rag/intent"
)

// AnswerDepth is how many passages an answer is taken from.
const AnswerDepth = decide.Depth

// An Engine answers questions about the articles of an index. It is safe for
// concurrent use.
type Engine struct {
	*finder
	verifier    *verifier
	writer      *writer // nil without a language model
	shared      group
	suggestions suggestions
}

// A group lets callers who ask the same of a version of the articles share one
// answer. Who asks after a change must not be told what was found before it.
type group = flight.Group[sharedKey, Answer]

type sharedKey struct {
	question [32]byte
	version  uint64
}

// A PanicError is a panic while a question was answered. Other answers go on.
type PanicError = flight.PanicError

// Options are what an engine works with besides the articles. The zero value
// compares words alone and answers with sentences of the articles.
type Options struct {
	// Embedder embeds questions and statements. The index must have vectors of its
	// model. Nil compares words alone.
	Embedder index.Embedder
	// Judge reads the passages that were found together with the question, and
	// statements together with what they cite. Nil decides by shared words and near
	// vectors.
	Judge Judge
	// Calibration says which evidence is enough. Nil is the one that comes with the
	// program.
	Calibration decide.Calibration
	// Writing has answers written by a language model. Nil answers with sentences
	// of the articles.
	Writing *Writing
}

// New makes an engine that answers from the articles of an index, including those
// that are added later.
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
	e := &Engine{finder: f, verifier: v}
	if o.Writing == nil {
		return e, nil
	}
	f.depth = writeDepth
	e.writer, err = newWriter(f, e.verifier, *o.Writing)
	return e, err
}

// Articles are those that it answers from, in the order of adding.
func (e *Engine) Articles() []*corpus.Article { return e.index.Articles() }

// Search returns the k best passages for a query, best first, the very best in the
// order of the judge. A query that cannot be taken is a [*QuestionError].
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

// Answer answers a question, or says that the articles do not. emit, which may
// be nil, gets the text as it grows; what it got together is Answer.Text. An
// error of emit ends the answer and is returned. A question that cannot be
// taken is a [*QuestionError]. Callers who ask the same question at the same time
// share one answer.
func (e *Engine) Answer(ctx context.Context, q Question, emit func(delta string) error) (Answer, error) {
	if err := checkQuestion(q.Text); err != nil {
		return Answer{}, err
	}
	if emit == nil {
		emit = func(string) error { return nil }
	}
	want := intent.Read(q.Text)
	read, err := e.index.Read(want.Question)
	if err != nil {
		return Answer{}, err
	}
	read.Language = e.Language(read.Text)
	asked := asked{read, q.History}
	if want.Kind != intent.Question && (!want.Elliptical || !asked.goesOn()) {
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
	key := sharedKey{sha256.Sum256([]byte(read.Text)), e.index.Version()}
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
}

// A Turn is a question that was asked before, and what was answered.
type Turn struct{ Question, Answer string }

// An asked is a question as it was read, in its conversation.
type asked struct {
	index.Query
	history []Turn // the latest last
}

// MaxQuestion is the longest question that is taken, in characters.
const MaxQuestion = 2000

// A QuestionError says what is wrong with a question.
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
