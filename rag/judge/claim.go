package judge

import (
	"context"
	"math"
)

// An Entailment says how a passage bears on a claim. The probabilities add up to 1. They order
// claims well, but are too low for many true claims in other words: thresholds must be fitted
// (docs/judge.md).
type Entailment struct {
	Entailed, Neutral, Contradicted float64

	LogOdds   float64   // of Entailed
	Sentences []float32 // score of each sentence that the claim rests on it, as in [Answer]
}

// Claim returns, for each passage, whether it supports the claim. A passage is a list of
// sentences in order. The scores of a passage do not depend on the others. A passage of which
// nothing is read is neutral. It returns an error if ctx is cancelled or the built-in weights
// are damaged.
func (j *Judge) Claim(ctx context.Context, claim string, passages [][]string) ([]Entailment, error) {
	readings, err := j.read(ctx, claimLead, claim, passages)
	if err != nil {
		return nil, err
	}
	all := make([]Entailment, len(passages))
	for n, r := range readings {
		all[n] = entailment(r)
	}
	return all, nil
}

func entailment(r reading) Entailment {
	if r.whole == nil {
		return Entailment{Neutral: 1, LogOdds: math.Inf(-1), Sentences: r.scores(supports)}
	}
	// Softmax. Subtracting the first logit is enough: the logits are small.
	first := float64(r.whole[entailed])
	n, c := math.Exp(float64(r.whole[neutral])-first), math.Exp(float64(r.whole[contradicted])-first)
	sum := 1 + n + c
	return Entailment{1 / sum, n / sum, c / sum, -math.Log(n + c), r.scores(supports)}
}
