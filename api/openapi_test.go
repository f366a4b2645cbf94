package api_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"footnote/api"
	"footnote/internal/indextest"
)

// The description names every route with its methods, and what is sent and answered is as
// it says.
func TestOpenAPI(t *testing.T) {
	s := serve(t, func(o *api.Options) { o.Embedder = indextest.Each(1, 0) })
	var document map[string]any
	s.get("/openapi.json", &document)
	paths := document["paths"].(map[string]any)
	if d := cmp.Diff(slices.Sorted(slices.Values(api.Routes)), slices.Sorted(maps.Keys(paths))); d != "" {
		t.Errorf("(-routes +described)\n%s", d)
	}
	compiler := jsonschema.NewCompiler()
	if err := compiler.AddResource("openapi.json", document); err != nil {
		t.Fatal(err)
	}
	valid := func(path, method, part string, raw []byte) {
		t.Helper()
		place := "openapi.json#/paths/" + strings.NewReplacer("~", "~0", "/", "~1", "{", "%7B", "}", "%7D").Replace(path) + "/" + method + "/" + part
		schema, err := compiler.Compile(place)
		if err != nil {
			t.Fatal(err)
		}
		value, err := jsonschema.UnmarshalJSON(bytes.NewReader(raw))
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(value); err != nil {
			t.Errorf("%s: %v\n%s", place, err, raw)
		}
	}
	const good, wrong, body = "responses/200/content/application~1json/schema", "responses/default/content/application~1json/schema", "requestBody/content/application~1json/schema"
	bodies := map[string][]string{
		"/v1/chat/completions": {said("local", false, "How tall is the tower?"), `{"model": "local", "messages": [{"role": "user", "content": [{"type": "text", "text": "Hello!"}]}]}`},
		"/v1/embeddings":       {`{"model": "scripted", "input": "a"}`, `{"model": "scripted", "input": ["a"], "encoding_format": "base64"}`},
		"/ask":                 {`{"question": "How tall is the tower?", "history": [{"question": "a", "answer": "b"}]}`, `{"question": "Who was Napoleon's cook?", "scope": "local", "article": "handbook"}`},
		"/search":              {`{"query": "tower", "k": 2}`},
		"/check":               {`{"text": "The tower is 42 metres tall. The tower is 43 metres tall. Cats fly."}`},
	}
	for path, operations := range paths {
		for _, method := range slices.Sorted(maps.Keys(operations.(map[string]any))) {
			sent := bodies[path]
			if method == "get" {
				sent = []string{""}
			}
			for _, text := range sent {
				if text != "" {
					valid(path, method, body, []byte(text))
				}
				status, raw, _ := s.send(s.request(strings.ToUpper(method), strings.Replace(path, "{model}", "local/lighthouse-handbook", 1), text))
				if status != http.StatusOK {
					t.Errorf("%s %s: %d %s", method, path, status, raw)
				}
				valid(path, method, good, []byte(raw))
			}
			if len(sent) == 0 {
				t.Errorf("%s %s is not tried", method, path)
			}
			_, raw, _ := s.send(s.request("PUT", path, "{}"))
			valid(path, method, wrong, []byte(raw))
		}
	}
	for _, event := range s.events(said("local", true, "How tall is the tower?")) {
		valid("/v1/chat/completions", "post", "responses/200/content/text~1event-stream/schema", event)
	}
	// What is asked in the description's words is read.
	raw, _ := json.Marshal(document["components"])
	for _, field := range []string{"stream_options", "encoding_format", "include_usage", "confidence", "position"} {
		if !strings.Contains(string(raw), fmt.Sprintf("%q", field)) {
			t.Errorf("%s is not described", field)
		}
	}
}
