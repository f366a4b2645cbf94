// Package answers manages fixed answers: answers that people wrote for given questions. A fixed
// answer is given to questions with the same key ([fixed.Key]). Package store keeps the answers;
// the caller decides who may change them.
package answers

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"footnote/library/store"
	"footnote/rag"
	"footnote/rag/fixed"
	"footnote/rag/intent"
	"footnote/rag/lexical"
)

// Limits of a scope's fixed answers.
const (
	Most         = 300  // answers
	MostWordings = 10   // of a question, in addition to the first
	MaxQuestion  = 500  // characters per wording
	MaxAnswer    = 4000 // characters
	maxAuthor    = 80   // characters of an author's name
)

// A Book manages the fixed answers of every scope. It is safe for concurrent use, and other
// processes may use the same database.
type Book struct {
	store    *store.Library
	analyser *lexical.Analyser
	log      *slog.Logger

	mu    sync.Mutex
	pages map[store.Scope]*Page // as they were last read
}

// New returns the book in a store. log may be nil.
func New(s *store.Library, log *slog.Logger) *Book {
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	return &Book{store: s, analyser: lexical.NewAnalyser(), log: log, pages: map[store.Scope]*Page{}}
}

// A Page is a snapshot of the fixed answers of one scope.
type Page struct {
	All []store.Fixed // oldest first

	generation int64
	analyser   *lexical.Analyser
	byKey      map[string]*store.Fixed
}

// mostPages is how many pages are cached. Pages of further scopes are read each time.
const mostPages = 10_000

// Page returns the current page of a scope. Damaged answers are left out.
func (b *Book) Page(ctx context.Context, scope store.Scope) (*Page, error) {
	generation, err := b.store.Generation(ctx, scope)
	if err != nil {
		return nil, err
	}
	b.mu.Lock()
	known := b.pages[scope]
	b.mu.Unlock()
	if known != nil && known.generation == generation {
		return known, nil
	}
	all, err := b.List(ctx, scope)
	if err != nil {
		return nil, err
	}
	p := &Page{all, generation, b.analyser, map[string]*store.Fixed{}}
	for i := range all {
		for _, key := range keys(b.analyser, all[i]) {
			p.byKey[key] = &all[i]
		}
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.pages) >= mostPages {
		clear(b.pages)
	}
	b.pages[scope] = p
	return p, nil
}

// Answer returns the fixed answer to a question, if there is one.
func (p *Page) Answer(q rag.Question) (rag.Answer, bool) {
	if len(p.byKey) == 0 || len(q.Text) > 4*rag.MaxQuestion {
		return rag.Answer{}, false
	}
	f := p.byKey[fixed.Key(p.analyser, q.Text)]
	if f == nil || len(q.History) > 0 && !fixed.Alone(q.Text, p.analyser.Language(q.Text)) {
		return rag.Answer{}, false
	}
	return rag.Answer{
		Question: strings.TrimSpace(q.Text), Text: f.Answer, Intent: intent.Question, Tier: fixed.Tier, Mode: rag.ModeExtractive, Confidence: 1,
		Fixed: &fixed.Source{Author: f.Author, Former: f.Former, At: f.At},
	}, true
}

// Fixed returns the function by which an engine gives these answers, or nil if there are none. It
// is meant for [rag.Options.Fixed].
func (p *Page) Fixed() func(context.Context, rag.Question) (rag.Answer, bool, error) {
	if p == nil || len(p.byKey) == 0 {
		return nil
	}
	return func(_ context.Context, q rag.Question) (rag.Answer, bool, error) {
		a, ok := p.Answer(q)
		return a, ok, nil
	}
}

// Find returns the fixed answer to a question, or nil if there is none.
func (p *Page) Find(question string) *store.Fixed {
	if key := fixed.Key(p.analyser, question); key != "" {
		return p.byKey[key]
	}
	return nil
}

// Matching returns the answers with a wording that contains what somebody has typed so far, or
// all answers if they have typed nothing.
func (p *Page) Matching(typed string) (found []store.Fixed) {
	wanted := fixed.Key(p.analyser, typed)
	for _, f := range p.All {
		if wanted == "" && strings.TrimSpace(typed) == "" || wanted != "" && slices.ContainsFunc(keys(p.analyser, f), func(key string) bool { return strings.Contains(key, wanted) }) {
			found = append(found, f)
		}
	}
	return found
}

// Answer returns a scope's fixed answer to a question, if there is one.
func (b *Book) Answer(ctx context.Context, scope store.Scope, q rag.Question) (rag.Answer, bool, error) {
	p, err := b.Page(ctx, scope)
	if err != nil {
		return rag.Answer{}, false, err
	}
	a, ok := p.Answer(q)
	return a, ok, nil
}

// In returns the function by which an engine gives a scope's fixed answers, looked up at the time
// of each question. It is meant for [rag.Options.Fixed].
func (b *Book) In(scope store.Scope) func(context.Context, rag.Question) (rag.Answer, bool, error) {
	return func(ctx context.Context, q rag.Question) (rag.Answer, bool, error) { return b.Answer(ctx, scope, q) }
}

// List returns the fixed answers of a scope, oldest first. Damaged answers are left out.
func (b *Book) List(ctx context.Context, scope store.Scope) ([]store.Fixed, error) {
	all, err := b.store.Fixed(ctx, scope)
	var damage *store.DamageError
	if errors.As(err, &damage) {
		b.log.WarnContext(ctx, "a fixed answer is damaged and left out", "error", err)
		err = nil
	}
	return all, err
}

// keys returns the keys of all wordings of an answer.
func keys(a *lexical.Analyser, f store.Fixed) (all []string) {
	for _, wording := range append([]string{f.Question}, f.Also...) {
		if key := fixed.Key(a, wording); key != "" && !slices.Contains(all, key) {
			all = append(all, key)
		}
	}
	return all
}

// Add stores a fixed answer in a scope. It replaces the answer to the same question and, if f.ID
// is not empty, the answer with that id, and reports whether there was either. The caller must
// have cleaned the texts. Add returns an [*Error] if the answer is not acceptable.
func (b *Book) Add(ctx context.Context, scope store.Scope, f store.Fixed) (kept store.Fixed, replaced bool, err error) {
	instead := f.ID
	if f, err = b.checked(f); err != nil {
		return f, false, err
	}
	mine := keys(b.analyser, f)
	hash := sha256.Sum256([]byte(mine[0]))
	f.ID = hex.EncodeToString(hash[:6])
	err = b.store.ChangeFixed(ctx, scope, func(all []store.Fixed) (keep []store.Fixed, erase []string, err error) {
		replaced = false
		for _, other := range all {
			theirs := keys(b.analyser, other)
			switch {
			case other.ID == f.ID, other.ID == instead, slices.Contains(theirs[:min(len(theirs), 1)], mine[0]):
				replaced = true
				if other.ID != f.ID {
					erase = append(erase, other.ID)
				}
			case slices.ContainsFunc(mine, func(key string) bool { return slices.Contains(theirs, key) }):
				return nil, nil, &Error{Kind: Taken, Wording: other.Question}
			}
		}
		if !replaced && len(all) >= Most {
			return nil, nil, &Error{Kind: TooMany, Limit: Most}
		}
		return []store.Fixed{f}, erase, nil
	})
	return f, replaced, err
}

// checked returns an answer in the form in which it is stored: within the limits, each wording
// once.
func (b *Book) checked(f store.Fixed) (store.Fixed, error) {
	f.Question, f.Answer = oneLine(f.Question), strings.TrimSpace(f.Answer)
	var also []string
	for _, wording := range f.Also {
		if wording = oneLine(wording); wording != "" {
			also = append(also, wording)
		}
	}
	f.Also = nil
	seen := map[string]bool{}
	for n, wording := range append([]string{f.Question}, also...) {
		key := fixed.Key(b.analyser, wording)
		switch {
		case utf8.RuneCountInString(wording) > MaxQuestion:
			return f, &Error{Kind: LongQuestion, Wording: wording, Limit: MaxQuestion}
		case key == "":
			return f, &Error{Kind: NoWords, Wording: wording}
		case n > 0 && !seen[key]:
			f.Also = append(f.Also, wording)
		}
		seen[key] = true
	}
	switch {
	case len(f.Also) > MostWordings:
		return f, &Error{Kind: TooManyWordings, Limit: MostWordings}
	case f.Answer == "":
		return f, &Error{Kind: NoAnswer}
	case utf8.RuneCountInString(f.Answer) > MaxAnswer:
		return f, &Error{Kind: LongAnswer, Limit: MaxAnswer}
	}
	name := []rune(oneLine(f.Author))
	f.Author = string(name[:min(len(name), maxAuthor)])
	if f.At.IsZero() {
		f.At = time.Now()
	}
	return f, nil
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// Remove erases the fixed answer to a question, or the one with an id, and returns it, or nil if
// there was none.
func (b *Book) Remove(ctx context.Context, scope store.Scope, wanted string) (was *store.Fixed, err error) {
	key := fixed.Key(b.analyser, wanted)
	err = b.store.ChangeFixed(ctx, scope, func(all []store.Fixed) (keep []store.Fixed, erase []string, err error) {
		was = nil
		for _, f := range all {
			if f.ID == strings.TrimSpace(wanted) || key != "" && was == nil && slices.Contains(keys(b.analyser, f), key) {
				was = &f
			}
		}
		if was != nil {
			erase = []string{was.ID}
		}
		return nil, erase, nil
	})
	return was, err
}

// An Error says why an answer cannot be fixed.
type Error struct {
	Kind    ErrorKind
	Wording string // the offending wording; for Taken, the question of the other answer
	Limit   int
}

// An ErrorKind says what is wrong with an answer.
type ErrorKind string

// The kinds of errors.
const (
	NoWords         ErrorKind = "no words"
	NoAnswer        ErrorKind = "no answer"
	LongQuestion    ErrorKind = "long question"
	LongAnswer      ErrorKind = "long answer"
	TooMany         ErrorKind = "too many"
	TooManyWordings ErrorKind = "too many wordings"
	Taken           ErrorKind = "taken"
)

func (e *Error) Error() string {
	switch e.Kind {
	case NoAnswer:
		return "there is no answer"
	case LongQuestion:
		return fmt.Sprintf("a question may have %d characters", e.Limit)
	case LongAnswer:
		return fmt.Sprintf("an answer may have %d characters", e.Limit)
	case TooMany:
		return fmt.Sprintf("there are %d fixed answers already, which is the most", e.Limit)
	case TooManyWordings:
		return fmt.Sprintf("a question may have %d further wordings", e.Limit)
	case Taken:
		return fmt.Sprintf("one of these wordings is answered already, by what is fixed for %q", e.Wording)
	}
	return fmt.Sprintf("%q has no words to know a question by", cmp.Or(e.Wording, " "))
}
