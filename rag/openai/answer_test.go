package openai

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"footnote/internal/openaitest"
)

func TestUnusableAnswers(t *testing.T) {
	page := http.Header{"Content-Type": {"text/html"}}
	for name, test := range map[string]struct {
		fault   openaitest.Fault
		message string
	}{
		"missing index":       {openaitest.MissingIndex(), "2 vectors for 3 texts"},
		"duplicate index":     {openaitest.DuplicateIndex(), "index 0 twice"},
		"index too high":      {openaitest.Index(3), "index 3 for 3 texts"},
		"index below 0":       {openaitest.Index(-1), "index -1 for 3 texts"},
		"zero vector":         {openaitest.ZeroVector(), "a vector of nothing but zeros"},
		"null vector":         {openaitest.Numbers("[null,null]"), "a vector of nothing but zeros"},
		"no numbers":          {openaitest.Numbers("[]"), "a vector without numbers"},
		"one length differs":  {openaitest.Numbers("[1,2]"), "vectors of 2 and of 256 numbers"},
		"not a number":        {openaitest.Numbers("[NaN,1]"), "it is not the JSON of an embeddings answer"},
		"infinity":            {openaitest.Numbers("[1e39,1]"), "it is not the JSON of an embeddings answer"},
		"base64":              {openaitest.Numbers(`"AACAPw=="`), "it is not the JSON of an embeddings answer"},
		"truncated":           {openaitest.Truncated(), "it ends in the middle"},
		"empty":               {openaitest.Status(200, "", nil), "it is empty"},
		"no content":          {openaitest.Status(204, "", nil), "it is empty"},
		"web page":            {openaitest.Status(200, "<html>hello</html>", page), "it is not the JSON of an embeddings answer"},
		"web page as JSON":    {openaitest.Status(200, "<html>hello</html>", nil), "it is not the JSON of an embeddings answer"},
		"JSON of another API": {openaitest.Status(200, `{"embeddings":[[1,2]]}`, nil), "0 vectors for 3 texts"},
	} {
		t.Run(name, func(t *testing.T) {
			server := openaitest.New(t)
			server.Fail(test.fault)
			got := mustFail(t, on(t, server, EmbedderOptions{}), "a", "b", "c")
			if got.Kind != KindMalformed || got.Message != test.message {
				t.Errorf("kind %q, message %q, want %q", got.Kind, got.Message, test.message)
			}
			if len(server.Requests()) != 1 {
				t.Errorf("%d requests: an invalid answer was retried", len(server.Requests()))
			}
		})
	}
}

func TestGoodAnswerUnderAnotherType(t *testing.T) {
	server := openaitest.New(t)
	server.Fail(openaitest.Typed("text/plain"))
	mustEmbed(t, on(t, server, EmbedderOptions{}), "a", "b")
}

func TestRefusalUnderSuccess(t *testing.T) {
	for name, test := range map[string]struct {
		body     string
		kind     Kind
		message  string
		requests int
	}{
		"object":         {`{"error":{"message":"something broke"}}`, KindServer, "something broke", 1},
		"string":         {`{"error":"something broke"}`, KindServer, "something broke", 1},
		"vLLM":           {`{"object":"error","message":"something broke","code":40303}`, KindServer, "something broke", 1},
		"status inside":  {`{"error":{"message":"Rate limited","code":429}}`, KindRate, "Rate limited", 3},
		"key inside":     {`{"error":{"message":"no","code":"401"}}`, KindAuth, "no", 1},
		"length inside":  {`{"error":{"message":"maximum context length is 512"}}`, KindTooLong, "maximum context length is 512", 1},
		"null and empty": {`{"error":null,"data":[]}`, KindMalformed, "0 vectors for 1 texts", 1},
	} {
		t.Run(name, func(t *testing.T) {
			server := openaitest.New(t)
			for range 3 {
				server.Fail(openaitest.Status(200, test.body, nil))
			}
			got := mustFail(t, on(t, server, EmbedderOptions{}), "a")
			if got.Kind != test.kind || got.Message != test.message || got.Status != 200 {
				t.Errorf("kind %q, status %d, message %q", got.Kind, got.Status, got.Message)
			}
			if len(server.Requests()) != test.requests {
				t.Errorf("%d requests, want %d", len(server.Requests()), test.requests)
			}
		})
	}
}

func TestHugeAnswers(t *testing.T) {
	for name, test := range map[string]struct {
		status  int
		kind    Kind
		message string
	}{
		"success": {200, KindMalformed, "it is larger than any answer to this request can be"},
		"failure": {401, KindAuth, "its error message could not be read"},
	} {
		t.Run(name, func(t *testing.T) {
			server := openaitest.New(t)
			server.Fail(openaitest.Huge(test.status, 3*maxVector))
			got := mustFail(t, on(t, server, EmbedderOptions{}), "a")
			if got.Kind != test.kind || got.Message != test.message {
				t.Errorf("kind %q, message %q", got.Kind, got.Message)
			}
		})
	}
	t.Run("headers", func(t *testing.T) {
		server := openaitest.New(t)
		huge := openaitest.Status(200, "", http.Header{"X-Huge": {strings.Repeat("x", 2*maxHeaders)}})
		server.Fail(huge, huge, huge)
		if got := mustFail(t, on(t, server, EmbedderOptions{}), "a"); got.Kind != KindNetwork {
			t.Errorf("error %v", got)
		}
	})
	t.Run("limit grows with the batch", func(t *testing.T) {
		if one, two, most := answerLimit(1), answerLimit(2), answerLimit(maxBatchSize); one >= two || most != maxAnswer {
			t.Errorf("limits %d, %d, %d", one, two, most)
		}
	})
}

func TestCappedBody(t *testing.T) {
	for name, test := range map[string]struct {
		limit int64
		fails bool
	}{
		"none": {0, true}, "below": {7, true}, "at": {8, false}, "above": {9, false},
	} {
		t.Run(name, func(t *testing.T) {
			body := &cappedBody{ReadCloser: io.NopCloser(strings.NewReader("12345678")), left: test.limit}
			got, err := io.ReadAll(body)
			if (err != nil) != test.fails || !test.fails && string(got) != "12345678" {
				t.Errorf("read %q, error %v", got, err)
			}
		})
	}
}
