package main

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"math"
	"path/filepath"
	"slices"

	"footnote/corpus"
	"footnote/internal/setup"
	"footnote/rag/decide"
	"footnote/rag/eval"
)

const (
	// enoughToShow and enoughToBeSure are the probabilities that were chosen by the
	// figures that judged prints.
	enoughToShow   = 0.4
	enoughToBeSure = 0.6
)

// judged fits the models for passages that a judge has read.
func judged(ctx context.Context, made *setup.Setup, folder string, more []string) ([]decide.Model, error) {
	samples, err := typed(ctx, made, filepath.Join(folder, "answers.jsonl"), filepath.Join(folder, "answers"),
		map[string]string{"seed": filepath.Join(folder, "..", "article", "article.txt")})
	if err != nil {
		return nil, err
	}
	sets := []string{"answers"}
	for _, folder := range more {
		also, err := typed(ctx, made, filepath.Join(folder, "questions.jsonl"), filepath.Join(folder, "articles"), nil)
		if err != nil {
			return nil, err
		}
		samples, sets = append(samples, also...), append(sets, filepath.Base(folder))
	}
	var models []decide.Model
	for target, enough := range map[decide.Target]float64{decide.Answers: enoughToShow, decide.Right: enoughToBeSure} {
		m := regress(target, samples)
		m.Judged, m.Enough, m.Sets = true, enough, fmt.Sprint(sets)
		models = append(models, m)
	}
	slices.SortFunc(models, func(a, b decide.Model) int { return cmp.Compare(a.Target, b.Target) })
	reportLeftOut(samples)
	return models, nil
}

// typed asks the questions that people typed of an engine that shows everything as
// sure. Conversations and what is no question about the matter are left out.
func typed(ctx context.Context, made *setup.Setup, questions, folder string, known map[string]string) ([]sample, error) {
	cases, err := eval.ReadCases(questions)
	if err != nil {
		return nil, err
	}
	cases = slices.DeleteFunc(cases, func(c eval.Case) bool { return len(c.History) > 0 || !c.ByEvidence() })
	files := map[string]string{eval.BuiltinName: setup.Builtin}
	maps.Copy(files, known)
	if files, err = eval.ArticleFiles(cases, folder, files); err != nil {
		return nil, err
	}
	if made.Calibration, err = showAll(); err != nil {
		return nil, err
	}
	open := func(ctx context.Context, path string) (eval.Engine, *corpus.Article, func(), error) {
		e, err := made.SearcherOfFile(ctx, path)
		if err != nil {
			return nil, nil, nil, err
		}
		return e, e.Articles()[0], e.Close, nil
	}
	report, err := eval.Trial{Open: open, Files: files, Progress: func(int, int) {}}.Run(ctx, cases)
	if err != nil {
		return nil, err
	}
	var samples []sample
	for _, r := range report.Results {
		answerable := slices.ContainsFunc(cases, func(c eval.Case) bool { return c.ID == r.ID && c.Answerable })
		samples = append(samples, sample{Evidence: r.Evidence, set: r.Article, answerable: answerable, right: answerable && r.Shown, kind: r.Kind})
	}
	return samples, nil
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
	probability := map[decide.Target][]float64{}
	for _, s := range samples {
		others := slices.DeleteFunc(slices.Clone(samples), func(o sample) bool { return o.set == s.set })
		for _, t := range []decide.Target{decide.Answers, decide.Right} {
			probability[t] = append(probability[t], regress(t, others).Probability(s.Evidence))
		}
	}
	of := func(t decide.Target, match func(sample) bool) (all []float64) {
		for i, s := range samples {
			if match(s) {
				all = append(all, probability[t][i])
			}
		}
		return all
	}
	answerable := func(s sample) bool { return s.answerable }
	right := func(s sample) bool { return s.right }
	wrong := func(s sample) bool { return s.answerable && !s.right }
	kind := func(k string) func(sample) bool { return func(s sample) bool { return !s.answerable && s.kind == k } }
	fmt.Printf("AUROC of answerable questions against near misses %.3f, against others %.3f; of right answers against all else %.3f\n",
		eval.AUROC(of(decide.Answers, answerable), of(decide.Answers, kind("near-miss"))),
		eval.AUROC(of(decide.Answers, answerable), of(decide.Answers, kind("off-topic"))),
		eval.AUROC(of(decide.Right, right), of(decide.Right, func(s sample) bool { return !s.right })))
	fmt.Printf("\n| probability | shown: answerable | near misses | off topic | sure: right | wrong | near misses | off topic |\n|---|---|---|---|---|---|---|---|\n")
	for p := 0.05; p < 1; p += 0.05 {
		fmt.Printf("| %.2f | %.3f | %.3f | %.3f | %.3f | %.3f | %.3f | %.3f |\n", p,
			above(of(decide.Answers, answerable), p), above(of(decide.Answers, kind("near-miss")), p), above(of(decide.Answers, kind("off-topic")), p),
			above(of(decide.Right, right), p), above(of(decide.Right, wrong), p), above(of(decide.Right, kind("near-miss")), p), above(of(decide.Right, kind("off-topic")), p))
	}
}
