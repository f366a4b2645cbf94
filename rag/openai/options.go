package openai

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"
)

const (
	defaultBaseURL   = "https://api.openai.com/v1"
	defaultHost      = "api.openai.com"
	defaultModel     = "text-embedding-3-small"
	defaultBatchSize = 64
	maxBatchSize     = 512 // 512 vectors of 4096 numbers still fit maxAnswer
	defaultTimeout   = 30 * time.Second
)

// EmbedderOptions tunes [NewEmbedder]. The zero value asks OpenAI itself.
type EmbedderOptions struct {
	// BaseURL is http or https, up to and with the version: what precedes
	// "/embeddings". Azure's is https://NAME.openai.azure.com/openai/v1.
	// Empty means https://api.openai.com/v1.
	BaseURL string
	// Key is sent as a bearer token. Empty sends none, as local servers want.
	Key string
	// Model is the server's name for the model. Empty means
	// text-embedding-3-small.
	Model string
	// Dimensions is the length to ask for. 0 is the model's own length, and the
	// only value that most local servers know.
	Dimensions int
	// BatchSize is how many texts go into one request: 1 to 512, 0 means 64.
	// It is halved for good each time the server says that it was too much.
	BatchSize int
	// QueryPrefix goes before each query, PassagePrefix before each passage,
	// as the model's card asks: "query: " and "passage: " for the E5 family.
	QueryPrefix, PassagePrefix string
	// Timeout is for one request, the waits between tries not counted.
	// 0 means 30 seconds.
	Timeout time.Duration
	// HTTPClient sends the requests, but follows no redirect. Nil means a client
	// with limits of its own on connecting and on headers.
	HTTPClient *http.Client
}

// complete returns the options with the defaults filled in, and BaseURL parsed.
// The error names every field that is wrong, and never a secret.
func (o EmbedderOptions) complete() (EmbedderOptions, *url.URL, error) {
	o.BaseURL = orDefault(o.BaseURL, defaultBaseURL)
	o.Model = orDefault(o.Model, defaultModel)
	o.BatchSize = orDefault(o.BatchSize, defaultBatchSize)
	o.Timeout = orDefault(o.Timeout, defaultTimeout)

	base, problem := parseBaseURL(o.BaseURL)
	problems := []error{problem, checkKey(o.Key), notBelow0("Dimensions", o.Dimensions), notBelow0("Timeout", o.Timeout)}
	if o.BatchSize < 1 || o.BatchSize > maxBatchSize {
		problems = append(problems, fmt.Errorf("option BatchSize is %d, not within 1 to %d", o.BatchSize, maxBatchSize))
	}
	return o, base, errors.Join(problems...)
}

func orDefault[T comparable](value, fallback T) T {
	var zero T
	if value == zero {
		return fallback
	}
	return value
}

// notBelow0 is the problem of an option that is negative or, as only a float64
// can be, not a number.
func notBelow0[T int | float64 | time.Duration](name string, value T) error {
	if value >= 0 {
		return nil
	}
	return fmt.Errorf("option %s is %v, below 0", name, value)
}

// parseBaseURL quotes nothing of a URL that may hold a password.
func parseBaseURL(raw string) (*url.URL, error) {
	base, err := url.Parse(raw)
	switch {
	case err != nil:
		return nil, errors.New("option BaseURL is not a URL")
	case base.User != nil:
		return nil, errors.New("option BaseURL holds a user name or password; the key goes into Key")
	case base.Scheme != "http" && base.Scheme != "https":
		return nil, errors.New("option BaseURL does not begin with http:// or https://")
	case base.Hostname() == "":
		return nil, errors.New("option BaseURL has no host")
	case base.RawQuery != "" || base.ForceQuery || base.Fragment != "":
		return nil, errors.New("option BaseURL has a ? or #, but a path is added to its end")
	}
	return base, nil
}

// checkKey finds what a header cannot carry, most often a line end or a space
// that was copied along.
func checkKey(key string) error {
	if strings.ContainsFunc(key, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return errors.New("option Key holds a space, a line end or a character that is not ASCII")
	}
	return nil
}

// identity names what makes the vectors: all that changes them, and the host,
// because two servers may give one name to different models.
func (o EmbedderOptions) identity(base *url.URL) string {
	name := atHost(o.Model, base)
	if o.Dimensions > 0 {
		name += fmt.Sprintf(" dimensions=%d", o.Dimensions)
	}
	if o.QueryPrefix != "" {
		name += fmt.Sprintf(" query=%q", o.QueryPrefix)
	}
	if o.PassagePrefix != "" {
		name += fmt.Sprintf(" passage=%q", o.PassagePrefix)
	}
	return name
}

// atHost is the name of a model, and of its host unless that is OpenAI's.
func atHost(model string, base *url.URL) string {
	if host := strings.ToLower(base.Host); host != defaultHost {
		return model + "@" + host
	}
	return model
}
