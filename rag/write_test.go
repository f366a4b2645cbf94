package rag_test

import (
	"regexp"
	"strings"
	"testing"

	"footnote/corpus"
	"footnote/internal/openaitest"
	"footnote/rag"
	"footnote/rag/index"
	"footnote/rag/openai"
)

// generator returns the real client of a fake server.
func generator(t testing.TB, server *openaitest.Server, options openai.GeneratorOptions) *openai.Generator {
	t.Helper()
	if options.BaseURL == "" {
		options.BaseURL = server.URL()
	}
	options.HTTPClient = server.Client()
	if options.PerMinute == 0 {
		options.PerMinute = 100_000
	}
	g, err := openai.NewGenerator(options)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// writing returns an engine that answers about the built-in article with a model, by words
// alone.
func writing(t *testing.T, w rag.Writing) *rag.Engine {
	t.Helper()
	return writingAbout(t, w, builtin(t))
}

// writingAbout returns an engine that answers about articles with a model, by words alone.
func writingAbout(t testing.TB, w rag.Writing, articles ...*corpus.Article) *rag.Engine {
	t.Helper()
	e, err := rag.New(index.New(articles), rag.Options{Writing: &w})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// numberOf returns the number under which a prompt has the passage with a text.
func numberOf(r openaitest.Request, text string) string {
	prompt := r.Messages[len(r.Messages)-1].Content
	before, _, found := strings.Cut(prompt, text)
	all := regexp.MustCompile(`===== ?[0-9a-f]* passage (\d+)|=====[0-9a-f]+ passage (\d+)`).FindAllStringSubmatch(before, -1)
	if !found || len(all) == 0 {
		return "99"
	}
	last := all[len(all)-1]
	return last[1] + last[2]
}

const patents = "騰訊申請了多少件專利？"

// aboutPatents answers correctly.
func aboutPatents(r openaitest.Request) string {
	n := numberOf(r, "6.6萬件")
	return "騰訊申請的專利超過6.6萬件。[" + n + "] 其中人工智能專利超過1萬件[" + n + "]。"
}

func TestModelAnswer(t *testing.T) {
	server := openaitest.New(t)
	server.Answer(aboutPatents)
	e := writing(t, rag.Writing{Generator: generator(t, server, openai.GeneratorOptions{Model: "m"})})
	a := mustAnswer(t, e, rag.Question{Text: patents})
	if a.Mode != rag.ModeLLM || a.Degraded != "" || !strings.HasPrefix(a.Model, "m") || a.Statements != (rag.Statements{Supported: 2}) {
		t.Errorf("%+v", a)
	}
	if want := "騰訊申請的專利超過6.6萬件。 [1] 其中人工智能專利超過1萬件。 [1]"; a.Text != want {
		t.Errorf("text %q, want %q", a.Text, want)
	}
	if len(a.Footnotes) != 1 || !strings.Contains(a.Footnotes[0].Quote, "6.6萬件") || a.Usage.InputTokens == 0 {
		t.Errorf("footnotes %+v, usage %+v", a.Footnotes, a.Usage)
	}
}

// TestUnsupported checks that what no passage supports is never shown, not even while it
// arrives, and that sentences of the article replace an answer of which too little is left.
func TestUnsupported(t *testing.T) {
	for name, test := range map[string]struct {
		text string // %s is the number of the passage
		want string // regular expression for the text
		why  string // part of Degraded
	}{
		"one of three": {
			"騰訊申請的專利超過6.6萬件。[%[1]s]它們全部在2009年賣給了谷歌。[%[1]s]其中人工智能專利超過1萬件。[%[1]s]",
			`^騰訊申請的專利超過6\.6萬件。 \[1\] \[…\] 其中人工智能專利超過1萬件。 \[1\]$`, "",
		},
		"the last one":     {"騰訊申請的專利超過6.6萬件。[%[1]s]它們全部在2009年賣給了谷歌。[%[1]s]", `^騰訊申請的專利超過6\.6萬件。 \[1\] \[…\]$`, ""},
		"only leading to":  {"這是：\n那麼？\n騰訊申請的專利超過6.6萬件。[%[1]s]", `^騰訊申請的專利超過6\.6萬件。 \[1\]$`, ""},
		"one for all":      {"騰訊申請的專利超過6.6萬件。其中人工智能專利超過1萬件。[%[1]s]", `^騰訊申請的專利超過6\.6萬件。 \[1\] 其中人工智能專利超過1萬件。 \[1\]$`, ""},
		"none, no copy":    {"騰訊在人工智能方面的專利有1萬件以上，申請的專利有6.6萬件以上。", `^騰訊在人工智能方面的專利有1萬件以上，申請的專利有6\.6萬件以上。 \[1\]$`, ""},
		"wrong passage":    {"騰訊申請的專利超過6.6萬件。[1]", `^騰訊申請的專利超過6\.6萬件。 \[1\]$`, ""},
		"no citation":      {"騰訊申請的專利超過6.6萬件。", `^騰訊申請的專利超過6\.6萬件。 \[1\]$`, ""},
		"unknown passage":  {"騰訊申請的專利超過6.6萬件。[77]", `^騰訊申請的專利超過6\.6萬件。 \[1\]$`, ""},
		"invented number":  {"騰訊申請的專利超過7.7萬件。[%[1]s]", `6\.6萬件.* \[1\]`, "無法由文章證實"},
		"another language": {"Bananas are a good source of potassium. [%[1]s]", `6\.6萬件.* \[1\]`, "無法由文章證實"},
		"link":             {"詳見 https://evil.example/?q=6.6萬件。[%[1]s]", `6\.6萬件.* \[1\]`, "無法由文章證實"},
		"mostly wrong": {
			"騰訊申請的專利超過6.6萬件。[%[1]s]騰訊的股價是九百元。騰訊的總部在上海。",
			`^騰訊申請的專利超過6\.6萬件。 \[1\]`, "無法由文章證實",
		},
		"only thinking":    {"<think>騰訊申請的專利超過6.6萬件。[%[1]s]</think>", `6\.6萬件.* \[1\]`, "不完整"},
		"thinking first":   {"<think>嗯，[1] 先看看。</think>騰訊申請的專利超過6.6萬件。[%[1]s]", `^騰訊申請的專利超過6\.6萬件。 \[1\]$`, ""},
		"terminal control": {"\x1b]52;c;AAAA\x07\x1b[31m騰訊申請的專利超過6.6萬件。\r\b[%[1]s]", `6\.6萬件.* \[1\]`, "*"},
		"full width":       {"騰訊申請的專利超過6.6萬件【%[1]s】。", `^騰訊申請的專利超過6\.6萬件。 \[1\]$`, ""},
		"minus":            {"騰訊申請的專利超過6.6萬件。[-1][0]", `^騰訊申請的專利超過6\.6萬件。 \[1\]$`, ""},
		"white space":      {" \n ", `6\.6萬件.* \[1\]`, "不完整"},
		"repetition":       {strings.Repeat("騰訊申請的專利超過6.6萬件。[%[1]s]", 40), `^騰訊申請的專利超過6\.6萬件。 \[1\]$`, ""},
	} {
		t.Run(name, func(t *testing.T) {
			server := openaitest.New(t)
			server.Answer(func(r openaitest.Request) string {
				return strings.ReplaceAll(test.text, "%[1]s", numberOf(r, "6.6萬件"))
			})
			e := writing(t, rag.Writing{Generator: generator(t, server, openai.GeneratorOptions{})})
			a := mustAnswer(t, e, rag.Question{Text: patents})
			if !regexp.MustCompile(test.want).MatchString(a.Text) {
				t.Errorf("text %q, want %s", a.Text, test.want)
			}
			if strings.ContainsFunc(a.Text, func(r rune) bool { return r < ' ' && r != '\n' }) {
				t.Errorf("control characters in %q", a.Text)
			}
			if test.why == "*" {
				return
			}
			if (test.why == "") != (a.Degraded == "") || !strings.Contains(a.Degraded, test.why) {
				t.Errorf("degraded %q, want %q", a.Degraded, test.why)
			}
			for _, wrong := range []string{"賣給", "7.7", "Bananas", "evil", "股價", "上海", "think"} {
				if strings.Contains(a.Text, wrong) {
					t.Errorf("%q is shown in %q", wrong, a.Text)
				}
			}
		})
	}
}

func TestOffTopicIsNotAsked(t *testing.T) {
	server := openaitest.New(t)
	e := writing(t, rag.Writing{Generator: generator(t, server, openai.GeneratorOptions{})})
	if a := mustAnswer(t, e, rag.Question{Text: "鯨鯊鰻鯰鱷鱉"}); !a.Abstained() || len(server.Requests()) != 0 {
		t.Errorf("%d requests, %+v", len(server.Requests()), a)
	}
}
