package insight

import (
	"cmp"
	"context"
	"encoding/hex"
	"errors"
	"slices"
	"time"

	"footnote/corpus"
	"footnote/library"
	"footnote/library/store"
	"footnote/rag"
	"footnote/rag/fixed"
	"footnote/rag/lexical"
)

// A maker collects the data of a report.
type maker struct {
	*library.Library
	scope store.Scope
	since time.Time
	read  map[string]*corpus.Article // by id; nil if the article is gone
}

func newMaker(l *library.Library, scope store.Scope, since time.Time) *maker {
	return &maker{l, scope, since, map[string]*corpus.Article{}}
}

// tallies adds the counts of a scope to the report.
func (m *maker) tallies(ctx context.Context, r *Report) error {
	all, err := m.Store.Tallies(ctx, m.scope)
	if err != nil {
		return err
	}
	counts := map[string]int64{}
	for _, t := range all {
		switch {
		case t.Day < m.since.UTC().Format(time.DateOnly):
		case t.Kind == tallyArticle:
			counts[t.Key] += t.Amount
		case t.Kind == tallyTier:
			if len(r.Days) == 0 || r.Days[len(r.Days)-1].Day != t.Day {
				r.Days = append(r.Days, Day{Day: t.Day})
			}
			r.Days[len(r.Days)-1].add(t.Key, t.Amount)
		}
	}
	titles, err := m.titles(ctx)
	if err != nil {
		return err
	}
	for id, n := range counts {
		r.Articles = append(r.Articles, Counted{id, titles[id], n})
	}
	slices.SortFunc(r.Articles, func(a, b Counted) int {
		return cmp.Or(cmp.Compare(b.Answers, a.Answers), cmp.Compare(a.Title, b.Title), cmp.Compare(a.ID, b.ID))
	})
	return nil
}

func (d *Day) add(tier string, n int64) {
	switch tier {
	case string(rag.TierSure):
		d.Sure += n
	case string(rag.TierUnsure):
		d.Unsure += n
	case string(rag.TierRefused):
		d.Refused += n
	case fixed.Tier:
		d.Fixed += n
	case other:
		d.Other += n
	}
}

// fixedMark is the prefix of a fixed answer's id, to tell it from an article's, and fixedSign the
// prefix of its question, which takes the place of a title.
const fixedMark, fixedSign = "fixed:", "📌 "

// titles returns the titles of the articles that may answer in the scope and of its fixed answers,
// by id.
func (m *maker) titles(ctx context.Context) (map[string]string, error) {
	titles := map[string]string{}
	for _, a := range m.Standing.Articles() {
		titles[a.ID] = a.Title
	}
	fixed, err := m.Fixed.List(ctx, m.scope)
	if err != nil {
		return nil, err
	}
	for _, f := range fixed {
		titles[fixedMark+f.ID] = fixedSign + f.Question
	}
	for _, scope := range []store.Scope{m.Fallback, m.scope} {
		if scope == "" {
			continue
		}
		all, err := m.List(ctx, scope)
		if err != nil {
			return nil, err
		}
		for _, s := range all {
			titles[s.ID] = s.Title
		}
	}
	return titles, nil
}

// questions returns the kept questions, latest first, with the votes on their answers.
func (m *maker) questions(ctx context.Context, r *Report) ([]Question, error) {
	kept, err := m.Store.Questions(ctx, m.scope)
	if err = undamaged(err); err != nil {
		return nil, err
	}
	votes, err := m.Store.VotesIn(ctx, m.scope)
	if err != nil {
		return nil, err
	}
	good, bad := map[[16]byte]int{}, map[[16]byte]int{}
	for _, v := range votes {
		switch {
		case v.At.Before(m.since):
		case v.Good:
			r.Good++
			good[v.Answer]++
		default:
			r.Bad++
			bad[v.Answer]++
		}
	}
	var all []Question
	for _, k := range slices.Backward(kept) {
		if k.At.Before(m.since) {
			continue
		}
		t := traceOf(k.Asked)
		q := Question{ID: idOf(k), Question: k.Question, At: k.At.UTC(), Tier: t.Tier, Filled: k.Filled, by: k.By, trace: t, filler: k.Filler}
		if !q.Filled.IsZero() {
			q.Filled = q.Filled.UTC()
		}
		if k.Answer != [16]byte{} {
			q.Good, q.Bad = good[k.Answer], bad[k.Answer]
		}
		if all = append(all, q); q.Bad > 0 {
			r.Disliked = append(r.Disliked, q)
		}
	}
	slices.SortStableFunc(r.Disliked, func(a, b Question) int { return cmp.Compare(b.Bad-b.Good, a.Bad-a.Good) })
	return all, nil
}

// idOf returns the id of a question in reports. It does not use the row's number, which would
// reveal how much is asked in other scopes.
func idOf(k store.Kept) string {
	if k.Answer == [16]byte{} {
		return ""
	}
	return hex.EncodeToString(k.Answer[:6])
}

// undamaged returns err, or nil if err only reports damaged rows.
func undamaged(err error) error {
	if errors.As(err, new(*store.DamageError)) {
		return nil
	}
	return err
}

// gaps groups the questions without a sure answer, and adds them to the report.
func (m *maker) gaps(ctx context.Context, r *Report, questions []Question, o Options) error {
	var open []Question
	var texts []string
	for _, q := range questions {
		if q.trace.isGap() {
			open = append(open, q)
			texts = append(texts, cmp.Or(q.trace.Understood, q.Question))
		}
	}
	groups, err := grouped(ctx, m.Embedder, lexical.NewAnalyser(), texts, o)
	if err != nil {
		return err
	}
	together := map[int][]Question{}
	for i, q := range open {
		together[groups[i]] = append(together[groups[i]], q)
	}
	titles, err := m.titles(ctx)
	if err != nil {
		return err
	}
	for n := range len(together) {
		g, err := m.group(ctx, together[n], titles)
		if err != nil {
			return err
		}
		if g.Filled.IsZero() {
			r.Gaps = append(r.Gaps, g)
		} else {
			r.Filled = append(r.Filled, g)
		}
	}
	slices.SortStableFunc(r.Gaps, func(a, b Group) int { return cmp.Or(cmp.Compare(b.Times, a.Times), b.Last.Compare(a.Last)) })
	slices.SortStableFunc(r.Filled, func(a, b Group) int { return b.Filled.Compare(a.Filled) })
	return nil
}

// group returns the report's entry for questions that ask the same, latest first.
func (m *maker) group(ctx context.Context, all []Question, titles map[string]string) (Group, error) {
	last := all[0]
	g := Group{Question: last.Question, Times: len(all), First: all[len(all)-1].At, Last: last.At, Questions: all}
	people := map[[16]byte]bool{}
	filled := true
	for _, q := range all {
		if q.by != [16]byte{} {
			people[q.by] = true
		}
		filled = filled && !q.Filled.IsZero()
		if q.Filled.After(g.Filled) {
			g.Filled = q.Filled
		}
	}
	g.People = len(people)
	if !filled {
		g.Filled = time.Time{}
	} else if title, there := titles[last.filler]; there {
		g.Filler = &Counted{ID: last.filler, Title: title}
	}
	if len(last.trace.Found) == 0 {
		return g, nil
	}
	nearest, err := m.passages(ctx, last.trace.Found[:1])
	if err == nil && len(nearest) > 0 && nearest[0].Sentence != "" {
		g.Nearest = &nearest[0]
	}
	return g, err
}
