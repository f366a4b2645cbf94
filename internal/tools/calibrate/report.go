package main

import (
	"fmt"
	"maps"
	"slices"

	"footnote/rag/decide"
	"footnote/rag/eval"
)

// report prints what a model does on the articles that it was not fitted on, as
// Markdown.
func report(m decide.Model, samples []sample) {
	var sets []string
	byKind := map[string]map[string][]float64{} // confidences of a set's questions
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
		b := &bins[min(int(p*float64(len(bins))), len(bins)-1)]
		b.add(p, s.answerable)
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
	for i, b := range bins {
		if b.questions > 0 {
			fmt.Printf("| %.1f to %.1f | %.0f | %.2f | %.2f |\n", float64(i)/float64(len(bins)), float64(i+1)/float64(len(bins)),
				b.questions, b.confidence/b.questions, b.answerable/b.questions)
		}
	}
}

// A bin gathers questions of like confidence.
type bin struct{ questions, confidence, answerable float64 }

func (b *bin) add(confidence float64, answerable bool) {
	b.questions++
	b.confidence += confidence
	if answerable {
		b.answerable++
	}
}

func above(p []float64, threshold float64) float64 {
	n := 0
	for _, v := range p {
		if v >= threshold {
			n++
		}
	}
	return float64(n) / float64(len(p))
}
