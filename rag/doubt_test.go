package rag_test

import (
	"strings"
	"testing"

	"footnote/corpus"
	"footnote/internal/indextest"
	"footnote/internal/openaitest"
	"footnote/rag"
	"footnote/rag/index"
	"footnote/rag/judge"
	"footnote/rag/openai"
)

// TestDoubt has questions that the article may not answer. True sentences of it that do not
// answer must not be shown as an answer, and a model that finds none must not keep the closest
// sentences from the reader.
func TestDoubt(t *testing.T) {
	const (
		doubtful = "騰訊去年申請了多少專利"
		closest  = "找不到確定的答案，最接近的是：\n"
		huawei   = "華為的5G專利數量多年蟬聯第一。"
	)
	x, e := index.New([]*corpus.Article{builtin(t)}), local(t)
	indextest.MustEmbed(t, x, e)
	for name, test := range map[string]struct {
		question, text string
		tier           rag.Tier
		begins, has    string
		degraded       bool
	}{
		"of something else":           {stock, filed + "。[%n]", rag.TierRefused, "文章裡沒有提到這件事。", "", false},
		"says that there is none":     {doubtful, "NO_ANSWER", rag.TierUnsure, closest, "6.6萬件", true},
		"of something else, in doubt": {doubtful, huawei + "[%n]", rag.TierUnsure, closest, "6.6萬件", true},
		"answers":                     {doubtful, filed + "。[%n]", rag.TierSure, filed, "", false},
		"answers after a while":       {doubtful, huawei + "[%n] " + filed + "。[%n]", rag.TierSure, huawei, filed, false},
	} {
		t.Run(name, func(t *testing.T) {
			server := openaitest.New(t)
			server.Answer(func(r openaitest.Request) string {
				return strings.ReplaceAll(test.text, "%n", numberOf(r, "6.6萬件"))
			})
			w := rag.Writing{Generator: generator(t, server, openai.GeneratorOptions{})}
			engine, err := rag.New(x, rag.Options{Embedder: e, Judge: judge.New(e), Writing: &w})
			if err != nil {
				t.Fatal(err)
			}
			shown := ""
			a, err := engine.Answer(t.Context(), rag.Question{Text: test.question}, func(s string) error { shown += s; return nil })
			if err != nil {
				t.Fatal(err)
			}
			if a.Tier != test.tier || !strings.HasPrefix(a.Text, test.begins) || !strings.Contains(a.Text, test.has) || (a.Degraded != "") != test.degraded {
				t.Errorf("%s, text %q, degraded %q", a.Tier, a.Text, a.Degraded)
			}
			if shown != a.Text {
				t.Errorf("shown %q of %q", shown, a.Text)
			}
		})
	}
}
