package lexical_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"footnote/internal/shared"
	"footnote/rag/eval"
	"footnote/rag/lexical"
)

func mustRead[T any](t *testing.T, path string) []T {
	t.Helper()
	values, err := eval.ReadLines[T](path)
	if err != nil {
		t.Fatal(err)
	}
	return values
}

// TestLexicalQuality prevents a change of the analyser or of BM25 from lowering quality
// unnoticed. The bounds are slightly below what was measured.
func TestLexicalQuality(t *testing.T) {
	for _, test := range []struct {
		set    string
		ndcg10 float64
	}{
		{"drcd_dev", 0.974},
		{"cmrc2018_trial", 0.98},
		{"xquad_zh", 0.96},
		{"xquad_hans2hant", 0.96},
	} {
		t.Run(test.set, func(t *testing.T) {
			name := strings.TrimSuffix(shared.Path(t, "eval/"+test.set+".passages.jsonl"), ".passages.jsonl")
			got := measure(mustRead[eval.Passage](t, name+".passages.jsonl"), mustRead[eval.Question](t, name+".questions.jsonl"))
			t.Logf("%d questions: nDCG@10 %.4f, recall@1 %.4f, recall@5 %.4f, MRR@10 %.4f",
				got.Questions, got.NDCG10, got.Recall1, got.Recall5, got.MRR10)
			if got.NDCG10 < test.ndcg10 {
				t.Errorf("nDCG@10 = %.4f, want at least %.3f", got.NDCG10, test.ndcg10)
			}
		})
	}
}

func measure(passages []eval.Passage, questions []eval.Question) eval.Retrieval {
	texts := make([]string, len(passages))
	for i, p := range passages {
		texts[i] = p.Text
	}
	x := lexical.NewIndex(lexical.NewAnalyser(), texts)
	var figures eval.Retrieval
	for _, q := range questions {
		if !q.Answerable {
			continue
		}
		found := x.Search(x.Query(q.Question), 10)
		// IndexFunc returns -1 if nothing was found, which makes rank 0.
		figures.Add(1 + slices.IndexFunc(found, func(m lexical.Match) bool {
			return slices.Contains(q.Gold, passages[m.Document].ID)
		}))
	}
	return figures
}

// TestLexiconQuality checks that each question is found in the other language by the lexicon
// alone.
func TestLexiconQuality(t *testing.T) {
	path := shared.Path(t, "eval/xquad_en2zh.questions.jsonl")
	english, chinese := map[string]string{}, map[string]string{}
	for _, q := range mustRead[eval.Question](t, path) {
		english[q.ID] = q.Question
	}
	for _, q := range mustRead[eval.Question](t, shared.Path(t, "eval/xquad_zh.questions.jsonl")) {
		chinese[q.ID] = q.Question
	}
	for _, test := range []struct {
		name               string
		questions, answers map[string]string
		recall             float64
	}{
		{"to Chinese", english, chinese, 0.92},
		{"to English", chinese, english, 0.91},
	} {
		t.Run(test.name, func(t *testing.T) {
			ids := slices.Sorted(maps.Keys(test.answers))
			var texts []string
			for _, id := range ids {
				texts = append(texts, test.answers[id])
			}
			x := lexical.NewIndex(lexical.NewAnalyser(), texts)
			var figures eval.Retrieval
			for _, id := range ids {
				q, err := x.Cross(test.questions[id])
				if err != nil {
					t.Fatal(err)
				}
				figures.Add(1 + slices.IndexFunc(x.Search(q, 10), func(m lexical.Match) bool { return ids[m.Document] == id }))
			}
			t.Logf("%d questions: recall@1 %.4f, recall@5 %.4f", figures.Questions, figures.Recall1, figures.Recall5)
			if figures.Recall5 < test.recall {
				t.Errorf("recall@5 = %.4f, want at least %.3f", figures.Recall5, test.recall)
			}
		})
	}
}

// TestScriptsOfQuestions checks that the script of all but a few questions is detected. Some
// have no character that exists in only one script.
func TestScriptsOfQuestions(t *testing.T) {
	a := lexical.NewAnalyser()
	for name, want := range map[string]lexical.Language{"drcd_dev": lexical.Traditional, "cmrc2018_trial": lexical.Simplified} {
		questions := mustRead[eval.Question](t, shared.Path(t, "eval/"+name+".questions.jsonl"))
		wrong := 0
		for _, q := range questions {
			if a.Language(q.Question) != want {
				wrong++
			}
		}
		t.Logf("%s: %d of %d are detected as another language", name, wrong, len(questions))
		if 50*wrong > len(questions) {
			t.Errorf("%s: %d of %d are detected as another language", name, wrong, len(questions))
		}
	}
}
