package openai

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"footnote/internal/openaitest"
	"footnote/rag"
)

func TestStreamsThatAreComplete(t *testing.T) {
	page := http.Header{"Content-Type": {"text/event-stream"}}
	for name, fault := range map[string]openaitest.Fault{
		"good":                        openaitest.Events(says("Hel") + says("lo") + ends("stop") + done),
		"1000 keep-alives":            openaitest.Events(strings.Repeat(comment, 1000) + says("Hello") + ends("stop") + done),
		"no [DONE]":                   openaitest.Events(says("Hello") + ends("stop")),
		"no [DONE], no last line end": openaitest.Events(strings.TrimSpace(says("Hello") + ends("stop"))),
		"error after the end":         openaitest.Events(says("Hello") + ends("stop") + `data: {"error":"usage"}` + "\n\n"),
		"one JSON object":             openaitest.Status(200, `{"choices":[{"message":{"content":"Hello"},`+"\n"+`"finish_reason":"stop"}]}`, nil),
		"one JSON object as a stream": openaitest.Status(200, ` {"choices":[{"message":{"content":"Hello"},"finish_reason":"stop"}]}`, page),
		"a stream as JSON":            openaitest.Status(200, says("Hello")+ends("stop")+done, nil),
		"3 broken chunks":             openaitest.Events(strings.Repeat("data: {\"choices\":[}\n\n", 3) + says("Hello") + ends("stop") + done),
		"wrong types":                 openaitest.Events(`data: {"choices":"none"}` + "\n\n" + `data: {"choices":[{"delta":{"content":3}}]}` + "\n\n" + says("Hello") + ends("stop") + done),
		"odd numbers":                 openaitest.Events(`data: {"created":1.5,"choices":[{"delta":{"content":"Hello"}}],"usage":{"prompt_tokens":12.0}}` + "\n\n" + ends("stop") + done),
		"content in parts":            openaitest.Events(`data: {"choices":[{"delta":{"content":[{"type":"thinking","thinking":[]},{"type":"text","text":"Hello"}]}}]}` + "\n\n" + ends("stop") + done),
		"no choices, null choices":    openaitest.Events(`data: {"choices":[]}` + "\n\n" + `data: {"choices":null}` + "\n\n" + says("Hello") + ends("stop") + done),
		"error that is null":          openaitest.Events(`data: {"error":null,"choices":[{"delta":{"content":"Hello"},"finish_reason":null}]}` + "\n\n" + ends("stop") + done),
		"another choice":              openaitest.Events(`data: {"choices":[{"index":1,"delta":{"content":"no"},"finish_reason":"length"}]}` + "\n\n" + says("Hello") + ends("stop") + done),
		"all of it again at the end":  openaitest.Events(says("Hello") + `data: {"choices":[{"message":{"content":"Hello"},"finish_reason":"stop"}]}` + "\n\n" + done),
		"line ends of Windows":        openaitest.Events(strings.ReplaceAll(says("Hello")+ends("stop")+done, "\n", "\r\n")),
		"no space, no empty lines":    openaitest.Events(strings.NewReplacer("data: ", "data:", "\n\n", "\n").Replace(says("Hello") + ends("stop") + done)),
		"data of many lines":          openaitest.Events("event: message\nid: 1\nretry: 5\n: x\ndata: {\"choices\":[\ndata: {\"delta\":{\"content\":\ndata: \"Hello\"}}]}\n\n" + ends("stop") + done),
		"empty data":                  openaitest.Events("data:\n\ndata\n\n" + says("Hello") + ends("stop") + done),
		"byte order mark":             openaitest.Events("\ufeff\n" + says("Hello") + ends("stop") + done),
		"other words for the end":     openaitest.Events(says("Hello") + ends("EOS") + done),
	} {
		t.Run(name, func(t *testing.T) {
			server := openaitest.New(t)
			server.Fail(fault)
			if got := mustGenerate(t, writing(t, server, GeneratorOptions{}), "Hello"); got.Finish != rag.FinishStop {
				t.Errorf("generated %+v", got)
			}
		})
	}
}

func TestStreamsThatBreak(t *testing.T) {
	for name, test := range map[string]struct {
		rest    string
		kind    Kind
		message string
	}{
		"[DONE] without a reason":    {done, KindCut, "it ended without a reason to end"},
		"no end at all":              {"", KindCut, "it ended without a reason to end"},
		"error":                      {`data: {"error":{"message":"boom"}}` + "\n\n", KindServer, "boom"},
		"error, spaced":              {`data:  { "error" : { "message" : "boom" } }` + "\n\n" + done, KindServer, "boom"},
		"error after a comment":      {comment + `data: {"error":{"message":"boom"}}` + "\n\n", KindServer, "boom"},
		"error under an event":       {"event: error\n" + `data: {"message":"boom"}` + "\n\n", KindServer, "boom"},
		"error under an event, text": {"event: error\ndata: boom\n\n", KindServer, "boom"},
		"error, a string":            {`data: {"error":"boom"}` + "\n\n", KindServer, "boom"},
		"object error":               {`data: {"object":"error","message":"boom","code":40303}` + "\n\n" + done, KindServer, "boom"},
		"OpenRouter":                 {`data: {"error":{"code":429,"message":"boom"},"choices":[{"delta":{"content":""},"finish_reason":"error"}]}` + "\n\n" + done, KindRate, "boom"},
		"error line":                 {`error: {"code":500,"message":"boom"}` + "\n\n", KindServer, "boom"},
		"finish error":               {ends("error") + done, KindServer, "it broke off with error"},
		"key in the error":           {`data: {"error":{"message":"bad ` + testKey + `"}}` + "\n\n", KindServer, "bad [key]"},
		"4 broken chunks":            {strings.Repeat("data: {\"choices\":[}\n\n", 4), KindMalformed, "it is not the JSON of a chat answer"},
		"content filter":             {ends("content_filter") + done, KindFiltered, ""},
		"refusal":                    {`data: {"choices":[{"delta":{"refusal":"I "}}]}` + "\n\n" + `data: {"choices":[{"delta":{"refusal":"won't"}}]}` + "\n\n" + ends("stop") + done, KindFiltered, "I won't"},
		"tool call":                  {ends("tool_calls") + done, KindMalformed, "it ended with tool_calls"},
		"unknown reason":             {ends("tired of "+testKey) + done, KindMalformed, "it ended with tired of [key]"},
	} {
		t.Run(name, func(t *testing.T) {
			server := openaitest.New(t)
			server.Fail(openaitest.Events(says("Hel") + test.rest))
			g := writing(t, server, GeneratorOptions{})
			got := mustNotGenerate(t, g, "Hel")
			if got.Kind != test.kind || got.Message != test.message {
				t.Errorf("kind %q, message %q, want %q, %q", got.Kind, got.Message, test.kind, test.message)
			}
			if len(server.Requests()) != 1 {
				t.Errorf("%d requests: some text was shown twice", len(server.Requests()))
			}
			mustGenerate(t, g, openaitest.DefaultAnswer)
		})
	}
}

func TestBrokenStreamsAreRetriedIfNothingWasShown(t *testing.T) {
	for name, events := range map[string]string{
		"empty":          comment,
		"thinking":       says("<think>Hm"),
		"reasoning":      `data: {"choices":[{"delta":{"reasoning":"Hm"}}]}` + "\n\n",
		"error":          `data: {"error":{"message":"boom"}}` + "\n\n",
		"finish error":   ends("error"),
		"rate limit":     `data: {"error":{"code":429,"message":"boom"}}` + "\n\n",
		"only the role":  `data: {"choices":[{"delta":{"role":"assistant","content":""}}]}` + "\n\n",
		"one line break": says("\\n"),
	} {
		t.Run(name, func(t *testing.T) {
			server := openaitest.New(t)
			server.Fail(openaitest.Events(events), openaitest.Events(events))
			mustGenerate(t, writing(t, server, GeneratorOptions{}), openaitest.DefaultAnswer)
			if len(server.Requests()) != 3 {
				t.Errorf("%d requests", len(server.Requests()))
			}
		})
	}
}

func TestUnstreamedAnswers(t *testing.T) {
	for name, test := range map[string]struct {
		body    string
		kind    Kind
		message string
	}{
		"web page":            {"<!doctype html><p>hello", KindMalformed, "it is a web page"},
		"empty":               {"", KindMalformed, "it is empty"},
		"white space":         {"\n \n", KindMalformed, "it is empty"},
		"text":                {"OK", KindMalformed, "it is neither JSON nor a stream of events"},
		"JSON error":          {`{"error":{"message":"boom"}}`, KindServer, "boom"},
		"JSON error, a key":   {`{"error":{"message":"no","code":401}}`, KindAuth, "no"},
		"JSON error, a list":  {`[{"error":{"message":"boom"}}]`, KindServer, "boom"},
		"JSON of another API": {`{"message":{"content":"hello"}}`, KindMalformed, "it is not the JSON of a chat answer"},
		"JSON, half":          {`{"choices":[`, KindMalformed, "it ends in the middle"},
		"JSON and a tail":     {`{"choices":[{"message":{"content":"a"},"finish_reason":"stop"}]} x`, KindMalformed, "it is not the JSON of a chat answer"},
		"JSON lines":          {"{}\n{}\n", KindMalformed, "it is not the JSON of a chat answer"},
	} {
		for _, kind := range []string{"application/json", "text/event-stream", "text/html"} {
			t.Run(fmt.Sprint(name, ", ", kind), func(t *testing.T) {
				server := openaitest.New(t)
				server.Fail(openaitest.Status(200, test.body, http.Header{"Content-Type": {kind}}))
				g := writing(t, server, GeneratorOptions{})
				if got := mustNotGenerate(t, g, ""); got.Kind != test.kind || got.Message != test.message {
					t.Errorf("kind %q, message %q", got.Kind, got.Message)
				}
				if len(server.Requests()) != 1 {
					t.Errorf("%d requests", len(server.Requests()))
				}
				mustGenerate(t, g, openaitest.DefaultAnswer)
			})
		}
	}
}
