package openai

import (
	"net/http"
	"testing"

	"github.com/google/go-cmp/cmp"

	"footnote/internal/openaitest"
)

func TestBatchIsHalvedAndRemembered(t *testing.T) {
	server := openaitest.New(t)
	server.LimitInputs(10)
	e := on(t, server, EmbedderOptions{BatchSize: 32})
	mustEmbed(t, e, numbered(20)...)
	mustEmbed(t, e, numbered(9)...)
	// 20 and 10 in the first call, then the rest of it; 9 in the second.
	if diff := cmp.Diff([]int{20, 10, 10, 9}, sizes(server)); diff != "" {
		t.Errorf("inputs per request (-want +got):\n%s", diff)
	}
	mustEmbed(t, e, numbered(12)...)
	if diff := cmp.Diff([]int{20, 10, 10, 9, 10, 2}, sizes(server)); diff != "" {
		t.Errorf("inputs per request (-want +got):\n%s", diff)
	}
}

func TestRefusalsThatHalveBatches(t *testing.T) {
	for name, test := range map[string]struct {
		status int
		body   string
		halves bool
	}{
		"OpenAI, count":   {400, `{"error":{"message":"Invalid 'input': array too long. Expected an array with maximum length 2048"}}`, true},
		"OpenAI, tokens":  {400, `{"error":{"message":"Requested 400000 tokens, max 300000 tokens per request"}}`, true},
		"Azure":           {400, `{"error":{"message":"Too many inputs. The max number of inputs is 1."}}`, true},
		"DashScope":       {400, `{"error":{"message":"batch size is invalid, it should not be larger than 10.: input.contents"}}`, true},
		"TEI":             {413, `{"message":"batch size 33 > maximum allowed batch size 32","code":413,"type":"Validation"}`, true},
		"TEI, older":      {422, `{"error":"batch size 33 > maximum allowed batch size 32","error_type":"Validation"}`, true},
		"proxy":           {413, `<html>413 Request Entity Too Large</html>`, true},
		"one long text":   {400, `{"error":{"message":"This model's maximum context length is 8192 tokens"}}`, false},
		"Ollama":          {400, `{"error":"the input length exceeds the batch size; increase num_batch"}`, false},
		"llama.cpp":       {500, `{"error":{"message":"input (600 tokens) is too large to process. increase the physical batch size"}}`, false},
		"other refusal":   {400, `{"error":{"message":"unknown parameter: dimensions"}}`, false},
		"failing server":  {500, `{"error":{"message":"the batch worker died"}}`, false},
		"other than JSON": {400, `input batch size 100 > maximum allowed batch size 64`, true},
	} {
		t.Run(name, func(t *testing.T) {
			server := openaitest.New(t)
			refusal := openaitest.Status(test.status, test.body, nil)
			server.Fail(refusal)
			e := on(t, server, EmbedderOptions{})
			_, err := e.Embed(t.Context(), 0, numbered(4))
			smaller := len(server.Requests()) == 3 && err == nil && len(server.Requests()[1].Inputs) == 2
			if smaller != test.halves {
				t.Errorf("inputs per request %v, error %v", sizes(server), err)
			}
		})
	}
}

func TestOneTextIsNotHalved(t *testing.T) {
	server := openaitest.New(t)
	tooLarge := openaitest.Status(http.StatusRequestEntityTooLarge, `{"message":"inputs must have less than 512 tokens. Given: 600"}`, nil)
	server.Fail(tooLarge, tooLarge, tooLarge)
	e := on(t, server, EmbedderOptions{})
	if got := mustFail(t, e, numbered(4)...); got.Kind != KindTooLong {
		t.Errorf("error %v", got)
	}
	mustEmbed(t, e, numbered(4)...)
	if diff := cmp.Diff([]int{4, 2, 1, 4}, sizes(server)); diff != "" {
		t.Errorf("an overlong text changed the batch size (-want +got):\n%s", diff)
	}
}
