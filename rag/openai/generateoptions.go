package openai

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"time"
)

const (
	defaultChatModel     = "gpt-4o-mini"
	defaultAnswerTimeout = 60 * time.Second
	defaultFirstToken    = 30 * time.Second
	defaultBetweenTokens = 15 * time.Second
	defaultMaxTokens     = 800
	defaultConcurrent    = 4
	defaultPerMinute     = 60
)

// GeneratorOptions configures [NewGenerator]. The zero value uses OpenAI itself.
type GeneratorOptions struct {
	// BaseURL is an http or https URL up to and including the version, that is, without
	// "/chat/completions". Empty means https://api.openai.com/v1.
	BaseURL string
	// Key is sent as a bearer token. If it is empty, none is sent, as local servers expect.
	Key string
	// Model is the server's name for the model. Empty means gpt-4o-mini.
	Model string
	// Timeout limits a whole answer, including all retries and waits. 0 means 60 seconds.
	Timeout time.Duration
	// FirstToken is how long the server may be silent before the model has written anything,
	// thinking included. 0 means 30 seconds.
	FirstToken time.Duration
	// BetweenTokens is how long the server may be silent after that; keep-alive messages do
	// not count. 0 means 15 seconds.
	BetweenTokens time.Duration
	// Temperature is 0 to 2. It is always sent, even if 0, except to OpenAI models and servers
	// that do not accept one.
	Temperature float64
	// MaxTokens is the token limit of an answer. 0 means 800.
	MaxTokens int
	// Concurrent is how many answers may be written at once; others wait in order of arrival.
	// 0 means 4.
	Concurrent int
	// PerMinute limits the number of requests per minute, a sixth of which may come at once. 0
	// means 60.
	PerMinute int
	// Budget is the total number of tokens, in and out, that may be used. 0 means no limit. An
	// answer that has begun is not cut by it.
	Budget int
	// InputPrice and OutputPrice are prices per million tokens, in any currency.
	InputPrice, OutputPrice float64
	// Observe, if not nil, is called for every request that has ended.
	Observe func(Call)
	// HTTPClient sends the requests, but follows no redirect. If it is nil, a client with its
	// own limits on connecting and on headers is used.
	HTTPClient *http.Client
}

// complete returns the options with defaults filled in, and BaseURL parsed. The error names
// every invalid field, and never contains a secret.
func (o GeneratorOptions) complete() (GeneratorOptions, *url.URL, error) {
	o.BaseURL = orDefault(o.BaseURL, defaultBaseURL)
	o.Model = orDefault(o.Model, defaultChatModel)
	o.Timeout = orDefault(o.Timeout, defaultAnswerTimeout)
	o.FirstToken = orDefault(o.FirstToken, defaultFirstToken)
	o.BetweenTokens = orDefault(o.BetweenTokens, defaultBetweenTokens)
	o.MaxTokens = orDefault(o.MaxTokens, defaultMaxTokens)
	o.Concurrent = orDefault(o.Concurrent, defaultConcurrent)
	o.PerMinute = orDefault(o.PerMinute, defaultPerMinute)

	base, problem := parseBaseURL(o.BaseURL)
	problems := []error{
		problem, checkKey(o.Key),
		notBelow0("Timeout", o.Timeout),
		notBelow0("FirstToken", o.FirstToken),
		notBelow0("BetweenTokens", o.BetweenTokens),
		notBelow0("MaxTokens", o.MaxTokens),
		notBelow0("Concurrent", o.Concurrent),
		notBelow0("PerMinute", o.PerMinute),
		notBelow0("Budget", o.Budget),
		notBelow0("InputPrice", o.InputPrice),
		notBelow0("OutputPrice", o.OutputPrice),
	}
	if !(o.Temperature >= 0 && o.Temperature <= 2) { // NaN is rejected too
		problems = append(problems, fmt.Errorf("option Temperature is %v, not within 0 to 2", o.Temperature))
	}
	return o, base, errors.Join(problems...)
}
