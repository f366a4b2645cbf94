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

// The thresholds of the models for passages that a judge has read, chosen by hand from the
// figures that calibrate prints.
const (
	unsureThreshold = 0.33 // from here on, sentences are shown as unsure
	sureThreshold   = 0.64
)

// A set is a set of questions that people typed.
type set struct {
	name, questions, folder string            // the file of the questions, and the folder of the articles
	known                   map[string]string // files of articles that are elsewhere, by name
}

// setsOf returns the set in the folder of test sets, and those in more folders.
func setsOf(folder string, more []string) []set {
	sets := []set{{"answers", filepath.Join(folder, "answers.jsonl"), filepath.Join(folder, "answers"),
		map[string]string{"seed": filepath.Join(folder, "..", "article", "article.txt")}}}
	for _, m := range more {
		sets = append(sets, set{filepath.Base(m), filepath.Join(m, "questions.jsonl"), filepath.Join(m, "articles"), nil})
	}
	return sets
}

// judged fits the models for passages that a judge has read.
func judged(ctx context.Context, base *setup.Setup, sets []set) ([]decide.Model, error) {
	var samples []sample
	var names []string
	for i, s := range sets {
		found, err := s.samples(ctx, base)
		if err != nil {
			return nil, err
		}
		samples, names = append(samples, found...), append(names, s.name)
		if i > 0 {
			if err := writeKept(found); err != nil {
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
		if err := s.reportAnswers(ctx, base, samples); err != nil {
			return nil, err
		}
	}
	return models, nil
}

// keptFile holds the evidence for 202 questions on four articles whose licences do not allow
// them in the repository.
//
//go:embed kept.jsonl
var keptFile string

// A kept is a sample as a line of keptFile.
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

// writeKept prints samples to standard error in the format of keptFile.
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
	answers.Enough, right.Enough = unsureThreshold, sureThreshold
	models := []decide.Model{answers, right}
	for i := range models {
		models[i].Judged, models[i].Sets = true, fmt.Sprint(sets)
	}
	return models
}

// samples asks the questions with a calibration that makes every answer sure, and returns the
// evidence. It leaves out conversations, and inputs that are not questions about the articles.
func (s set) samples(ctx context.Context, base *setup.Setup) ([]sample, error) {
	cases, files, err := s.read()
	if err != nil {
		return nil, err
	}
	cases = slices.DeleteFunc(cases, func(c eval.Case) bool { return len(c.History) > 0 || !c.ByEvidence() })
	everything, err := showAll()
	if err != nil {
		return nil, err
	}
	report, err := ask(ctx, base, cases, files, func(string) decide.Calibration { return everything })
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

// ask asks the cases. calibration returns the calibration for an article, by its path.
func ask(ctx context.Context, base *setup.Setup, cases []eval.Case, files map[string]string, calibration func(path string) decide.Calibration) (eval.Report, error) {
	open := func(ctx context.Context, path string) (eval.Engine, *corpus.Article, func(), error) {
		base.Calibration = calibration(path)
		e, err := base.SearcherOfFile(ctx, path)
		if err != nil {
			return nil, nil, nil, err
		}
		return e, e.Articles()[0], e.Close, nil
	}
	return eval.Trial{Open: open, Files: files, Progress: func(int, int) {}}.Run(ctx, cases)
}

// reportAnswers prints how a set's questions are answered. The models for each article are
// fitted without that article.
func (s set) reportAnswers(ctx context.Context, base *setup.Setup, samples []sample) error {
	cases, files, err := s.read()
	if err != nil {
		return err
	}
	builtin, err := decide.Load()
	if err != nil {
		return err
	}
	unjudged := slices.DeleteFunc(builtin, func(m decide.Model) bool { return m.Judged })
	report, err := ask(ctx, base, cases, files, func(path string) decide.Calibration {
		others := slices.DeleteFunc(slices.Clone(samples), func(o sample) bool { return files[o.set] == path })
		return append(fitJudged(others, nil), unjudged...)
	})
	if err != nil {
		return err
	}
	fmt.Printf("\n%s, each article by a fit on the others:\n\n%s", s.name, report.Text(true))
	return nil
}

// showAll returns a calibration that makes every answer sure.
func showAll() (decide.Calibration, error) {
	c, err := decide.Load()
	for i := range c {
		c[i].Enough = math.SmallestNonzeroFloat64
	}
	return c, err
}

// reportLeftOut prints how the models do on each article when they are fitted on the others.
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
