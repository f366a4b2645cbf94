// Package eval measures retrieval and refusal on sets of questions with known
// answers. It reads the sets and computes figures; it ranks nothing itself and
// never feeds what it learnt back into an answer.
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

// A Passage is one line of NAME.passages.jsonl.
type Passage struct {
	ID      string `json:"id"`
	Text    string `json:"text"`
	Title   string `json:"title"`
	Article string `json:"article_id"`
}

// A Question is one line of NAME.questions.jsonl.
type Question struct {
	ID         string   `json:"id"`
	Question   string   `json:"question"`
	Language   string   `json:"lang"` // zh-Hant, zh-Hans or en
	Answerable bool     `json:"answerable"`
	Gold       []string `json:"gold_passage_ids"` // any of them answers it
	Answers    []string `json:"answers"`
	Candidates []string `json:"candidate_ids"` // the pool; empty is every passage
	Kind       string   `json:"kind"`          // what makes it unanswerable
	Evidence   []string `json:"evidence"`      // substrings of the cleaned article, any of which answers it
}

// SetName is the name of the set that a file of passages or questions belongs to.
func SetName(path string) string {
	base := path[strings.LastIndexAny(path, `/\`)+1:]
	return strings.TrimSuffix(base, ".passages.jsonl")
}

// maxLine bounds one line of a set, in bytes.
const maxLine = 4 << 20

// ReadLines reads a file of one JSON value a line. An error names the line.
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

// Retrieval gathers the figures of a ranking: the mean over its questions.
// Every figure is 0..1.
type Retrieval struct {
	Questions int     `json:"questions"`
	NDCG10    float64 `json:"ndcg@10"`  // 1/log2(1+rank) of the first right passage within 10
	Recall1   float64 `json:"recall@1"` // share of questions with a right passage first
	Recall5   float64 `json:"recall@5"`
	MRR10     float64 `json:"mrr@10"` // 1/rank of the first right passage within 10
}

// Add counts a question whose first right passage has that rank, from 1;
// 0 says that none was found.
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

// AUROC is the probability that a score of a positive is above one of a
// negative, ties counting half. It is NaN where either is empty.
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
