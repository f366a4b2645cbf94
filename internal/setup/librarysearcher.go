package setup

import (
	"context"
	"os"
	"time"

	"footnote/corpus"
	"footnote/library/store"
	"footnote/rag/index"
)

// SearcherOfKept is like SearcherOf, but first stores the articles in a temporary library and
// reads them back from it.
func (s *Setup) SearcherOfKept(ctx context.Context, articles ...*corpus.Article) (*Engine, error) {
	folder, err := os.MkdirTemp("", "footnote-kept-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(folder)
	settings := s.Settings
	settings.Articles, settings.Only, settings.Scope, settings.Data = nil, "", string(store.Local), folder
	kept := New(settings)
	kept.Log, kept.Progress = s.Log, s.Progress
	if err := kept.keep(ctx, articles); err != nil {
		return nil, err
	}
	return kept.Searcher(ctx)
}

// keep adds articles to the library and closes it.
func (s *Setup) keep(ctx context.Context, articles []*corpus.Article) error {
	l, err := s.Library(ctx)
	if err != nil {
		return err
	}
	defer l.Close()
	progress := s.Progress("embedding")
	defer progress.End()
	for n, article := range articles {
		var v index.Vectors
		if l.Embedder != nil {
			if v, err = index.EmbedArticle(ctx, l.Embedder, article, nil); err != nil {
				return err
			}
		}
		r := store.Record{Article: article, Added: time.Now(), Model: v.Model, Vectors: v.Data}
		if _, err := l.Store.Put(ctx, l.Scope, r, 0); err != nil {
			return err
		}
		progress.Show(n+1, len(articles))
	}
	return nil
}
