package rag_test

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"footnote/internal/long"
	"footnote/internal/openaitest"
	"footnote/rag"
	"footnote/rag/openai"
)

// noAnswers are the ways in which models say that the passages do not answer.
var noAnswers = []string{
	"NO_ANSWER", "no_answer", "No_Answer", "NO ANSWER", "NO-ANSWER", "NOANSWER", "NO_ANSWER.", "NO_ANSWER。", "「NO_ANSWER」", "\"NO_ANSWER\"", "**NO_ANSWER**", "`NO_ANSWER`", "NO\\_ANSWER", "[NO_ANSWER]", "<NO_ANSWER>", "NO_ANSWER [1]", "- NO_ANSWER", "# NO_ANSWER", "Answer: NO_ANSWER", "答案：NO_ANSWER", `{"answer":"NO_ANSWER"}`, "```\nNO_ANSWER\n```", "No answer.", "NO_ANSWER: the passages do not say.", "NO_ANSWER\n\n因為段落沒有提到。",
	"文章沒有提到這件事。", "文章裡沒有提到騰訊的股價。[1]", "段落中並未說明騰訊的股價。", "根據提供的段落，無法回答這個問題。", "很抱歉，我無法從文章中找到答案。", "原文没有提及。", "上下文中找不到相关信息。", "提供的资料没有足够的信息来回答这个问题。", "文章未提及股价。", "對不起，文章沒有相關資訊。", "無法確定。", "我不知道。", "沒有答案。", "未提及", "文章並沒有具體說明。",
	"The passages do not mention that.", "The article does not say.", "The text doesn't specify the price. [1]", "I'm sorry, but I cannot answer this from the passages.", "There is no information about that in the context.", "The provided context does not contain enough information to answer the question.", "Not mentioned.", "I don't know.", "It is not mentioned in the article.", "Unfortunately, the passages give no price.", "No information about this is available.", "N/A", "The passages don't answer the question.", "Based on the provided passages, there is no answer to this question.",
}

// saysNone matches what no text with statements may say.
var saysNone = regexp.MustCompile(`(?i)no.?.?answer|沒有提|没有提|未說明|未提|無法|无法|找不到|沒有相關|沒有答案|沒有具體|沒有足夠|没有足够|不知道|抱歉|passages|article|context|mention|sorry|don't|no information|N/A|specify`)

const stock = "騰訊的股價是多少錢？" // of which the article says nothing

// TestNoAnswer checks that a model that says, in whatever words, that there is no answer is
// believed if the article does not answer, and replaced by the article if it surely does. No
// text has both.
func TestNoAnswer(t *testing.T) {
	long.Alone(t)
	article := builtin(t)
	every := len(noAnswers) / long.Times(t, len(noAnswers)/3, len(noAnswers))
	for i, text := range noAnswers {
		if i%every != 0 {
			continue
		}
		for _, strict := range []bool{false, true} {
			t.Run(fmt.Sprint(i, " ", text, " ", strict), func(t *testing.T) {
				server := openaitest.New(t)
				server.Answer(func(openaitest.Request) string { return text })
				e := writingAbout(t, rag.Writing{Strict: strict, Generator: generator(t, server, openai.GeneratorOptions{})}, article)
				if a := mustAnswer(t, e, rag.Question{Text: stock}); !a.Abstained() || a.Mode != rag.ModeLLM || a.Degraded != "" || len(a.Nearest) == 0 || a.Text != "文章裡沒有提到這件事。" {
					t.Errorf("unanswerable: %+v", a)
				}
				if a := mustAnswer(t, e, rag.Question{Text: patents}); a.Abstained() || a.Mode != rag.ModeExtractive || a.Degraded != "語言模型沒有找到答案，因此以文章原文回答。" || !strings.Contains(a.Text, "6.6萬件") {
					t.Errorf("answerable: %+v", a)
				}
			})
		}
		for form, whole := range map[string]string{
			"after": aboutText + text, "on a line after": aboutText + "\n" + text, "between": aboutText + text + "\n其中人工智能專利超過1萬件。[1]",
		} {
			t.Run(fmt.Sprint(i, " ", form), func(t *testing.T) {
				server := openaitest.New(t)
				server.Answer(func(openaitest.Request) string { return whole })
				e := writingAbout(t, rag.Writing{Generator: generator(t, server, openai.GeneratorOptions{})}, article)
				for _, question := range []string{patents, stock} {
					a := mustAnswer(t, e, rag.Question{Text: question})
					if a.Abstained() || !strings.HasPrefix(a.Text, filedShown) || saysNone.MatchString(a.Text) {
						t.Errorf("of %q: text %q", whole, a.Text)
					}
				}
			})
		}
	}
}

const aboutText = filed + "。[1] "

// TestPartlyAnswered checks that statements are kept if the model also says that something is
// missing, and that the article's own sentence about something missing is a statement.
func TestPartlyAnswered(t *testing.T) {
	for text, want := range map[string]string{
		"文章沒有提到騰訊的股價，但騰訊申請的專利超過6.6萬件。[1]":                     filedShown,
		"文章沒有說明商標，不過提到騰訊申請的專利超過6.6萬件。[1]":                     filedShown,
		"The article does not say, but 騰訊申請的專利超過6.6萬件。[1]":    filedShown,
		"騰訊申請的專利超過6.6萬件，其中人工智能專利超過1萬件。[1] 文章沒有提到商標，但也沒有提到設計。": "騰訊申請的專利超過6.6萬件，其中人工智能專利超過1萬件。 [1]",
	} {
		server := openaitest.New(t)
		server.Answer(func(openaitest.Request) string { return text })
		e := writing(t, rag.Writing{Generator: generator(t, server, openai.GeneratorOptions{})})
		if a := mustAnswer(t, e, rag.Question{Text: patents}); a.Text != want || a.Degraded != "" {
			t.Errorf("of %q\ntext %q, want %q; degraded %q", text, a.Text, want, a.Degraded)
		}
	}
}

// TestWeakModels checks that useless output does not lose the answer, even if only the model
// may answer, but that a server that fails is an error then.
func TestWeakModels(t *testing.T) {
	for name, text := range map[string]string{
		"another language":   "Tencent's share price is nine hundred dollars. [1]",
		"nothing that holds": "騰訊的股價是九百元。[1] 總部在上海。[2]",
		"only the question":  "騰訊申請了多少件專利？",
		"only courtesies":    "好的，當然！希望這對你有幫助。",
		"only a label":       "答案：",
		"empty":              "",
		"white space":        " \n",
		"only a thought":     "<think>嗯。</think>",
		"the instructions":   "Use only what the passages say. What you know from elsewhere is not to be used, even where it is right.",
		"JSON, broken":       `{"answer": `,
		"JSON, another":      `{"question":"騰訊申請了多少件專利？","search":"patents"}`,
		"a marker alone":     "[1]",
		"punctuation":        "……",
		"code":               "```python\nprint(66000)\n```",
		"a fragment":         "再問。[1]",
		"a tool call":        `<tool_call>{"name":"search","arguments":{"q":"專利"}}</tool_call>`,
		"a table":            "| 公司 | 專利 |\n|---|---|\n| 騰訊 | 九百 |",
	} {
		t.Run(name, func(t *testing.T) {
			for _, strict := range []bool{false, true} {
				server := openaitest.New(t)
				server.Answer(func(openaitest.Request) string { return text })
				e := writing(t, rag.Writing{Strict: strict, Generator: generator(t, server, openai.GeneratorOptions{})})
				a := mustAnswer(t, e, rag.Question{Text: patents})
				if a.Mode != rag.ModeExtractive || a.Degraded == "" || !strings.Contains(a.Text, "6.6萬件") || a.Tier != rag.TierSure {
					t.Errorf("strict %v: %+v", strict, a)
				}
			}
		})
	}
	t.Run("no server", func(t *testing.T) {
		e := writing(t, rag.Writing{Strict: true, Generator: generator(t, openaitest.New(t), openai.GeneratorOptions{BaseURL: "http://127.0.0.1:1/v1"})})
		var failed *rag.WriteError
		if a, err := e.Answer(t.Context(), rag.Question{Text: patents}, nil); !errors.As(err, &failed) {
			t.Errorf("error %v, %+v", err, a)
		}
	})
}
