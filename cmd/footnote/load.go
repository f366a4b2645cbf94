package main

import (
	"slices"

	"footnote/corpus"
	"footnote/corpus/doc"
	"footnote/library"
	"footnote/library/store"
	"footnote/rag/index"
)

// readFiles reads files, each text once.
func (a *app) readFiles(paths []string) ([]*corpus.Article, error) {
	reader, done := a.reader()
	defer done()
	var all []*corpus.Article
	for i, path := range paths {
		if path == doc.Stdin && slices.Contains(paths[:i], path) {
			return nil, usagef("standard input can be read once: --article - stands there twice")
		}
		article, err := a.article(reader, path)
		if err != nil {
			return nil, err
		}
		if i := slices.IndexFunc(all, func(b *corpus.Article) bool { return b.ID == article.ID }); i >= 0 {
			a.note("%s is the same text as %s; it is read once", path, all[i].Source)
			continue
		}
		all = append(all, article)
	}
	return all, nil
}

// indexFiles reads files and indexes them.
func (a *app) indexFiles(paths []string) (*index.Index, index.Embedder, error) {
	articles, err := a.readFiles(paths)
	if err != nil {
		return nil, nil, err
	}
	index := index.New(articles)
	embedder, err := a.embed(index)
	return index, embedder, err
}

// builtin stands for the built-in article among paths.
const builtin = "built-in"

func (a *app) article(reader *corpus.Reader, path string) (*corpus.Article, error) {
	var f doc.File
	var err error
	switch path {
	case builtin:
		return corpus.Builtin()
	case doc.Stdin:
		f, err = doc.ReadAll(a.in, path)
	default:
		f, err = doc.Open(path)
	}
	if err != nil {
		return nil, err
	}
	return reader.Read(a.ctx, f)
}

// A desk is the articles, ready to be asked about.
type desk struct {
	*library.Desk
	embedder index.Embedder // nil where words alone are matched
	close    func()
}

// load has the articles of the subject answer with their sentences.
func (a *app) load() (*desk, error) {
	index, embedder, err := a.index()
	if err != nil {
		return nil, err
	}
	d, err := library.NewDesk(index, embedder)
	return &desk{d, embedder, func() {}}, err
}

// scope is whose library it is.
func (a *app) scope() (store.Scope, error) {
	scope := store.Scope(a.Scope)
	if !scope.Valid() {
		return "", usagef("--scope is local, guild:ID or person:ID, not %q", a.Scope)
	}
	return scope, nil
}

// only is the one article that --only names.
func (a *app) only(all []*corpus.Article) (*corpus.Article, error) {
	one, err := toRead("--only", all, func(b *corpus.Article) (id, title string) { return b.ID, b.Title }, a.Only)
	if err != nil {
		return nil, err
	}
	return one, nil
}

// open is load, and then a language model answers if there is one.
func (a *app) open() (*desk, error) {
	if a.hasModel() { // what is wrong with its settings is said before the work
		if _, err := a.generator(); err != nil {
			return nil, err
		}
	}
	d, err := a.load()
	if err != nil {
		return nil, err
	}
	writing, done, err := a.writing()
	if writing == nil || err != nil {
		return d, err
	}
	d.close = done
	d.Desk, err = d.WithWriter(*writing)
	return d, err
}
