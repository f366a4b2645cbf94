//go:build unix

package main

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"footnote/corpus"
	"footnote/rag/e5"
	"footnote/rag/eval"
	"footnote/rag/index"
)

// comparePools asks the questions of drcd_dev of its passages in three ways.
func comparePools(ctx context.Context, folder string) error {
	passages, err := eval.ReadLines[eval.Passage](filepath.Join(folder, "drcd_dev.passages.jsonl"))
	if err != nil {
		return err
	}
	questions, err := eval.ReadLines[eval.Question](filepath.Join(folder, "drcd_dev.questions.jsonl"))
	if err != nil {
		return err
	}
	local, err := e5.New()
	if err != nil {
		return err
	}
	embedder := index.Cached(local, &memory{vectors: map[[32]byte][]float32{}})
	articles := make([]*corpus.Article, len(passages))
	for i, p := range passages {
		if articles[i], err = corpus.Single(p.ID, p.Title, p.Text); err != nil {
			return err
		}
	}
	ofArticle := func(h index.Hit) string { return h.Article.ID }
	ofPassage := func(h index.Hit) string { return passages[h.Passage].ID }
	pool := index.New(articles)
	if err := pool.Embed(ctx, embedder, nil); err != nil {
		return err
	}
	if err := askPool(ctx, "one pool", pool, embedder, questions, ofArticle); err != nil {
		return err
	}
	added, err := addAll(ctx, embedder, articles...)
	if err != nil {
		return err
	}
	if err := askPool(ctx, "added one by one", added, embedder, questions, ofArticle); err != nil {
		return err
	}
	single, err := addAll(ctx, embedder, joined(articles))
	if err != nil {
		return err
	}
	return askPool(ctx, "one article", single, embedder, questions, ofPassage)
}

func addAll(ctx context.Context, e index.Embedder, articles ...*corpus.Article) (*index.Index, error) {
	x := index.New(nil)
	for _, a := range articles {
		v, err := index.EmbedArticle(ctx, e, a, nil)
		if err != nil {
			return nil, err
		}
		if err := x.Add(ctx, a, v); err != nil {
			return nil, err
		}
	}
	return x, nil
}

// joined is one article with the passages of all.
func joined(articles []*corpus.Article) *corpus.Article {
	one := &corpus.Article{ID: "joined", Title: "joined", Source: "joined"}
	var text strings.Builder
	for _, a := range articles {
		p := corpus.Passage{Span: moved(a.Passages[0].Span, text.Len())}
		for _, s := range a.Passages[0].Sentences {
			p.Sentences = append(p.Sentences, moved(s, text.Len()))
		}
		one.Passages = append(one.Passages, p)
		text.WriteString(a.Text + "\n")
	}
	one.Text = text.String()
	one.Sections = []corpus.Section{{Span: corpus.Span{End: len(one.Text)}}}
	return one
}

func moved(s corpus.Span, by int) corpus.Span {
	return corpus.Span{Start: s.Start + by, End: s.End + by}
}

func askPool(ctx context.Context, name string, x *index.Index, e index.Embedder, questions []eval.Question, id func(index.Hit) string) error {
	retriever := x.Retriever(e, index.DefaultWeights())
	var figures eval.Retrieval
	for _, q := range questions {
		if !q.Answerable {
			continue
		}
		hits, err := retriever.Retrieve(ctx, q.Question, 10)
		if err != nil {
			return err
		}
		figures.Add(1 + slices.IndexFunc(hits, func(h index.Hit) bool { return slices.Contains(q.Gold, id(h)) }))
	}
	fmt.Printf("%-20s nDCG@10 %.4f  recall@1 %.4f  recall@5 %.4f\n", name, figures.NDCG10, figures.Recall1, figures.Recall5)
	return nil
}

// memory keeps vectors of one model.
type memory struct {
	mu      sync.Mutex
	vectors map[[32]byte][]float32
}

func (m *memory) Load(_ context.Context, _ string, keys [][32]byte) (map[[32]byte][]float32, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	known := map[[32]byte][]float32{}
	for _, key := range keys {
		if vector := m.vectors[key]; vector != nil {
			known[key] = vector
		}
	}
	return known, nil
}

func (m *memory) Store(_ context.Context, _ string, vectors map[[32]byte][]float32) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	for key, vector := range vectors {
		m.vectors[key] = vector
	}
	return nil
}
