package main

import (
	"math"
	"math/rand/v2"
	"testing"
)

// Fitting recovers the weights that the answers were drawn with.
func TestFitWeights(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	want := []float64{0.6, 0.2, 0.3, 7, 1.8}
	var all []choice
	for range 3000 {
		c := choice{answers: make([]bool, 8)}
		for range c.answers {
			c.features = append(c.features, []float64{4 * random.NormFloat64(), 3 * random.NormFloat64(), -float64(random.IntN(5)), random.NormFloat64() / 5, -float64(random.IntN(2))})
		}
		at, n := random.Float64(), 0
		for _, share := range c.probabilities(want) {
			if at -= share; at < 0 {
				break
			}
			n++
		}
		c.answers[min(n, len(c.answers)-1)] = true
		all = append(all, c)
	}
	got := fitWeights(all)
	for i := range want {
		if math.Abs(got[i]-want[i]) > 0.1*want[i]+0.05 {
			t.Errorf("%s: %.2f, want %.2f", sentenceFeatures[i], got[i], want[i])
		}
	}
}

func TestWithin(t *testing.T) {
	for _, test := range []struct {
		evidence, sentence string
		want               bool
	}{
		{"twodays", "ittookthemtwodaysinall", true},
		{"ittookthemtwodaysinallandonenight", "ittookthemtwodays", true},
		{"ittookthemtwodays", "ittook", false}, // too short to tell
		{"", "ittook", false},
	} {
		if got := within(test.evidence, test.sentence); got != test.want {
			t.Errorf("%q, %q: %t", test.evidence, test.sentence, got)
		}
	}
}

func TestReliability(t *testing.T) {
	var r reliability
	for _, p := range []float64{0, 0.05, 0.95, 1} {
		r.add(p, p > 0.5)
	}
	if low, high := r.bins[0], r.bins[9]; low.number != 2 || low.held != 0 || high.number != 2 || high.held != 2 {
		t.Errorf("%+v", r.bins)
	}
}
