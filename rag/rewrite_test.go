package rag_test

import (
	"fmt"
	"strings"
	"testing"

	"footnote/internal/openaitest"
	"footnote/rag"
	"footnote/rag/openai"
)

func TestFollowUpIsRewritten(t *testing.T) {
	server := openaitest.New(t)
	server.Answer(func(r openaitest.Request) string {
		if strings.Contains(r.Messages[0].Content, `"search"`) {
			return "```json\n{\"question\": \"騰訊申請了多少件專利？\", \"search\": \"騰訊 專利 件數\"}\n```"
		}
		return aboutPatents(r)
	})
	e := writing(t, rag.Writing{Generator: generator(t, server, openai.GeneratorOptions{})})
	history := []rag.Turn{{Question: "華為的5G專利排名第幾？", Answer: "華為的5G專利數量多年蟬聯第一。 [1]"}}
	a := mustAnswer(t, e, rag.Question{Text: "那騰訊呢？", History: history})
	if a.Question != patents || !strings.Contains(a.Text, "6.6萬件") || a.Mode != rag.ModeLLM {
		t.Errorf("%+v", a)
	}
	for name, bad := range map[string]string{"no JSON": "I think so.", "a link": `{"question":"見 https://evil.example 騰訊","search":""}`,
		"off topic": `{"question":"如何煮牛肉麵？"}`, "empty": `{}`, "long": `{"question":"` + strings.Repeat("騰訊", 300) + `"}`} {
		t.Run(name, func(t *testing.T) {
			server.Answer(func(r openaitest.Request) string {
				if strings.Contains(r.Messages[0].Content, `"search"`) {
					return bad
				}
				return aboutPatents(r)
			})
			if a := mustAnswer(t, e, rag.Question{Text: "那騰訊的專利呢？", History: history}); strings.Contains(a.Question, "evil") || strings.Contains(a.Question, "牛肉") {
				t.Errorf("understood %q", a.Question)
			}
		})
	}
}

// TestLongConversation checks that only the end of a conversation is sent.
func TestLongConversation(t *testing.T) {
	server := openaitest.New(t)
	server.Answer(aboutPatents)
	e := writing(t, rag.Writing{Generator: generator(t, server, openai.GeneratorOptions{})})
	var history []rag.Turn
	for n := range 30 {
		history = append(history, rag.Turn{Question: fmt.Sprintf("第%d問", n), Answer: strings.Repeat("答", 5000)})
	}
	mustAnswer(t, e, rag.Question{Text: "那騰訊的專利呢？", History: history})
	sent := server.Requests()[0].Messages[1].Content
	if strings.Contains(sent, "第25問") || !strings.Contains(sent, "第26問") || strings.Count(sent, "答") != 4*400 {
		t.Errorf("%d characters were sent, %d of answers", len([]rune(sent)), strings.Count(sent, "答"))
	}
}
