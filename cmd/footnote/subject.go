package main

import (
	"fmt"

	"footnote/corpus"
	"footnote/library"
	"footnote/library/store"
	"footnote/rag/index"
)

// A subject is what a command is about: files, or the articles of a library.
// Every command that reads articles learns it here.
type subject struct {
	files   []string         // paths, - or built-in; empty where it is a library
	db      *store.Library   // nil where it is files
	library *library.Library // on store
	scope   store.Scope
}

// subject is what --article names or, without it, the library's articles or,
// where it has none, the built-in article. A library that cannot be read is an
// error: its reader would otherwise be answered from another article. The caller
// closes it.
func (a *app) subject() (*subject, error) {
	if len(a.Article) > 0 {
		return &subject{files: a.Article}, nil
	}
	scope, err := a.scope()
	if err != nil {
		return nil, err
	}
	s := &subject{scope: scope}
	if s.db, err = a.storeToAsk(); err != nil {
		return nil, err
	}
	some := false
	if s.db != nil {
		if some, err = s.openLibrary(a); err != nil {
			s.close()
			return nil, err
		}
	}
	switch {
	case some:
		return s, nil
	case scope != store.Local:
		s.close()
		return nil, &failure{what: "library", err: fmt.Errorf("%s has no articles", scope), status: statusFailed, code: "article",
			hint: fmt.Sprintf("footnote library add --scope %s PATH adds some; --article built-in asks about the built-in article", scope)}
	}
	s.close()
	return &subject{files: []string{builtin}}, nil
}

// openLibrary reports whether the library has articles. Where all of them are
// damaged, that is the error.
func (s *subject) openLibrary(a *app) (some bool, err error) {
	all, err := s.db.List(a.ctx, s.scope)
	if len(all) == 0 {
		return false, err
	}
	embedder, err := a.embedder()
	if err != nil {
		return false, err
	}
	s.library, err = library.New(library.Options{Store: s.db, Reader: &corpus.Reader{}, Embedder: embedder, Log: a.notes()})
	return true, err
}

func (s *subject) close() {
	if s.db != nil {
		s.db.Close()
		s.db = nil
	}
}

// articles are the articles alone, the one of --only where it is set.
func (a *app) articles() ([]*corpus.Article, error) {
	s, err := a.subject()
	if err != nil {
		return nil, err
	}
	defer s.close()
	return s.articles(a)
}

func (s *subject) articles(a *app) (all []*corpus.Article, err error) {
	if s.db != nil {
		all, err = s.library.Articles(a.ctx, s.scope)
	} else {
		all, err = a.readFiles(s.files)
	}
	if err != nil || a.Only == "" {
		return all, err
	}
	one, err := a.only(all)
	return []*corpus.Article{one}, err
}

// String says in words what it is.
func (s *subject) String() string {
	switch {
	case s.db != nil:
		return "the library of " + string(s.scope)
	case len(s.files) == 1 && s.files[0] == builtin:
		return "the built-in article"
	}
	return "--article"
}

// index is the articles ready to be asked about, all of them or the one of
// --only, with what made their vectors, nil where words alone are matched.
func (a *app) index() (*index.Index, index.Embedder, error) {
	s, err := a.subject()
	if err != nil {
		return nil, nil, err
	}
	defer s.close()
	index, embedder, err := s.index(a)
	if err != nil || a.Only == "" {
		return index, embedder, err
	}
	one, err := a.only(index.Articles())
	if err != nil {
		return nil, nil, err
	}
	part, _ := index.Part(one.ID) // it is there
	return part, embedder, nil
}

func (s *subject) index(a *app) (*index.Index, index.Embedder, error) {
	if s.db == nil {
		return a.indexFiles(s.files)
	}
	bar := a.progress("embedding")
	defer bar.End()
	s.library.Embedded = bar.Show
	d, err := s.library.Desk(a.ctx, s.scope, "")
	if err != nil {
		return nil, nil, err
	}
	return d.Index, s.library.Embedder, nil
}
