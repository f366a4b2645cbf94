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
	// supportedThreshold was chosen by hand from the figures that calibrate prints.
	supportedThreshold = 0.35
	// statementPenalty keeps the weights small of rules that few statements break.
	statementPenalty = 1
)

// statements fits the check of statements, writes it to output, and prints what it leaves out:
// for each text with a fit on the others, and for the held-out texts with the final fit.
// Without output, it prints what the built-in check leaves out.
func statements(ctx context.Context, base *setup.Setup, folders, held []string, output string) error {
	var all []checked
	for _, folder := range folders {
		some, err := checkAll(ctx, base, filepath.Join(folder, "statements.jsonl"), filepath.Join(folder, "statements"), filepath.Join(folder, "articles"))
		if err != nil {
			return err
		}
		all = append(all, some...)
	}
	isHeld := func(c checked) bool { return slices.Contains(held, c.Article) }
	fitted := slices.DeleteFunc(slices.Clone(all), isHeld)
	heldOut := slices.DeleteFunc(slices.Clone(all), func(c checked) bool { return !isHeld(c) })
	if output == "" {
		reportBuiltIn(all)
		return nil
	}
	model := fitStatements(fitted)
	without := map[string]verify.Calibration{} // by the text that the fit leaves out
	for _, c := range fitted {
		if _, done := without[c.Article]; !done {
			without[c.Article] = fitStatements(slices.DeleteFunc(slices.Clone(fitted), func(o checked) bool { return o.Article == c.Article }))
		}
	}
	printThresholds(fitted, func(c checked) float64 { return likely(without[c.Article], c) })
	tabulate("texts left out", fitted, func(c checked) bool { return likely(without[c.Article], c) >= supportedThreshold })
	tabulate("held out", heldOut, func(c checked) bool { return likely(model, c) >= supportedThreshold })
	tabulate("without a judge", all, func(c checked) bool { return c.byWords })
	out, err := json.MarshalIndent(model, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(output, append(out, '\n'), 0o644)
}

// measureStatements prints how the built-in check does on the statements of a file.
func measureStatements(ctx context.Context, base *setup.Setup, file, texts string) error {
	all, err := checkAll(ctx, base, file, texts)
	if err != nil {
		return err
	}
	reportBuiltIn(all)
	return nil
}

// reportBuiltIn prints how the built-in check does.
func reportBuiltIn(all []checked) {
	shown := slices.DeleteFunc(slices.Clone(all), func(c checked) bool { return !c.shown || !c.Supported })
	cited := slices.DeleteFunc(slices.Clone(shown), func(c checked) bool { return !c.cited })
	fmt.Printf("%d of %d true statements that are shown have a footnote to their evidence\n", len(cited), len(shown))
	printThresholds(all, func(c checked) float64 { return c.likely })
	tabulate("as built in", all, func(c checked) bool { return c.shown })
	tabulate("without a judge", all, func(c checked) bool { return c.byWords })
}

// fitStatements fits a calibration. Only the source that supports a statement best counts; as
// that depends on the fit, fitting is repeated.
func fitStatements(fitted []checked) verify.Calibration {
	model := verify.Calibration{Weights: make([]float64, len(verify.Examination{}.Features())), Enough: supportedThreshold}
	model.Weights[0] = 1
	var supported []bool
	for _, c := range fitted {
		supported = append(supported, c.Supported)
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
		w := logistic(features, supported, statementPenalty)
		model.Intercept, model.Weights = w[0], w[1:]
	}
	model.Statements = len(fitted)
	return model
}

// likely returns the probability that a statement is supported.
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

// printThresholds prints how many statements each threshold leaves out, and how reliable the
// probabilities are.
func printThresholds(all []checked, probability func(checked) float64) {
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
	r := reliability{what: "the statement is supported"}
	for _, c := range all {
		r.add(probability(c), c.Supported)
	}
	r.print()
}

// tabulate prints how many statements are left out, by text, language and kind.
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
