package api_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"footnote/api"
	"footnote/api/chat"
	"footnote/api/value"
	"footnote/library/access"
	"footnote/library/store"
)

func TestModels(t *testing.T) {
	s := serve(t, func(o *api.Options) { o.Scopes = []store.Scope{store.Local, "guild:7"} })
	id := s.add("guild:7", "lake.md", lake)
	twin := s.add("guild:7", "twin.md", lake+"\n湖邊有一座燈塔。\n")
	s.add("guild:8", "secret.md", "# Secret\n\nIt is 7.\n")
	var list api.ModelList
	s.get("/v1/models", &list)
	var ids []string
	for _, m := range list.Data {
		ids = append(ids, m.ID)
	}
	if got, want := strings.Join(ids, " "), "local local/lighthouse-handbook guild:7 guild:7/鏡湖報告 guild:7/鏡湖報告-"+twin; got != want {
		t.Errorf("%s, not %s", got, want)
	}
	for _, name := range append(ids, "guild:7/"+id) {
		var one api.Model
		s.get("/v1/models/"+name, &one)
		if one.Object != "model" || name != one.ID && one.Article != id {
			t.Errorf("%s: %+v", name, one)
		}
	}
	for _, name := range []string{"gpt-4o", "guild:8", "guild:8/secret", "local/鏡湖報告", "person:1", "local/", "x"} {
		s.refused(s.request("GET", "/v1/models/"+name, ""), http.StatusNotFound, "model_not_found")
		s.refused(s.request("POST", "/v1/chat/completions", fmt.Sprintf(`{"model": %q, "messages": [{"role": "user", "content": "How tall?"}]}`, name)), http.StatusNotFound, "model_not_found")
	}
	for _, path := range []string{"/ask", "/search", "/check"} {
		s.refused(s.request("POST", path, `{"scope": "guild:8", "question": "x", "query": "x", "text": "It is 7."}`), http.StatusNotFound, "scope_not_found")
		s.refused(s.request("POST", path, `{"article": "Secret", "question": "x", "query": "x", "text": "It is 7."}`), http.StatusNotFound, "article_not_found")
	}
	s.refused(s.request("GET", "/articles?scope=guild:8", ""), http.StatusNotFound, "scope_not_found")
}

// said is the body of a request for an answer to the last of the messages, from the user
// and the assistant in turn.
func said(model string, stream bool, messages ...string) string {
	var all []map[string]string
	for n, text := range messages {
		all = append(all, map[string]string{"role": []string{"user", "assistant"}[n%2], "content": text})
	}
	raw, err := json.Marshal(map[string]any{"model": model, "stream": stream, "messages": all, "stream_options": map[string]bool{"include_usage": true}})
	if err != nil {
		panic(err)
	}
	return string(raw)
}

func TestCompletion(t *testing.T) {
	s := serve(t, nil)
	var got chat.Completion
	s.post("/v1/chat/completions", said("local", false, "How tall is the tower?"), &got)
	content := got.Choices[0].Message.Content
	if want := "The tower is 42 metres tall. [1]\n\nSources:\n\n- [1] Lighthouse Handbook › Tower"; content != want {
		t.Errorf("%q, not %q", content, want)
	}
	if f := got.Footnote.Footnotes; len(f) != 1 || f[0].Quote != "The tower is 42 metres tall." || got.Footnote.Tier != "sure" {
		t.Errorf("%+v", got.Footnote)
	}
	if got.Usage.TotalTokens != got.Usage.PromptTokens+got.Usage.CompletionTokens || got.Usage.PromptTokens == 0 || got.Choices[0].FinishReason != "stop" {
		t.Errorf("%+v", got)
	}
	var second chat.Completion
	s.post("/v1/chat/completions", said("local/lighthouse-handbook", false, "How tall is the tower?", content, "When was it built?"), &second)
	if !strings.Contains(second.Choices[0].Message.Content, "1898") {
		t.Errorf("a follow-up: %q", second.Choices[0].Message.Content)
	}
	var asked value.Answer
	s.post("/ask", `{"question": "How tall is the tower?", "article": "handbook"}`, &asked)
	if asked.Answer != got.Footnote.Answer {
		t.Errorf("%q, not %q", asked.Answer, got.Footnote.Answer)
	}
}

// What a stream says is what is said without one, and its footnotes come with its end.
func TestStream(t *testing.T) {
	s := serve(t, nil)
	s.add(store.Local, "odd.md", "# Odd\n\nThe <b>flag</b> is ![red](http://x.example/y) and @everyone sees it.\n")
	for _, question := range []string{"How tall is the tower?", "What is the flag?", "Who was Napoleon's cook?", "Hello!"} {
		var whole chat.Completion
		s.post("/v1/chat/completions", said("local", false, question), &whole)
		content, ends, usage := "", 0, false
		for n, raw := range s.events(said("local", true, question)) {
			var c chat.Chunk
			if err := json.Unmarshal(raw, &c); err != nil {
				t.Fatal(err)
			}
			usage = c.Usage != nil
			if usage {
				continue
			}
			content += c.Choices[0].Delta.Content
			if n == 0 && c.Choices[0].Delta.Role != "assistant" {
				t.Errorf("the first event: %s", raw)
			}
			if c.Choices[0].FinishReason != nil {
				ends++
				if c.Footnote == nil || c.Footnote.Answer != whole.Footnote.Answer {
					t.Errorf("the last event: %s", raw)
				}
			}
		}
		if content != whole.Choices[0].Message.Content || ends != 1 || !usage {
			t.Errorf("%s: %q, not %q; %d ends, usage %t", question, content, whole.Choices[0].Message.Content, ends, usage)
		}
		if strings.Contains(content, "<b>") || strings.Contains(content, "![red](") || strings.Contains(content, "@everyone") {
			t.Errorf("%q is more than text", content)
		}
	}
	if got := s.refused(s.request("POST", "/v1/chat/completions", said("local", true, strings.Repeat("x", 3000))), http.StatusBadRequest, "invalid_value"); got.Param == nil || *got.Param != "messages" {
		t.Errorf("%+v", got)
	}
}

// What clients send is taken as far as it can be, and else refused by name.
func TestRequests(t *testing.T) {
	s := serve(t, nil)
	const ask = `{"role": "user", "content": "How tall is the tower?"}`
	for _, extra := range []string{
		`"n": 1`, `"n": null`, `"temperature": 0.2, "max_tokens": 5, "stop": ["x"], "user": "u", "seed": 1, "store": true`, `"tools": [{"type": "function", "function": {"name": "f"}}], "tool_choice": "auto"`,
		`"tool_choice": "none"`, `"tool_choice": null`, `"response_format": {"type": "text"}`, `"modalities": ["text"]`, `"stream": null`, `"stream_options": null`,
	} {
		var got chat.Completion
		s.post("/v1/chat/completions", `{"model": "local", "messages": [`+ask+`], `+extra+`}`, &got)
	}
	for extra, param := range map[string]string{
		`"n": 2`: "n", `"n": 0`: "n", `"tool_choice": "required"`: "tool_choice", `"tool_choice": {"type": "function", "function": {"name": "f"}}`: "tool_choice", `"function_call": {"name": "f"}`: "function_call",
		`"response_format": {"type": "json_object"}`: "response_format", `"logprobs": true`: "logprobs", `"modalities": ["text", "audio"]`: "modalities",
	} {
		got := s.refused(s.request("POST", "/v1/chat/completions", `{"model": "local", "messages": [`+ask+`], `+extra+`}`), http.StatusBadRequest, "unsupported_value")
		if got.Param == nil || *got.Param != param {
			t.Errorf("%s: %+v", extra, got)
		}
	}
	const system = `{"role": "system", "content": "You are a helpful assistant."}, `
	for messages, want := range map[string]string{
		system + ask: "42 metres",
		`{"role": "developer", "content": "x"}, ` + ask:                                                                                                                                           "42 metres",
		`{"role": "user", "content": [{"type": "text", "text": "How tall is"}, {"type": "text", "text": "the tower?"}]}`:                                                                          "42 metres",
		`{"role": "user", "content": [{"type": "text", "text": "How tall is the tower?"}, {"type": "image_url", "image_url": {"url": "data:image/png;base64,iVBORw0KGgo="}}]}`:                    "(Pictures and files are not read here",
		`{"role": "user", "content": [{"type": "text", "text": "How tall is the tower?"}, {"type": "file", "file": {"filename": "a.pdf", "file_data": "data:application/pdf;base64,JVBERi0="}}]}`: "(Pictures and files are not read here",
		`{"role": "user", "content": "<@81384788765712384>: How tall is the tower?"}`:                                                                                                             "42 metres",
		`{"role": "user", "content": "hm"}, {"role": "user", "content": "How tall is the tower?"}`:                                                                                                "42 metres",
		ask + `, {"role": "assistant", "content": null, "tool_calls": []}, {"role": "tool", "content": "x"}, {"role": "user", "content": "When was the tower built?"}`:                            "1898",
		ask + `, {"role": "system", "content": "Answer."}`:                                                                                                                                        "42 metres",
	} {
		var got chat.Completion
		s.post("/v1/chat/completions", `{"model": "local", "messages": [`+messages+`]}`, &got)
		if content := got.Choices[0].Message.Content; !strings.Contains(content, want) {
			t.Errorf("%s: %q", messages, content)
		}
	}
	for messages, code := range map[string]string{
		``: "missing_required_parameter", ask + `, {"role": "assistant", "content": "x"}`: "invalid_value", `{"role": "pope", "content": "x"}`: "invalid_value",
		`{"role": "user", "content": 7}`: "invalid_value", `{"role": "user", "content": ""}`: "invalid_value", `{"role": "user"}`: "invalid_value",
		`{"role": "user", "content": [{"type": "input_audio", "input_audio": {}}]}`: "unsupported_value", `{"role": "user", "content": [{"type": "image_url", "image_url": {"url": "x"}}]}`: "unsupported_value",
		`{"role": "user", "content": [{"type": "file", "file": {}}]}`: "unsupported_value",
		`7`: "invalid_value", `{"role": "user", "content": "### Task:\nGenerate a concise title.\n### Chat History:\n<chat_history>\nUSER: How tall is the tower?\n</chat_history>"}`: "unsupported_value",
	} {
		s.refused(s.request("POST", "/v1/chat/completions", `{"model": "local", "messages": [`+messages+`]}`), http.StatusBadRequest, code)
	}
}

// What somebody has fixed as the answer goes before what the articles say, and says whose
// it is; one article alone is asked without it.
func TestFixed(t *testing.T) {
	s := serve(t, func(o *api.Options) { o.Scopes = []store.Scope{store.Local, "guild:7"} })
	const question = "Who keeps the keys?"
	if _, _, err := s.library.Fixed.Add(t.Context(), "guild:7", store.Fixed{Question: question, Answer: "Ask <b>Ana</b>.", Author: "Ana"}); err != nil {
		t.Fatal(err)
	}
	for _, stream := range []bool{false, true} {
		content, tier := "", ""
		if stream {
			for _, raw := range s.events(said("guild:7", true, question)) {
				var c chat.Chunk
				if err := json.Unmarshal(raw, &c); err != nil {
					t.Fatal(err)
				}
				for _, d := range c.Choices {
					content += d.Delta.Content
				}
				if c.Footnote != nil {
					tier = string(c.Footnote.Tier)
				}
			}
		} else {
			var got chat.Completion
			s.post("/v1/chat/completions", said("guild:7", false, question), &got)
			content, tier = got.Choices[0].Message.Content, string(got.Footnote.Tier)
		}
		if !strings.HasPrefix(content, "Ask <\u200bb>Ana<\u200b/b>.\n\n📌 Fixed by Ana on ") || tier != "fixed" {
			t.Errorf("%s: %q", tier, content)
		}
	}
	var other value.Answer
	s.post("/ask", `{"scope": "guild:7", "question": "hi, WHO keeps the keys"}`, &other)
	if other.Tier != "fixed" || other.Fixed == nil || other.Fixed.Author != "Ana" || len(other.Footnotes) != 0 {
		t.Errorf("%+v", other)
	}
	other = value.Answer{}
	s.post("/ask", `{"question": "`+question+`"}`, &other)
	if other.Tier == "fixed" {
		t.Error("another scope has it too")
	}
	s.add("guild:7", "lake.md", lake)
	s.post("/ask", `{"scope": "guild:7", "article": "鏡湖報告", "question": "`+question+`"}`, &other)
	if other.Tier == "fixed" {
		t.Error("an article says it")
	}
	if s.counted.outcomes["fixed"] != 3 {
		t.Errorf("%v", s.counted.outcomes)
	}
}

// What a server keeps for some of its channels or roles is nobody's here: it is not
// listed, found, quoted or counted.
func TestRestricted(t *testing.T) {
	s := serve(t, func(o *api.Options) { o.Scopes = []store.Scope{"guild:7"} })
	s.add("guild:7", "tower.md", tower)
	id := s.add("guild:7", "lake.md", lake)
	change := func(r access.Rule) (access.Rule, error) { return r.With("", "81384788765712384") }
	if _, err := s.library.ChangeAccess(t.Context(), "guild:7", id, change); err != nil {
		t.Fatal(err)
	}
	all := func(raw ...any) string {
		text, err := json.Marshal(raw)
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	var models, articles, found, checked, answer, completion any
	s.get("/v1/models", &models)
	s.get("/articles", &articles)
	s.post("/search", `{"query": "湖面面積", "k": 50}`, &found)
	s.post("/check", `{"text": "湖水最深處達到82公尺。"}`, &checked)
	s.post("/ask", `{"question": "湖水最深處是多少公尺?"}`, &answer)
	s.post("/v1/chat/completions", said("guild:7", false, "哪些文章?"), &completion)
	if got := all(models, articles, found, checked, answer, completion); strings.Contains(got, id) || strings.Contains(got, "鏡湖") || strings.Count(got, "達到82") > 1 { // once in the text that was sent
		t.Errorf("%s", got)
	}
	for _, name := range []string{"guild:7/" + id, "guild:7/鏡湖報告"} {
		s.refused(s.request("POST", "/v1/chat/completions", said(name, false, "多深?")), http.StatusNotFound, "model_not_found")
	}
	s.refused(s.request("POST", "/ask", `{"article": "`+id+`", "question": "多深?"}`), http.StatusNotFound, "article_not_found")
}

// A system message says the language of all that is said to a question without a letter.
func TestSystemLanguage(t *testing.T) {
	s := serve(t, nil)
	for system, want := range map[string][]string{
		"You are a helpful assistant.": {"Ask me about the articles", "You could try one of these:", "What is this article about?"},
		"你是一个乐于助人的助手。":                 {"你可以像平时说话一样", "可以试试这些问题：", "这篇文章讲了什么？"},
		"你是一個樂於助人的助手，請用正體中文。":          {"你可以用平常說話的方式", "可以試試這些問題：", "這篇文章在講什麼？"},
	} {
		for _, stream := range []string{"false", "true"} {
			body := fmt.Sprintf(`{"model": "local", "stream": %s, "messages": [{"role": "system", "content": %q}, {"role": "user", "content": "2022?"}]}`, stream, system)
			_, got, _ := s.send(s.request("POST", "/v1/chat/completions", body))
			for _, text := range want {
				if !strings.Contains(got, text) {
					t.Errorf("%s: %q is not in %s", system, text, got)
				}
			}
		}
	}
}
