package api

import (
	"context"
	"net/http"
	"slices"
	"time"

	"footnote/api/answering"
	"footnote/api/chat"
	"footnote/api/embedding"
	"footnote/api/fault"
	"footnote/api/value"
	"footnote/library/access"
	"footnote/library/store"
	"footnote/rag"
	"footnote/rag/index"
)

// Of says which articles a request is about.
type Of struct {
	Scope   store.Scope `json:"scope,omitempty"`   // empty means the first scope that may be read
	Article string      `json:"article,omitempty"` // an id, a title, or a unique part of either; empty means all articles
}

// An AskRequest is a question, with the earlier questions of its conversation.
type AskRequest struct {
	Of
	Question string `json:"question"`
	History  []Turn `json:"history,omitempty"` // latest last
}

// A Turn is an earlier question with its answer.
type Turn struct {
	Question string `json:"question"`
	Answer   string `json:"answer"`
}

// found returns a finder for the articles that a request is about.
func (s *Server) found(of Of) answering.Finder {
	return func(ctx context.Context) (*rag.Engine, error) { return s.models.Named(ctx, of.Scope, of.Article) }
}

func (s *Server) ask(w http.ResponseWriter, r *http.Request, asked AskRequest) error {
	turns := make([]rag.Turn, len(asked.History))
	for i, t := range asked.History {
		turns[i] = rag.Turn(t)
	}
	q := rag.Question{Text: asked.Question, History: chat.History(turns)}
	got, err := s.worker.Answer(r.Context(), s.found(asked.Of), q, nil)
	if err != nil {
		return err
	}
	fault.JSON(w, http.StatusOK, got.Value())
	return nil
}

// A SearchRequest says what to search for.
type SearchRequest struct {
	Of
	Query string `json:"query"`
	K     int    `json:"k,omitempty"` // maximum number of passages, up to 50; 0 means 8
}

const (
	someFound = 8
	mostFound = 50
)

func (s *Server) search(w http.ResponseWriter, r *http.Request, asked SearchRequest) error {
	if asked.K < 0 || asked.K > mostFound {
		return fault.Invalid("k", "k is from 1 to %d", mostFound)
	}
	if asked.K == 0 {
		asked.K = someFound
	}
	var hits []index.Hit
	start := time.Now()
	err := s.worker.Do(r.Context(), "search", func(ctx context.Context) error {
		engine, err := s.found(asked.Of)(ctx)
		if err != nil {
			return err
		}
		hits, err = engine.Search(ctx, asked.Query, asked.K)
		return err
	})
	if err != nil {
		return err
	}
	fault.JSON(w, http.StatusOK, value.NewFound(asked.Query, hits, time.Since(start)))
	return nil
}

// A CheckRequest is a text whose sentences are checked against the articles.
type CheckRequest struct {
	Of
	Text string `json:"text"`
}

func (s *Server) check(w http.ResponseWriter, r *http.Request, asked CheckRequest) error {
	var claims []rag.Claim
	start := time.Now()
	err := s.worker.Do(r.Context(), "check", func(ctx context.Context) error {
		engine, err := s.found(asked.Of)(ctx)
		if err != nil {
			return err
		}
		claims, err = engine.Claims(ctx, asked.Text)
		return err
	})
	if err != nil {
		return err
	}
	fault.JSON(w, http.StatusOK, value.NewChecked(claims, time.Since(start)))
	return nil
}

func (s *Server) articles(w http.ResponseWriter, r *http.Request) error {
	scope, err := s.models.Scope(store.Scope(r.URL.Query().Get("scope")))
	if err != nil {
		return err
	}
	var all []store.Summary
	err = s.worker.Do(r.Context(), "articles", func(ctx context.Context) (err error) {
		if all, err = s.options.Library.List(ctx, scope); err != nil {
			return err
		}
		return s.options.Library.Store.CountPictures(ctx, scope, all)
	})
	if err != nil {
		return err
	}
	// Articles restricted to channels and roles are not available here.
	all = slices.DeleteFunc(all, func(one store.Summary) bool { return !access.Read(one.Access).Allows(access.Outside(scope)) })
	fault.JSON(w, http.StatusOK, value.NewLibrary(all).Outside())
	return nil
}

func (s *Server) embed(w http.ResponseWriter, r *http.Request, asked embedding.Request) error {
	var list embedding.List
	err := s.worker.Do(r.Context(), "embed", func(ctx context.Context) (err error) {
		list, err = s.vectors.Answer(ctx, asked)
		return err
	})
	if err != nil {
		return err
	}
	fault.JSON(w, http.StatusOK, list)
	return nil
}
