package verify

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"math"
)

//go:generate go run ../../internal/tools/calibrate -statements ../../../shared/eval calibration.json

//go:embed calibration.json
var calibrationFile []byte

// A Calibration is a logistic regression over [Examination.Features]: what judge
// and rules say becomes the probability that a source bears a statement out.
type Calibration struct {
	Intercept  float64   `json:"intercept"`
	Weights    []float64 `json:"weights"`
	Enough     float64   `json:"enough"`     // to be shown
	Statements int       `json:"statements"` // it was fitted on
	Texts      []string  `json:"texts"`      // that these are about
}

// leastOdds is what the odds count at least: how impossible does not matter.
const leastOdds = -8

// Features are x's numbers in the order of a Calibration's weights.
func (x Examination) Features() []float64 {
	number := func(is bool) float64 {
		if is {
			return 1
		}
		return 0
	}
	return []float64{max(x.Odds, leastOdds), number(x.Computed), number(x.breaks(Number, Number)), number(x.breaks(Count, Count)), number(x.breaks(OtherNumber, Overstating))}
}

// Probability is that the source bears the statement out, 0..1.
func (c Calibration) Probability(x Examination) float64 {
	z := c.Intercept
	for i, f := range x.Features() {
		z += c.Weights[i] * f
	}
	return 1 / (1 + math.Exp(-z))
}

// loadCalibration reads the one that comes with the program.
func loadCalibration() (Calibration, error) {
	var c Calibration
	if err := json.Unmarshal(calibrationFile, &c); err != nil {
		return c, fmt.Errorf("calibration of statements: %w", err)
	}
	if n := len(Examination{}.Features()); len(c.Weights) != n {
		return c, fmt.Errorf("calibration of statements: %d weights for %d features", len(c.Weights), n)
	}
	return c, nil
}
