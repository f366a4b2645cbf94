package rag_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"footnote/corpus"
	"footnote/internal/indextest"
	"footnote/internal/long"
	"footnote/internal/shared"
	"footnote/rag"
	"footnote/rag/eval"
	"footnote/rag/index"
)

func mustRead[T any](t *testing.T, path string) []T {
	t.Helper()
	values, err := eval.ReadLines[T](path)
	if err != nil {
		t.Fatal(err)
	}
	return values
}

// TestQuality checks the whole recipe, with the built-in embedder, against the promised
// figures.
func TestQuality(t *testing.T) {
	long.Skip(t, "a set is embedded; TestArticleQuality stands in for it")
	for _, test := range []struct {
		set    string
		ndcg10 float64
	}{
		{"xquad_en2hant", 0.94}, // has every part of the recipe but the words
	} {
		t.Run(test.set, func(t *testing.T) {
			name := strings.TrimSuffix(shared.Path(t, "eval/"+test.set+".passages.jsonl"), ".passages.jsonl")
			var articles []*corpus.Article
			for _, p := range mustRead[eval.Passage](t, name+".passages.jsonl") {
				a, err := corpus.Single(p.ID, p.Title, p.Text)
				if err != nil {
					t.Fatal(err)
				}
				articles = append(articles, a)
			}
			x, e := index.New(articles), local(t)
			indextest.MustEmbed(t, x, e)
			var figures eval.Retrieval
			for _, q := range mustRead[eval.Question](t, name+".questions.jsonl") {
				if q.Answerable {
					figures.Add(q.Rank(indextest.MustRetrieve(t, indextest.Hybrid(x, e), q.Question, 10)))
				}
			}
			t.Logf("%d questions: nDCG@10 %.4f", figures.Questions, figures.NDCG10)
			if figures.NDCG10 < test.ndcg10 {
				t.Errorf("nDCG@10 = %.4f, want at least %.3f", figures.NDCG10, test.ndcg10)
			}
		})
	}
}

// articleQA returns an article as a stranger might send it, not cleaned, with the questions
// about it.
func articleQA(t *testing.T) (*corpus.Article, []eval.Question) {
	t.Helper()
	return readArticle(t, shared.Path(t, "article/article.txt")), mustRead[eval.Question](t, shared.Path(t, "eval/article_qa.jsonl"))
}

// TestArticleQuality asks all questions about the article, including the English ones, with
// nothing configured.
func TestArticleQuality(t *testing.T) {
	long.Alone(t)
	article, questions := articleQA(t)
	engine := localEngine(t, article)
	var tally eval.QA
	for _, q := range questions {
		hits, err := engine.Search(t.Context(), q.Question, 3)
		if err != nil {
			t.Fatal(err)
		}
		tally.Add(q, hits, mustAnswer(t, engine, rag.Question{Text: q.Question}))
	}
	got := tally.Total()
	want := eval.QAFigures{Language: "all", Answerable: 16, Evidence: 16, Answered: max(got.Answered, 15), Unanswerable: 6, Refused: 6}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("mistakes %v (-want +got):\n%s", tally.Mistakes, diff)
	}
}

// otherScript has questions of the set in the other script of Chinese.
var otherScript = map[string]string{
	"d01": "盘古气象大模型能提供什么样的预报?",
	"d02": "國內有多少個大模型發布？",
	"d04": "2022年我国数据存储量是多少?",
	"d05": "中國算力總規模位居世界第幾？",
	"d07": "数字科技和硬科技是什么关系?",
	"d08": "領域大模型有什麼作用？",
	"d10": "腾讯混元有哪些产品已经接入?",
	"d11": "什麼是突破卡脖子技術的關鍵？",
	"d13": "大企业为什么在创新上更有优势?",
	"d14": "高校在大模型生態裡應該做什麼？",
	"d16": "北京市的措施提到要怎样处理中文数据?",
}

// TestArticleQuestions asks the Chinese questions about an article that is not cleaned. The
// English ones need vectors.
func TestArticleQuestions(t *testing.T) {
	article, questions := articleQA(t)
	engine := newEngine(t, article)
	for _, q := range questions {
		if q.Language == "en" {
			continue
		}
		t.Run(q.ID, func(t *testing.T) {
			answer, err := engine.Answer(t.Context(), rag.Question{Text: q.Question}, nil)
			if err != nil {
				t.Fatal(err)
			}
			if answer.Abstained() == q.Answerable {
				t.Errorf("%s: abstained %t at confidence %.3f", q.Question, answer.Abstained(), answer.Confidence)
			}
			if !q.Answerable {
				return
			}
			hits, err := engine.Search(t.Context(), q.Question, 3)
			if err != nil {
				t.Fatal(err)
			}
			if !slices.ContainsFunc(hits, func(h index.Hit) bool { return holdsAny(h.Text(), q.Evidence) }) {
				t.Errorf("%s: none of %q is in the best three passages", q.Question, q.Evidence)
			}
			other, err := engine.Search(t.Context(), otherScript[q.ID], 3)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(compared(hits), compared(other)); diff != "" {
				t.Errorf("hits differ by script (-%s +%s):\n%s", q.Question, otherScript[q.ID], diff)
			}
		})
	}
}

func holdsAny(text string, parts []string) bool {
	return slices.ContainsFunc(parts, func(part string) bool { return strings.Contains(text, part) })
}
