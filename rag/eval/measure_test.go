package eval

import (
	"context"
	"testing"

	"footnote/rag"
	"footnote/rag/index"
)

var (
	passages = []Passage{
		{ID: "tower", Title: "燈塔", Text: "燈塔高四十二公尺，漆成白色。"},
		{ID: "bridge", Title: "石橋", Text: "石橋長三百公尺，橋上有七盞燈。"},
	}
	questions = []Question{
		{ID: "1", Language: "zh-Hant", Question: "燈塔高幾公尺?", Answerable: true, Gold: []string{"tower"}, Evidence: []string{"四十二公尺"}},
		{ID: "2", Language: "zh-Hant", Question: "石橋長幾公尺?", Answerable: true, Gold: []string{"tower"}, Evidence: []string{"三百公尺"}}, // not the right article
		{ID: "3", Language: "zh-Hant", Question: "鯨鯊鰻鯰鱷鱉?"},
	}
)

func indexed(t *testing.T) *index.Index {
	t.Helper()
	articles, err := Articles(passages)
	if err != nil {
		t.Fatal(err)
	}
	return index.New(articles)
}

// lengths embeds a text as its length, and counts how many it embedded.
type lengths struct{ texts int }

func (*lengths) Model() string { return "lengths" }

func (e *lengths) Embed(_ context.Context, _ index.Role, texts []string) ([][]float32, error) {
	e.texts += len(texts)
	vectors := make([][]float32, len(texts))
	for i, text := range texts {
		vectors[i] = []float32{1, float32(len(text))}
	}
	return vectors, nil
}

func TestMeasurement(t *testing.T) {
	m := NewMeasurement(indexed(t), nil, questions)
	done := 0
	f, err := m.Run(t.Context(), index.DefaultWeights(), func(n, total int) {
		if done++; total != len(questions) || n != done {
			t.Errorf("%d of %d are done", n, total)
		}
	})
	if err != nil || f.Questions != 2 || f.Recall1 != 0.5 || f.Recall5 != 1 || f.MRR10 != 0.75 {
		t.Errorf("%+v, %v", f, err)
	}
	if done != 2 || len(m.Total) != 2 || len(m.Search) != 2 {
		t.Errorf("%d questions are done, %d and %d were timed", done, len(m.Total), len(m.Search))
	}
}

// TestAblations checks that questions are embedded only once, however many weights they are
// asked with.
func TestAblations(t *testing.T) {
	e, x := &lengths{}, indexed(t)
	if err := x.Embed(t.Context(), e, nil); err != nil {
		t.Fatal(err)
	}
	m := NewMeasurement(x, e, questions)
	e.texts = 0
	whole := index.DefaultWeights()
	for _, a := range append(Ablations(whole), Ablation{"whole", whole}) {
		if a.Name != "whole" && a.Weights == whole {
			t.Errorf("%s leaves nothing out", a.Name)
		}
		if f, err := m.Run(t.Context(), a.Weights, func(int, int) {}); err != nil || f.Questions != 2 {
			t.Errorf("%s: %+v, %v", a.Name, f, err)
		}
	}
	if e.texts != 2 {
		t.Errorf("2 questions were embedded %d times", e.texts)
	}
}

func TestAsk(t *testing.T) {
	e, err := rag.New(indexed(t), rag.Options{})
	if err != nil {
		t.Fatal(err)
	}
	qa, err := Ask(t.Context(), e, questions, 3)
	if err != nil {
		t.Fatal(err)
	}
	total := qa.Total()
	if total.Answerable != 2 || total.Evidence != 2 || total.Unanswerable != 1 || total.Refused != 1 {
		t.Errorf("%+v", total)
	}
	if _, err := Ask(t.Context(), e, []Question{{ID: "empty"}}, 3); err == nil {
		t.Error("an empty question was asked")
	}
}

func TestSetName(t *testing.T) {
	for path, want := range map[string]string{
		"drcd_dev.passages.jsonl": "drcd_dev", "../eval/x.passages.jsonl": "x", `C:\sets\x.passages.jsonl`: "x", "qa.jsonl": "qa.jsonl",
	} {
		if got := SetName(path); got != want {
			t.Errorf("%s: %q", path, got)
		}
	}
}
