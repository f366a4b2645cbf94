package library

import (
	"context"
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"footnote/corpus"
	"footnote/corpus/doc"
	"footnote/internal/storetest"
	"footnote/library/store"
	"footnote/rag"
)

// A scribe is a generator that writes the first passage that it is shown, for a number of
// tokens.
type scribe struct{ tokens int }

func (scribe) Model() string { return "scribe" }

func (s scribe) Generate(_ context.Context, p rag.Prompt, emit func(string) error) (rag.Generated, error) {
	made := rag.Generated{Finish: rag.FinishStop, InputTokens: s.tokens, OutputTokens: 1}
	text := "湖面面積為37平方公里。[1]"
	if !strings.Contains(p.User, "37平方公里") {
		text = "NO_ANSWER"
	}
	return made, emit(text)
}

// TestTokens checks that the tokens of a day are counted per scope, across answers and restarts.
// Beyond them, answers are sentences of the articles, and say why.
func TestTokens(t *testing.T) { storetest.Each(t, testTokens) }

func testTokens(t *testing.T, at storetest.Place) {
	path := at(t)
	open := func() *Library {
		return opened(t, path, func(o *Options) {
			o.Writing = &rag.Writing{Generator: scribe{tokens: 60}}
			o.Limits.Tokens = 100
		})
	}
	scope := store.Guild("1")
	add(t, open(), scope, "lake.txt", lake)
	add(t, open(), store.Guild("2"), "lake.txt", lake)
	for n, want := range []rag.Mode{rag.ModeLLM, rag.ModeLLM, rag.ModeExtractive, rag.ModeExtractive} {
		l := open()
		a := ask(t, l, scope, "", lakeAsk)
		if a.Mode != want {
			t.Errorf("question %d is answered by %s: %s (%s)", n+1, a.Mode, a.Text, a.Degraded)
		}
		if want == rag.ModeExtractive && (!strings.Contains(a.Degraded, "額度") || !strings.Contains(quotes(a), "37平方公里")) {
			t.Errorf("beyond the budget: %q, because %q", quotes(a), a.Degraded)
		}
	}
	l := open()
	if a := ask(t, l, store.Guild("2"), "", lakeAsk); a.Mode != rag.ModeLLM {
		t.Errorf("another scope is answered by %s: %s", a.Mode, a.Degraded)
	}
	used, limit, err := l.Budget(t.Context(), scope)
	if used < 100 || limit != 100 || err != nil {
		t.Errorf("%d of %d tokens are used, %v", used, limit, err)
	}
	if err := l.SaveSettings(t.Context(), scope, Settings{Tokens: 1000}); err != nil {
		t.Fatal(err)
	}
	if _, limit, _ := l.Budget(t.Context(), scope); limit != 100 {
		t.Errorf("a scope raised its limit to %d tokens", limit)
	}
}

// A slowScribe writes only when it is allowed to.
type slowScribe struct {
	scribe
	began, may chan struct{}
}

func (s slowScribe) Generate(ctx context.Context, p rag.Prompt, emit func(string) error) (rag.Generated, error) {
	s.began <- struct{}{}
	<-s.may
	return s.scribe.Generate(ctx, p, emit)
}

// TestTokensAtOnce checks that an answer being written reserves its maximum length, for every
// process, so that no other answer begins that would exceed the budget.
func TestTokensAtOnce(t *testing.T) { storetest.Each(t, testTokensAtOnce) }

func testTokensAtOnce(t *testing.T, at storetest.Place) {
	path, slow := at(t), slowScribe{scribe{tokens: 60}, make(chan struct{}, 9), make(chan struct{})}
	open := func() *Library {
		return opened(t, path, func(o *Options) {
			o.Writing = &rag.Writing{Generator: slow}
			o.Limits.Tokens = 100
		})
	}
	scope, one, other := store.Guild("1"), open(), open()
	add(t, one, scope, "lake.txt", lake)
	first := make(chan rag.Answer)
	go func() { first <- ask(t, one, scope, "", lakeAsk) }()
	<-slow.began
	if a := ask(t, other, scope, "", lakeAsk); a.Mode != rag.ModeExtractive || !strings.Contains(a.Degraded, "額度") {
		t.Errorf("a second one at once is answered by %s: %s", a.Mode, a.Degraded)
	}
	close(slow.may)
	if a := <-first; a.Mode != rag.ModeLLM {
		t.Errorf("the first is answered by %s: %s", a.Mode, a.Degraded)
	}
	if used, _, err := one.Budget(t.Context(), scope); used < 60 || used >= 100 || err != nil { // the reservation is gone
		t.Errorf("%d tokens are used, error %v", used, err)
	}
}

func TestExtractiveMode(t *testing.T) { storetest.Each(t, testExtractiveMode) }

func testExtractiveMode(t *testing.T, at storetest.Place) {
	l := fresh(t, at, func(o *Options) { o.Writing = &rag.Writing{Generator: scribe{tokens: 60}} })
	add(t, l, store.Local, "lake.txt", lake)
	if err := l.SaveSettings(t.Context(), store.Local, Settings{Mode: ModeExtractive}); err != nil {
		t.Fatal(err)
	}
	if a := ask(t, l, store.Local, "", lakeAsk); a.Mode != rag.ModeExtractive || a.Degraded != "" {
		t.Errorf("answered by %s, because %q", a.Mode, a.Degraded)
	}
}

func TestLimits(t *testing.T) { storetest.Each(t, testLimits) }

func testLimits(t *testing.T, at storetest.Place) {
	first, err := new(corpus.Reader).Read(t.Context(), doc.File{Source: "lake.txt", Data: []byte(lake)})
	if err != nil {
		t.Fatal(err)
	}
	size := int64(utf8.RuneCountInString(first.Text))
	for name, c := range map[string]struct {
		limits Limits
		kind   LimitKind
	}{
		"articles":   {Limits{Articles: 1}, LimitArticles},
		"passages":   {Limits{Passages: len(first.Passages)}, LimitPassages},
		"characters": {Limits{Characters: size + 5}, LimitCharacters},
	} {
		t.Run(name, func(t *testing.T) {
			path := at(t)
			open := func() *Library { return opened(t, path, func(o *Options) { o.Limits = c.limits }) }
			add(t, open(), store.Local, "lake.txt", lake)
			add(t, open(), store.Local, "lake.txt", lake) // the same article again, within the limit
			var over *LimitError
			if _, err := open().Add(t.Context(), store.Local, file("tower.txt", tower), Origin{Key: "tower.txt"}, nil); !errors.As(err, &over) || over.Kind != c.kind {
				t.Errorf("a second article: %v", err)
			}
			add(t, open(), store.Guild("3"), "tower.txt", tower)
		})
	}
}
