package insight

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"footnote/corpus"
	"footnote/library"
	"footnote/library/store"
)

// A Passage is a passage that was found for a question, with its current text.
type Passage struct {
	Found
	Title    string `json:"title,omitempty"`    // of its article; empty if that is gone
	Place    string `json:"place,omitempty"`    // the title of the article and the headings above the passage
	Sentence string `json:"sentence,omitempty"` // the nearest sentence; empty if the article has changed
}

// Why explains how a question was answered.
type Why struct {
	Question
	Trace    Trace     `json:"trace"`
	Passages []Passage `json:"passages"`
}

// ErrNoQuestion means that the scope has no kept question with an id.
var ErrNoQuestion = errors.New("no such question is kept")

// Explain explains how a question of a scope was answered. id is a question's id in reports, or an
// unambiguous part of one. It returns [ErrNoQuestion] if there is no such question.
func Explain(ctx context.Context, l *library.Library, scope store.Scope, id string) (Why, error) {
	m := newMaker(l, scope, time.Time{})
	q, err := m.question(ctx, id)
	if err != nil {
		return Why{}, err
	}
	w := Why{Question: q, Trace: q.trace}
	w.Passages, err = m.passages(ctx, w.Trace.Found)
	return w, err
}

// Wording returns the text of a question; id is as for [Explain].
func Wording(ctx context.Context, l *library.Library, scope store.Scope, id string) (string, error) {
	q, err := newMaker(l, scope, time.Time{}).question(ctx, id)
	return q.Question, err
}

// question returns the question with an id, or with an unambiguous part of it.
func (m *maker) question(ctx context.Context, id string) (Question, error) {
	all, err := m.questions(ctx, &Report{})
	if err != nil {
		return Question{}, err
	}
	all = slices.DeleteFunc(all, func(q Question) bool { return id == "" || !strings.HasPrefix(q.ID, id) })
	if len(all) == 0 || slices.ContainsFunc(all, func(q Question) bool { return q.ID != all[0].ID }) {
		return Question{}, ErrNoQuestion
	}
	return all[0], nil
}

// passages returns passages with their texts, as far as these still exist.
func (m *maker) passages(ctx context.Context, all []Found) ([]Passage, error) {
	passages := make([]Passage, 0, len(all))
	for _, f := range all {
		p := Passage{Found: f}
		a, err := m.article(ctx, f.Article)
		if err != nil {
			return nil, err
		}
		if a != nil {
			p.tell(a)
		}
		passages = append(passages, p)
	}
	return passages, nil
}

// tell sets the fields that come from the article's text.
func (p *Passage) tell(a *corpus.Article) {
	p.Title, p.Place = a.Title, a.Title
	if p.Passage < 0 || p.Passage >= len(a.Passages) {
		return
	}
	of := a.Passages[p.Passage]
	p.Place = a.Place(of.Section)
	if of.Start <= p.Start && p.Start < p.End && p.End <= of.End && utf8.RuneStart(a.Text[p.Start]) && (p.End == len(a.Text) || utf8.RuneStart(a.Text[p.End])) {
		p.Sentence = a.Quote(corpus.Span{Start: p.Start, End: p.End})
	}
}

// article returns an article that may answer in the scope, or nil if it is gone.
func (m *maker) article(ctx context.Context, id string) (a *corpus.Article, err error) {
	if a, known := m.read[id]; known {
		return a, nil
	}
	defer func() {
		if err == nil {
			m.read[id] = a
		}
	}()
	for _, scope := range []store.Scope{m.scope, m.Fallback} {
		if scope == "" {
			continue
		}
		r, found, err := m.Store.Article(ctx, scope, id, "")
		if err = undamaged(err); err != nil {
			return nil, err
		}
		if found {
			return r.Article, nil
		}
	}
	for _, a := range m.Standing.Articles() {
		if a.ID == id {
			return a, nil
		}
	}
	return nil, nil
}
