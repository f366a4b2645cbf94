package decide

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"math"
	"strings"
)

// A Target is the event whose probability a model gives.
type Target string

const (
	// Answers is that the articles answer the question.
	Answers Target = "answers"
	// Right is that the highest-scoring sentences answer it. Without a judge, this cannot be
	// told from the former.
	Right Target = "right"
)

// Features returns the features of e in the order of a Model's Weights. If a judge has read
// the passages, these are its findings, and the names and numbers, which it reads least well.
func (e Evidence) Features(t Target) []float64 {
	switch {
	case e.Judged && t == Right:
		return []float64{e.Top, e.First, e.Names}
	case e.Judged:
		return []float64{e.Odds, e.Names, e.Known}
	}
	return []float64{e.Passage, e.Sentence, e.Together, e.Known, e.Content, e.Names, e.Near, e.Nearest, e.Margin}
}

//go:generate go run ../../internal/tools/calibrate ../../../shared/eval calibration.json

//go:embed calibration.json
var calibrationFile []byte

// A Calibration turns evidence into the probability that the articles answer the question.
// Scores have different scales with and without a judge or vectors, and within and across
// languages, so each case has its own model.
type Calibration []Model

// A Model is a logistic regression over [Evidence.Features], with the threshold for its
// probability and its origin.
type Model struct {
	Target    Target    `json:"target"`
	Judged    bool      `json:"judged"`   // for evidence that a judge has read, in any language, with any vectors
	Embedder  string    `json:"embedder"` // a prefix of the embedder's name; empty means no embedder, or one without a model of its own
	Foreign   bool      `json:"foreign"`  // question and passage are in different languages
	Intercept float64   `json:"intercept"`
	Weights   []float64 `json:"weights"`
	Enough    float64   `json:"enough"`
	Sets      string    `json:"sets"`      // the sets that it was fitted on
	Questions int       `json:"questions"` // how many questions these have
}

// Load decodes the built-in calibration.
func Load() (Calibration, error) {
	var c Calibration
	if err := json.Unmarshal(calibrationFile, &c); err != nil {
		return nil, fmt.Errorf("calibration: %w", err)
	}
	general := 0
	for _, m := range c {
		if n := len(Evidence{Judged: m.Judged}.Features(m.Target)); len(m.Weights) != n {
			return nil, fmt.Errorf("calibration: %d weights for %d features", len(m.Weights), n)
		}
		if m.Embedder == "" {
			general++
		}
	}
	if general != 6 { // for each target: judged, and within and across languages
		return nil, fmt.Errorf("calibration: %d models for any embedder, not 6", general)
	}
	return c, nil
}

// Model returns the model for evidence with vectors of an embedder; the name is empty if there
// are none.
func (c Calibration) Model(t Target, embedder string, e Evidence) Model {
	var best Model
	for _, m := range c {
		if m.Target != t || m.Judged != e.Judged || !m.Judged && m.Foreign != e.Foreign {
			continue
		}
		if strings.HasPrefix(embedder, m.Embedder) && len(m.Embedder) >= len(best.Embedder) {
			best = m
		}
	}
	return best
}

// Probability returns the probability of the model's target, 0..1.
func (m Model) Probability(e Evidence) float64 {
	z := m.Intercept
	for i, f := range e.Features(m.Target) {
		z += m.Weights[i] * f
	}
	return 1 / (1 + math.Exp(-z))
}
