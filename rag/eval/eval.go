// Package eval measures retrieval and refusal on sets of questions with known answers. It
// reads the sets and computes figures. It ranks nothing itself, and nothing it learns affects
// an answer.
package eval

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"os"
	"strings"
)

// A Passage is a line of NAME.passages.jsonl.
type Passage struct {
	ID      string `json:"id"`
	Text    string `json:"text"`
	Title   string `json:"title"`
	Article string `json:"article_id"`
}

// A Question is a line of NAME.questions.jsonl.
type Question struct {
	ID         string   `json:"id"`
	Question   string   `json:"question"`
	Language   string   `json:"lang"` // zh-Hant, zh-Hans or en
	Answerable bool     `json:"answerable"`
	Gold       []string `json:"gold_passage_ids"` // each of them answers it
	Answers    []string `json:"answers"`
	Candidates []string `json:"candidate_ids"` // the passages to rank; empty means all
	Kind       string   `json:"kind"`          // why it cannot be answered
	Evidence   []string `json:"evidence"`      // substrings of the cleaned article, each of which answers it
}

// SetName returns the name of the set that a file of passages or questions belongs to.
func SetName(path string) string {
	base := path[strings.LastIndexAny(path, `/\`)+1:]
	return strings.TrimSuffix(base, ".passages.jsonl")
}

// maxLine is the length limit of a line of a set, in bytes.
const maxLine = 4 << 20

// ReadLines reads a file of one JSON value per line. An error names the line.
func ReadLines[T any](path string) ([]T, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	values, err := decodeLines[T](f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	if len(values) == 0 {
		return nil, fmt.Errorf("%s: holds no line", path)
	}
	return values, nil
}

func decodeLines[T any](r io.Reader) ([]T, error) {
	var values []T
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, maxLine)
	for n := 1; lines.Scan(); n++ {
		if len(bytes.TrimSpace(lines.Bytes())) == 0 {
			continue
		}
		var v T
		if err := json.Unmarshal(lines.Bytes(), &v); err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
		values = append(values, v)
	}
	return values, lines.Err()
}

// Retrieval holds the figures of a ranking, as means over its questions. Every figure is 0..1.
type Retrieval struct {
	Questions int     `json:"questions"`
	NDCG10    float64 `json:"ndcg@10"`  // 1/log2(1+rank) of the first right passage, if within 10
	Recall1   float64 `json:"recall@1"` // share of questions whose first passage is right
	Recall5   float64 `json:"recall@5"`
	MRR10     float64 `json:"mrr@10"` // 1/rank of the first right passage, if within 10
}

// Add counts a question. rank is that of the first right passage, from 1, or 0 if none was
// found.
func (r *Retrieval) Add(rank int) {
	n := float64(r.Questions)
	r.Questions++
	mean := func(figure *float64, value float64) { *figure = (*figure*n + value) / (n + 1) }
	mean(&r.NDCG10, within(rank, 10, 1/math.Log2(1+float64(rank))))
	mean(&r.Recall1, within(rank, 1, 1))
	mean(&r.Recall5, within(rank, 5, 1))
	mean(&r.MRR10, within(rank, 10, 1/float64(rank)))
}

func within(rank, limit int, value float64) float64 {
	if rank < 1 || rank > limit {
		return 0
	}
	return value
}

// AUROC returns the probability that the score of a positive is above that of a negative; ties
// count half. It is NaN if either is empty.
func AUROC(positive, negative []float64) float64 {
	wins := 0.0
	for _, p := range positive {
		for _, n := range negative {
			switch {
			case p > n:
				wins++
			case p == n:
				wins += 0.5
			}
		}
	}
	return wins / float64(len(positive)*len(negative))
}
