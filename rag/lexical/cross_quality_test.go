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
		{"xquad_en2zh", 0.4},
		{"xquad_en2hant", 0.4},
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
			var all [2]eval.Retrieval
			for n, question := range questions {
				if !question.Answerable {
					continue
				}
				q, err := x.Cross(question.Question)
				if err != nil {
					t.Fatal(err)
				}
				rank := 1 + slices.IndexFunc(x.Search(q, 100), func(m lexical.Match) bool {
					return slices.Contains(question.Gold, passages[m.Document].ID)
				})
				all[n%2].Add(rank)
			}
			for _, r := range all {
				t.Logf("%d: nDCG@10 %.4f R1 %.4f R5 %.4f", r.Questions, r.NDCG10, r.Recall1, r.Recall5)
			}
			t.Logf("MEAN %.4f", (all[0].NDCG10+all[1].NDCG10)/2)
		})
	}
}
