package rag

import (
	"context"
	"crypto/sha256"
	"fmt"
	"strings"
	"unicode/utf8"
)

// An Engine answers questions about the articles of an index. It is safe for
// concurrent use.
type Engine struct {
	index       *Index
	retriever   Retriever
	calibration Calibration
	writer      *writer // nil without a language model
	flights     flights
	suggestions suggestions
}

// NewEngine makes an engine that finds passages of index with retriever and
// answers with sentences of the articles.
func NewEngine(index *Index, retriever Retriever) (*Engine, error) {
	c, err := DefaultCalibration()
	if err != nil {
		return nil, err
	}
	return &Engine{index: index, retriever: retriever, calibration: c}, nil
}

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

// Search returns the k best passages for a query, best first, ties in article
// order. A query that cannot be taken is a [*QuestionError].
func (e *Engine) Search(ctx context.Context, query string, k int) ([]Hit, error) {
	if err := checkQuestion(query); err != nil {
		return nil, err
	}
	return e.retriever.Retrieve(ctx, query, k)
}

// AnswerDepth is how many passages an answer is written from.
const AnswerDepth = 5

// Answer answers a question, or says that the articles do not. emit, which may
// be nil, gets the text as it grows; what it got together is Answer.Text. An
// error of emit ends the answer and is returned. A question that cannot be
// taken is a [*QuestionError].
func (e *Engine) Answer(ctx context.Context, q Question, emit func(delta string) error) (Answer, error) {
	if err := checkQuestion(q.Text); err != nil {
		return Answer{}, err
	}
	if emit == nil {
		emit = func(string) error { return nil }
	}
	if e.writer != nil {
		return e.written(ctx, q, emit)
	}
	if len(q.History) > 0 {
		return e.quoted(ctx, q, emit)
	}
	key := flightKey{sha256.Sum256([]byte(q.Text)), e.index.changes()}
	return e.flights.join(ctx, key, emit, func(ctx context.Context, emit func(string) error) (Answer, error) {
		return e.quoted(ctx, q, emit)
	})
}

// quoted answers with sentences of the articles.
func (e *Engine) quoted(ctx context.Context, q Question, emit func(string) error) (Answer, error) {
	understood, err := e.understand(ctx, q)
	if err != nil {
		return Answer{}, err
	}
	return e.extractive(understood, q.Text, emit)
}

// extractive answers with sentences of the articles, or refuses.
func (e *Engine) extractive(u understanding, asked string, emit func(string) error) (Answer, error) {
	a := Answer{Question: u.question, Mode: ModeExtractive, Confidence: u.confidence}
	if u.answerable() {
		// Not in the return itself: whether a is read before or after write has
		// filled it is not specified.
		err := write(&a, e.index.extract(u.hits, u.compared), emit)
		return a, err
	}
	e.abstain(&a, u, asked)
	return a, emit(a.Text)
}

// abstain makes a refusal of a.
func (e *Engine) abstain(a *Answer, u understanding, asked string) {
	a.Abstained = true
	a.Nearest = u.hits[:min(len(u.hits), evidencePassages)]
	a.Text, a.Reason = e.refuse(asked, len(a.Nearest) > 0)
}

// refuse says that there is no answer, in the language of the question.
func (e *Engine) refuse(question string, near bool) (text, reason string) {
	p := phrasesIn(e.index.analyser.Language(question))
	if near {
		return p.refusal, p.partly
	}
	return p.refusal, p.nothing
}
