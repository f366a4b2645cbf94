package openaitest_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"footnote/internal/openaitest"
)

const (
	plainChat = `{"model":"m","messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"問題"}]}`
	// streamChat asks for a streamed response.
	streamChat = `{"model":"m","stream":true,"messages":[{"role":"user","content":"問題"}]}`
)

// chat posts body with the server's client. With an error, it returns what could be read before.
func chat(server *openaitest.Server, body string) (answer, error) {
	response, err := server.Client().Post(server.URL()+"/chat/completions", "application/json", strings.NewReader(body))
	if err != nil {
		return answer{}, err
	}
	defer response.Body.Close()
	read, err := io.ReadAll(response.Body)
	return answer{response.StatusCode, response.Header, string(read)}, err
}

func mustChat(t *testing.T, server *openaitest.Server, body string) answer {
	t.Helper()
	got, err := chat(server, body)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// tree decodes JSON, for comparisons in which the order of fields does not matter.
func tree(t *testing.T, raw string) any {
	t.Helper()
	var value any
	if err := json.Unmarshal([]byte(raw), &value); err != nil {
		t.Fatalf("%s: %v", raw, err)
	}
	return value
}

func TestCompletion(t *testing.T) {
	server := openaitest.New(t)
	got := mustChat(t, server, plainChat)
	if got.status != http.StatusOK || got.header.Get("Content-Type") != "application/json" {
		t.Errorf("status %d, type %q", got.status, got.header.Get("Content-Type"))
	}
	want := `{"id":"chatcmpl-fake","object":"chat.completion","created":1700000000,"model":"m",
		"choices":[{"index":0,"message":{"role":"assistant","content":"This is the answer of a fake model.","refusal":null},
			"logprobs":null,"finish_reason":"stop"}],
		"usage":{"prompt_tokens":5,"completion_tokens":12,"total_tokens":17}}`
	if diff := cmp.Diff(tree(t, want), tree(t, got.body)); diff != "" {
		t.Errorf("body (-want +got):\n%s", diff)
	}
}

func TestCompletionAsSet(t *testing.T) {
	server := openaitest.New(t)
	server.Answer(func(r openaitest.Request) string {
		return r.Model + `: "` + r.Messages[len(r.Messages)-1].Content + `"`
	})
	server.Finish("length")
	server.Usage(7, 8)
	got := mustChat(t, server, plainChat).body
	for _, part := range []string{
		`"content":"m: \"問題\""`, `"finish_reason":"length"`,
		`"usage":{"prompt_tokens":7,"completion_tokens":8,"total_tokens":15}`,
	} {
		if !strings.Contains(got, part) {
			t.Errorf("body %s lacks %s", got, part)
		}
	}
	if diff := cmp.Diff(string(server.Recording(server.Requests()[0])), got); diff != "" {
		t.Errorf("body (-recording +got):\n%s", diff)
	}
}

func TestChatRequestsAreRecorded(t *testing.T) {
	server := openaitest.NewHTTP2(t)
	bodies := []string{
		plainChat,
		`{"model":"m","stream":true,"stream_options":{"include_usage":true},"max_tokens":5,
			"messages":[{"role":"user","content":[{"type":"text","text":"a"},{"type":"text"},{"type":"text","text":"b"}]}]}`,
		`{"model":"m","max_completion_tokens":6,"messages":[{"role":"assistant","content":null}]}`,
	}
	var raw []string
	for _, body := range bodies {
		mustChat(t, server, body)
	}
	requests := server.Requests()
	for i := range requests {
		raw = append(raw, string(requests[i].Body))
		requests[i].Header, requests[i].Body = nil, nil
	}
	want := []openaitest.Request{
		{Model: "m", Messages: []openaitest.Message{{Role: "system", Content: "Be brief."}, {Role: "user", Content: "問題"}}},
		{Model: "m", Messages: []openaitest.Message{{Role: "user", Content: "ab"}}, Stream: true, IncludeUsage: true, MaxTokens: 5},
		{Model: "m", Messages: []openaitest.Message{{Role: "assistant"}}, MaxTokens: 6},
	}
	for i := range want {
		want[i].Method, want[i].Path = http.MethodPost, "/v1/chat/completions"
	}
	if diff := cmp.Diff(want, requests); diff != "" {
		t.Errorf("requests (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(bodies, raw); diff != "" {
		t.Errorf("bodies (-want +got):\n%s", diff)
	}
}

func TestConcurrentChats(t *testing.T) {
	server := openaitest.NewHTTP2(t)
	server.Answer(func(r openaitest.Request) string { return "re: " + r.Messages[0].Content })
	var group sync.WaitGroup
	for i := range 64 {
		group.Go(func() {
			question := fmt.Sprintf("question %d", i)
			got, err := chat(server, `{"model":"m","stream":true,"messages":[{"role":"user","content":"`+question+`"}]}`)
			if want := string(openaitest.StreamBody("re: "+question, "m")); err != nil || got.body != want {
				t.Errorf("error %v, body %s", err, got.body)
			}
			server.Usage(i, i)
			server.Finish("stop")
		})
	}
	group.Wait()
	if count := len(server.Requests()); count != 64 {
		t.Errorf("%d requests", count)
	}
}
