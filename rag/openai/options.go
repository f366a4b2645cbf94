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

// EmbedderOptions configures [NewEmbedder]. The zero value uses OpenAI itself.
type EmbedderOptions struct {
	// BaseURL is an http or https URL up to and including the version, that is, without
	// "/embeddings". Azure's is https://NAME.openai.azure.com/openai/v1. Empty means
	// https://api.openai.com/v1.
	BaseURL string
	// Key is sent as a bearer token. If it is empty, none is sent, as local servers expect.
	Key string
	// Model is the server's name for the model. Empty means text-embedding-3-small.
	Model string
	// Dimensions is the requested length of vectors. 0 means the model's own length, the only
	// value that most local servers accept.
	Dimensions int
	// BatchSize is the number of texts per request: 1 to 512; 0 means 64. It is halved
	// permanently each time the server says that it was too large.
	BatchSize int
	// QueryPrefix goes before each query, and PassagePrefix before each passage, as the
	// model's card requires: "query: " and "passage: " for the E5 family.
	QueryPrefix, PassagePrefix string
	// Timeout limits one request, without the waits between retries. 0 means 30 seconds.
	Timeout time.Duration
	// Observe, if not nil, is called for every request that has ended.
	Observe func(Call)
	// HTTPClient sends the requests, but follows no redirect. If it is nil, a client with its
	// own limits on connecting and on headers is used.
	HTTPClient *http.Client
}

// complete returns the options with defaults filled in, and BaseURL parsed. The error names
// every invalid field, and never contains a secret.
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

// notBelow0 returns an error if an option is negative or, for a float64, not a number.
func notBelow0[T int | float64 | time.Duration](name string, value T) error {
	if value >= 0 {
		return nil
	}
	return fmt.Errorf("option %s is %v, below 0", name, value)
}

// parseBaseURL parses a base URL. Its errors do not quote the URL, which may contain a
// password.
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

// ErrKey means that a header cannot carry the key, most often because of a line break or a space
// that was copied along.
var ErrKey = errors.New("option Key holds a space, a line end or a character that is not ASCII")

func checkKey(key string) error {
	if strings.ContainsFunc(key, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return ErrKey
	}
	return nil
}

// identity names everything that affects the vectors, and the host, because two servers may
// use one name for different models.
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

// atHost returns the name of a model, with its host unless that is OpenAI's.
func atHost(model string, base *url.URL) string {
	if host := strings.ToLower(base.Host); host != defaultHost {
		return model + "@" + host
	}
	return model
}
