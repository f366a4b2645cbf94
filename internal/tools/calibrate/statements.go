package main

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"footnote/internal/setup"
	"footnote/rag/eval"
	"footnote/rag/verify"
)

const (
	// enoughToBeTrue is the probability that was chosen by the figures that
	// statements prints.
	enoughToBeTrue = 0.35
	// pull is what keeps the weight of a rule that few statements break small.
	pull = 1
)

// statements fits the check of statements, writes it to output, and prints what
// it leaves out: of each text by a fit on the others, and of those that are held out
// by the fit on all that are not. Without output it prints what the check that is
// built in does.
func statements(ctx context.Context, made *setup.Setup, folders, held []string, output string) error {
	var all []checked
	for _, folder := range folders {
		some, err := checkAll(ctx, made, filepath.Join(folder, "statements.jsonl"), filepath.Join(folder, "statements"), filepath.Join(folder, "articles"))
		if err != nil {
			return err
		}
		all = append(all, some...)
	}
	isHeld := func(c checked) bool { return slices.Contains(held, c.Article) }
	fitted := slices.DeleteFunc(slices.Clone(all), isHeld)
	apart := slices.DeleteFunc(slices.Clone(all), func(c checked) bool { return !isHeld(c) })
	if output == "" {
		reportBuiltIn(all)
		return nil
	}
	model := weigh(fitted)
	left := map[string]verify.Calibration{}
	for _, c := range fitted {
		if _, done := left[c.Article]; !done {
			left[c.Article] = weigh(slices.DeleteFunc(slices.Clone(fitted), func(o checked) bool { return o.Article == c.Article }))
		}
	}
	bars(fitted, func(c checked) float64 { return likely(left[c.Article], c) })
	tabulate("texts left out", fitted, func(c checked) bool { return likely(left[c.Article], c) >= enoughToBeTrue })
	tabulate("held out", apart, func(c checked) bool { return likely(model, c) >= enoughToBeTrue })
	tabulate("without a judge", all, func(c checked) bool { return c.byWords })
	out, err := json.MarshalIndent(model, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(output, append(out, '\n'), 0o644)
}

// measureStatements prints what is built in does with the statements of a file.
func measureStatements(ctx context.Context, made *setup.Setup, file, texts string) error {
	all, err := checkAll(ctx, made, file, texts)
	if err != nil {
		return err
	}
	reportBuiltIn(all)
	return nil
}

// reportBuiltIn prints what the check that is built in does.
func reportBuiltIn(all []checked) {
	shown := slices.DeleteFunc(slices.Clone(all), func(c checked) bool { return !c.shown || !c.Supported })
	rest := slices.DeleteFunc(slices.Clone(shown), func(c checked) bool { return !c.rests })
	fmt.Printf("%d of %d true statements that are shown have a footnote to their evidence\n", len(rest), len(shown))
	bars(all, func(c checked) float64 { return c.likely })
	tabulate("as built in", all, func(c checked) bool { return c.shown })
	tabulate("without a judge", all, func(c checked) bool { return c.byWords })
}

// weigh fits a calibration. What counts of a statement is the source that bears it
// out best, which the fit itself decides.
func weigh(fitted []checked) verify.Calibration {
	model := verify.Calibration{Weights: make([]float64, len(verify.Examination{}.Features())), Enough: enoughToBeTrue}
	model.Weights[0] = 1
	var holds []bool
	for _, c := range fitted {
		holds = append(holds, c.Supported)
		if !slices.Contains(model.Texts, c.Article) {
			model.Texts = append(model.Texts, c.Article)
		}
	}
	for range 4 {
		var features [][]float64
		for _, c := range fitted {
			best := slices.MaxFunc(c.examined, func(a, b verify.Examination) int { return cmp.Compare(model.Probability(a), model.Probability(b)) })
			features = append(features, best.Features())
		}
		w := logistic(features, holds, pull)
		model.Intercept, model.Weights = w[0], w[1:]
	}
	model.Statements = len(fitted)
	return model
}

// likely is the probability that a statement is borne out.
func likely(model verify.Calibration, c checked) float64 {
	best := 0.0
	if c.unread {
		return best
	}
	for _, x := range c.examined {
		best = max(best, model.Probability(x))
	}
	return best
}

// bars prints what each bar leaves out.
func bars(all []checked, probability func(checked) float64) {
	var right, wrong []float64
	for _, c := range all {
		if p := probability(c); c.Supported {
			right = append(right, p)
		} else {
			wrong = append(wrong, p)
		}
	}
	fmt.Printf("AUROC %.3f\n\n| probability | wrong ones left out | true ones left out |\n|---|---|---|\n", eval.AUROC(right, wrong))
	for p := 0.1; p < 0.7; p += 0.05 {
		fmt.Printf("| %.2f | %.3f | %.3f |\n", p, 1-above(wrong, p), 1-above(right, p))
	}
	r := reliability{what: "it is borne out"}
	for _, c := range all {
		r.add(probability(c), c.Supported)
	}
	r.print()
}

// tabulate prints what is left out, by text, language and kind.
func tabulate(title string, all []checked, shown func(checked) bool) {
	type row struct{ right, rightOut, wrong, wrongOut int }
	rows := map[string]*row{}
	for _, c := range all {
		for _, key := range []string{" all", "text " + c.Article, "language " + c.Language, "pair " + c.Pair, "kind " + c.Kind} {
			if rows[key] == nil {
				rows[key] = &row{}
			}
			r, out := rows[key], 0
			if !shown(c) {
				out = 1
			}
			if c.Supported {
				r.right, r.rightOut = r.right+1, r.rightOut+out
			} else {
				r.wrong, r.wrongOut = r.wrong+1, r.wrongOut+out
			}
		}
	}
	fmt.Printf("\n| %s | wrong | left out | true | left out |\n|---|---|---|---|---|\n", title)
	percent := func(n, of int) int { return (100*n + of/2) / max(1, of) }
	for _, key := range slices.Sorted(maps.Keys(rows)) {
		r := rows[key]
		fmt.Printf("| %s | %d | %d %% | %d | %d %% |\n", strings.TrimSpace(key), r.wrong, percent(r.wrongOut, r.wrong), r.right, percent(r.rightOut, r.right))
	}
}
