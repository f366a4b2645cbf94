package main

import (
	"errors"
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

// engine reads and indexes the articles. What --mode asks for and this version
// lacks is an error, not a silent change.
func (a *app) engine() (*rag.Engine, *rag.Index, []*corpus.Article, error) {
	if a.Mode == "llm" {
		return nil, nil, nil, &failure{what: "mode llm", err: errors.New("this version writes no answers with a language model"),
			status: statusUsage, code: "configuration", hint: "use --mode auto or --mode extractive"}
	}
	articles, err := a.articles()
	if err != nil {
		return nil, nil, nil, err
	}
	index := rag.NewIndex(articles)
	retriever, err := a.retriever(index)
	if err != nil {
		return nil, nil, nil, err
	}
	engine, err := rag.NewEngine(index, retriever)
	return engine, index, articles, err
}

// note tells a person something about the work.
func (a *app) note(format string, args ...any) {
	if !a.Quiet {
		fmt.Fprintf(a.err, "footnote: "+format+"\n", args...)
	}
}
