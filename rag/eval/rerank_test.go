package eval

import (
	"context"
	"strings"
	"testing"

	"footnote/rag/judge"
)

// likes is a judge that likes passages with these words.
type likes string

func (l likes) Question(_ context.Context, _ string, passages [][]string) ([]judge.Answer, error) {
	all := make([]judge.Answer, len(passages))
	for i, p := range passages {
		all[i].Sentences = make([]float32, len(p))
		if strings.Contains(strings.Join(p, ""), string(l)) {
			all[i].Score = 90
		}
	}
	return all, nil
}

func TestRerank(t *testing.T) {
	for name, test := range map[string]struct {
		judge         likes
		most          int
		questions     int
		better, worse int
	}{
		"right":           {"白色", 9, 2, 1, 0}, // the right passage of the second question is found second
		"wrong":           {"三百", 9, 2, 0, 1},
		"has no opinion":  {"鯨", 9, 2, 0, 0},
		"some of the set": {"白色", 1, 1, -1, 0},
	} {
		t.Run(name, func(t *testing.T) {
			done := 0
			r, err := NewMeasurement(indexed(t), nil, questions).Rerank(t.Context(), test.judge, test.most, func(int, int) { done++ })
			if err != nil || r.Found.Questions != test.questions || r.Judged.Questions != test.questions || done != test.questions {
				t.Fatalf("%+v, %d done, error %v", r, done, err)
			}
			if r.Better != test.better && test.better >= 0 || r.Worse != test.worse {
				t.Errorf("%d better and %d worse, want %d and %d", r.Better, r.Worse, test.better, test.worse)
			}
			gain := r.Judged.NDCG10 - r.Found.NDCG10
			if d := gain - r.Gain; d > 1e-9 || d < -1e-9 || (r.Margin > 0) != (test.questions > 1 && gain != 0) {
				t.Errorf("%+v", r)
			}
		})
	}
	if _, err := NewMeasurement(indexed(t), nil, questions).Rerank(t.Context(), nil, 9, func(int, int) {}); err == nil {
		t.Error("no error without a judge")
	}
}
