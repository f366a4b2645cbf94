package openai

import (
	"errors"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"footnote/internal/openaitest"
	"footnote/rag"
)

func TestStatusesOfGenerate(t *testing.T) {
	for name, test := range map[string]struct {
		status   int
		body     string
		kind     Kind
		cause    rag.Cause
		requests int
	}{
		"401":                     {401, `{"error":{"message":"Incorrect API key provided: sk-c***4711."}}`, KindAuth, rag.CauseConfiguration, 1},
		"403":                     {403, `{"error":"no"}`, KindAuth, rag.CauseConfiguration, 1},
		"404":                     {404, `{"error":{"message":"no","code":"model_not_found"}}`, KindNotFound, rag.CauseConfiguration, 1},
		"429":                     {429, `{"error":{"message":"slow down"}}`, KindRate, rag.CauseBusy, 7},
		"insufficient_quota":      {429, `{"error":{"message":"no","code":"insufficient_quota"}}`, KindQuota, rag.CauseQuota, 1},
		"402":                     {402, `{"error":{"message":"no"}}`, KindQuota, rag.CauseQuota, 1},
		"500":                     {500, `{"error":{"message":"boom"}}`, KindServer, rag.CauseUnreachable, 3},
		"502":                     {502, `<html><h1>502 Bad Gateway</h1></html>`, KindServer, rag.CauseUnreachable, 3},
		"503":                     {503, `{"error":{"message":"Loading model","code":503}}`, KindServer, rag.CauseUnreachable, 3},
		"504":                     {504, `too slow`, KindServer, rag.CauseUnreachable, 3},
		"529":                     {529, `{"error":null}`, KindServer, rag.CauseUnreachable, 3},
		"OpenAI":                  {400, `{"error":{"message":"This model's maximum context length is 8192 tokens, reduce max_tokens","code":"context_length_exceeded"}}`, KindTooLong, rag.CauseTooLong, 1},
		"llama.cpp":               {400, `{"error":{"message":"the request exceeds the available context size"}}`, KindTooLong, rag.CauseTooLong, 1},
		"413":                     {413, ``, KindTooLong, rag.CauseTooLong, 1},
		"Azure's filter":          {400, `{"error":{"message":"triggered","code":"content_filter"}}`, KindFiltered, rag.CauseRefused, 1},
		"DashScope's filter":      {400, `{"error":{"message":"Input data may contain…","code":"data_inspection_failed"}}`, KindFiltered, rag.CauseRefused, 1},
		"OpenRouter's filter":     {403, `{"error":{"message":"x requires moderation. Your input was flagged for y."}}`, KindFiltered, rag.CauseRefused, 1},
		"refused, nothing named":  {400, `{"error":{"message":"no"}}`, KindRefused, rag.CauseConfiguration, 1},
		"refused, other field":    {400, `{"error":{"message":"unknown field: messages"}}`, KindRefused, rag.CauseConfiguration, 1},
		"names a field elsewhere": {404, `{"error":{"message":"temperature"}}`, KindNotFound, rag.CauseConfiguration, 1},
	} {
		t.Run(name, func(t *testing.T) {
			server := openaitest.New(t)
			for range test.requests {
				server.Fail(openaitest.Status(test.status, test.body, nil))
			}
			g := writing(t, server, GeneratorOptions{})
			got := mustNotGenerate(t, g, "")
			if got.Kind != test.kind || got.Status != test.status || got.Cause() != test.cause {
				t.Errorf("kind %q, cause %q, error %v", got.Kind, got.Cause(), got)
			}
			if len(server.Requests()) != test.requests {
				t.Errorf("%d requests, want %d", len(server.Requests()), test.requests)
			}
			mustGenerate(t, g, openaitest.DefaultAnswer)
		})
	}
}

func TestThirdTrySucceeds(t *testing.T) {
	server := openaitest.New(t)
	server.Fail(openaitest.Status(529, "", nil), openaitest.Reset())
	mustGenerate(t, writing(t, server, GeneratorOptions{}), openaitest.DefaultAnswer)
}

func TestRateLimitOfTheServer(t *testing.T) {
	for name, test := range map[string]struct {
		after string
		wants []time.Duration // between requests; nil means immediate failure
	}{
		"seconds":      {"7", []time.Duration{7 * time.Second}},
		"date":         {"Sat, 01 Jan 2000 00:00:05 GMT", []time.Duration{5 * time.Second}},
		"an hour":      {"3600", nil},
		"milliseconds": {"ms", []time.Duration{250 * time.Millisecond}},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				header := http.Header{"Retry-After": {test.after}}
				if test.after == "ms" {
					header = http.Header{"Retry-After-Ms": {"250"}}
				}
				server, g := scripted(t, GeneratorOptions{}, status(429, header), well)
				_, _, err := generate(t.Context(), g)
				var failed *Error
				if errors.As(err, &failed) != (test.wants == nil) || failed != nil && failed.Kind != KindRate {
					t.Errorf("error %v", err)
				}
				if diff := cmp.Diff(test.wants, server.gaps()); diff != "" {
					t.Errorf("gaps (-want +got):\n%s", diff)
				}
			})
		})
	}
	t.Run("garbage", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			server, g := scripted(t, GeneratorOptions{}, status(429, http.Header{"Retry-After": {"soon"}}), well)
			if _, _, err := generate(t.Context(), g); err != nil || server.gaps()[0] >= 500*time.Millisecond {
				t.Errorf("error %v, gaps %v", err, server.gaps())
			}
		})
	})
	t.Run("all wait", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			start := time.Now()
			server, g := scripted(t, GeneratorOptions{}, status(429, http.Header{"Retry-After": {"3600"}}), well)
			_, _, first := generate(t.Context(), g)
			_, _, second := generate(t.Context(), g)
			if first == nil || second != nil || time.Since(start) != maxWait || len(server.times) != 2 {
				t.Errorf("errors %v, %v after %v", first, second, time.Since(start))
			}
		})
	})
	t.Run("longer than the answer may take", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			start := time.Now()
			_, g := scripted(t, GeneratorOptions{Timeout: 10 * time.Second}, status(429, http.Header{"Retry-After": {"3600"}}))
			_, _, _ = generate(t.Context(), g)
			if got := mustNotGenerate(t, g, ""); got.Kind != KindBusy || time.Since(start) != 0 {
				t.Errorf("error %v after %v", got, time.Since(start))
			}
		})
	})
}
