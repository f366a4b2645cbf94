package setup

import (
	"context"
	"log/slog"

	"footnote/corpus"
	"footnote/corpus/fetch"
	"footnote/corpus/pdf"
	"footnote/internal/memory"
	"footnote/library"
	"footnote/library/store"
	"footnote/library/subscription"
)

// A Service answers for every scope until it is closed. Only one process at a time may use a
// data folder; several may share a database server.
type Service struct {
	Library *library.Library
	Votes   *store.Feedback
	Updates *subscription.Updater
	Pages   *pdf.Reader // draws pages of PDFs
	web     *fetch.Fetcher
	closers []func()
}

// Close closes the service.
func (s *Service) Close() {
	for i := len(s.closers) - 1; i >= 0; i-- {
		s.closers[i]()
	}
}

// Service returns a service with limits for each scope and its own log. It compiles the PDF
// engine in the background until ctx ends. The caller closes the service.
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
		log.Info("the servers' indexes stay within the memory limit", "limit_mb", keeper.Limit()>>20, "indexes_mb", limits.Memory>>20)
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

// serve sets the library options that concern all scopes.
func (s *Setup) serve(ctx context.Context, made *Service, o *library.Options) error {
	if err := s.checkModel(); err != nil { // report invalid settings before doing any work
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
	eye, err := newEye(&s.Settings, func(warning string) { o.Log.Warn(warning) })
	if err != nil {
		return err
	}
	pages, closeReader := s.preparedReader(ctx)
	made.closers = append(made.closers, closeReader)
	made.web, made.Pages, o.Reader, o.Web, o.Judge, o.Writing = web, pages, &corpus.Reader{PDF: pages, Eye: eye, SeenMost: s.Vision.Pages}, web, judge, writing
	return nil
}

// answerWithout determines what answers in a scope without articles: the articles that the
// settings name or, if there are none, those of the local library, if any. The built-in article
// is only offered as an example.
func (s *Setup) answerWithout(ctx context.Context, o *library.Options) (err error) {
	if len(s.Articles) > 0 {
		articles, err := s.readFiles(ctx, s.Articles)
		if err != nil {
			return err
		}
		if o.Standing, o.Embedder, err = s.index(ctx, articles); err == nil {
			o.Log.Info("servers without articles are answered from --article", "articles", len(o.Standing.Articles()))
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
		o.Log.Warn("some articles of the library cannot be read", "scope", string(o.Fallback), "error", err)
	}
	o.Log.Info("servers without articles are answered from the library", "scope", string(o.Fallback), "articles", len(own))
	return nil
}
