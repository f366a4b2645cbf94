package mcp

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"slices"
	"time"

	"footnote/api"
	"footnote/api/answering"
	"footnote/api/mcp"
	"footnote/api/model"
	"footnote/corpus"
	"footnote/internal/setup"
	"footnote/library"
	"footnote/library/store"
	"footnote/rag"
)

// finishing is how long running calls may take to finish when the server is stopped.
const finishing = 10 * time.Second

// Mount returns a mount that adds this protocol to the API of footnote serve until ctx ends. It
// serves the first of the API's libraries.
func Mount(ctx context.Context, s *setup.Setup, log *slog.Logger) api.Mount {
	return func(models *model.Models, worker *answering.Worker) http.Handler {
		settings := setup.New(setup.Settings{Scope: string(models.Scopes[0])})
		server := mcp.New(mcp.Options{Articles: shelf{models}, Scope: scopeOf(settings), Version: s.Version, Log: log, Explain: explained, Worker: worker})
		context.AfterFunc(ctx, func() { server.Finish(finishing) })
		return server.Handler()
	}
}

// A shelf is the API's default library.
type shelf struct{ *model.Models }

func (s shelf) Engine(ctx context.Context, id string) (*rag.Engine, error) {
	e, err := s.Named(ctx, "", id)
	var missing *library.NotFoundError
	var unclear *setup.UnclearError
	if id != "" && (errors.As(err, &missing) || errors.As(err, &unclear)) {
		return nil, nil
	}
	return e, err
}

// Article returns one of the articles that Engine answers from. It returns no others, as those
// may be restricted to a few people.
func (s shelf) Article(ctx context.Context, id string) (*corpus.Article, error) {
	all, err := s.Engine(ctx, "")
	if err != nil {
		return nil, err
	}
	articles := all.Articles()
	at := slices.IndexFunc(articles, func(a *corpus.Article) bool { return a.ID == id })
	switch {
	case at < 0:
		return nil, nil
	case articles[at].Text != "":
		return articles[at], nil
	}
	for _, scope := range []store.Scope{s.Scopes[0], store.Local} { // the local library answers if a scope has no articles
		if r, found, err := s.Library.Store.Article(ctx, scope, id, ""); found || err != nil {
			return r.Article, err
		}
	}
	return nil, nil
}
