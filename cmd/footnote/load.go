package main

import (
	"errors"
	"fmt"
	"slices"

	"footnote/corpus"
	"footnote/rag"
	"footnote/rag/openai"
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

// retriever puts together what finds passages: words, and vectors if there is
// an embedder.
func (a *app) retriever(index *rag.Index) (rag.Retriever, error) {
	if a.Embedder == "none" {
		return index.Lexical(), nil
	}
	embedder, err := a.openaiEmbedder()
	if err != nil {
		return nil, err
	}
	bar := a.progress("embedding")
	err = index.Embed(a.ctx, embedder, bar.show)
	bar.end()
	if err != nil {
		return nil, err
	}
	return rag.Fuse(rag.Part{Retriever: index.Dense(embedder), Weight: 1}, rag.Part{Retriever: index.Lexical(), Weight: rag.LexicalWeight}), nil
}

func (a *app) openaiEmbedder() (*openai.Embedder, error) {
	if a.key == "" && a.BaseURL == "" {
		return nil, &failure{what: "embedder openai", err: errors.New("neither a key nor a server is set"), status: statusUsage,
			code: "configuration", hint: "set OPENAI_API_KEY, or OPENAI_BASE_URL for a server of your own; or use --embedder none"}
	}
	e, err := openai.NewEmbedder(openai.EmbedderOptions{
		BaseURL: a.BaseURL, Key: a.key, Model: a.EmbedModel, Dimensions: a.Dimensions, BatchSize: a.Batch,
		QueryPrefix: a.QueryPrefix, PassagePrefix: a.PassagePrefix, Timeout: a.EmbedTimeout,
	})
	if err != nil {
		return nil, &failure{what: "embedder openai", err: err, status: statusUsage, code: "configuration", hint: "see footnote --help for the flags of embeddings"}
	}
	return e, nil
}

// note tells a person something about the work.
func (a *app) note(format string, args ...any) {
	if !a.Quiet {
		fmt.Fprintf(a.err, "footnote: "+format+"\n", args...)
	}
}
