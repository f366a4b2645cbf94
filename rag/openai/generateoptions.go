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

// GeneratorOptions tunes [NewGenerator]. The zero value asks OpenAI itself.
type GeneratorOptions struct {
	// BaseURL is http or https, up to and with the version: what precedes
	// "/chat/completions". Empty means https://api.openai.com/v1.
	BaseURL string
	// Key is sent as a bearer token. Empty sends none, as local servers want.
	Key string
	// Model is the server's name for the model. Empty means gpt-4o-mini.
	Model string
	// Timeout is for one whole answer, with every try and every wait.
	// 0 means 60 seconds.
	Timeout time.Duration
	// FirstToken is how long the server may be silent before the model has
	// written anything, thinking included. 0 means 30 seconds.
	FirstToken time.Duration
	// BetweenTokens is how long it may be silent after that; signs of life that
	// carry nothing do not count. 0 means 15 seconds.
	BetweenTokens time.Duration
	// Temperature is 0 to 2. It is sent, 0 too, but not to the models of OpenAI
	// and the servers that do not take one.
	Temperature float64
	// MaxTokens is the limit of an answer. 0 means 800.
	MaxTokens int
	// Concurrent is how many answers are written at once; the others wait, first
	// come, first served. 0 means 4.
	Concurrent int
	// PerMinute is how many requests are made a minute, a sixth of them at once.
	// 0 means 60.
	PerMinute int
	// Budget is how many tokens, in and out, may be used up in all.
	// 0 is no budget. An answer that has begun is not cut by it.
	Budget int
	// InputPrice and OutputPrice are for a million tokens, in any currency.
	InputPrice, OutputPrice float64
	// HTTPClient sends the requests, but follows no redirect. Nil means a client
	// with limits of its own on connecting and on headers.
	HTTPClient *http.Client
}

// complete returns the options with the defaults filled in, and BaseURL parsed.
// The error names every field that is wrong, and never a secret.
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
	if !(o.Temperature >= 0 && o.Temperature <= 2) { // NaN, too, is not
		problems = append(problems, fmt.Errorf("option Temperature is %v, not within 0 to 2", o.Temperature))
	}
	return o, base, errors.Join(problems...)
}
