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

// An AnswerCache stores answers by a hash of the question, the articles, the model and the
// prompts. It is safe for concurrent use.
type AnswerCache interface {
	// Load returns the value stored under key, if there is one.
	Load(ctx context.Context, key [32]byte) (value []byte, found bool, err error)
	// Store stores value under key. It may be evicted later.
	Store(ctx context.Context, key [32]byte, value []byte) error
}

// checkVersion is part of every cache key. Increase it when the checks or the composition of
// answers change, so that no older answer is shown.
const checkVersion = 8

// A cachedAnswer is the JSON form of an answer in the cache.
type cachedAnswer struct {
	Text       string
	Tier       Tier
	Intent     intent.Kind
	Reason     string
	Model      string
	Confidence float64
	Statements Statements
	Footnotes  []cachedSentence
	Nearest    []cachedSentence // the best sentence of each passage
}

// A cachedSentence says where a sentence is: article ID, passage number, and span in bytes.
type cachedSentence struct {
	Article             string
	Passage, Start, End int
}

func cache(r index.Ref, s corpus.Span) cachedSentence {
	return cachedSentence{r.Article.ID, r.Passage, s.Start, s.End}
}

// cached returns the answer stored under key, or else calls write and stores its answer.
// Callers who ask for the same key at once share one call.
func (w *writer) cached(ctx context.Context, question string, key [32]byte, emit func(string) error, write flight.Write[Answer]) (Answer, error) {
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

// cacheKey hashes the question together with everything else that the answer depends on: the
// articles, the models, the prompts and the settings.
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
		panic(err) // cannot happen: strings and numbers marshal
	}
	return sha256.Sum256(raw)
}

// load returns the answer stored under key. An entry that cannot be read, or whose sentences
// are no longer in the articles, counts as missing.
func (w *writer) load(ctx context.Context, key [32]byte) (Answer, bool) {
	if w.Answers == nil {
		return Answer{}, false
	}
	raw, found, err := w.Answers.Load(ctx, key)
	var k cachedAnswer
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

// sentence resolves a cached sentence. It reports false if the articles no longer have that
// sentence there.
func (w *writer) sentence(ctx context.Context, k cachedSentence) (index.Ref, corpus.Span, bool) {
	ref, ok := w.index.At(ctx, k.Article, k.Passage)
	span := corpus.Span{Start: k.Start, End: k.End}
	return ref, span, ok && slices.Contains(ref.Article.Passages[ref.Passage].Sentences, span)
}

// store stores an answer. Failure is harmless: the answer is written again next time.
func (w *writer) store(ctx context.Context, key [32]byte, a Answer) {
	if w.Answers == nil {
		return
	}
	k := cachedAnswer{Text: a.Text, Tier: a.Tier, Intent: a.Intent, Reason: a.Reason, Model: a.Model, Confidence: a.Confidence, Statements: a.Statements}
	for _, f := range a.Footnotes {
		k.Footnotes = append(k.Footnotes, cache(f.Ref, f.Span))
	}
	for _, h := range a.Nearest {
		k.Nearest = append(k.Nearest, cache(h.Ref, h.Best.Span))
	}
	raw, err := json.Marshal(k)
	if err != nil {
		return
	}
	_ = w.Answers.Store(ctx, key, raw) // fails only if ctx has ended
}
