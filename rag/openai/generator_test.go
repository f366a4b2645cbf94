package openai

import (
	"math"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"footnote/internal/openaitest"
	"footnote/rag"
)

func TestWrongGeneratorOptionsAreNamed(t *testing.T) {
	for name, test := range map[string]struct {
		options GeneratorOptions
		field   string
	}{
		"no scheme":                {GeneratorOptions{BaseURL: "localhost:11434/v1"}, "BaseURL"},
		"line end in key":          {GeneratorOptions{Key: testKey + "\n"}, "Key"},
		"timeout below 0":          {GeneratorOptions{Timeout: -1}, "Timeout"},
		"first token below 0":      {GeneratorOptions{FirstToken: -1}, "FirstToken"},
		"between tokens below 0":   {GeneratorOptions{BetweenTokens: -1}, "BetweenTokens"},
		"temperature below 0":      {GeneratorOptions{Temperature: -0.1}, "Temperature"},
		"temperature above 2":      {GeneratorOptions{Temperature: 2.1}, "Temperature"},
		"temperature not a number": {GeneratorOptions{Temperature: math.NaN()}, "Temperature"},
		"tokens below 0":           {GeneratorOptions{MaxTokens: -1}, "MaxTokens"},
		"concurrent below 0":       {GeneratorOptions{Concurrent: -1}, "Concurrent"},
		"per minute below 0":       {GeneratorOptions{PerMinute: -1}, "PerMinute"},
		"budget below 0":           {GeneratorOptions{Budget: -1}, "Budget"},
		"price below 0":            {GeneratorOptions{InputPrice: -1}, "InputPrice"},
		"price not a number":       {GeneratorOptions{OutputPrice: math.NaN()}, "OutputPrice"},
	} {
		t.Run(name, func(t *testing.T) {
			g, err := NewGenerator(test.options)
			if err == nil || g != nil {
				t.Fatalf("generator %v, error %v", g, err)
			}
			if !strings.Contains(err.Error(), "option "+test.field+" ") || strings.Contains(err.Error(), testKey) {
				t.Errorf("error %q, want the name %s and not the key", err, test.field)
			}
		})
	}
	t.Run("all at once", func(t *testing.T) {
		_, err := NewGenerator(GeneratorOptions{BaseURL: "x", Key: " ", Budget: -1, Temperature: 3})
		if err == nil || strings.Count(err.Error(), "option ") != 4 {
			t.Errorf("error %v, want one that names four options", err)
		}
	})
}

func TestGeneratorDefaults(t *testing.T) {
	g, err := NewGenerator(GeneratorOptions{})
	if err != nil {
		t.Fatal(err)
	}
	want := GeneratorOptions{
		BaseURL: "https://api.openai.com/v1", Model: "gpt-4o-mini",
		Timeout: 60 * time.Second, FirstToken: 30 * time.Second, BetweenTokens: 15 * time.Second,
		MaxTokens: 800, Concurrent: 4, PerMinute: 60,
	}
	if diff := cmp.Diff(want, g.options); diff != "" {
		t.Errorf("options (-want +got):\n%s", diff)
	}
	if g.Model() != "gpt-4o-mini" || g.pace.Burst() != 10 || g.client.Timeout != 0 {
		t.Errorf("model %q, burst %d, timeout %v", g.Model(), g.pace.Burst(), g.client.Timeout)
	}
}

func TestModelOfGenerator(t *testing.T) {
	g := mustWrite(t, GeneratorOptions{BaseURL: "http://Localhost:11434/v1", Model: "qwen3"})
	if g.Model() != "qwen3@localhost:11434" {
		t.Errorf("model %q", g.Model())
	}
}

func TestRequestOfGenerate(t *testing.T) {
	const asked = `"messages":[{"content":"Say \u003cb\u003e.","role":"system"},{"content":"問","role":"user"}]`
	const rest = `"stream":true,"stream_options":{"include_usage":true}`
	for model, want := range map[string]string{
		"":                 `{"max_tokens":800,` + asked + `,"model":"gpt-4o-mini",` + rest + `,"temperature":0}`,
		"ada":              `{"max_tokens":800,` + asked + `,"model":"ada",` + rest + `,"temperature":0}`,
		"olmo-3":           `{"max_tokens":800,` + asked + `,"model":"olmo-3",` + rest + `,"temperature":0}`,
		"o1-open-local":    `{"max_completion_tokens":800,` + asked + `,"model":"o1-open-local",` + rest + `}`,
		"gpt-5-mini":       `{"max_completion_tokens":800,` + asked + `,"model":"gpt-5-mini",` + rest + `}`,
		"openai/gpt-5":     `{"max_completion_tokens":800,` + asked + `,"model":"openai/gpt-5",` + rest + `}`,
		"openai/gpt-4.1":   `{"max_tokens":800,` + asked + `,"model":"openai/gpt-4.1",` + rest + `,"temperature":0}`,
		"my/gpt-oss-local": `{"max_tokens":800,` + asked + `,"model":"my/gpt-oss-local",` + rest + `,"temperature":0}`,
	} {
		t.Run(model, func(t *testing.T) {
			server := openaitest.New(t)
			g := writing(t, server, GeneratorOptions{Model: model})
			p := rag.Prompt{System: "Say <b>.", User: "問"}
			if _, err := g.Generate(t.Context(), p, func(string) error { return nil }); err != nil {
				t.Fatal(err)
			}
			request := server.Requests()[0]
			if diff := cmp.Diff(want, string(request.Body)); diff != "" {
				t.Errorf("body (-want +got):\n%s", diff)
			}
			if got := request.Header.Get("Authorization"); got != "Bearer "+testKey {
				t.Errorf("authorization %q", got)
			}
		})
	}
	t.Run("tokens of the prompt, temperature", func(t *testing.T) {
		server := openaitest.New(t)
		g := writing(t, server, GeneratorOptions{Temperature: 0.7})
		if _, err := g.Generate(t.Context(), rag.Prompt{User: "問", MaxTokens: 7}, func(string) error { return nil }); err != nil {
			t.Fatal(err)
		}
		want := `{"max_tokens":7,"messages":[{"content":"問","role":"user"}],"model":"gpt-4o-mini",` + rest + `,"temperature":0.7}`
		if diff := cmp.Diff(want, string(server.Requests()[0].Body)); diff != "" {
			t.Errorf("body (-want +got):\n%s", diff)
		}
	})
}

func TestCheck(t *testing.T) {
	const long = `{"error":{"message":"Could not finish the message because max_tokens or model output limit was reached."}}`
	for name, test := range map[string]struct {
		fault openaitest.Fault
		kind  Kind
	}{
		"good":            {openaitest.Fault{}, ""},
		"only a thought":  {openaitest.Events(says("<think>") + ends("length") + done), ""},
		"thinks too long": {openaitest.Status(400, long, nil), ""},
		"wrong key":       {openaitest.Status(401, "", nil), KindAuth},
		"not an API":      {openaitest.Status(200, "<html>", nil), KindMalformed},
		"other refusal":   {openaitest.Status(400, `{"error":"no"}`, nil), KindRefused},
		"no such address": {openaitest.Status(404, "404 page not found", nil), KindNotFound},
	} {
		t.Run(name, func(t *testing.T) {
			server := openaitest.New(t)
			server.Fail(test.fault)
			err := writing(t, server, GeneratorOptions{Model: "o1"}).Check(t.Context())
			if got, _ := err.(*Error); (got == nil) != (test.kind == "") || got != nil && got.Kind != test.kind {
				t.Errorf("error %v", err)
			}
			if server.Requests()[0].MaxTokens != checkTokens {
				t.Errorf("%d tokens", server.Requests()[0].MaxTokens)
			}
		})
	}
}

func TestCheckNamesModels(t *testing.T) {
	server := openaitest.New(t)
	server.Models("whisper", "a", "b", "gpt-4o", "c", "d\x1b"+testKey, "gpt-4o-mini-2024", "e")
	g := writing(t, server, GeneratorOptions{Model: "gpt-4o-min"})
	err := g.Check(t.Context())
	want := "the server has gpt-4o-mini-2024, gpt-4o, whisper, a, b"
	if got, is := err.(*Error); !is || got.Kind != KindNotFound || got.Hint != want {
		t.Errorf("error %v, hint %q, want %q", err, got.Hint, want)
	}
	server.Fail(openaitest.Fault{}, openaitest.Huge(200, 3*maxModels))
	if got, is := g.Check(t.Context()).(*Error); !is || got.Hint != hint(KindNotFound) {
		t.Errorf("hint %q from an oversized list", got.Hint)
	}
}
