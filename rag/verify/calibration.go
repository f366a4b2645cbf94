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

// A Calibration is a logistic regression over [Examination.Features]. It turns the findings of
// the judge and of the rules into the probability that a source supports a statement.
type Calibration struct {
	Intercept  float64   `json:"intercept"`
	Weights    []float64 `json:"weights"`
	Enough     float64   `json:"enough"`     // the probability needed to show a statement
	Statements int       `json:"statements"` // how many statements it was fitted on
	Texts      []string  `json:"texts"`      // the texts that these are about
}

// leastOdds is the floor for the odds: how impossible something is does not matter.
const leastOdds = -8

// Features returns the features of x, in the order of a Calibration's weights.
func (x Examination) Features() []float64 {
	number := func(is bool) float64 {
		if is {
			return 1
		}
		return 0
	}
	return []float64{max(x.Odds, leastOdds), number(x.Computed), number(x.breaks(Number, Number)), number(x.breaks(Count, Count)), number(x.breaks(OtherNumber, Overstating))}
}

// Probability returns the probability that the source supports the statement, 0..1.
func (c Calibration) Probability(x Examination) float64 {
	z := c.Intercept
	for i, f := range x.Features() {
		z += c.Weights[i] * f
	}
	return 1 / (1 + math.Exp(-z))
}

// loadCalibration decodes the built-in calibration.
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
