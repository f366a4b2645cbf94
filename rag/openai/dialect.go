package openai

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"regexp"
	"sync"
)

// The fields of a request that some servers do not take.
const (
	fieldUsage       = "stream_options"
	fieldTemperature = "temperature"
	fieldLimit       = "max_tokens"            // of everyone but OpenAI's newer models
	fieldNewLimit    = "max_completion_tokens" // of those
)

// A dialect is what one server takes, learned from its refusals. It is safe for
// concurrent use.
type dialect struct {
	model       string
	temperature float64
	thinks      bool // by its name one of OpenAI's models that take no temperature

	mu      sync.Mutex
	refused map[string]bool // names of fields
}

func newDialect(model string, temperature float64) *dialect {
	return &dialect{
		model: model, temperature: temperature,
		thinks:  regexp.MustCompile(`(^|/)(o\d|gpt-[5-9])`).MatchString(model),
		refused: map[string]bool{},
	}
}

// fields are what a request for at most limit tokens has beside its messages.
// The model is one of them: go-openai refuses some names, and what other
// models of such a name take, before it sends anything.
func (d *dialect) fields(limit int) map[string]any {
	d.mu.Lock()
	defer d.mu.Unlock()
	fields := map[string]any{"model": d.model}
	if !d.refused[fieldUsage] {
		fields[fieldUsage] = map[string]bool{"include_usage": true}
	}
	if !d.thinks && !d.refused[fieldTemperature] {
		fields[fieldTemperature] = d.temperature
	}
	name, other := fieldLimit, fieldNewLimit
	if d.thinks {
		name, other = other, name
	}
	if d.refused[name] {
		name = other
	}
	if !d.refused[name] {
		fields[name] = limit
	}
	return fields
}

// refuse remembers that the server does not take the field.
func (d *dialect) refuse(field string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.refused[field] = true
}

// unwanted is the field of a refused request that the refusal names, or empty.
// It looks through the whole body: FastAPI hides the name in a list of places.
func unwanted(body []byte, sent map[string]any) string {
	for _, name := range []string{fieldUsage, fieldTemperature, fieldLimit, fieldNewLimit} {
		if _, is := sent[name]; is && bytes.Contains(body, []byte(name)) {
			return name
		}
	}
	return ""
}

// put adds fields to the JSON object that is the body of the request.
func put(request *http.Request, fields map[string]any) error {
	if len(fields) == 0 || request.Body == nil {
		return nil
	}
	body := map[string]any{}
	if err := json.NewDecoder(request.Body).Decode(&body); err != nil {
		return fmt.Errorf("read the request: %w", err)
	}
	maps.Copy(body, fields)
	raw, err := json.Marshal(body)
	if err != nil {
		return fmt.Errorf("write the request: %w", err)
	}
	request.ContentLength = int64(len(raw))
	request.GetBody = func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(raw)), nil }
	request.Body, err = request.GetBody()
	return err
}
