package rag

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"slices"
	"strings"
	"unicode"

	"footnote/corpus"
	"footnote/rag/flight"
	"footnote/rag/index"
	"footnote/rag/intent"
)

// An AnswerCache keeps answers by a hash of the question, the articles, the
// model and the prompts. It is safe for concurrent use.
type AnswerCache interface {
	// Load returns what is kept under key, if there is anything.
	Load(ctx context.Context, key [32]byte) (value []byte, found bool, err error)
	// Store keeps value, for a while.
	Store(ctx context.Context, key [32]byte, value []byte) error
}

// checkVersion changes when statements are checked or answers are put together
// in another way, so that no older answer is shown.
const checkVersion = 7

// A keptAnswer is an answer as it is kept, in JSON.
type keptAnswer struct {
	Text       string
	Tier       Tier
	Intent     intent.Kind
	Reason     string
	Model      string
	Confidence float64
	Statements Statements
	Footnotes  []keptSentence
	Nearest    []keptSentence // the best sentence of each
}

// A keptSentence is a sentence of a passage of an article.
type keptSentence struct {
	Article             string
	Passage, Start, End int
}

func keep(r index.Ref, s corpus.Span) keptSentence {
	return keptSentence{r.Article.ID, r.Passage, s.Start, s.End}
}

// remembered is what was written under a key before, or what write writes now.
func (w *writer) remembered(ctx context.Context, question string, key [32]byte, emit func(string) error, write flight.Write[Answer]) (Answer, error) {
	version := w.index.Version()
	if a, ok := w.load(ctx, key); ok {
		a.Question = strings.TrimSpace(question)
		return a, emit(a.Text)
	}
	return w.shared.Join(ctx, sharedKey{key, version}, emit, func(ctx context.Context, emit func(string) error) (Answer, error) {
		a, err := write(ctx, emit)
		if err == nil && a.Degraded == "" && a.Mode == ModeLLM && w.index.Version() == version {
			w.store(ctx, key, a)
		}
		return a, err
	})
}

// cacheKey is the key of a question about the articles that are there now.
func (w *writer) cacheKey(q index.Query) [32]byte {
	embedder := ""
	if w.verifier.embedder != nil {
		embedder = w.verifier.embedder.Model()
	}
	articles := []string{}
	for _, a := range w.index.Articles() {
		articles = append(articles, a.ID)
	}
	folded := strings.TrimRightFunc(strings.Join(strings.Fields(q.Folded), " "), unicode.IsPunct)
	raw, err := json.Marshal([]any{checkVersion, w.prompts.Version(), w.Generator.Model(), embedder, w.judge != nil, w.ContextTokens, w.SelfCheck, articles, q.Language, folded})
	if err != nil {
		panic(err) // never: strings and numbers marshal
	}
	return sha256.Sum256(raw)
}

// load returns a kept answer. One that does not fit the articles is none, and so
// is one that cannot be read: it is written anew.
func (w *writer) load(ctx context.Context, key [32]byte) (Answer, bool) {
	if w.Answers == nil {
		return Answer{}, false
	}
	raw, found, err := w.Answers.Load(ctx, key)
	var k keptAnswer
	if err != nil || !found || json.Unmarshal(raw, &k) != nil {
		return Answer{}, false
	}
	a := Answer{Text: k.Text, Tier: k.Tier, Intent: k.Intent, Reason: k.Reason, Mode: ModeLLM, Model: k.Model,
		Confidence: k.Confidence, Statements: k.Statements, Cached: true}
	for i, p := range k.Footnotes {
		ref, span, ok := w.sentence(ctx, p)
		if !ok {
			return Answer{}, false
		}
		a.Footnotes = append(a.Footnotes, newFootnote(i+1, ref, span))
	}
	for _, p := range k.Nearest {
		ref, span, ok := w.sentence(ctx, p)
		if !ok {
			return Answer{}, false
		}
		a.Nearest = append(a.Nearest, index.Hit{Ref: ref, Best: index.Sentence{Span: span}})
	}
	return a, true
}

// sentence is the one that was kept, if it is still where it was.
func (w *writer) sentence(ctx context.Context, k keptSentence) (index.Ref, corpus.Span, bool) {
	ref, ok := w.index.At(ctx, k.Article, k.Passage)
	span := corpus.Span{Start: k.Start, End: k.End}
	return ref, span, ok && slices.Contains(ref.Article.Passages[ref.Passage].Sentences, span)
}

// store keeps an answer. What cannot be kept is written anew the next time.
func (w *writer) store(ctx context.Context, key [32]byte, a Answer) {
	if w.Answers == nil {
		return
	}
	k := keptAnswer{Text: a.Text, Tier: a.Tier, Intent: a.Intent, Reason: a.Reason, Model: a.Model, Confidence: a.Confidence, Statements: a.Statements}
	for _, f := range a.Footnotes {
		k.Footnotes = append(k.Footnotes, keep(f.Ref, f.Span))
	}
	for _, h := range a.Nearest {
		k.Nearest = append(k.Nearest, keep(h.Ref, h.Best.Span))
	}
	raw, err := json.Marshal(k)
	if err != nil {
		return
	}
	_ = w.Answers.Store(ctx, key, raw) // only an ended ctx is an error
}
