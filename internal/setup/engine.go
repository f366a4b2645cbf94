package setup

import (
	"context"

	"footnote/corpus"
	"footnote/rag"
	"footnote/rag/index"
)

// An Engine answers from the articles of a source.
type Engine struct {
	*rag.Engine
	Index    *index.Index
	Embedder index.Embedder // nil where words alone are matched
	close    func()
}

// Articles are those that it answers from, in the order of adding.
func (e *Engine) Articles() []*corpus.Article { return e.Index.Articles() }

// Close ends what it keeps open.
func (e *Engine) Close() { e.close() }

// Engine answers from the source of the settings, with a language model if there
// is one. The caller closes it.
func (s *Setup) Engine(ctx context.Context) (*Engine, error) {
	if err := s.checkModel(); err != nil { // what is wrong with its settings is said before the work
		return nil, err
	}
	x, embedder, err := s.source(ctx)
	if err != nil {
		return nil, err
	}
	writing, done, err := s.writing()
	if err != nil {
		return nil, err
	}
	e, err := s.newEngine(x, embedder, writing)
	if err != nil {
		done()
		return nil, err
	}
	e.close = done
	return e, nil
}

// Searcher finds passages and answers with sentences of the articles, whatever
// the mode.
func (s *Setup) Searcher(ctx context.Context) (*Engine, error) {
	x, embedder, err := s.source(ctx)
	if err != nil {
		return nil, err
	}
	return s.newEngine(x, embedder, nil)
}

// SearcherOf is Searcher for articles that are at hand.
func (s *Setup) SearcherOf(ctx context.Context, articles ...*corpus.Article) (*Engine, error) {
	x, embedder, err := s.index(ctx, articles)
	if err != nil {
		return nil, err
	}
	return s.newEngine(x, embedder, nil)
}

// SearcherOfFile is Searcher for one file: a path, standard input ("-") or [Builtin].
func (s *Setup) SearcherOfFile(ctx context.Context, path string) (*Engine, error) {
	articles, err := s.readFiles(ctx, []string{path})
	if err != nil {
		return nil, err
	}
	return s.SearcherOf(ctx, articles...)
}

// SearcherOfBuiltin is Searcher for the built-in article.
func (s *Setup) SearcherOfBuiltin(ctx context.Context) (*Engine, error) {
	article, err := corpus.Builtin()
	if err != nil {
		return nil, err
	}
	return s.SearcherOf(ctx, article)
}

func (s *Setup) newEngine(x *index.Index, embedder index.Embedder, writing *rag.Writing) (*Engine, error) {
	judge, err := s.Judge()
	if err != nil {
		return nil, err
	}
	e, err := rag.New(x, rag.Options{Embedder: embedder, Judge: judge, Calibration: s.Calibration, Writing: writing})
	return &Engine{e, x, embedder, func() {}}, err
}

// source is the source of the settings, ready to be searched.
func (s *Setup) source(ctx context.Context) (*index.Index, index.Embedder, error) {
	from, err := s.Source(ctx)
	if err != nil {
		return nil, nil, err
	}
	defer from.Close()
	return from.Index(ctx)
}
