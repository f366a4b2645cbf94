// Command calibrate fits the decision whether an article answers a question,
// and writes rag/calibration.json.
//
//	go run ./rag/eval/calibrate ../shared/eval/drcd_refusal rag/calibration.json
//
// The argument is the beginning of the names of a set of answerable and
// unanswerable questions, NAME.passages.jsonl and NAME.questions.jsonl, each
// question with the passages of its article as candidates. Questions of every
// other article are kept for the figures; the rest are fitted.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"log"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"footnote/corpus"
	"footnote/rag"
	"footnote/rag/eval"
)

// kept is the share of answerable questions that are to be answered.
const kept = 0.95

func main() {
	log.SetFlags(0)
	log.SetPrefix("calibrate: ")
	if len(os.Args) != 3 {
		log.Fatal("usage: calibrate SET OUTPUT.json")
	}
	if err := run(os.Args[1], os.Args[2]); err != nil {
		log.Fatal(err)
	}
}

// A sample is a question with its evidence.
type sample struct {
	rag.Evidence
	answerable bool
	kind       string
	fitted     bool
}

func run(set, output string) error {
	samples, err := load(set)
	if err != nil {
		return err
	}
	var fit []sample
	for _, s := range samples {
		if s.fitted {
			fit = append(fit, s)
		}
	}
	c := regress(fit)
	var answerable []float64
	byKind := map[string][]float64{}
	for _, s := range samples {
		p := c.Confidence(s.Evidence)
		switch {
		case s.fitted && s.answerable:
			answerable = append(answerable, p)
		case !s.fitted:
			byKind[s.kind] = append(byKind[s.kind], p)
		}
	}
	slices.Sort(answerable)
	c.Threshold = math.Floor(1000*answerable[int((1-kept)*float64(len(answerable)))]) / 1000
	c.Set = filepath.Base(set)
	c.Questions = len(fit)
	report(c, byKind)
	out, err := json.MarshalIndent(c, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(output, append(out, '\n'), 0o644)
}

func load(set string) ([]sample, error) {
	passages, err := eval.ReadLines[eval.Passage](set + ".passages.jsonl")
	if err != nil {
		return nil, err
	}
	questions, err := eval.ReadLines[eval.Question](set + ".questions.jsonl")
	if err != nil {
		return nil, err
	}
	articles := map[string]*corpus.Article{}
	for _, p := range passages {
		if articles[p.ID], err = corpus.Single(p.ID, p.Title, p.Text); err != nil {
			return nil, err
		}
	}
	indexes := map[string]*rag.Index{}
	samples := make([]sample, len(questions))
	for i, q := range questions {
		pool := strings.Join(q.Candidates, " ")
		x := indexes[pool]
		if x == nil {
			var chosen []*corpus.Article
			for _, id := range q.Candidates {
				chosen = append(chosen, articles[id])
			}
			x = rag.NewIndex(chosen)
			indexes[pool] = x
		}
		hits, err := x.Lexical().Retrieve(context.Background(), q.Question, 3)
		if err != nil {
			return nil, err
		}
		samples[i] = sample{x.Evidence(q.Question, hits), q.Answerable, q.Kind, half(q)}
	}
	return samples, nil
}

// half puts whole articles on one side, so that no passage is on both.
func half(q eval.Question) bool {
	article := fnv.New32a()
	article.Write([]byte(strings.Split(q.ID, "-")[1]))
	return article.Sum32()%2 == 0
}

// regress fits a logistic regression by Newton's method, with a slight pull of
// the weights towards 0 so that it always has a solution.
func regress(samples []sample) rag.Calibration {
	n := len(samples[0].Features()) + 1
	w := make([]float64, n)
	for range 30 {
		gradient := make([]float64, n)
		hessian := make([][]float64, n)
		for i := range hessian {
			hessian[i] = make([]float64, n)
			hessian[i][i] = 1e-2
			gradient[i] = -1e-2 * w[i]
		}
		for _, s := range samples {
			x := append([]float64{1}, s.Features()...)
			z := 0.0
			for i := range x {
				z += w[i] * x[i]
			}
			p := 1 / (1 + math.Exp(-z))
			y := 0.0
			if s.answerable {
				y = 1
			}
			for i := range x {
				gradient[i] += (y - p) * x[i]
				for j := range x {
					hessian[i][j] += p * (1 - p) * x[i] * x[j]
				}
			}
		}
		for i, step := range solve(hessian, gradient) {
			w[i] += step
		}
	}
	for i := range w {
		w[i] = math.Round(1000*w[i]) / 1000
	}
	return rag.Calibration{Intercept: w[0], Weights: w[1:]}
}

// solve solves a·x = y by Gaussian elimination; a is positive definite.
func solve(a [][]float64, y []float64) []float64 {
	n := len(y)
	for i := range n {
		for j := i + 1; j < n; j++ {
			f := a[j][i] / a[i][i]
			for k := i; k < n; k++ {
				a[j][k] -= f * a[i][k]
			}
			y[j] -= f * y[i]
		}
	}
	x := make([]float64, n)
	for i := n - 1; i >= 0; i-- {
		x[i] = y[i]
		for j := i + 1; j < n; j++ {
			x[i] -= a[i][j] * x[j]
		}
		x[i] /= a[i][i]
	}
	return x
}

func report(c rag.Calibration, byKind map[string][]float64) {
	answerable := byKind["in-article"]
	above := func(p []float64) float64 {
		n := 0
		for _, v := range p {
			if v >= c.Threshold {
				n++
			}
		}
		return float64(n) / float64(len(p))
	}
	fmt.Printf("held out: %d answerable, %.3f of them answered\n", len(answerable), above(answerable))
	for kind, p := range byKind {
		if kind != "in-article" {
			fmt.Printf("%s: %d, AUROC %.3f, %.3f refused\n", kind, len(p), eval.AUROC(answerable, p), 1-above(p))
		}
	}
}
