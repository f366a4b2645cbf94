package main

import (
	"slices"

	"footnote/corpus"
	"footnote/corpus/keep"
	"footnote/library"
	"footnote/rag"
)

// articles reads what --article names, or the built-in article.
func (a *app) articles() ([]*corpus.Article, error) {
	if len(a.Article) == 0 {
		article, err := corpus.Builtin()
		return []*corpus.Article{article}, err
	}
	reader, done := a.reader()
	defer done()
	var all []*corpus.Article
	for i, path := range a.Article {
		if path == corpus.Stdin && slices.Contains(a.Article[:i], path) {
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

// builtin stands for the built-in article among paths.
const builtin = "built-in"

func (a *app) article(reader *corpus.Reader, path string) (*corpus.Article, error) {
	var f corpus.File
	var err error
	switch path {
	case builtin:
		return corpus.Builtin()
	case corpus.Stdin:
		f, err = corpus.ReadAll(a.in, path)
	default:
		f, err = corpus.Open(path)
	}
	if err != nil {
		return nil, err
	}
	return reader.Read(a.ctx, f)
}

// A desk is the articles, ready to be asked about.
type desk struct {
	*library.Desk
	embedder rag.Embedder // nil where words alone are matched
	close    func()
}

// load reads and indexes the articles that --article names or else those of the
// library; without either, the built-in article. Answers are sentences of them.
func (a *app) load() (*desk, error) {
	index, embedder, err := a.kept()
	if index == nil && err == nil {
		index, embedder, err = a.read()
	}
	if err != nil {
		return nil, err
	}
	if index, err = a.only(index); err != nil {
		return nil, err
	}
	d, err := library.NewDesk(index, embedder)
	return &desk{d, embedder, func() {}}, err
}

// read indexes what --article names, or the built-in article.
func (a *app) read() (*rag.Index, rag.Embedder, error) {
	articles, err := a.articles()
	if err != nil {
		return nil, nil, err
	}
	index := rag.NewIndex(articles)
	embedder, err := a.embed(index)
	return index, embedder, err
}

// kept is the index of the library's articles, nil where there are none or
// others are asked about.
func (a *app) kept() (*rag.Index, rag.Embedder, error) {
	if len(a.Article) > 0 {
		return nil, nil, nil
	}
	scope, err := a.scope()
	if err != nil {
		return nil, nil, err
	}
	store, err := a.storeToAsk()
	if store == nil || err != nil {
		return nil, nil, err
	}
	defer store.Close()
	embedder, err := a.embedder()
	if err != nil {
		return nil, nil, err
	}
	bar := a.progress("embedding")
	defer bar.end()
	l, err := library.New(library.Options{Store: store, Reader: &corpus.Reader{}, Embedder: embedder, Embedded: bar.show, Log: a.notes()})
	if err != nil {
		return nil, nil, err
	}
	d, err := l.Desk(a.ctx, scope, "")
	if err != nil || len(d.Articles()) == 0 {
		return nil, nil, err
	}
	return d.Index, embedder, nil
}

// scope is whose library it is.
func (a *app) scope() (keep.Scope, error) {
	scope := keep.Scope(a.Scope)
	if !scope.Valid() {
		return "", usagef("--scope is local, guild:ID or person:ID, not %q", a.Scope)
	}
	return scope, nil
}

// only is the index of the one article that --only names, or all of index.
func (a *app) only(index *rag.Index) (*rag.Index, error) {
	if a.Only == "" {
		return index, nil
	}
	one, err := toRead("--only", index.Articles(), func(b *corpus.Article) (id, title string) { return b.ID, b.Title }, a.Only)
	if err != nil {
		return nil, err
	}
	part, _ := index.Part(one.ID) // it is there
	return part, nil
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
	writing, done, err := a.writing(d.embedder)
	if writing == nil || err != nil {
		return d, err
	}
	d.close = done
	d.Desk, err = d.WithWriter(*writing)
	return d, err
}
