// Package model lists what clients of the API can ask: each library and each of its articles is
// a model.
//
// The id of a library's model is its scope, such as local or guild:81384788765712384. The id of
// an article's model is the scope, a slash, and the article's title in letters and numbers,
// such as local/lighthouse-handbook. If several articles share a title, the article's id is
// appended for those added later. The article's own id is accepted in place of the title.
package model

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"
	"unicode"

	"footnote/api/fault"
	"footnote/corpus"
	"footnote/internal/setup"
	"footnote/library"
	"footnote/library/access"
	"footnote/library/store"
	"footnote/rag"
)

// A Model is a library or an article that can be asked.
type Model struct {
	ID      string
	Name    string // for people
	Scope   store.Scope
	Article string    // the article's id; empty means the whole library
	Added   time.Time // zero if unknown
}

// Models are the models of the scopes that may be read. The first scope is the default.
// Articles that a Discord server restricts to channels or roles are left out, because a program
// is in no channel and has no role.
type Models struct {
	Library *library.Library
	Scopes  []store.Scope
}

// All returns the models of all scopes, each library before its articles.
func (m *Models) All(ctx context.Context) (all []Model, err error) {
	for _, scope := range m.Scopes {
		_, models, err := m.of(ctx, scope)
		if err != nil {
			return nil, err
		}
		all = append(all, models...)
	}
	return all, nil
}

// Find returns the model with an id, and its engine.
func (m *Models) Find(ctx context.Context, id string) (Model, *rag.Engine, error) {
	unknown := fault.NotFound("model", "model_not_found", "there is no model %q; /v1/models lists what there is", short(id))
	name, part, _ := strings.Cut(id, "/")
	scope := store.Scope(name)
	if !slices.Contains(m.Scopes, scope) {
		return Model{}, nil, unknown
	}
	engine, models, err := m.of(ctx, scope)
	if err != nil {
		return Model{}, nil, err
	}
	at := slices.IndexFunc(models, func(one Model) bool { return one.ID == id || part != "" && one.Article == part })
	if at < 0 {
		return Model{}, nil, unknown
	}
	one := models[at]
	if one.Article != "" {
		engine, err = m.one(ctx, engine, scope, one.Article)
	}
	return one, engine, err
}

// Named returns the engine for a scope (empty means the first), or for the article of that
// scope with the given id or title, or a unique part of either.
func (m *Models) Named(ctx context.Context, scope store.Scope, article string) (*rag.Engine, error) {
	scope, err := m.Scope(scope)
	if err != nil {
		return nil, err
	}
	engine, err := m.engine(ctx, scope)
	if err != nil || article == "" {
		return engine, err
	}
	one, err := setup.Named(engine.Articles(), func(a *corpus.Article) setup.Identity { return setup.Identity{ID: a.ID, Title: a.Title} }, article)
	if err != nil {
		return nil, err
	}
	return m.one(ctx, engine, scope, one.ID)
}

// Scope checks that a scope may be read. If it is empty, Scope returns the first one.
func (m *Models) Scope(scope store.Scope) (store.Scope, error) {
	if scope == "" {
		return m.Scopes[0], nil
	}
	if !slices.Contains(m.Scopes, scope) {
		return "", fault.NotFound("scope", "scope_not_found", "there is no library %q here", short(string(scope)))
	}
	return scope, nil
}

// of returns the engine of a scope, and its models.
func (m *Models) of(ctx context.Context, scope store.Scope) (*rag.Engine, []Model, error) {
	engine, err := m.engine(ctx, scope)
	if err != nil {
		return nil, nil, err
	}
	kept, err := m.Library.List(ctx, scope)
	if err != nil {
		return nil, nil, err
	}
	added := map[string]time.Time{}
	for _, s := range kept {
		added[s.ID] = s.Added
	}
	return engine, models(scope, engine.Articles(), added), nil
}

// engine returns an engine for all articles of a scope. As on the command line, the built-in
// article answers if the local library is empty.
func (m *Models) engine(ctx context.Context, scope store.Scope) (*rag.Engine, error) {
	engine, err := m.Library.Engine(ctx, access.Outside(scope), "")
	if err != nil || len(engine.Articles()) > 0 || scope != store.Local {
		return engine, err
	}
	example, err := m.Library.Example(ctx, scope)
	if example == nil || err != nil {
		return engine, err
	}
	return example, nil
}

// one returns an engine for one of the articles of the engine all.
func (m *Models) one(ctx context.Context, all *rag.Engine, scope store.Scope, id string) (*rag.Engine, error) {
	part, err := m.Library.Engine(ctx, access.Outside(scope), id)
	var missing *library.NotFoundError
	if articles := all.Articles(); errors.As(err, &missing) && len(articles) == 1 && articles[0].ID == id {
		return all, nil // the built-in article
	}
	return part, err
}

// models returns the models of a scope with these articles.
func models(scope store.Scope, articles []*corpus.Article, added map[string]time.Time) []Model {
	all := []Model{{ID: string(scope), Name: "Footnote: " + string(scope), Scope: scope}}
	taken := map[string]bool{}
	for _, a := range articles {
		name := slug(a.Title)
		if name == "" || taken[name] {
			name = strings.TrimPrefix(name+"-"+a.ID, "-")
		}
		taken[name] = true
		all = append(all, Model{string(scope) + "/" + name, a.Title, scope, a.ID, added[a.ID]})
	}
	return all
}

// maxSlug is the maximum length of a slug in characters.
const maxSlug = 60

// slug reduces a title to letters and numbers of any script, in lower case, joined by hyphens.
func slug(title string) string {
	var out []rune
	for _, r := range title {
		switch {
		case unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r):
			out = append(out, unicode.ToLower(r))
		case len(out) > 0 && out[len(out)-1] != '-':
			out = append(out, '-')
		}
		if len(out) == maxSlug {
			break
		}
	}
	return strings.Trim(string(out), "-")
}

// short shortens text from a client for use in an error.
func short(text string) string {
	const most = 100
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return text
}
