package main

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"

	"footnote/internal/setup"
	"footnote/rag"
	"footnote/rag/decide"
	"footnote/rag/eval"
)

// measure prints how the built-in models do on the questions of a file. It fits nothing.
func measure(ctx context.Context, base *setup.Setup, questions, articles string) error {
	s := setsOf(filepath.Dir(questions), nil)[0]
	s.name, s.questions, s.folder = filepath.Base(questions), questions, articles
	samples, err := s.samples(ctx, base)
	if err != nil {
		return err
	}
	builtin, err := decide.Load()
	if err != nil {
		return err
	}
	cases, files, err := s.read()
	if err != nil {
		return err
	}
	report, err := ask(ctx, base, cases, files, func(string) decide.Calibration { return builtin })
	if err != nil {
		return err
	}
	fmt.Printf("\n%s, as built in:\n\n%s", s.name, report.Text(true))
	p := probabilities{}
	for _, s := range samples {
		for _, t := range targets() {
			p[t] = append(p[t], builtin.Model(t, "", s.Evidence).Probability(s.Evidence))
		}
	}
	p.report(samples)
	reportTiers(samples, p, report)
	return nil
}

func targets() []decide.Target { return []decide.Target{decide.Answers, decide.Right} }

// probabilities holds the predictions for each sample, by target.
type probabilities map[decide.Target][]float64

// report prints how well the probabilities separate the samples, how many samples reach each
// threshold, and how reliable the probabilities are.
func (p probabilities) report(samples []sample) {
	of := func(t decide.Target, match func(sample) bool) (all []float64) {
		for i, s := range samples {
			if match(s) {
				all = append(all, p[t][i])
			}
		}
		return all
	}
	answerable := func(s sample) bool { return s.answerable }
	right := func(s sample) bool { return s.right }
	wrong := func(s sample) bool { return s.answerable && !s.right }
	kind := func(k string) func(sample) bool { return func(s sample) bool { return !s.answerable && s.kind == k } }
	fmt.Printf("\nAUROC of answerable questions against near misses %.3f, against others %.3f; of right answers against all else %.3f\n",
		eval.AUROC(of(decide.Answers, answerable), of(decide.Answers, kind("near-miss"))),
		eval.AUROC(of(decide.Answers, answerable), of(decide.Answers, kind("off-topic"))),
		eval.AUROC(of(decide.Right, right), of(decide.Right, func(s sample) bool { return !s.right })))
	fmt.Printf("\n| probability | shown: answerable | near misses | off topic | sure: right | wrong | near misses | off topic |\n|---|---|---|---|---|---|---|---|\n")
	for threshold := 0.05; threshold < 0.975; threshold += 0.05 {
		fmt.Printf("| %.2f |", threshold)
		for _, c := range []struct {
			target decide.Target
			match  func(sample) bool
		}{
			{decide.Answers, answerable}, {decide.Answers, kind("near-miss")}, {decide.Answers, kind("off-topic")},
			{decide.Right, right}, {decide.Right, wrong}, {decide.Right, kind("near-miss")}, {decide.Right, kind("off-topic")},
		} {
			if all := of(c.target, c.match); len(all) > 0 {
				fmt.Printf(" %.3f", above(all, threshold))
			}
			fmt.Print(" |")
		}
		fmt.Println()
	}
	for _, t := range targets() {
		r := reliability{what: "the article answers"}
		if t == decide.Right {
			r.what = "what is shown answers"
		}
		for i, s := range samples {
			r.add(p[t][i], s.holds(t))
		}
		r.print()
	}
}

// A reliability compares probabilities with what came true.
type reliability struct {
	what string // the statement whose probability it is
	bins [10]bin
}

func (r *reliability) add(p float64, holds bool) {
	addTo(r.bins[:], p, holds)
}

func (r *reliability) print() {
	fmt.Printf("\n| probability that %s | number | mean probability | true |\n|---|---|---|---|\n", r.what)
	printBins(r.bins[:])
}

// reportTiers prints, for each tier, how reliable the probabilities are that what is shown
// answers.
func reportTiers(samples []sample, p probabilities, report eval.Report) {
	tiers := map[rag.Tier]*bin{rag.TierSure: {}, rag.TierUnsure: {}, rag.TierRefused: {}}
	for i, s := range samples {
		n := slices.IndexFunc(report.Results, func(r eval.Result) bool { return r.ID == s.id })
		if b := tiers[report.Results[n].Tier]; b != nil {
			b.add(p[decide.Right][i], s.right)
		}
	}
	fmt.Printf("\n| tier | questions | mean probability that what is shown answers | true |\n|---|---|---|---|\n")
	for _, t := range []rag.Tier{rag.TierSure, rag.TierUnsure, rag.TierRefused} {
		if row := tiers[t].row(); row != "" {
			fmt.Printf("| %s | %s\n", t, row)
		}
	}
}
