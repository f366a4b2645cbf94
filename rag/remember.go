package rag

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"slices"
	"strings"
	"unicode"

	"footnote/corpus"
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
const checkVersion = 2

// A kept answer is written as JSON.
type kept struct {
	Text       string
	Abstained  bool
	Reason     string
	Model      string
	Confidence float64
	Statements Statements
	Footnotes  []keptPlace
	Nearest    []keptPlace // the best sentence of each
}

// A keptPlace is a sentence: of a passage of an article, by its place there.
type keptPlace struct {
	Article             string
	Passage, Start, End int
}

func keep(r Ref, s corpus.Span) keptPlace { return keptPlace{r.Article.ID, r.Passage, s.Start, s.End} }

// keys makes the key of a question about the articles that are there when it is
// asked.
func (e *Engine) keys(w Writing, prompts string) func(string) [32]byte {
	embedder := ""
	if w.Embedder != nil {
		embedder = w.Embedder.Model()
	}
	return func(question string) [32]byte {
		folded := strings.TrimRightFunc(strings.Join(strings.Fields(e.index.analyser.Fold(question)), " "), unicode.IsPunct)
		raw, err := json.Marshal([]any{checkVersion, prompts, w.Generator.Model(), embedder, w.ContextTokens, e.index.ids(),
			e.index.analyser.Language(question), folded})
		if err != nil {
			panic(err) // never: strings and numbers marshal
		}
		return sha256.Sum256(raw)
	}
}

// recall returns a kept answer. One that does not fit the articles is none, and
// so is one that cannot be read: it is written anew.
func (e *Engine) recall(ctx context.Context, key [32]byte) (Answer, bool) {
	if e.writer.Answers == nil {
		return Answer{}, false
	}
	raw, found, err := e.writer.Answers.Load(ctx, key)
	var k kept
	if err != nil || !found || json.Unmarshal(raw, &k) != nil {
		return Answer{}, false
	}
	a := Answer{Text: k.Text, Abstained: k.Abstained, Reason: k.Reason, Mode: ModeLLM, Model: k.Model,
		Confidence: k.Confidence, Statements: k.Statements, Cached: true}
	for i, p := range k.Footnotes {
		ref, span, ok := e.index.sentence(p)
		if !ok {
			return Answer{}, false
		}
		a.Footnotes = append(a.Footnotes, Footnote{i + 1, ref, span, ref.Article.Quote(span)})
	}
	for _, p := range k.Nearest {
		ref, span, ok := e.index.sentence(p)
		if !ok {
			return Answer{}, false
		}
		a.Nearest = append(a.Nearest, Hit{Ref: ref, Best: Sentence{Span: span}})
	}
	return a, true
}

// sentence is the one that was kept, if there is one in that place.
func (x *Index) sentence(p keptPlace) (Ref, corpus.Span, bool) {
	h := x.holding(p.Article)
	if h == nil || p.Passage < 0 || p.Passage >= len(h.article.Passages) {
		return Ref{}, corpus.Span{}, false
	}
	span := corpus.Span{Start: p.Start, End: p.End}
	return Ref{h.article, p.Passage, h}, span, slices.Contains(h.article.Passages[p.Passage].Sentences, span)
}

// remember keeps an answer. What cannot be kept is written anew the next time.
func (e *Engine) remember(ctx context.Context, key [32]byte, a Answer) {
	if e.writer.Answers == nil {
		return
	}
	k := kept{Text: a.Text, Abstained: a.Abstained, Reason: a.Reason, Model: a.Model, Confidence: a.Confidence, Statements: a.Statements}
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
	_ = e.writer.Answers.Store(ctx, key, raw) // only an ended ctx is an error
}
