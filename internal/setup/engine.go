package setup

import (
	"context"

	"footnote/corpus"
	"footnote/library/answers"
	"footnote/rag"
	"footnote/rag/index"
)

// An Engine answers from the articles of a source.
type Engine struct {
	*rag.Engine
	Index    *index.Index
	Embedder index.Embedder // nil if only words are matched
	close    func()
}

// Articles returns the articles that the engine answers from, in the order in which they were
// added.
func (e *Engine) Articles() []*corpus.Article { return e.Index.Articles() }

// Close releases the engine's resources.
func (e *Engine) Close() { e.close() }

// Engine returns an engine for the given articles or, without any, for the source of the
// settings. A language model writes the answers if there is one. The caller closes the engine.
func (s *Setup) Engine(ctx context.Context, articles ...*corpus.Article) (*Engine, error) {
	if err := s.checkModel(); err != nil { // report invalid settings before doing any work
		return nil, err
	}
	x, embedder, fixed, err := asked(ctx, s, articles)
	if err != nil {
		return nil, err
	}
	writing, done, err := s.writing()
	if err != nil {
		return nil, err
	}
	e, err := s.newEngine(x, embedder, rag.Options{Writing: writing, Fixed: fixed.Fixed()})
	if err != nil {
		done()
		return nil, err
	}
	end := e.close
	e.close = func() {
		end()
		done()
	}
	return e, nil
}

// asked returns the index to answer from: of the given articles or, without any, of the source
// of the settings, along with that source's fixed answers.
func asked(ctx context.Context, s *Setup, articles []*corpus.Article) (*index.Index, index.Embedder, *answers.Page, error) {
	if len(articles) > 0 {
		x, embedder, err := s.index(ctx, articles)
		return x, embedder, nil, err
	}
	from, err := s.Source(ctx)
	if err != nil {
		return nil, nil, nil, err
	}
	defer from.Close()
	x, embedder, err := from.Index(ctx)
	return x, embedder, from.fixed, err
}

// Searcher returns an engine that finds passages and answers with sentences of the articles,
// whatever the mode.
func (s *Setup) Searcher(ctx context.Context) (*Engine, error) {
	x, embedder, err := s.source(ctx)
	if err != nil {
		return nil, err
	}
	return s.newEngine(x, embedder, rag.Options{})
}

// SearcherOf is like Searcher, for the given articles.
func (s *Setup) SearcherOf(ctx context.Context, articles ...*corpus.Article) (*Engine, error) {
	x, embedder, err := s.index(ctx, articles)
	if err != nil {
		return nil, err
	}
	return s.newEngine(x, embedder, rag.Options{})
}

// SearcherOfFile is like Searcher, for one file: a path, standard input ("-") or [Builtin].
func (s *Setup) SearcherOfFile(ctx context.Context, path string) (*Engine, error) {
	articles, err := s.readFiles(ctx, []string{path})
	if err != nil {
		return nil, err
	}
	return s.SearcherOf(ctx, articles...)
}

// SearcherOfBuiltin is like Searcher, for the built-in article.
func (s *Setup) SearcherOfBuiltin(ctx context.Context) (*Engine, error) {
	article, err := corpus.Builtin()
	if err != nil {
		return nil, err
	}
	return s.SearcherOf(ctx, article)
}

func (s *Setup) newEngine(x *index.Index, embedder index.Embedder, o rag.Options) (*Engine, error) {
	judge, err := s.Judge()
	if err != nil {
		return nil, err
	}
	done := func() {}
	if s.Rereads && judge != nil {
		judge, done = reread(s, judge)
	}
	o.Embedder, o.Judge, o.Calibration = embedder, judge, s.Calibration
	e, err := rag.New(x, o)
	if err != nil {
		done()
		return nil, err
	}
	return &Engine{e, x, embedder, done}, nil
}

// source returns the index of the source of the settings.
func (s *Setup) source(ctx context.Context) (*index.Index, index.Embedder, error) {
	from, err := s.Source(ctx)
	if err != nil {
		return nil, nil, err
	}
	defer from.Close()
	return from.Index(ctx)
}
