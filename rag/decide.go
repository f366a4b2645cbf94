package rag

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"math"
)

//go:generate go run ./eval/calibrate ../../shared/eval/drcd_refusal calibration.json

// calibration.json was fitted on Chinese questions over Chinese articles, by
// the lexical retriever.
//
//go:embed calibration.json
var calibrationFile []byte

// A Calibration turns evidence into the probability that the articles answer
// the question, by logistic regression, and says from which probability on an
// answer is given.
type Calibration struct {
	Intercept float64   `json:"intercept"`
	Weights   []float64 `json:"weights"` // of Evidence.Features, in their order
	Threshold float64   `json:"threshold"`
	Set       string    `json:"set"`       // that it was fitted on
	Questions int       `json:"questions"` // how many
}

// DefaultCalibration is the one that comes with the program.
func DefaultCalibration() (Calibration, error) {
	var c Calibration
	if err := json.Unmarshal(calibrationFile, &c); err != nil {
		return c, fmt.Errorf("calibration: %w", err)
	}
	if n := len(Evidence{}.Features()); len(c.Weights) != n {
		return c, fmt.Errorf("calibration: %d weights for %d features", len(c.Weights), n)
	}
	return c, nil
}

// Confidence is the probability, 0..1, that the articles answer the question.
func (c Calibration) Confidence(e Evidence) float64 {
	z := c.Intercept
	for i, f := range e.Features() {
		z += c.Weights[i] * f
	}
	return 1 / (1 + math.Exp(-z))
}
