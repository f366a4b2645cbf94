//go:build unix

package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"github.com/philippgille/chromem-go"

	"footnote/corpus"
	"footnote/internal/memory"
	"footnote/library"
	"footnote/library/store"
	"footnote/rag"
	"footnote/rag/decide"
	"footnote/rag/eval"
	"footnote/rag/index"
)

func scale(ctx context.Context, folder string, articles, passages, questions int, recorded string) error {
	place, err := os.MkdirTemp("", "scale-")
	if err != nil {
		return err
	}
	path := filepath.Join(place, "footnote.db")
	if err = newLibrary(ctx, folder, path, articles, passages); err == nil {
		err = measure(ctx, folder, path, questions, recorded)
	}
	return errors.Join(err, os.RemoveAll(place))
}

func measure(ctx context.Context, folder, path string, questions int, recorded string) error {
	before := forgetPeak()
	worked := processor()
	start := time.Now()
	db, err := store.OpenLibrary(ctx, path)
	if err != nil {
		return err
	}
	defer db.Close()
	opened := time.Since(start)
	l, err := library.New(library.Options{Store: db, Reader: &corpus.Reader{}, Embedder: noise{}, Limits: library.Limits{Passages: -1}, Held: memory.Keep().Hold})
	if err != nil {
		return err
	}
	x, err := l.Index(ctx, store.Local)
	if err != nil {
		return err
	}
	fmt.Printf("%d articles, %d passages: ready after %.2f s, %.2f s of it the check of the file; %.2f s of the processors\n",
		len(x.Articles()), x.Len(), time.Since(start).Seconds(), opened.Seconds(), (processor() - worked).Seconds())
	fmt.Printf("memory: %d MB before, %d MB of indexes, at most %d MB until then\n", before, x.Size()/1e6, peak())
	var asked []string
	for _, set := range []string{"drcd_dev", "cmrc2018_trial", "xquad_en2zh"} {
		all, err := questionsOf(folder, set, questions)
		if err != nil {
			return err
		}
		if err := ask(ctx, x, set, all); err != nil {
			return err
		}
		asked = append(asked, all...)
	}
	fmt.Printf("memory: at most %d MB after all questions\n", peak())
	if recorded != "" {
		return record(ctx, x, recorded, asked)
	}
	if err := change(ctx, x); err != nil {
		return err
	}
	return alone(ctx, x.Articles(), questions)
}

// ask measures searching, without the embedding of the question, and with the
// weighing of what was found.
func ask(ctx context.Context, x *index.Index, set string, questions []string) error {
	embedder := &timed{}
	retriever := x.Retriever(embedder, index.DefaultWeights())
	var search, both, work eval.Times
	for _, q := range questions {
		start, worked := time.Now(), processor()
		read, err := x.Read(q)
		if err != nil {
			return err
		}
		if read, err = retriever.Embed(ctx, read); err != nil {
			return err
		}
		hits, err := retriever.Search(ctx, read, rag.AnswerDepth)
		if err != nil {
			return err
		}
		found := time.Since(start) - embedder.took
		work.Add(processor() - worked - embedder.took)
		passages, err := decide.Read(ctx, nil, x, read, hits)
		if err != nil {
			return err
		}
		if _, err := decide.NewEvidence(x, read, passages); err != nil {
			return err
		}
		search.Add(found)
		both.Add(time.Since(start) - embedder.took)
	}
	report("search, questions of "+set, search)
	report("  time of the processors", work)
	report("  with the evidence", both)
	return nil
}

// timed knows how long it took the last time.
type timed struct {
	noise
	took time.Duration
}

func (t *timed) Embed(ctx context.Context, role index.Role, texts []string) ([][]float32, error) {
	start := time.Now()
	defer func() { t.took = time.Since(start) }()
	return t.noise.Embed(ctx, role, texts)
}

// change measures what taking articles out and in again takes.
func change(ctx context.Context, x *index.Index) error {
	all := x.Articles()
	var removing, adding, parting eval.Times
	for i, a := range all[:min(100, len(all))] {
		v, err := index.EmbedArticle(ctx, noise{}, a, nil)
		if err != nil {
			return err
		}
		parting.Add(took(func() { x.Part(ctx, a.ID) }))
		removing.Add(took(func() { x.Remove(a.ID) }))
		adding.Add(took(func() { err = x.Add(ctx, a, v) }))
		if err != nil || x.Articles()[len(all)-1] != a {
			return fmt.Errorf("article %d did not come back: %w", i, err)
		}
	}
	report("an article alone", parting)
	report("take an article out", removing)
	report("add an article", adding)
	return nil
}

// alone measures chromem-go by itself on the vectors of the passages.
func alone(ctx context.Context, articles []*corpus.Article, questions int) error {
	collection, err := chromem.NewDB().CreateCollection("passages", nil, nil)
	if err != nil {
		return err
	}
	for _, a := range articles {
		if err := archive(ctx, collection, a); err != nil {
			return err
		}
	}
	for _, k := range []int{100, 10} {
		var times eval.Times
		for n := range questions {
			question, err := noise{}.Embed(ctx, index.RoleQuery, []string{strconv.Itoa(n)})
			if err != nil {
				return err
			}
			times.Add(took(func() { _, err = collection.QueryEmbedding(ctx, question[0], k, nil, nil) }))
			if err != nil {
				return err
			}
		}
		report(fmt.Sprintf("chromem-go alone, the nearest %d", k), times)
	}
	return nil
}

func archive(ctx context.Context, collection *chromem.Collection, a *corpus.Article) error {
	for i, p := range a.Passages {
		vectors, err := noise{}.Embed(ctx, index.RolePassage, []string{a.Quote(p.Span)})
		if err != nil {
			return err
		}
		if err := collection.AddDocument(ctx, chromem.Document{ID: fmt.Sprintf("%s-%d", a.ID, i), Embedding: vectors[0]}); err != nil {
			return err
		}
	}
	return nil
}

func took(what func()) time.Duration {
	start := time.Now()
	what()
	return time.Since(start)
}

func report(what string, t eval.Times) {
	ms := func(q float64) float64 { return float64(t.Quantile(q).Microseconds()) / 1000 }
	fmt.Printf("%-40s p50 %6.2f ms, p99 %6.2f ms\n", what, ms(0.5), ms(0.99))
}
