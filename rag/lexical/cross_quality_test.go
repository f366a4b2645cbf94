package lexical_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"footnote/rag/eval"
	"footnote/rag/lexical"
)

const evalSet = "../../../shared/eval"

func TestCrossQuality(t *testing.T) {
	for _, test := range []struct {
		set    string
		ndcg10 float64
	}{
		{"xquad_en2zh", 0.83},
		{"xquad_en2hant", 0.825},
	} {
		t.Run(test.set, func(t *testing.T) {
			name := filepath.Join(evalSet, test.set)
			if _, err := os.Stat(name + ".passages.jsonl"); err != nil || testing.Short() {
				t.Skip("no sets, or -short")
			}
			passages, err := eval.ReadLines[eval.Passage](name + ".passages.jsonl")
			if err != nil {
				t.Fatal(err)
			}
			questions, err := eval.ReadLines[eval.Question](name + ".questions.jsonl")
			if err != nil {
				t.Fatal(err)
			}
			texts := make([]string, len(passages))
			for i, p := range passages {
				texts[i] = p.Text
			}
			x := lexical.NewIndex(lexical.NewAnalyser(), texts)
			var got eval.Retrieval
			for _, question := range questions {
				if !question.Answerable {
					continue
				}
				q, err := x.Cross(question.Question)
				if err != nil {
					t.Fatal(err)
				}
				got.Add(1 + slices.IndexFunc(x.Search(q, 10), func(m lexical.Match) bool {
					return slices.Contains(question.Gold, passages[m.Document].ID)
				}))
			}
			t.Logf("%d questions: nDCG@10 %.4f, recall@1 %.4f, recall@5 %.4f", got.Questions, got.NDCG10, got.Recall1, got.Recall5)
			if got.NDCG10 < test.ndcg10 {
				t.Errorf("nDCG@10 = %.4f, want at least %.3f", got.NDCG10, test.ndcg10)
			}
		})
	}
}
