package judge

import (
	"context"
	"fmt"
	"math"

	"footnote/rag/encoder"
	"footnote/rag/encoder/format"
)

// The outputs of the model, all logits.
const (
	answers = iota // of a sentence, and of the whole
	supports
	sentenceScores
)

const (
	entailed = iota + 1 // of the whole
	neutral
	contradicted
)

// A reading is the model's output for a passage.
type reading struct {
	sentences [][]float32 // [sentences][2]; nil for a sentence of which nothing was read
	whole     []float32   // [4]; nil if nothing was read
}

// read reads the question or claim with each of the passages.
func (j *Judge) read(ctx context.Context, lead, asked string, passages [][]string) ([]reading, error) {
	m, err := j.load()
	if err != nil {
		return nil, err
	}
	tokens := m.ask(lead, asked)
	readings := make([]reading, len(passages))
	var inputs []input
	var windows []encoder.Window
	var of []int // the passage of each input
	for n, sentences := range passages {
		if ctx.Err() != nil {
			return nil, fmt.Errorf("judge: %w", context.Cause(ctx))
		}
		in := m.layOut(tokens, sentences)
		readings[n].sentences = make([][]float32, len(sentences))
		if in.read() {
			inputs, windows, of = append(inputs, in), append(windows, in.tokens), append(of, n)
		}
	}
	err = m.encoder.Run(ctx, windows, func(n int, vectors []float32) { m.score(inputs[n], vectors, &readings[of[n]]) })
	if err != nil {
		return nil, fmt.Errorf("judge: %w", err)
	}
	return readings, nil
}

// score computes the outputs from the vectors of an input's tokens.
func (m *model) score(in input, vectors []float32, to *reading) {
	mean := func(s tokenRange) []float32 { return encoder.Mean(vectors[s.start*m.Hidden:s.end*m.Hidden], m.Hidden) }
	asked := mean(in.asked)
	var sentences []float32 // [sentences read × Hidden]
	for n, s := range in.sentences {
		if s.empty() {
			continue
		}
		sentence := mean(s)
		to.sentences[n] = apply(m.Each, sentence, product(sentence, asked))
		sentences = append(sentences, sentence...)
	}
	to.whole = apply(m.Whole, vectors[:m.Hidden], asked, encoder.Mean(sentences, m.Hidden))
}

func product(a, b []float32) []float32 {
	ab := make([]float32, len(a))
	for i := range ab {
		ab[i] = a[i] * b[i]
	}
	return ab
}

// apply multiplies the concatenated vectors with a matrix, and adds the bias.
func apply(d format.Dense, vectors ...[]float32) []float32 {
	y := make([]float32, len(d.Bias))
	weights := d.Weight
	for i := range y {
		sum := float64(d.Bias[i])
		for _, vector := range vectors {
			for k, x := range vector {
				sum += float64(weights[k]) * float64(x)
			}
			weights = weights[len(vector):]
		}
		y[i] = float32(sum)
	}
	return y
}

// scores returns one of the outputs for each sentence.
func (r reading) scores(output int) []float32 {
	scores := make([]float32, len(r.sentences))
	for n, s := range r.sentences {
		scores[n] = unread
		if s != nil {
			scores[n] = s[output]
		}
	}
	return scores
}

// unread is the score of what the model has not read.
var unread = float32(math.Inf(-1))

// Probability returns 1 / (1 + e^-score), the probability of a score. That of negative
// infinity is 0.
func Probability(score float32) float64 { return 1 / (1 + math.Exp(-float64(score))) }
