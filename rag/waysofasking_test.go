package rag_test

import (
	"strings"
	"testing"

	"footnote/internal/openaitest"
	"footnote/rag"
	"footnote/rag/openai"
)

// TestRefusedWaysOfAsking checks that a server that does not accept the system role, or
// streaming, is asked the other way, and right away from then on.
func TestRefusedWaysOfAsking(t *testing.T) {
	for name, test := range map[string]struct {
		status  int
		body    string
		streams bool
	}{
		"vLLM":         {400, `{"object":"error","message":"System role not supported","type":"BadRequestError","param":null,"code":400}`, true},
		"under 200":    {200, `{"object":"error","message":"System role not supported","code":400}`, true},
		"o1-mini":      {400, `{"error":{"message":"Unsupported value: 'messages[0].role' does not support 'system' with this model.","type":"invalid_request_error","param":"messages[0].role","code":"unsupported_value"}}`, true},
		"llama.cpp":    {500, `{"error":{"code":500,"message":"\n------------\nWhile executing CallExpression at line 1, column 72 in source:\n{{ bos_token }}{% if messages[0]['role'] == 'system' %}{{ raise_exception('System role not supported') }}` + strings.Repeat("…", 200) + `\nError: Jinja Exception: System role not supported","type":"server_error"}}`, true},
		"alternate":    {400, `{"object":"error","message":"Conversation roles must alternate user/assistant/user/assistant/...","type":"invalid_request_error","param":null,"code":null}`, true},
		"Gemini":       {400, `[{"error":{"code":400,"message":"Developer instruction is not enabled for models/gemma-3-27b-it","status":"INVALID_ARGUMENT"}}]`, true},
		"MiniMax":      {400, `{"error":{"message":"invalid params, chat content has invalid message role: system (2013)"}}`, true},
		"role, a word": {400, `{"error":{"message":"role 'system' is not supported on this model"}}`, true},
		"Baichuan":     {500, `{"detail":"message role not supported yet: system"}`, true},
		"FastAPI":      {422, `{"detail":[{"loc":["body","messages",0,"role"],"msg":"unexpected value; permitted: 'user', 'assistant'","type":"value_error.const"}]}`, true},
		"unknown":      {422, "Failed to deserialize the JSON body: messages[0].role: unknown variant `system`, expected `user` or `assistant`", true},
		"only user":    {400, `{"error":{"message":"role only allows \"user\" / \"assistant\", not \"system\""}}`, true},
		"o1":           {400, `{"error":{"message":"Unsupported value: 'stream' does not support true with this model. Supported values are: false.","type":"invalid_request_error","param":"stream","code":"unsupported_value"}}`, false},
		"TGI":          {400, "{\"error\":[\"Error in `stream`: `stream` is not supported for this model\"]}", false},
		"proxy":        {400, `{"message":"Streaming completion is not support yet, please remove 'stream' key value in the request payload."}`, false},
		"not allowed":  {422, `{"error":{"message":"streaming is not supported by this model"}}`, false},
		"disabled":     {501, `{"error":{"message":"Streaming is disabled"}}`, false},
	} {
		t.Run(name, func(t *testing.T) {
			server := openaitest.New(t)
			server.Answer(aboutPatents)
			server.Fail(openaitest.Status(test.status, test.body, nil))
			e := writing(t, rag.Writing{Generator: generator(t, server, openai.GeneratorOptions{})})
			for _, question := range []string{patents, "騰訊的專利有多少件？"} {
				if a := mustAnswer(t, e, rag.Question{Text: question}); a.Text != both || a.Degraded != "" {
					t.Errorf("text %q, degraded %q", a.Text, a.Degraded)
				}
			}
			requests := server.Requests()
			if len(requests) != 3 {
				t.Fatalf("%d requests for two answers: the refusal was not remembered", len(requests))
			}
			for _, r := range requests[1:] {
				if r.Stream != test.streams || test.streams != (len(r.Messages) == 1) || !strings.Contains(r.Messages[0].Content, "You answer questions about an article.") {
					t.Errorf("streams %v, messages %d: %.60q", r.Stream, len(r.Messages), r.Messages[0].Content)
				}
			}
		})
	}
}
