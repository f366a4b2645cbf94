package main

import (
	"fmt"
	"maps"
	"slices"

	"footnote/rag/decide"
	"footnote/rag/eval"
)

// report prints, as Markdown, how a model does on the articles that were held out.
func report(m decide.Model, samples []sample) {
	var sets []string
	byKind := map[string]map[string][]float64{} // confidences by set and kind of question
	var bins [5]bin
	for _, s := range samples {
		if s.fitted {
			continue
		}
		if byKind[s.set] == nil {
			sets, byKind[s.set] = append(sets, s.set), map[string][]float64{}
		}
		p := m.Probability(s.Evidence)
		byKind[s.set][s.kind] = append(byKind[s.set][s.kind], p)
		addTo(bins[:], p, s.answerable)
	}
	fmt.Printf("\nembedder %q, foreign %v, fitted on %d questions, threshold %.3f\n\n", m.Embedder, m.Foreign, m.Questions, m.Enough)
	fmt.Printf("| held-out questions | number | answered | AUROC |\n|---|---|---|---|\n")
	for _, set := range sets {
		answerable := byKind[set][inArticle]
		fmt.Printf("| %s, %s | %d | %.1f %% | |\n", set, inArticle, len(answerable), 100*above(answerable, m.Enough))
		for _, kind := range slices.Sorted(maps.Keys(byKind[set])) {
			if kind != inArticle {
				p := byKind[set][kind]
				fmt.Printf("| %s, %s | %d | %.1f %% | %.3f |\n", set, kind, len(p), 100*above(p, m.Enough), eval.AUROC(answerable, p))
			}
		}
	}
	fmt.Printf("\n| confidence | questions | mean confidence | answerable |\n|---|---|---|---|\n")
	printBins(bins[:])
}

// A bin counts predictions of similar probability.
type bin struct{ number, probability, held float64 }

// add adds a prediction. held says whether it came true.
func (b *bin) add(probability float64, held bool) {
	b.number++
	b.probability += probability
	if held {
		b.held++
	}
}

// row returns the number of predictions, their mean probability and the share that came true,
// as cells of a table. It returns "" for an empty bin.
func (b bin) row() string {
	if b.number == 0 {
		return ""
	}
	return fmt.Sprintf("%.0f | %.2f | %.2f |", b.number, b.probability/b.number, b.held/b.number)
}

// addTo adds a prediction to one of the bins, which divide the probabilities evenly.
func addTo(bins []bin, probability float64, held bool) {
	bins[min(int(probability*float64(len(bins))), len(bins)-1)].add(probability, held)
}

func printBins(bins []bin) {
	for i, b := range bins {
		if row := b.row(); row != "" {
			fmt.Printf("| %.1f to %.1f | %s\n", float64(i)/float64(len(bins)), float64(i+1)/float64(len(bins)), row)
		}
	}
}

// above returns the share of the probabilities that reach the threshold.
func above(p []float64, threshold float64) float64 {
	n := 0
	for _, v := range p {
		if v >= threshold {
			n++
		}
	}
	return float64(n) / float64(len(p))
}
