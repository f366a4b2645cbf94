package rag

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"math"
	"strings"

	"footnote/rag/index"
	"footnote/rag/lexical"
)

// Evidence is what speaks for the articles answering a question. Every feature
// is a number of -1 to 1 or so, higher is better.
type Evidence struct {
	Passage  float64 // BM25 of the best passage over the IDF of the question
	Sentence float64 // share of the question's IDF in the best single sentence
	Together float64 // share of it in the best three passages together
	Known    float64 // share of it that the articles know at all
	Content  float64 // how much the question asks about: 1 - e^(-IDF/20)
	Names    float64 // share of its numbers and Latin names in the best three passages; 1 if it has none
	Near     float64 // cosine of the best passage, 0 without vectors
	Nearest  float64 // cosine of the nearest sentence of the best three passages
	Margin   float64 // score of the best passage over the mean of the next ones

	Foreign bool // question and best passage are in different languages
}

// evidencePassages is how many hits evidence is taken from.
const evidencePassages = 3

// contentScale is the IDF of a question of some three words.
const contentScale = 20

// NewEvidence gathers what the hits of a question, best first, have to say for
// answering it. The only error is that the built-in dictionary cannot be read.
func NewEvidence(x *index.Index, q index.Query, hits []index.Hit) (Evidence, error) {
	q, err := q.Refreshed()
	if err != nil || len(hits) == 0 || q.Bare() { // a bare question asks about nothing
		return Evidence{}, err
	}
	foreign := q.Foreign(hits[0].Ref)
	words := q.Words(foreign)
	e := Evidence{
		Known:   words.Known,
		Content: 1 - math.Exp(-words.Mass/contentScale),
		Near:    hits[0].Cosine,
		Margin:  margin(hits),
		Foreign: foreign,
	}
	var together strings.Builder
	for _, h := range hits[:min(len(hits), evidencePassages)] {
		together.WriteString(h.Text())
		together.WriteByte('\n')
		e.Nearest = max(e.Nearest, h.SentenceCosine)
		for _, s := range h.Sentences {
			_, coverage := x.Words().Score(words, h.Article.Quote(s.Span))
			e.Sentence = max(e.Sentence, coverage)
		}
	}
	_, e.Together = x.Words().Score(words, together.String())
	e.Names = namesFound(x.Analyser(), q, together.String())
	if words.Mass > 0 {
		e.Passage = hits[0].BestWords / words.Mass
	}
	return e, nil
}

// unrelated is about what a passage on something else scores by its cosines.
const unrelated = 0.45

// margin is how far the best hit is ahead of the others, or of what another
// would have had.
func margin(hits []index.Hit) float64 {
	if len(hits) == 1 && hits[0].Cosine != 0 {
		return hits[0].Score - unrelated
	}
	if len(hits) < 2 {
		return 0
	}
	sum := 0.0
	for _, h := range hits[1:] {
		sum += h.Score
	}
	return hits[0].Score - sum/float64(len(hits)-1)
}

// namesFound is the share of the question's numbers and, unless it is in English,
// its Latin words that the text has, 1 where there are none. They stand in the
// text as they are, in whatever language.
func namesFound(analyser *lexical.Analyser, q index.Query, text string) float64 {
	has := map[string]bool{}
	for _, t := range analyser.Tokens(text) {
		has[t.Term] = true
	}
	asked, found := 0.0, 0.0
	for _, t := range analyser.Tokens(q.Text) {
		if t.Term[0] >= 0x80 || !q.Language.Chinese() && !strings.ContainsAny(t.Term, "0123456789") {
			continue
		}
		asked++
		if has[t.Term] {
			found++
		}
	}
	if asked == 0 {
		return 1
	}
	return found / asked
}

// Features are e's numbers in the order of a Model's Weights.
func (e Evidence) Features() []float64 {
	return []float64{e.Passage, e.Sentence, e.Together, e.Known, e.Content, e.Names, e.Near, e.Nearest, e.Margin}
}

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
