package main

import (
	"fmt"
	"slices"

	"footnote/corpus"
	"footnote/rag"
)

// articles reads what --article names, or the built-in article.
func (a *app) articles() ([]*corpus.Article, error) {
	if len(a.Article) == 0 {
		article, err := corpus.Builtin()
		return []*corpus.Article{article}, err
	}
	var all []*corpus.Article
	for i, path := range a.Article {
		if path == corpus.Stdin && slices.Contains(a.Article[:i], path) {
			return nil, usagef("standard input can be read once: --article - stands there twice")
		}
		article, err := a.article(path)
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

func (a *app) article(path string) (*corpus.Article, error) {
	if path == corpus.Stdin {
		return corpus.Read(a.in, path)
	}
	return corpus.ReadFile(path)
}

// A library is the articles, ready to be asked about.
type library struct {
	engine   *rag.Engine
	index    *rag.Index
	embedder rag.Embedder // nil where words alone are matched
	articles []*corpus.Article
	close    func()
}

// many reports whether an answer has to say which article it is from.
func (l *library) many() bool { return len(l.articles) > 1 }

// load reads and indexes the articles; answers are sentences of them.
func (a *app) load() (*library, error) {
	articles, err := a.articles()
	if err != nil {
		return nil, err
	}
	l := &library{articles: articles, index: rag.NewIndex(articles), close: func() {}}
	if l.embedder, err = a.embed(l.index); err != nil {
		return nil, err
	}
	l.engine, err = rag.NewEngine(l.index, l.index.Retriever(l.embedder, rag.DefaultRecipe()))
	return l, err
}

// open is load, and then a language model answers if there is one.
func (a *app) open() (*library, error) {
	if a.hasModel() { // what is wrong with its settings is said before the work
		if _, err := a.generator(); err != nil {
			return nil, err
		}
	}
	l, err := a.load()
	if err != nil {
		return nil, err
	}
	l.engine, l.close, err = a.withModel(l.engine, l.embedder)
	return l, err
}

// note tells a person something about the work.
func (a *app) note(format string, args ...any) {
	if !a.Quiet {
		fmt.Fprintf(a.err, "footnote: "+format+"\n", args...)
	}
}
