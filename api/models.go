package api

import (
	"context"
	"net/http"
	"reflect"

	"footnote/api/fault"
	"footnote/api/model"
	"footnote/api/openapi"
)

// A ModelList lists the models.
type ModelList struct {
	Object string  `json:"object"` // list
	Data   []Model `json:"data"`
}

// A Model is a library or an article that can be asked.
type Model struct {
	ID      string `json:"id"`
	Object  string `json:"object"`            // model
	Created int64  `json:"created"`           // when the article was added, in Unix seconds; 0 for a library
	OwnedBy string `json:"owned_by"`          // footnote
	Name    string `json:"name"`              // for people
	Article string `json:"article,omitempty"` // the article's id
}

func newModel(m model.Model) Model {
	one := Model{ID: m.ID, Object: "model", OwnedBy: "footnote", Name: m.Name, Article: m.Article}
	if !m.Added.IsZero() {
		one.Created = m.Added.Unix()
	}
	return one
}

func (s *Server) listModels(w http.ResponseWriter, r *http.Request) error {
	var all []model.Model
	err := s.worker.Do(r.Context(), "models", func(ctx context.Context) (err error) {
		all, err = s.models.All(ctx)
		return err
	})
	if err != nil {
		return err
	}
	list := ModelList{Object: "list", Data: make([]Model, len(all))}
	for i, m := range all {
		list.Data[i] = newModel(m)
	}
	fault.JSON(w, http.StatusOK, list)
	return nil
}

func (s *Server) oneModel(w http.ResponseWriter, r *http.Request) error {
	var one model.Model
	err := s.worker.Do(r.Context(), "models", func(ctx context.Context) (err error) {
		one, _, err = s.models.Find(ctx, r.PathValue("model"))
		return err
	})
	if err != nil {
		return err
	}
	fault.JSON(w, http.StatusOK, newModel(one))
	return nil
}

const description = "Answers from articles, each statement with the sentence that it rests on. The addresses below /v1 are those of OpenAI's API, for its clients; the others have the values of the command line."

func (s *Server) describe(w http.ResponseWriter, _ *http.Request) error {
	var routes []openapi.Route
	for _, r := range s.table() {
		routes = append(routes, r.Route)
	}
	info := openapi.Info{Title: "Footnote", Version: s.options.Version, Description: description, Failure: reflect.TypeFor[fault.Body]()}
	fault.JSON(w, http.StatusOK, openapi.Document(info, routes))
	return nil
}
