package main

import (
	"os"
	"time"

	"footnote/corpus"
	"footnote/internal/setup"
	"footnote/library/store"
	"footnote/rag/index"
)

// engine searches the passages: as they are or, with --kept, as a library gives
// them back that they were kept in.
func (c *evalCommand) engine(a *app, articles []*corpus.Article) (*setup.Engine, error) {
	if !c.Kept {
		return a.setup.SearcherOf(a.ctx, articles...)
	}
	folder, err := os.MkdirTemp("", "footnote-eval-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(folder)
	settings := a.settings(a.streams)
	settings.Articles, settings.Only, settings.Scope, settings.Data = nil, "", string(store.Local), folder
	kept := setup.New(settings)
	kept.Log = a.setup.Log
	if err := a.keep(kept, articles); err != nil {
		return nil, err
	}
	return kept.Searcher(a.ctx)
}

// keep adds articles to a library, which is closed then.
func (a *app) keep(to *setup.Setup, articles []*corpus.Article) error {
	l, err := to.Library(a.ctx)
	if err != nil {
		return err
	}
	defer l.Close()
	bar := a.progress("embedding")
	defer bar.End()
	for n, article := range articles {
		var v index.Vectors
		if l.Embedder != nil {
			if v, err = index.EmbedArticle(a.ctx, l.Embedder, article, nil); err != nil {
				return err
			}
		}
		if _, err := l.Store.Put(a.ctx, l.Scope, store.Record{Article: article, Added: time.Now(), Model: v.Model, Vectors: v.Data}, 0); err != nil {
			return err
		}
		bar.Show(n+1, len(articles))
	}
	return nil
}
