package eval

import (
	"context"
	"slices"

	"footnote/corpus"
	"footnote/rag"
)

// An Opener makes an engine that answers from the one article of a file. The caller must call
// done.
type Opener func(ctx context.Context, path string) (e Engine, article *corpus.Article, done func(), err error)

// A Trial asks cases, with an engine for each article.
type Trial struct {
	Open     Opener
	Files    map[string]string // paths by the article names of cases
	Wrap     bool              // also ask every question with politeness around it
	Progress func(done, total int)
}

// Run asks all cases, article by article.
func (t Trial) Run(ctx context.Context, cases []Case) (Report, error) {
	var o outcomes
	byArticle := map[string][]Case{}
	var articles []string
	for _, c := range cases {
		if !slices.Contains(articles, c.Article) {
			articles = append(articles, c.Article)
		}
		byArticle[c.Article] = append(byArticle[c.Article], c)
	}
	for _, name := range articles {
		if err := t.article(ctx, &o, t.Files[name], byArticle[name], len(cases)); err != nil {
			return Report{}, err
		}
	}
	return newReport(o), nil
}

// outcomes collects the results of the cases.
type outcomes struct {
	results []Result
	wrapped []Wrapped
	unfound []Unfound
}

// Unfound is evidence that is not in its article: the case is wrong.
type Unfound struct {
	ID       string `json:"id"`
	Evidence string `json:"evidence"`
}

func (t Trial) article(ctx context.Context, o *outcomes, path string, cases []Case, total int) error {
	engine, article, done, err := t.Open(ctx, path)
	if err != nil {
		return err
	}
	defer done()
	for _, c := range cases {
		for _, e := range c.Unfound(article) {
			o.unfound = append(o.unfound, Unfound{c.ID, e})
		}
		if err := t.ask(ctx, o, engine, article, c); err != nil {
			return err
		}
		t.Progress(len(o.results), total)
	}
	return nil
}

// ask asks a case, after the earlier questions of its conversation.
func (t Trial) ask(ctx context.Context, o *outcomes, e Engine, article *corpus.Article, c Case) error {
	var history []rag.Turn
	for _, before := range c.History {
		a, err := answer(ctx, e, before, history)
		if err != nil {
			return err
		}
		history = append(history, rag.Turn{Question: a.Question, Answer: a.Text})
	}
	a, err := answer(ctx, e, c.Question, history)
	if err != nil {
		return err
	}
	hits, err := e.Search(ctx, a.Question, CaseDepth)
	if err != nil {
		return err
	}
	r := c.Grade(a, hits, article)
	if t.Wrap && c.Kind != "social" { // nobody asks 請問一下謝謝你謝謝
		w := c.wrapped(len(o.wrapped))
		if a, err = answer(ctx, e, w.Question, history); err != nil {
			return err
		}
		w.Before, w.After = r.Tier, a.Tier
		r.Wrapped, r.WrappedTier = w.Question, w.After
		o.wrapped = append(o.wrapped, w)
	}
	o.results = append(o.results, r)
	return nil
}

func answer(ctx context.Context, e Engine, question string, history []rag.Turn) (rag.Answer, error) {
	if err := ctx.Err(); err != nil {
		return rag.Answer{}, err
	}
	return e.Answer(ctx, rag.Question{Text: question, History: history}, nil)
}
