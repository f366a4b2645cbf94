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
	temporary, err := os.MkdirTemp("", "scale-")
	if err != nil {
		return err
	}
	path := filepath.Join(temporary, "footnote.db")
	if err = newLibrary(ctx, folder, path, articles, passages); err == nil {
		err = measure(ctx, folder, path, questions, recorded)
	}
	return errors.Join(err, os.RemoveAll(temporary))
}

func measure(ctx context.Context, folder, path string, questions int, recorded string) error {
	before := resetPeak()
	usedBefore := cpuTime()
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
	fmt.Printf("%d articles, %d passages: ready after %.2f s, %.2f s of it for checking the file; %.2f s of CPU time\n",
		len(x.Articles()), x.Len(), time.Since(start).Seconds(), opened.Seconds(), (cpuTime() - usedBefore).Seconds())
	fmt.Printf("memory: %d MB before, %d MB of indexes, %d MB at the peak so far\n", before, x.Size()/1e6, peak())
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
	fmt.Printf("memory: %d MB at the peak after all questions\n", peak())
	if recorded != "" {
		return record(ctx, x, recorded, asked)
	}
	if err := change(ctx, x); err != nil {
		return err
	}
	return measureChromem(ctx, x.Articles(), questions)
}

// ask measures how long searching takes, and searching together with computing the evidence;
// both without embedding the question.
func ask(ctx context.Context, x *index.Index, set string, questions []string) error {
	embedder := &timed{}
	retriever := x.Retriever(embedder, index.DefaultWeights())
	var search, both, cpu eval.Times
	for _, q := range questions {
		start, usedBefore := time.Now(), cpuTime()
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
		cpu.Add(cpuTime() - usedBefore - embedder.took)
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
	report("  CPU time", cpu)
	report("  with the evidence", both)
	return nil
}

// timed is an embedder that records how long it took.
type timed struct {
	noise
	took time.Duration // the last time
}

func (t *timed) Embed(ctx context.Context, role index.Role, texts []string) ([][]float32, error) {
	start := time.Now()
	defer func() { t.took = time.Since(start) }()
	return t.noise.Embed(ctx, role, texts)
}

// change measures how long it takes to remove articles and to add them again.
func change(ctx context.Context, x *index.Index) error {
	all := x.Articles()
	var removing, adding, separating eval.Times
	for i, a := range all[:min(100, len(all))] {
		v, err := index.EmbedArticle(ctx, noise{}, a, nil)
		if err != nil {
			return err
		}
		separating.Add(took(func() { x.Part(ctx, a.ID) }))
		removing.Add(took(func() { x.Remove(a.ID) }))
		adding.Add(took(func() { err = x.Add(ctx, a, v) }))
		if err != nil || x.Articles()[len(all)-1] != a {
			return fmt.Errorf("article %d was not added again: %w", i, err)
		}
	}
	report("an article alone", separating)
	report("remove an article", removing)
	report("add an article", adding)
	return nil
}

// measureChromem measures chromem-go alone on the vectors of the passages.
func measureChromem(ctx context.Context, articles []*corpus.Article, questions int) error {
	collection, err := chromem.NewDB().CreateCollection("passages", nil, nil)
	if err != nil {
		return err
	}
	for _, a := range articles {
		if err := addPassages(ctx, collection, a); err != nil {
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

func addPassages(ctx context.Context, collection *chromem.Collection, a *corpus.Article) error {
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

func took(do func()) time.Duration {
	start := time.Now()
	do()
	return time.Since(start)
}

func report(what string, t eval.Times) {
	ms := func(q float64) float64 { return float64(t.Quantile(q).Microseconds()) / 1000 }
	fmt.Printf("%-40s p50 %6.2f ms, p99 %6.2f ms\n", what, ms(0.5), ms(0.99))
}
