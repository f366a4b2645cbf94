package main

import (
	"os"
	"path/filepath"
	"time"

	"footnote/corpus"
	"footnote/library"
	"footnote/library/store"
	"footnote/rag/index"
)

// indexed is the index of the passages: as they are or, with --kept, as a library
// gives them back that they were kept in.
func (c *evalCommand) indexed(a *app, articles []*corpus.Article) (*index.Index, index.Embedder, error) {
	if c.Kept {
		return a.keptAndReadBack(articles)
	}
	index := index.New(articles)
	embedder, err := a.embed(index)
	return index, embedder, err
}

// keptAndReadBack keeps articles in a library of its own, which is then opened
// anew.
func (a *app) keptAndReadBack(articles []*corpus.Article) (*index.Index, index.Embedder, error) {
	folder, err := os.MkdirTemp("", "footnote-eval-")
	if err != nil {
		return nil, nil, err
	}
	defer os.RemoveAll(folder)
	embedder, err := a.embedder()
	if err != nil {
		return nil, nil, err
	}
	path := filepath.Join(folder, databaseName)
	db, err := store.OpenLibrary(a.ctx, path)
	if err != nil {
		return nil, nil, err
	}
	if err := a.keepAll(db, embedder, articles); err != nil {
		db.Close()
		return nil, nil, err
	}
	if err := db.Close(); err != nil {
		return nil, nil, err
	}
	if db, err = store.OpenLibrary(a.ctx, path); err != nil {
		return nil, nil, err
	}
	defer db.Close()
	l, err := library.New(library.Options{Store: db, Reader: &corpus.Reader{}, Embedder: embedder})
	if err != nil {
		return nil, nil, err
	}
	d, err := l.Desk(a.ctx, store.Local, "")
	if err != nil {
		return nil, nil, err
	}
	return d.Index, embedder, nil
}

func (a *app) keepAll(db *store.Library, embedder index.Embedder, articles []*corpus.Article) error {
	bar := a.progress("embedding")
	defer bar.End()
	for n, article := range articles {
		var v index.Vectors
		var err error
		if embedder != nil {
			if v, err = index.EmbedArticle(a.ctx, embedder, article, nil); err != nil {
				return err
			}
		}
		if _, err := db.Put(a.ctx, store.Local, store.Record{Article: article, Added: time.Now(), Model: v.Model, Vectors: v.Data}, 0); err != nil {
			return err
		}
		bar.Show(n+1, len(articles))
	}
	return nil
}
