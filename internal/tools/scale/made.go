//go:build unix

package main

import (
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"time"

	"footnote/corpus"
	"footnote/library/store"
	"footnote/rag/eval"
	"footnote/rag/index"
)

// sets are the test sets that the sentences come from.
var sets = []string{"xquad_zh", "xquad_en2hant", "cmrc2018_trial", "drcd_dev"}

// sentencesPerPassage makes passages of about 200 characters.
const sentencesPerPassage = 5

// newLibrary writes a library to the file at path. Its articles are made of random sentences
// from the sets in folder.
func newLibrary(ctx context.Context, folder, path string, articles, passages int) error {
	sentences, err := sentencesOf(folder)
	if err != nil {
		return err
	}
	db, err := store.OpenLibrary(ctx, path)
	if err != nil {
		return err
	}
	random := rand.New(rand.NewPCG(1, 2))
	for n := range articles {
		a := compose(n, passages, func() string { return sentences[random.IntN(len(sentences))] })
		v, err := index.EmbedArticle(ctx, noise{}, a, nil)
		if err != nil {
			return errors.Join(err, db.Close())
		}
		r := store.Record{Article: a, Added: time.Unix(int64(n), 0), Model: v.Model, Vectors: v.Data}
		if _, err := db.Put(ctx, store.Local, r, 0); err != nil {
			return errors.Join(err, db.Close())
		}
	}
	return db.Close()
}

func sentencesOf(folder string) ([]string, error) {
	var all []string
	for _, set := range sets {
		passages, err := eval.ReadLines[eval.Passage](filepath.Join(folder, set+".passages.jsonl"))
		if err != nil {
			return nil, err
		}
		for _, p := range passages {
			a, err := corpus.Single(p.ID, p.Title, p.Text)
			if err != nil {
				return nil, err
			}
			for _, s := range a.Passages[0].Sentences {
				all = append(all, strings.TrimSpace(a.Quote(s)))
			}
		}
	}
	return all, nil
}

// compose returns an article with one section.
func compose(n, passages int, sentence func() string) *corpus.Article {
	a := &corpus.Article{ID: fmt.Sprintf("%012x", n), Title: fmt.Sprintf("Article %d", n), Source: "made up"}
	var text strings.Builder
	for range passages {
		var p corpus.Passage
		for range sentencesPerPassage {
			start := text.Len()
			text.WriteString(sentence())
			p.Sentences = append(p.Sentences, corpus.Span{Start: start, End: text.Len()})
		}
		p.Span = corpus.Span{Start: p.Sentences[0].Start, End: text.Len()}
		a.Passages = append(a.Passages, p)
		text.WriteByte('\n')
	}
	a.Text = text.String()
	a.Sections = []corpus.Section{{Span: corpus.Span{End: len(a.Text)}}}
	return a
}

// questionsOf returns n questions of a set. It repeats them if the set has fewer.
func questionsOf(folder, set string, n int) ([]string, error) {
	questions, err := eval.ReadLines[eval.Question](filepath.Join(folder, set+".questions.jsonl"))
	if err != nil {
		return nil, err
	}
	all := make([]string, n)
	for i := range all {
		all[i] = questions[i%len(questions)].Question
	}
	return all, nil
}

// noise is an embedder that returns random vectors, always the same for the same text.
type noise struct{}

// dimension is the number of dimensions of the built-in embedder.
const dimension = 384

func (noise) Model() string { return "noise" }

func (noise) Embed(_ context.Context, _ index.Role, texts []string) ([][]float32, error) {
	vectors := make([][]float32, len(texts))
	for i, text := range texts {
		hash := fnv.New64a()
		hash.Write([]byte(text))
		random := rand.New(rand.NewPCG(hash.Sum64(), 0))
		vectors[i] = make([]float32, dimension)
		for j := range vectors[i] {
			vectors[i][j] = float32(random.NormFloat64())
		}
	}
	return vectors, nil
}
