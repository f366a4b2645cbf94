package insight

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"slices"
	"time"

	"footnote/internal/clock"
	"footnote/library"
	"footnote/library/answers"
	"footnote/library/store"
	"footnote/rag"
	"footnote/rag/lexical"
)

// A Checker asks questions without a sure answer again when the articles of their scope have
// changed, and records which have one now. It uses no language model.
type Checker struct {
	Library *library.Library
	// Filled, if not nil, is called with the questions that have an answer now, in scopes that
	// want their askers told. It may be called again with the same questions if the program
	// ended before that was done.
	Filled func(ctx context.Context, scope store.Scope, all []store.Kept)
	Log    *slog.Logger

	seen    map[store.Scope]int64 // the generation at the last Look
	checked map[store.Scope]int64 // the generation up to which all questions were asked
}

const (
	// lookEvery is how often Run looks for changed articles.
	lookEvery = time.Minute
	// mostAsked is how many wordings of a scope are asked again at a time. The rest waits for
	// the next Look.
	mostAsked = 100
)

// Run calls Look every minute until ctx ends.
func (c *Checker) Run(ctx context.Context) {
	for clock.Sleep(ctx, lookEvery) == nil {
		if err := c.Look(ctx); err != nil && ctx.Err() == nil {
			c.Log.WarnContext(ctx, "questions without an answer cannot be asked again", "error", err)
		}
	}
}

// Look asks again what is due in every scope whose articles have not changed since the last Look,
// that is, in which nobody is adding articles right now.
func (c *Checker) Look(ctx context.Context) error {
	scopes, err := c.Library.Scopes(ctx)
	if err != nil {
		return err
	}
	if c.checked == nil {
		c.checked, c.seen = map[store.Scope]int64{}, map[store.Scope]int64{}
	}
	for _, scope := range scopes {
		if err := c.lookAt(ctx, scope); err != nil {
			if ctx.Err() != nil {
				return err
			}
			c.Log.WarnContext(ctx, "questions without an answer cannot be asked again", "error", err) // go on with the other scopes
		}
	}
	return nil
}

// lookAt asks again what is due in a scope, if its articles have settled.
func (c *Checker) lookAt(ctx context.Context, scope store.Scope) error {
	generation, err := c.Library.Store.Generation(ctx, scope)
	if err != nil {
		return err
	}
	before, known := c.seen[scope]
	c.seen[scope] = generation
	if c.checked[scope] == generation || known && before != generation {
		return nil // the articles are changing; wait until they have settled
	}
	s, err := c.Library.Settings(ctx, scope)
	if err != nil {
		return err
	}
	done := true
	if s.Retain > 0 {
		if done, err = c.look(ctx, scope, generation, s.Tell); err != nil {
			return err
		}
	}
	if done {
		c.checked[scope] = generation
	}
	return nil
}

// look asks questions of a scope again, and reports whether none are left.
func (c *Checker) look(ctx context.Context, scope store.Scope, generation int64, tell bool) (done bool, err error) {
	all, err := c.Library.Store.Questions(ctx, scope)
	if err = undamaged(err); err != nil {
		return false, err
	}
	titles, err := newMaker(c.Library, scope, time.Time{}).titles(ctx)
	if err != nil {
		return false, err
	}
	slices.Reverse(all) // latest first
	all = slices.DeleteFunc(all, func(q store.Kept) bool { return !traceOf(q.Asked).isGap() })
	done, err = c.askAll(ctx, scope, generation, unansweredOf(all, func(q store.Kept) bool {
		_, stands := titles[q.Filler]
		return q.Checked < generation && !traceOf(q.Asked).Continues && (q.Filled.IsZero() || !stands)
	}))
	told := slices.DeleteFunc(all, func(q store.Kept) bool { return q.Filled.IsZero() || len(q.Contact) == 0 })
	if tell && len(told) > 0 && c.Filled != nil && ctx.Err() == nil {
		c.Filled(ctx, scope, told)
	}
	return done, err
}

// An unanswered is a wording without a sure answer, with the questions in that wording.
type unanswered struct {
	text      string
	questions []*store.Kept
}

// unansweredOf returns the wordings of the questions to be asked again, in order.
func unansweredOf(all []store.Kept, isAsked func(store.Kept) bool) (ordered []*unanswered) {
	analyser, known := lexical.NewAnalyser(), map[string]*unanswered{}
	for i := range all {
		if !isAsked(all[i]) {
			continue
		}
		text := cmp.Or(traceOf(all[i].Asked).Understood, all[i].Question)
		key := analyser.Fold(text)
		w := known[key]
		if w == nil {
			w = &unanswered{text: text}
			known[key] = w
			ordered = append(ordered, w)
		}
		w.questions = append(w.questions, &all[i])
	}
	return ordered
}

// askAll asks up to mostAsked wordings again and records the outcomes. A wording that fails is
// left to the next Look.
func (c *Checker) askAll(ctx context.Context, scope store.Scope, generation int64, all []*unanswered) (done bool, err error) {
	e, err := c.Library.Quoting(ctx, scope)
	if err != nil {
		return false, err
	}
	fixed, err := c.Library.Fixed.Page(ctx, scope)
	if err != nil {
		return false, err
	}
	done = len(all) <= mostAsked
	for _, w := range all[:min(len(all), mostAsked)] {
		now, err := ask(ctx, e, fixed, w.text)
		if ctx.Err() != nil {
			return false, ctx.Err()
		}
		if err != nil {
			c.Log.WarnContext(ctx, "a question without an answer cannot be asked again", "error", err)
			done = false
			continue
		}
		if err := c.Library.Store.SaveChecked(ctx, scope, w.checked(now, generation)); err != nil {
			return false, err
		}
	}
	return done, nil
}

// checked returns the questions of a wording, updated after it was asked again.
func (w *unanswered) checked(now answered, generation int64) (all []store.Kept) {
	for _, q := range w.questions {
		if q.Filled.IsZero() || now.since.IsZero() { // otherwise a new version of the article has the answer, too
			q.Filled = now.since
		}
		q.Filler, q.Checked = now.by, generation
		all = append(all, *q)
	}
	return all
}

// answered says since when a question has a sure answer, and from which article or fixed answer.
// The zero value means that it has none.
type answered struct {
	since time.Time
	by    string
}

// ask asks a question again. It pauses in between to leave the processor to others.
func ask(ctx context.Context, e *rag.Engine, fixed *answers.Page, text string) (answered, error) {
	if f := fixed.Find(text); f != nil {
		return answered{time.Now(), fixedMark + f.ID}, nil
	}
	if len(e.Articles()) == 0 {
		return answered{}, nil
	}
	began := time.Now()
	a, err := e.Answer(ctx, rag.Question{Text: text}, nil)
	if errors.As(err, new(*rag.QuestionError)) { // no article can answer it
		return answered{}, nil
	}
	if err != nil {
		return answered{}, err
	}
	if err := clock.Sleep(ctx, time.Since(began)); err != nil {
		return answered{}, err
	}
	if a.Tier != rag.TierSure || len(a.Footnotes) == 0 {
		return answered{}, nil
	}
	return answered{time.Now(), a.Footnotes[0].Article.ID}, nil
}
