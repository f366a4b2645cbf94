package openai

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"regexp"
	"strings"
	"sync"

	api "github.com/sashabaranov/go-openai"

	"footnote/corpus/doc"
)

// What some servers do not accept in a request: fields, the system role, and streaming.
const (
	fieldUsage       = "stream_options"
	fieldTemperature = "temperature"
	fieldLimit       = "max_tokens"            // for everyone but OpenAI's newer models
	fieldNewLimit    = "max_completion_tokens" // for those
	featureSystem    = "system"
	featureStream    = "stream"
)

// A dialect is what one server accepts, learned from its refusals. It is safe for concurrent
// use.
type dialect struct {
	model       string
	temperature float64
	thinks      bool // the name is that of an OpenAI model that takes no temperature

	mu      sync.Mutex
	refused map[string]bool // names of fields and features
	hidden  bool            // the mark that opens a thought was missing once
}

func newDialect(model string, temperature float64) *dialect {
	return &dialect{
		model: model, temperature: temperature,
		thinks:  regexp.MustCompile(`(^|/)(o\d|gpt-[5-9])`).MatchString(model),
		refused: map[string]bool{},
	}
}

// fields returns the fields of a request for at most limit tokens, besides its messages. The
// model is one of them, because go-openai itself rejects some model names, and parameters that
// it believes a model of such a name does not take.
func (d *dialect) fields(limit int) map[string]any {
	d.mu.Lock()
	defer d.mu.Unlock()
	fields := map[string]any{"model": d.model}
	if d.refused[featureStream] {
		fields[featureStream] = false
	} else if !d.refused[fieldUsage] {
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

// refuse records that the server does not accept a field or feature.
func (d *dialect) refuse(what string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.refused[what] = true
}

// copyRefused returns the fields and features that the server is known not to accept.
func (d *dialect) copyRefused() map[string]bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return maps.Clone(d.refused)
}

func (d *dialect) accepts(what string) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return !d.refused[what]
}

// learnHidden records that the model's template leaves out the mark that opens a thought.
func (d *dialect) learnHidden() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.hidden = true
}

func (d *dialect) hidesThoughts() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.hidden
}

// messages returns the messages of a request. If the server does not accept the system role,
// the user's message includes its text.
func (d *dialect) messages(p wanted) api.ChatCompletionRequest {
	var list []api.ChatCompletionMessage
	switch {
	case p.System != "" && d.accepts(featureSystem):
		list = append(list, api.ChatCompletionMessage{Role: api.ChatMessageRoleSystem, Content: p.System})
	case p.System != "":
		p.User = p.System + "\n\n" + p.User
	}
	list = append(list, p.picture.message(p.User))
	return api.ChatCompletionRequest{Messages: list}
}

var (
	// noSystem matches how servers say that they know no system role. If roles must alternate,
	// only those of user and assistant are allowed.
	noSystem = doc.Pattern(`(?i)system (?:role|message|prompt|instruction)s?\b.{0,40}(?:not|un)[ -]?(?:be )?(?:support|allow|enabl)|(?:developer|system) instruction is not|` +
		`roles? must alternate|role\b.{0,40}['"\x60:\\ ]+system\b.{0,40}(?:not|unknown|invalid|support)|role\b.{0,80}(?:not|unknown|invalid|unsupported|variant|only)\b.{0,60}\bsystem\b|invalid .{0,20}role: ?system|unknown role:? ?.?system|"messages", ?0, ?"role"`)
	// noStream matches how servers say that they do not stream.
	noStream = doc.Pattern(`(?i)['"\x60]stream['"\x60]?.{0,40}(?:not|n't|only|un)[ -]?(?:be )?(?:support|allow|implement)|streaming\b.{0,40}(?:not|un|disabled)\b|does not support streaming|please remove 'stream'|"stream" must be false|"body", ?"stream"\]`)
)

// unwantedFeature returns the feature that a server says it does not accept, or "".
func unwantedFeature(said string) string {
	said = strings.ReplaceAll(said, `\"`, `"`)
	switch {
	case strings.Contains(said, fieldUsage):
		return ""
	case noSystem().MatchString(said):
		return featureSystem
	case noStream().MatchString(said):
		return featureStream
	}
	return ""
}

// unwanted returns the field of a refused request that the refusal names, or "". It searches
// the whole body, since FastAPI puts the name into a list of locations.
func unwanted(body []byte, sent map[string]any) string {
	for _, name := range []string{fieldUsage, fieldTemperature, fieldLimit, fieldNewLimit} {
		if _, is := sent[name]; is && bytes.Contains(body, []byte(name)) {
			return name
		}
	}
	return ""
}

// put adds fields to the JSON object in the body of a request.
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
