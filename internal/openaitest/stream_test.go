package openaitest_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http/httputil"
	"net/url"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"footnote/internal/openaitest"
)

// payloads returns the data of a stream's events. Each event must consist of one data line and an
// empty line, as the server writes it.
func payloads(t *testing.T, body string) []string {
	t.Helper()
	var list []string
	for event := range strings.SplitAfterSeq(body, "\n\n") {
		if event == "" {
			continue
		}
		data, isData := strings.CutPrefix(event, "data: ")
		data, ends := strings.CutSuffix(data, "\n\n")
		if !isData || !ends || strings.Contains(data, "\n") {
			t.Errorf("event %q", event)
		}
		list = append(list, data)
	}
	return list
}

func TestStream(t *testing.T) {
	head := `{"id":"chatcmpl-fake","object":"chat.completion.chunk","created":1700000000,"model":"m","choices":`
	server := openaitest.New(t)
	server.Answer(func(openaitest.Request) string { return "答案<1>。" })
	server.Finish("length")
	server.Usage(3, 4)
	for name, test := range map[string]struct {
		options, null, last string
	}{
		"plain": {},
		"usage": {
			options: `"stream_options":{"include_usage":true},`,
			null:    `,"usage":null`,
			last:    head + `[],"usage":{"prompt_tokens":3,"completion_tokens":4,"total_tokens":7}}`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			got := mustChat(t, server, `{"model":"m","stream":true,`+test.options+`"messages":[{"role":"user","content":"x"}]}`)
			if got.header.Get("Content-Type") != "text/event-stream" {
				t.Errorf("header %v", got.header)
			}
			want := []string{
				head + `[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}]` + test.null + `}`,
				head + `[{"index":0,"delta":{"content":"答"},"finish_reason":null}]` + test.null + `}`,
				head + `[{"index":0,"delta":{"content":"案\u003c1\u003e"},"finish_reason":null}]` + test.null + `}`,
				head + `[{"index":0,"delta":{"content":"。"},"finish_reason":null}]` + test.null + `}`,
				head + `[{"index":0,"delta":{},"finish_reason":"length"}]` + test.null + `}`,
			}
			if test.last != "" {
				want = append(want, test.last)
			}
			if diff := cmp.Diff(append(want, "[DONE]"), payloads(t, got.body)); diff != "" {
				t.Errorf("events (-want +got):\n%s", diff)
			}
			if recording := string(server.Recording(server.Requests()[len(server.Requests())-1])); recording != got.body {
				t.Errorf("recording %s, got %s", recording, got.body)
			}
		})
	}
}

func TestStreamBodyIsWhatIsServed(t *testing.T) {
	server := openaitest.NewHTTP2(t)
	for _, text := range []string{"", "a", "一二三四五六七八九十", strings.Repeat("long 長 ", 200)} {
		server.Answer(func(openaitest.Request) string { return text })
		body := mustChat(t, server, streamChat).body
		if want := string(openaitest.StreamBody(text, "m")); body != want {
			t.Errorf("want %s, got %s", want, body)
		}
		whole := ""
		for _, payload := range payloads(t, body) {
			var chunk struct {
				Choices []struct{ Delta struct{ Content string } }
			}
			if payload == "[DONE]" {
				continue
			}
			if err := json.Unmarshal([]byte(payload), &chunk); err != nil {
				t.Fatal(err)
			}
			content := chunk.Choices[0].Delta.Content
			if utf8.RuneCountInString(content) > 4 {
				t.Errorf("chunk %q", content)
			}
			whole += content
		}
		if whole != text {
			t.Errorf("text %q, want %q", whole, text)
		}
	}
}

// raw sends a request over a plain connection and returns the raw response: the head, and the body
// including its chunked framing.
func raw(t *testing.T, server *openaitest.Server, body string) (head, rest string) {
	t.Helper()
	address, err := url.Parse(server.URL())
	if err != nil {
		t.Fatal(err)
	}
	connection, err := net.Dial("tcp", address.Host)
	if err != nil {
		t.Fatal(err)
	}
	defer connection.Close()
	fmt.Fprintf(connection, "POST /v1/chat/completions HTTP/1.1\r\nHost: %s\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s",
		address.Host, len(body), body)
	all, err := io.ReadAll(bufio.NewReader(connection))
	if err != nil {
		t.Fatal(err)
	}
	head, rest, _ = strings.Cut(string(all), "\r\n\r\n")
	return head, rest
}

// frames splits a chunked body into its chunks. Each of them is one flush.
func frames(t *testing.T, chunked string) []string {
	t.Helper()
	whole, err := io.ReadAll(httputil.NewChunkedReader(strings.NewReader(chunked)))
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for position := 0; position < len(whole); {
		var size int
		line, rest, _ := strings.Cut(chunked, "\r\n")
		if _, err := fmt.Sscanf(line, "%x", &size); err != nil {
			t.Fatal(err)
		}
		list = append(list, rest[:size])
		chunked = rest[size+2:]
		position += size
	}
	return list
}

func TestEachEventIsFlushed(t *testing.T) {
	server := openaitest.New(t)
	_, rest := raw(t, server, streamChat)
	body := string(openaitest.StreamBody(openaitest.DefaultAnswer, "m"))
	want := slices.DeleteFunc(strings.SplitAfter(body, "\n\n"), func(event string) bool { return event == "" })
	if diff := cmp.Diff(want, frames(t, rest)); diff != "" {
		t.Errorf("frames (-want +got):\n%s", diff)
	}
}
