package rag_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"footnote/corpus"
	"footnote/internal/indextest"
	"footnote/rag"
	"footnote/rag/index"
)

// instant is a model that takes no time, so that the remaining time is the engine's own: the
// search, the prompt, and the check of each statement. It records when it was asked and when
// its first statement was complete.
type instant struct{ asked, said time.Time }

func (*instant) Model() string { return "instant" }

func (m *instant) Generate(_ context.Context, p rag.Prompt, emit func(string) error) (rag.Generated, error) {
	m.asked = time.Now()
	if strings.Contains(p.System, `"search"`) {
		return rag.Generated{Finish: rag.FinishStop}, emit(`{"search":"騰訊申請了多少件專利"}`)
	}
	m.said = time.Now()
	return rag.Generated{Finish: rag.FinishStop}, emit("騰訊申請的專利超過6.6萬件。[8] 其中人工智能專利超過1萬件。[8] 谷歌排在它的前面。[8] ")
}

// BenchmarkFirstStatement measures the engine's own part of the wait for the first statement:
// before the model is asked, and after it has written that statement.
func BenchmarkFirstStatement(b *testing.B) {
	x, e := index.New([]*corpus.Article{builtin(b)}), local(b)
	indextest.MustEmbed(b, x, e)
	model := &instant{}
	engine, err := rag.New(x, rag.Options{Embedder: e, Writing: &rag.Writing{Generator: model}})
	if err != nil {
		b.Fatal(err)
	}
	var before, after time.Duration
	for b.Loop() {
		start := time.Now()
		var first time.Time
		if _, err := engine.Answer(b.Context(), rag.Question{Text: patents}, func(string) error {
			if first.IsZero() {
				first = time.Now()
			}
			return nil
		}); err != nil || first.IsZero() {
			b.Fatal(err, first)
		}
		before += model.asked.Sub(start)
		after += first.Sub(model.said)
	}
	b.ReportMetric(float64(before.Microseconds())/1000/float64(b.N), "ms-before/op")
	b.ReportMetric(float64(after.Microseconds())/1000/float64(b.N), "ms-after/op")
}
