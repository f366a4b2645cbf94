package openai

import (
	"bytes"
	"io"
	"net/http"
	"strings"
	"testing"

	"footnote/internal/openaitest"
)

func TestHugeBodies(t *testing.T) {
	for name, test := range map[string]struct {
		fault   openaitest.Fault
		kind    Kind
		message string
	}{
		"error":    {openaitest.Huge(401, 200<<20), KindAuth, "its error message could not be read"},
		"JSON":     {openaitest.Huge(200, 200<<20), KindMalformed, "it is larger than any answer to this request can be"},
		"one line": {openaitest.HugeLine(200 << 20), KindMalformed, "a line of it is longer than any answer can be"},
		"stream":   {openaitest.Events(strings.Repeat(comment, 9<<20/len(comment))), KindMalformed, "it is larger than any answer to this request can be"},
		"event":    {openaitest.Events(strings.Repeat("data: {\n", 300)), KindMalformed, "an event of it is longer than any answer can be"},
	} {
		t.Run(name, func(t *testing.T) {
			server := openaitest.New(t)
			server.Fail(test.fault)
			g := writing(t, server, GeneratorOptions{})
			if got := mustNotGenerate(t, g, ""); got.Kind != test.kind || got.Message != test.message {
				t.Errorf("kind %q, message %q", got.Kind, got.Message)
			}
			mustGenerate(t, g, openaitest.DefaultAnswer)
		})
	}
}

// An endless body counts how much of it is read.
type endless struct {
	start *strings.Reader
	read  int
}

func (e *endless) Read(buffer []byte) (int, error) {
	count, _ := e.start.Read(buffer)
	if count == 0 {
		count = copy(buffer, bytes.Repeat([]byte("x"), len(buffer)))
	}
	e.read += count
	return count, nil
}

func TestNoMoreIsReadThanTheLimit(t *testing.T) {
	for name, test := range map[string]struct {
		status, most int
		start        string
	}{
		"error":  {400, maxRefusal, "{"},
		"JSON":   {200, maxStream, "{"},
		"stream": {200, maxLine, says("a") + "data: "},
	} {
		t.Run(name, func(t *testing.T) {
			body := &endless{start: strings.NewReader(test.start)}
			_, g := scripted(t, GeneratorOptions{}, func(*http.Request) (*http.Response, error) {
				return &http.Response{StatusCode: test.status, Body: io.NopCloser(body)}, nil
			})
			if _, _, err := generate(t.Context(), g); err == nil || body.read > test.most+test.most/4 {
				t.Errorf("error %v after %d bytes, want at most %d", err, body.read, test.most)
			}
		})
	}
}
