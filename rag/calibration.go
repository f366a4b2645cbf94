package rag

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"math"
	"strings"
)

//go:generate go run ../internal/tools/calibrate ../../shared/eval calibration.json

//go:embed calibration.json
var calibrationFile []byte

// A calibration turns evidence into the probability that the articles answer
// the question. Scores lie on different scales with and without vectors, and
// within and across languages, so each case has a model of its own.
type calibration []Model

// A Model is a logistic regression over [Evidence.Features], with the
// probability from which on an answer is given, and where it comes from.
type Model struct {
	Embedder  string    `json:"embedder"` // what the model's name begins with; empty is none, or one that nothing was fitted for
	Foreign   bool      `json:"foreign"`  // question and passage in different languages
	Intercept float64   `json:"intercept"`
	Weights   []float64 `json:"weights"`
	Threshold float64   `json:"threshold"`
	Sets      string    `json:"sets"`      // that it was fitted on
	Questions int       `json:"questions"` // how many
}

// defaultCalibration is the one that comes with the program.
func defaultCalibration() (calibration, error) {
	var c calibration
	if err := json.Unmarshal(calibrationFile, &c); err != nil {
		return nil, fmt.Errorf("calibration: %w", err)
	}
	words := 0
	for _, m := range c {
		if n := len(Evidence{}.Features()); len(m.Weights) != n {
			return nil, fmt.Errorf("calibration: %d weights for %d features", len(m.Weights), n)
		}
		if m.Embedder == "" {
			words++
		}
	}
	if words != 2 {
		return nil, fmt.Errorf("calibration: %d models without an embedder, not 2", words)
	}
	return c, nil
}

// model is the one for an embedder, empty for none, within or across languages.
func (c calibration) model(embedder string, foreign bool) Model {
	var best Model
	for _, m := range c {
		if m.Foreign == foreign && strings.HasPrefix(embedder, m.Embedder) && len(m.Embedder) >= len(best.Embedder) {
			best = m
		}
	}
	return best
}

// Confidence is the probability, 0..1, that the articles answer the question.
func (m Model) Confidence(e Evidence) float64 {
	z := m.Intercept
	for i, f := range e.Features() {
		z += m.Weights[i] * f
	}
	return 1 / (1 + math.Exp(-z))
}
