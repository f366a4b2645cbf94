package main

import (
	"fmt"
	"maps"
	"slices"

	"footnote/rag"
	"footnote/rag/eval"
)

// report prints what a model does on the articles that it was not fitted on, as
// Markdown.
func report(m rag.Model, samples []sample) {
	byKind := map[string][]float64{}
	var bins [5]bin
	for _, s := range samples {
		if s.fitted {
			continue
		}
		p := m.Confidence(s.Evidence)
		byKind[s.kind] = append(byKind[s.kind], p)
		b := &bins[min(int(p*float64(len(bins))), len(bins)-1)]
		b.add(p, s.answerable)
	}
	fmt.Printf("\nembedder %q, foreign %v, sets %s, fitted on %d, threshold %.3f\n\n", m.Embedder, m.Foreign, m.Sets, m.Questions, m.Threshold)
	answerable := byKind[inArticle]
	fmt.Printf("| held-out questions | number | answered | AUROC |\n|---|---|---|---|\n")
	fmt.Printf("| %s | %d | %.1f %% | |\n", inArticle, len(answerable), 100*above(answerable, m.Threshold))
	for _, kind := range slices.Sorted(maps.Keys(byKind)) {
		if kind != inArticle {
			p := byKind[kind]
			fmt.Printf("| %s | %d | %.1f %% | %.3f |\n", kind, len(p), 100*above(p, m.Threshold), eval.AUROC(answerable, p))
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
