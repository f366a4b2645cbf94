package openai

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"footnote/internal/openaitest"
)

func TestUnacceptedFields(t *testing.T) {
	all := []string{"max_tokens", "messages", "model", "stream", "stream_options", "temperature"}
	for name, test := range map[string]struct {
		refused []string
		want    []string
		tries   int
	}{
		"stream_options":  {[]string{"stream_options"}, []string{"max_tokens", "messages", "model", "stream", "temperature"}, 2},
		"temperature":     {[]string{"temperature"}, []string{"max_tokens", "messages", "model", "stream", "stream_options"}, 2},
		"max_tokens":      {[]string{"max_tokens"}, []string{"max_completion_tokens", "messages", "model", "stream", "stream_options", "temperature"}, 2},
		"all of them":     {[]string{"max_tokens", "max_completion_tokens", "temperature", "stream_options"}, []string{"messages", "model", "stream"}, 5},
		"none":            {nil, all, 1},
		"one not sent":    {[]string{"response_format"}, all, 1},
		"the other limit": {[]string{"max_completion_tokens"}, all, 1},
	} {
		t.Run(name, func(t *testing.T) {
			server := openaitest.New(t)
			server.RefuseFields(test.refused...)
			g := writing(t, server, GeneratorOptions{})
			mustGenerate(t, g, openaitest.DefaultAnswer)
			mustGenerate(t, g, openaitest.DefaultAnswer)
			requests := server.Requests()
			if len(requests) != test.tries+1 {
				t.Errorf("%d requests for two answers: the refusal was not remembered", len(requests))
			}
			if diff := cmp.Diff(test.want, names(requests[len(requests)-1])); diff != "" {
				t.Errorf("fields (-want +got):\n%s", diff)
			}
		})
	}
	t.Run("FastAPI", func(t *testing.T) {
		server := openaitest.New(t)
		server.Fail(openaitest.Status(422, `{"object":"error","message":{"detail":[{"type":"extra_forbidden","loc":["body","stream_options"]}]}}`, nil))
		g := writing(t, server, GeneratorOptions{})
		mustGenerate(t, g, openaitest.DefaultAnswer)
		if diff := cmp.Diff([]string{"max_tokens", "messages", "model", "stream", "temperature"}, names(server.Requests()[1])); diff != "" {
			t.Errorf("fields (-want +got):\n%s", diff)
		}
	})
}

// names returns the fields of a request, in order.
func names(request openaitest.Request) []string {
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(request.Body, &fields); err != nil {
		return []string{err.Error()}
	}
	var list []string
	for _, name := range []string{"max_completion_tokens", "max_tokens", "messages", "model", "stream", "stream_options", "temperature"} {
		if fields[name] != nil {
			list = append(list, name)
			delete(fields, name)
		}
	}
	if len(fields) > 0 {
		list = append(list, fmt.Sprint(fields))
	}
	return list
}
