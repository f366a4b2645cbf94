//go:build unix

package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"math"
	"os"

	"footnote/rag"
	"footnote/rag/index"
)

// record writes the search results of the questions with all bits of each score, so that diff
// can compare two versions of the program.
func record(ctx context.Context, x *index.Index, path string, questions []string) (err error) {
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	out := bufio.NewWriter(file)
	retriever := x.Retriever(noise{}, index.DefaultWeights())
	for _, q := range questions {
		hits, err := retriever.Retrieve(ctx, q, rag.AnswerDepth)
		if err != nil {
			return err
		}
		fmt.Fprintln(out, q)
		for _, h := range hits {
			fmt.Fprintf(out, "%s %d %q %x %x %x %x", h.Article.ID, h.Passage, h.Text(), math.Float64bits(h.Score), math.Float64bits(h.Cosine), math.Float64bits(h.SentenceCosine), math.Float64bits(h.BestWords))
			for _, s := range h.Sentences {
				fmt.Fprintf(out, " %x", math.Float64bits(s.Score))
			}
			fmt.Fprintln(out)
		}
	}
	return out.Flush()
}
