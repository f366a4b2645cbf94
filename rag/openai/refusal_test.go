package openai

import (
	"strings"
	"testing"
	"unicode/utf8"

	"footnote/internal/openaitest"
)

func TestRefusals(t *testing.T) {
	for name, test := range map[string]struct {
		status   int
		body     string
		kind     Kind
		text     string
		requests int
	}{
		"wrong key": {
			401, `{"error":{"message":"Incorrect API key provided","code":"invalid_api_key"}}`,
			KindAuth, "the server does not accept the key (status 401): Incorrect API key provided", 1,
		},
		"forbidden": {403, `{"detail":"Forbidden"}`, KindAuth, "the server does not accept the key (status 403): Forbidden", 1},
		"no model": {
			404, `{"error":"model \"m\" not found, try pulling it first"}`,
			KindNotFound, `the server does not know the model or the address (status 404): model "m" not found, try pulling it first`, 1,
		},
		"no model, by code": {
			400, `{"error":{"message":"no","code":"model_not_found"}}`,
			KindNotFound, "the server does not know the model or the address (status 400): no", 1,
		},
		"wrong address": {404, `404 page not found`, KindNotFound, "the server does not know the model or the address (status 404): 404 page not found", 1},
		"too long": {
			400, `{"error":{"message":"reduce it","code":"context_length_exceeded"}}`,
			KindTooLong, "the text is too long for the model (status 400): reduce it", 1,
		},
		"too large": {413, ``, KindTooLong, "the text is too long for the model (status 413)", 1},
		"llama.cpp": {
			500, `{"error":{"message":"input is too large to process. increase the physical batch size"}}`,
			KindTooLong, "the text is too long for the model (status 500): input is too large to process. increase the physical batch size", 1,
		},
		"quota": {
			429, `{"error":{"message":"You exceeded your quota","type":"insufficient_quota","code":"insufficient_quota"}}`,
			KindQuota, "the account has no quota left (status 429): You exceeded your quota", 1,
		},
		"payment":  {402, `{"error":{"message":"Insufficient Balance"}}`, KindQuota, "the account has no quota left (status 402): Insufficient Balance", 1},
		"rate":     {429, `{"error":{"message":"slow down"}}`, KindRate, "the server asks for fewer requests (status 429): slow down", 3},
		"refused":  {400, `{"error":{"message":["a","b"]}}`, KindRefused, "the server refused the request (status 400)", 1},
		"invalid":  {422, `{"error":{"code":7}}`, KindRefused, "the server refused the request (status 422)", 1},
		"timeout":  {408, ``, KindTimeout, "the server did not answer in time (status 408)", 3},
		"conflict": {409, ``, KindServer, "the server failed (status 409)", 3},
		"failure":  {500, `{"error":{"message":"boom"}}`, KindServer, "the server failed (status 500): boom", 3},
		"gateway":  {502, `<html><h1>502 Bad Gateway</h1></html>`, KindServer, "the server failed (status 502)", 3},
		"loading":  {503, `{"error":{"message":"Loading model","code":503}}`, KindServer, "the server failed (status 503): Loading model", 3},
		"slow":     {504, `upstream took too long`, KindServer, "the server failed (status 504): upstream took too long", 3},
		"busy":     {529, `{"error":null}`, KindServer, "the server failed (status 529)", 3},
	} {
		t.Run(name, func(t *testing.T) {
			server := openaitest.New(t)
			for range 3 {
				server.Fail(openaitest.Status(test.status, test.body, nil))
			}
			got := mustFail(t, on(t, server, EmbedderOptions{Key: testKey}), "a")
			if got.Kind != test.kind || got.Status != test.status || got.Error() != test.text {
				t.Errorf("kind %q, error %q\nwant %q, %q", got.Kind, got, test.kind, test.text)
			}
			if len(server.Requests()) != test.requests {
				t.Errorf("%d requests, want %d", len(server.Requests()), test.requests)
			}
		})
	}
}

func TestKeyIsRedacted(t *testing.T) {
	long := strings.Repeat("x", maxMessage-5)
	for name, test := range map[string]struct{ body, want string }{
		"plain":       {`{"error":"bad key ` + testKey + `!"}`, "bad key [key]!"},
		"hidden mark": {`{"error":"bad key sk-canary\u200b-4711"}`, "bad key [key]"},
		"at the cut":  {`{"error":"` + long + testKey + `"}`, long + "[key]"},
		"masked":      {`{"error":"Incorrect API key provided: sk-c********4711. Find"}`, "Incorrect API key provided: [key] Find"},
	} {
		t.Run(name, func(t *testing.T) {
			server := openaitest.New(t)
			server.Fail(openaitest.Status(401, test.body, nil))
			got := mustFail(t, on(t, server, EmbedderOptions{Key: testKey}), "a")
			if got.Message != test.want {
				t.Errorf("message %q, want %q", got.Message, test.want)
			}
			if strings.Contains(got.Error()+got.Hint, "4711") {
				t.Errorf("error %q, hint %q", got, got.Hint)
			}
		})
	}
}

func TestMessageIsCleaned(t *testing.T) {
	for name, test := range map[string]struct{ text, want string }{
		"lines":            {"one\r\n\ttwo  three\n", "one two three"},
		"terminal control": {"\x1b[31mred\x1b]52;c;AAAA\x07", "[31mred ]52;c;AAAA"},
		"direction marks":  {"abc\u202edef\u2066", "abcdef"},
		"zero width":       {"a\u200bb\ufeffc", "abc"},
		"not UTF-8":        {"a\xffb", "a\ufffdb"},
		"Chinese":          {"批次过大", "批次过大"},
		"long":             {strings.Repeat("字", 300), strings.Repeat("字", 199) + "…"},
		"just fits":        {strings.Repeat("字", 200), strings.Repeat("字", 200)},
	} {
		t.Run(name, func(t *testing.T) {
			got := clean(test.text, testKey)
			if got != test.want || utf8.RuneCountInString(got) > maxMessage {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}
