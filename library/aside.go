package library

import (
	"context"
	"errors"
	"unicode/utf8"

	"footnote/corpus"
	"footnote/corpus/doc"
	"footnote/library/store"
	"footnote/rag"
	"footnote/rag/index"
)

const (
	// maxAside is the maximum number of passages of files that are asked about without being
	// added. A book has about that many.
	maxAside = 2000
	// maxEmbedded is the number of passages up to which such files are embedded, which takes
	// most of the time: 80 passages take about 6 seconds of one core, 300 would take 24. In
	// larger files passages are found by their words alone; the judge still reads them.
	maxEmbedded = 80
	// asideAtOnce is how many questions may have their files read at the same time.
	asideAtOnce = 2
)

// asides answers questions about files that are not stored.
type asides struct {
	*indexes
	places chan struct{} // a semaphore of asideAtOnce places
}

// Aside returns an engine that answers from files without storing them. Their characters count
// toward the scope's daily limit, because reading them costs as much as adding them. It returns
// a [*doc.Error] if no file is fit to be an article, and a [*LimitError] if there is too much
// text.
func (l asides) Aside(ctx context.Context, scope store.Scope, files []doc.File) (*rag.Engine, error) {
	select {
	case l.places <- struct{}{}:
		defer func() { <-l.places }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	articles, err := l.read(ctx, scope, files)
	if err != nil {
		return nil, err
	}
	characters, passages := 0, 0
	for _, a := range articles {
		characters += utf8.RuneCountInString(a.Text)
		passages += len(a.Passages)
	}
	if passages > maxAside {
		return nil, &LimitError{LimitAside, maxAside}
	}
	if _, err := l.spend(ctx, scope, spentCharacters, int64(characters), l.Limits.Characters); errors.As(err, new(overBudget)) {
		return nil, &LimitError{LimitCharacters, l.Limits.Characters}
	} else if err != nil {
		return nil, err
	}
	settings, err := l.Settings(ctx, scope)
	if err != nil {
		return nil, err
	}
	return l.engine(ctx, articles, passages, scope, settings)
}

// read reads files, and the files within archives. Files that are not articles are left out;
// if there are no others, read returns the first one's error.
func (l asides) read(ctx context.Context, scope store.Scope, files []doc.File) (articles []*corpus.Article, err error) {
	reader, eye := readerFor(l.scopes, scope, nil)
	eye.keeps = false
	if reader.Sees() {
		reader.SeenMost = maxAsideSeen
	}
	var unread error
	seen := map[string]bool{}
	for _, f := range files {
		err := l.Reader.Files().Unpack(ctx, f, func(f doc.File, problem error) error {
			var a *corpus.Article
			if problem == nil {
				a, problem = reader.Read(ctx, f)
			}
			var unfit *doc.Error
			switch {
			case errors.As(problem, &unfit):
				if unread == nil {
					unread = problem
				}
				return nil
			case problem != nil:
				return problem
			}
			if !seen[a.ID] {
				seen[a.ID] = true
				articles = append(articles, a)
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	if len(articles) == 0 && unread == nil {
		unread = &doc.Error{Source: files[0].Source, Reason: "holds no text"}
	}
	if len(articles) == 0 {
		return nil, unread
	}
	return articles, nil
}

// engine returns an engine for articles that are in no scope's index. Answers that a language
// model writes about them are not cached.
func (l asides) engine(ctx context.Context, articles []*corpus.Article, passages int, scope store.Scope, settings Settings) (*rag.Engine, error) {
	x, o := index.New(articles), rag.Options{Judge: l.Judge, Writing: l.writing(scope, settings)}
	if l.Embedder != nil && passages <= maxEmbedded {
		if err := x.Embed(ctx, l.Embedder, nil); err != nil {
			return nil, err
		}
		o.Embedder = l.Embedder
	}
	if o.Writing != nil {
		o.Writing.Answers = nil
	}
	return rag.New(x, o)
}
