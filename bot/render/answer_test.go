package render_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"footnote/bot/render"
	"footnote/bot/render/markdown"
	"footnote/bot/texts"
	"footnote/bot/wire"
	"footnote/corpus"
	"footnote/corpus/doc"
	"footnote/library/store"
	"footnote/rag"
	"footnote/rag/index"
	"footnote/rag/intent"
)

// A language has a question and its answers in one language.
type language struct {
	locale, article              string
	asked, lead, refusal, reason string
	greeting, request, next      string
	first, second                string // sentences of the article
	written                      string // the first in other words
	slow                         string // why a model did not write it
}

var languages = []language{
	{
		locale: "zh-TW", article: "# 燈塔手冊\n\n## 外觀\n\n燈塔高四十二公尺，漆成白色。它建於1898年。\n",
		asked: "燈塔有多高？", lead: "找不到確定的答案，最接近的是：", refusal: "文章裡沒有提到這件事。", reason: "最接近的段落只談到問題的一部分，不足以回答。",
		greeting: "你好！我回答關於文章的問題。", request: "我只回答關於文章的問題，不翻譯。", next: "燈塔建於哪一年？",
		first: "燈塔高四十二公尺，漆成白色。", second: "它建於1898年。", written: "它有四十二公尺高。", slow: "語言模型回應太慢，因此以文章原文回答。",
	},
	{
		locale: "zh-CN", article: "# 灯塔手册\n\n## 外观\n\n灯塔高四十二米，漆成白色。它建于1898年。\n",
		asked: "灯塔有多高？", lead: "找不到确定的答案，最接近的是：", refusal: "文章里没有提到这件事。", reason: "最接近的段落只谈到问题的一部分，不足以回答。",
		greeting: "你好！我回答关于文章的问题。", request: "我只回答关于文章的问题，不翻译。", next: "灯塔建于哪一年？",
		first: "灯塔高四十二米，漆成白色。", second: "它建于1898年。", written: "它有四十二米高。", slow: "语言模型响应太慢，因此以文章原文回答。",
	},
	{
		locale: "en-US", article: "# Lighthouse manual\n\n## Outside\n\nThe tower is 42 metres tall and white. It was built in 1898.\n",
		asked: "How tall is the tower?", lead: "I cannot find a certain answer. What comes closest:", refusal: "The article does not say.", reason: "The nearest passages speak of only a part of the question, too little to answer it.",
		greeting: "Hello! I answer questions about articles.", request: "I only answer questions about articles; I do not translate.", next: "When was the tower built?",
		first: "The tower is 42 metres tall and white.", second: "It was built in 1898.", written: "It is 42 metres high.", slow: "The language model took too long; these are the article's own words.",
	},
}

// answers returns one answer of each kind, by name, and the names in order.
func (l language) answers(t *testing.T) (names []string, all map[string]rag.Answer) {
	t.Helper()
	article, err := new(corpus.Reader).Read(t.Context(), doc.File{Source: "tower.md", Data: []byte(l.article)})
	if err != nil {
		t.Fatal(err)
	}
	passage, _ := index.New([]*corpus.Article{article}).Passage(article, 0)
	note := func(article *corpus.Article, number int, sentence string) rag.Footnote {
		passage, _ := index.New([]*corpus.Article{article}).Passage(article, 0)
		start := strings.Index(article.Text, sentence)
		return rag.Footnote{Number: number, Ref: passage, Span: corpus.Span{Start: start, End: start + len(sentence)}, Quote: sentence}
	}
	first, second := note(article, 1, l.first), note(article, 2, l.second)
	fetched := *article
	fetched.Source = "https://example.org/tower_(old)"
	return []string{"sure", "web", "written", "left out", "degraded", "unsure", "refused", "request", "greeting", "thanks"}, map[string]rag.Answer{
		"web":      {Tier: rag.TierSure, Text: l.first + " [1]\n" + l.second + " [2]", Footnotes: []rag.Footnote{note(&fetched, 1, l.first), note(&fetched, 2, l.second)}},
		"left out": {Tier: rag.TierSure, Mode: rag.ModeLLM, Text: l.written + " [1] […]", Footnotes: []rag.Footnote{first}, Statements: rag.Statements{Supported: 1, Dropped: 1}},
		"degraded": {Tier: rag.TierSure, Text: l.first + " [1]", Degraded: l.slow, Footnotes: []rag.Footnote{first}},
		"sure":     {Tier: rag.TierSure, Text: l.first + " [1]\n" + l.second + " [2]", Footnotes: []rag.Footnote{first, second}},
		"written":  {Tier: rag.TierSure, Mode: rag.ModeLLM, Text: l.written + " [1] " + l.second + " [2]", Footnotes: []rag.Footnote{first, second}},
		"unsure":   {Tier: rag.TierUnsure, Text: l.lead + "\n" + l.first + " [1]", Footnotes: []rag.Footnote{first}},
		"refused":  {Tier: rag.TierRefused, Text: l.refusal, Reason: l.reason, Nearest: []index.Hit{{Ref: passage, Best: index.Sentence{Span: first.Span}}}},
		"request":  {Tier: rag.TierRefused, Intent: intent.Request, Text: l.request},
		"greeting": {Intent: intent.Greeting, Text: l.greeting},
		"thanks":   {Intent: intent.Thanks, Text: ":)"},
	}
}

// drawn formats a message with its buttons as a person sees it.
func drawn(m wire.Outgoing) string {
	out := *m.Content + "\n"
	for _, row := range m.Components {
		for _, b := range row.Buttons {
			label := b.Label
			if b.Emoji != nil {
				label = strings.TrimSpace(b.Emoji.Name + " " + label)
			}
			out += "[" + label + "] "
		}
		out = strings.TrimSpace(out) + "\n"
	}
	return out
}

// TestAnswers compares what Discord shows of each tier in three languages with
// testdata/answers.txt.
func TestAnswers(t *testing.T) {
	var out strings.Builder
	for _, l := range languages {
		q := render.Question{Text: l.asked, Quoted: true, Scope: store.Guild("1"), Asker: "2", Texts: texts.NewCatalog(nil).ForLocale(l.locale)}
		names, all := l.answers(t)
		for _, name := range names {
			a := all[name]
			var next []string
			if render.Invites(a) {
				next = []string{l.next}
			}
			for _, m := range render.NewSigner("token").Answer(q, a, make([]byte, render.ArticleBytes), next, name == "refused") {
				fmt.Fprintf(&out, "== %s, %s\n%s", l.locale, name, drawn(m))
			}
		}
	}
	path := filepath.Join("testdata", "answers.txt")
	want, err := os.ReadFile(path)
	if err != nil {
		t.Error(err)
	}
	if d := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(out.String(), "\n")); d != "" {
		t.Errorf("%s differs (-want +got)\n%s\nall of it:\n%s", path, d, out.String())
	}
}

// TestReadBack checks that the text of an answer is read back from its message, whatever its
// tier.
func TestReadBack(t *testing.T) {
	for _, l := range languages {
		q := render.Question{Text: l.asked, Quoted: true, Scope: store.Guild("1"), Texts: texts.NewCatalog(nil).ForLocale(l.locale)}
		_, all := l.answers(t)
		for name, a := range all {
			a.Text += "\n> 3 is more than 2\n-# 1. *a* [x](y)"
			a.Degraded, a.Reason = "d\nd", "r\n> r\nr"
			content := *render.NewSigner("token").Answer(q, a, nil, nil, false)[0].Content
			if got := render.AnswerText(content); got != markdown.Clean(a.Text) {
				t.Errorf("%s, %s: %q", l.locale, name, got)
			}
			if got := render.QuotedQuestion(content); got != l.asked {
				t.Errorf("%s, %s: asked %q", l.locale, name, got)
			}
		}
	}
}
