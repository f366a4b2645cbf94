package setup

import (
	"context"
	"log/slog"

	"footnote/corpus"
	"footnote/corpus/fetch"
	"footnote/internal/memory"
	"footnote/library"
	"footnote/library/store"
	"footnote/library/subscription"
)

// A Service is what answers for every scope, until it is closed. One process at a
// time has the folder of its data; of a server several may.
type Service struct {
	Library *library.Library
	Votes   *store.Feedback
	Updates *subscription.Updater
	web     *fetch.Fetcher
	closers []func()
}

// Close ends it.
func (s *Service) Close() {
	for i := len(s.closers) - 1; i >= 0; i-- {
		s.closers[i]()
	}
}

// Service makes it, with limits for each scope and a log of its own. The engine
// that reads PDF is compiled in the background until ctx ends. The caller closes
// it.
func (s *Setup) Service(ctx context.Context, limits library.Limits, log *slog.Logger) (service *Service, err error) {
	made := &Service{}
	defer func() {
		if err != nil {
			made.Close()
		}
	}()
	place := s.Database()
	unlock, err := store.Serve(place)
	if err != nil {
		return nil, err
	}
	made.closers = append(made.closers, func() { unlock() })
	db, err := store.OpenLibrary(ctx, place)
	if err != nil {
		return nil, err
	}
	made.closers = append(made.closers, func() { db.Close() })
	keeper := memory.Keep()
	if limits.Memory = keeper.Budget(); limits.Memory > 0 {
		log.Info("the indexes of servers keep to the limit of memory", "limit_mb", keeper.Limit()>>20, "indexes_mb", limits.Memory>>20)
	}
	o := library.Options{Store: db, Log: log, Limits: limits, Held: keeper.Hold}
	if err := s.serve(ctx, made, &o); err != nil {
		return nil, err
	}
	if made.Library, err = library.New(o); err != nil {
		return nil, err
	}
	updates, done, err := s.Updater(made.Library, made.web, log)
	if err != nil {
		return nil, err
	}
	made.Updates = updates
	made.closers = append(made.closers, done)
	made.Votes = store.OpenFeedback(place, s.warn)
	made.closers = append(made.closers, func() { made.Votes.Close() })
	return made, nil
}

// serve fills in what a library of many scopes works with.
func (s *Setup) serve(ctx context.Context, made *Service, o *library.Options) error {
	if err := s.checkModel(); err != nil { // what is wrong with its settings is said before the work
		return err
	}
	if err := s.answerWithout(ctx, o); err != nil {
		return err
	}
	judge, err := s.Judge()
	if err != nil {
		return err
	}
	writing, done, err := s.writing()
	if err != nil {
		return err
	}
	made.closers = append(made.closers, done)
	web, err := s.Web()
	if err != nil {
		return err
	}
	made.closers = append(made.closers, func() { web.Close() })
	reader, closeReader := s.preparedReader(ctx)
	made.closers = append(made.closers, closeReader)
	made.web, o.Reader, o.Web, o.Judge, o.Writing = web, reader, web, judge, writing
	return nil
}

// answerWithout decides what answers where a scope has no articles: those that
// the settings name or, without them, the library's own, as far as it has any. The
// built-in article is only offered, as an example.
func (s *Setup) answerWithout(ctx context.Context, o *library.Options) (err error) {
	if len(s.Articles) > 0 {
		articles, err := s.readFiles(ctx, s.Articles)
		if err != nil {
			return err
		}
		if o.Standing, o.Embedder, err = s.index(ctx, articles); err == nil {
			o.Log.Info("the articles of --article answer where a server has none", "articles", len(o.Standing.Articles()))
		}
		return err
	}
	if o.Fallback, err = s.scope(); err != nil {
		return err
	}
	example, err := corpus.Builtin()
	if err != nil {
		return err
	}
	if o.Example, o.Embedder, err = s.index(ctx, []*corpus.Article{example}); err != nil {
		return err
	}
	own, err := o.Store.List(ctx, o.Fallback)
	if err != nil {
		o.Log.Warn("not all of the library can be read", "scope", string(o.Fallback), "error", err)
	}
	o.Log.Info("the library's articles answer where a server has none", "scope", string(o.Fallback), "articles", len(own))
	return nil
}
