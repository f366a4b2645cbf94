package openai

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestWrongOptionsAreNamed(t *testing.T) {
	for name, test := range map[string]struct {
		options EmbedderOptions
		field   string
	}{
		"not a URL":          {EmbedderOptions{BaseURL: "http://[::1"}, "BaseURL"},
		"no scheme":          {EmbedderOptions{BaseURL: "localhost:11434/v1"}, "BaseURL"},
		"other scheme":       {EmbedderOptions{BaseURL: "ftp://host/v1"}, "BaseURL"},
		"no host":            {EmbedderOptions{BaseURL: "http:///v1"}, "BaseURL"},
		"only a port":        {EmbedderOptions{BaseURL: "http://:8080/v1"}, "BaseURL"},
		"user info":          {EmbedderOptions{BaseURL: "https://me:" + testKey + "@host/v1"}, "BaseURL"},
		"query":              {EmbedderOptions{BaseURL: "https://host/v1?api-version=1"}, "BaseURL"},
		"fragment":           {EmbedderOptions{BaseURL: "https://host/v1#a"}, "BaseURL"},
		"line end in key":    {EmbedderOptions{Key: testKey + "\n"}, "Key"},
		"space in key":       {EmbedderOptions{Key: " " + testKey}, "Key"},
		"key not ASCII":      {EmbedderOptions{Key: testKey + "ß"}, "Key"},
		"dimensions below 0": {EmbedderOptions{Dimensions: -1}, "Dimensions"},
		"batch size below 0": {EmbedderOptions{BatchSize: -1}, "BatchSize"},
		"batch size too big": {EmbedderOptions{BatchSize: 513}, "BatchSize"},
		"timeout below 0":    {EmbedderOptions{Timeout: -time.Second}, "Timeout"},
	} {
		t.Run(name, func(t *testing.T) {
			e, err := NewEmbedder(test.options)
			if err == nil || e != nil {
				t.Fatalf("embedder %v, error %v", e, err)
			}
			if !strings.Contains(err.Error(), "option "+test.field+" ") || strings.Contains(err.Error(), testKey) {
				t.Errorf("error %q, want the name %s and not the key", err, test.field)
			}
		})
	}
	t.Run("all at once", func(t *testing.T) {
		_, err := NewEmbedder(EmbedderOptions{BaseURL: "x", Key: " ", Dimensions: -1, BatchSize: -1, Timeout: -1})
		if err == nil || strings.Count(err.Error(), "option ") != 5 {
			t.Errorf("error %v, want one that names five options", err)
		}
	})
}

func TestDefaults(t *testing.T) {
	e := mustNew(t, EmbedderOptions{})
	want := EmbedderOptions{
		BaseURL: "https://api.openai.com/v1", Model: "text-embedding-3-small",
		BatchSize: 64, Timeout: 30 * time.Second,
	}
	if diff := cmp.Diff(want, e.options); diff != "" {
		t.Errorf("options (-want +got):\n%s", diff)
	}
	if e.client.Timeout != 0 {
		t.Errorf("the client ends every exchange after %v", e.client.Timeout)
	}
}

func TestEmbedderModel(t *testing.T) {
	for name, test := range map[string]struct {
		options EmbedderOptions
		want    string
	}{
		"defaults":   {EmbedderOptions{Key: testKey}, "text-embedding-3-small"},
		"model":      {EmbedderOptions{Model: "bge-m3"}, "bge-m3"},
		"dimensions": {EmbedderOptions{Dimensions: 256}, "text-embedding-3-small dimensions=256"},
		"host":       {EmbedderOptions{BaseURL: "http://Localhost:11434/v1/", Model: "m"}, "m@localhost:11434"},
		"prefixes": {
			EmbedderOptions{Model: "e5", QueryPrefix: "query: ", PassagePrefix: "passage: "},
			`e5 query="query: " passage="passage: "`,
		},
		"batch size and timeout do not count": {EmbedderOptions{BatchSize: 1, Timeout: 1}, "text-embedding-3-small"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := mustNew(t, test.options).Model(); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}
