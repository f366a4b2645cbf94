package main

import (
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"footnote/corpus"
	"footnote/internal/setup"
	"footnote/rag/decide"
	"footnote/rag/eval"
)

const (
	// enoughToShow and enoughToBeSure are the probabilities that were chosen by the
	// figures that judged prints.
	enoughToShow   = 0.33
	enoughToBeSure = 0.64
)

// A set is questions that people typed.
type set struct {
	name, questions, folder string
	known                   map[string]string // files of articles that are not in the folder
}

func setsOf(folder string, more []string) []set {
	sets := []set{{"answers", filepath.Join(folder, "answers.jsonl"), filepath.Join(folder, "answers"),
		map[string]string{"seed": filepath.Join(folder, "..", "article", "article.txt")}}}
	for _, m := range more {
		sets = append(sets, set{filepath.Base(m), filepath.Join(m, "questions.jsonl"), filepath.Join(m, "articles"), nil})
	}
	return sets
}

// judged fits the models for passages that a judge has read.
func judged(ctx context.Context, made *setup.Setup, sets []set) ([]decide.Model, error) {
	var samples []sample
	var names []string
	for i, s := range sets {
		its, err := s.samples(ctx, made)
		if err != nil {
			return nil, err
		}
		samples, names = append(samples, its...), append(names, s.name)
		if i > 0 {
			if err := writeKept(its); err != nil {
				return nil, err
			}
		}
	}
	if len(sets) == 1 {
		kept, err := readKept()
		if err != nil {
			return nil, err
		}
		samples, names = append(samples, kept...), append(names, "kept")
	}
	models := fitJudged(samples, names)
	reportLeftOut(samples)
	for _, s := range sets {
		if err := s.reportAnswers(ctx, made, samples); err != nil {
			return nil, err
		}
	}
	return models, nil
}

// keptFile has what was measured of 202 questions on four articles whose licences
// keep them out of the repository.
//
//go:embed kept.jsonl
var keptFile string

// A kept sample is a line of keptFile.
type kept struct {
	decide.Evidence
	Article    string `json:"article"`
	Kind       string `json:"kind"`
	Answerable bool   `json:"answerable"`
	Right      bool   `json:"right"`
}

func readKept() ([]sample, error) {
	var samples []sample
	for line := range strings.Lines(keptFile) {
		var k kept
		if err := json.Unmarshal([]byte(line), &k); err != nil {
			return nil, fmt.Errorf("kept.jsonl: %w", err)
		}
		samples = append(samples, sample{Evidence: k.Evidence, set: k.Article, answerable: k.Answerable, right: k.Right, kind: k.Kind})
	}
	return samples, nil
}

// writeKept prints samples as keptFile has them.
func writeKept(samples []sample) error {
	for _, s := range samples {
		line, err := json.Marshal(kept{s.Evidence, s.set, s.kind, s.answerable, s.right})
		if err != nil {
			return err
		}
		fmt.Fprintf(os.Stderr, "%s\n", line)
	}
	return nil
}

// fitJudged fits a model for each target.
func fitJudged(samples []sample, sets []string) []decide.Model {
	answers, right := regress(decide.Answers, samples), regress(decide.Right, samples)
	answers.Enough, right.Enough = enoughToShow, enoughToBeSure
	models := []decide.Model{answers, right}
	for i := range models {
		models[i].Judged, models[i].Sets = true, fmt.Sprint(sets)
	}
	return models
}

// samples asks the questions of an engine that shows everything as sure.
// Conversations and what is no question about the matter are left out.
func (s set) samples(ctx context.Context, made *setup.Setup) ([]sample, error) {
	cases, files, err := s.read()
	if err != nil {
		return nil, err
	}
	cases = slices.DeleteFunc(cases, func(c eval.Case) bool { return len(c.History) > 0 || !c.ByEvidence() })
	everything, err := showAll()
	if err != nil {
		return nil, err
	}
	report, err := ask(ctx, made, cases, files, func(string) decide.Calibration { return everything })
	if err != nil {
		return nil, err
	}
	var samples []sample
	for _, r := range report.Results {
		answerable := slices.ContainsFunc(cases, func(c eval.Case) bool { return c.ID == r.ID && c.Answerable })
		samples = append(samples, sample{id: r.ID, Evidence: r.Evidence, set: r.Article, answerable: answerable, right: answerable && r.Shown, kind: r.Kind})
	}
	return samples, nil
}

func (s set) read() ([]eval.Case, map[string]string, error) {
	cases, err := eval.ReadCases(s.questions)
	if err != nil {
		return nil, nil, err
	}
	files := map[string]string{eval.BuiltinName: setup.Builtin}
	maps.Copy(files, s.known)
	files, err = eval.ArticleFiles(cases, s.folder, files)
	return cases, files, err
}

// ask asks cases, those of each article by a calibration of its own.
func ask(ctx context.Context, made *setup.Setup, cases []eval.Case, files map[string]string, calibration func(path string) decide.Calibration) (eval.Report, error) {
	open := func(ctx context.Context, path string) (eval.Engine, *corpus.Article, func(), error) {
		made.Calibration = calibration(path)
		e, err := made.SearcherOfFile(ctx, path)
		if err != nil {
			return nil, nil, nil, err
		}
		return e, e.Articles()[0], e.Close, nil
	}
	return eval.Trial{Open: open, Files: files, Progress: func(int, int) {}}.Run(ctx, cases)
}

// reportAnswers prints what becomes of a set's questions, those of each article by
// models that were fitted without it.
func (s set) reportAnswers(ctx context.Context, made *setup.Setup, samples []sample) error {
	cases, files, err := s.read()
	if err != nil {
		return err
	}
	builtin, err := decide.Load()
	if err != nil {
		return err
	}
	unjudged := slices.DeleteFunc(builtin, func(m decide.Model) bool { return m.Judged })
	report, err := ask(ctx, made, cases, files, func(path string) decide.Calibration {
		others := slices.DeleteFunc(slices.Clone(samples), func(o sample) bool { return files[o.set] == path })
		return append(fitJudged(others, nil), unjudged...)
	})
	if err != nil {
		return err
	}
	fmt.Printf("\n%s, each article by a fit on the others:\n\n%s", s.name, report.Text(true))
	return nil
}

// showAll is a calibration by which everything is sure.
func showAll() (decide.Calibration, error) {
	c, err := decide.Load()
	for i := range c {
		c[i].Enough = math.SmallestNonzeroFloat64
	}
	return c, err
}

// reportLeftOut prints what models fitted on the other articles do on each.
func reportLeftOut(samples []sample) {
	p := probabilities{}
	for _, s := range samples {
		others := slices.DeleteFunc(slices.Clone(samples), func(o sample) bool { return o.set == s.set })
		for _, t := range targets() {
			p[t] = append(p[t], regress(t, others).Probability(s.Evidence))
		}
	}
	p.report(samples)
}
