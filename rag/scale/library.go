//go:build unix

package main

import (
	"context"
	"fmt"
	"hash/fnv"
	"io"
	"iter"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"

	"footnote/corpus"
	"footnote/rag"
	"footnote/rag/eval"
)

// sets are where sentences and questions are taken from.
var sets = []string{"xquad_zh", "xquad_en2hant", "cmrc2018_trial", "drcd_dev"}

// perPassage is how many sentences a passage has: about 200 characters.
const perPassage = 5

// A library is made-up articles in memory, and their vectors in a file, from
// which they are read as from a database.
type library struct {
	articles []*corpus.Article
	vectors  *os.File
	ends     []int64 // of each article's vectors in the file
}

// newLibrary puts articles together from the sentences of the sets.
func newLibrary(ctx context.Context, folder string, articles, passages int) (*library, error) {
	sentences, err := sentencesOf(folder)
	if err != nil {
		return nil, err
	}
	l := &library{}
	if l.vectors, err = os.CreateTemp("", "scale"); err != nil {
		return nil, err
	}
	random := rand.New(rand.NewPCG(1, 2))
	end := int64(0)
	for n := range articles {
		a := compose(n, passages, func() string { return sentences[random.IntN(len(sentences))] })
		v, err := rag.EmbedArticle(ctx, noise{}, a, nil)
		if err != nil {
			return nil, err
		}
		if _, err := l.vectors.Write(v.Data); err != nil {
			return nil, err
		}
		end += int64(len(v.Data))
		l.articles, l.ends = append(l.articles, a), append(l.ends, end)
	}
	return l, nil
}

func (l *library) close() error {
	if err := l.vectors.Close(); err != nil {
		return err
	}
	return os.Remove(l.vectors.Name())
}

// all is the articles with their vectors, read as they are wanted.
func (l *library) all(failed *error) iter.Seq2[*corpus.Article, rag.Vectors] {
	return func(yield func(*corpus.Article, rag.Vectors) bool) {
		start := int64(0)
		for i, a := range l.articles {
			data := make([]byte, l.ends[i]-start)
			if _, err := io.ReadFull(io.NewSectionReader(l.vectors, start, int64(len(data))), data); err != nil {
				*failed = err
				return
			}
			start = l.ends[i]
			if !yield(a, rag.Vectors{Model: noise{}.Model(), Data: data}) {
				return
			}
		}
	}
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

// compose makes an article of one section.
func compose(n, passages int, sentence func() string) *corpus.Article {
	a := &corpus.Article{ID: fmt.Sprintf("%012x", n), Title: fmt.Sprintf("Article %d", n), Source: "made up"}
	var text strings.Builder
	for range passages {
		var p corpus.Passage
		for range perPassage {
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

// questionsOf are n questions of a set.
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

// noise is an embedder of random vectors, the same for the same text.
type noise struct{}

// dimension is that of the built-in embedder.
const dimension = 384

func (noise) Model() string { return "noise" }

func (noise) Embed(_ context.Context, _ rag.Role, texts []string) ([][]float32, error) {
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
