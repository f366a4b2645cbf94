package eval

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"

	"footnote/rag/decide"
	"footnote/rag/index"
)

// A Reranking compares, on the same questions, the order of retrieval with that of a judge.
type Reranking struct {
	Found  Retrieval `json:"found"`
	Judged Retrieval `json:"judged"`
	Better int       `json:"better"` // questions whose right passage the judge ranks higher
	Worse  int       `json:"worse"`
	Gain   float64   `json:"gain"`   // mean of the differences in nDCG@10
	Margin float64   `json:"margin"` // half the width of its 95 % confidence interval
}

// Rerank asks up to the given number of answerable questions, always the same ones, and has
// the judge order the passages found.
func (m *Measurement) Rerank(ctx context.Context, judge decide.Judge, questions int, progress func(done, total int)) (*Reranking, error) {
	if judge == nil {
		return nil, errors.New("nobody judges: --judge is off, or this processor has neither SSE4.1 nor NEON")
	}
	r := new(Reranking)
	chosen := m.sample(questions)
	retriever := m.retriever(index.DefaultWeights())
	var gains []float64
	for i, q := range chosen {
		read, err := m.index.Read(q.Question)
		if err != nil {
			return nil, err
		}
		if read, err = retriever.Embed(ctx, read); err != nil {
			return nil, err
		}
		rank := func(j decide.Judge) (int, error) {
			hits, err := decide.Search(ctx, retriever, m.index, j, read, 10)
			return q.Rank(hits), err
		}
		found, err := rank(nil)
		if err != nil {
			return nil, err
		}
		judged, err := rank(judge)
		if err != nil {
			return nil, err
		}
		var before, after Retrieval
		before.Add(found)
		after.Add(judged)
		r.Found.Add(found)
		r.Judged.Add(judged)
		gain := after.NDCG10 - before.NDCG10
		r.Better += one(gain > 0)
		r.Worse += one(gain < 0)
		gains = append(gains, gain)
		progress(i+1, len(chosen))
	}
	r.Gain, r.Margin = interval(gains)
	return r, nil
}

// sample returns up to that many of the answerable questions, chosen the same way every time.
func (m *Measurement) sample(questions int) []Question {
	var all []Question
	for _, q := range m.questions {
		if q.Answerable {
			all = append(all, q)
		}
	}
	random := rand.New(rand.NewPCG(18, 4))
	random.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	return all[:min(len(all), questions)]
}

// interval returns the mean of some values and half the width of its 95 % confidence interval.
func interval(values []float64) (mean, margin float64) {
	n := float64(len(values))
	for _, v := range values {
		mean += v / n
	}
	if n < 2 {
		return mean, 0
	}
	squares := 0.0
	for _, v := range values {
		squares += (v - mean) * (v - mean)
	}
	return mean, 1.96 * math.Sqrt(squares/(n-1)/n)
}

// Text formats the figures for people.
func (r Reranking) Text() string {
	return fmt.Sprintf("by the judge, %d questions: nDCG@10 %.4f to %.4f (%+.4f ± %.4f)  recall@1 %.4f to %.4f  MRR@10 %.4f to %.4f  %d better, %d worse\n",
		r.Found.Questions, r.Found.NDCG10, r.Judged.NDCG10, r.Gain, r.Margin, r.Found.Recall1, r.Judged.Recall1, r.Found.MRR10, r.Judged.MRR10, r.Better, r.Worse)
}
