package openai

import (
	"bytes"
	"io"
	"net"
	"net/http"
	"time"

	api "github.com/sashabaranov/go-openai"
)

const (
	maxRefusal = 64 << 10 // bytes of an answer with a status of failure
	maxHeaders = 64 << 10 // bytes
	maxConnect = 5 * time.Second
)

// newHTTPClient returns a copy of custom, or a client of our own where it is
// nil, that follows no redirect: the key must not travel. A time limit for the
// whole exchange belongs to the context of a request, not to the client.
func newHTTPClient(custom *http.Client, headerTimeout time.Duration) *http.Client {
	client := &http.Client{Transport: &http.Transport{
		Proxy:                  http.ProxyFromEnvironment,
		DialContext:            (&net.Dialer{Timeout: maxConnect}).DialContext,
		ForceAttemptHTTP2:      true,
		TLSHandshakeTimeout:    maxConnect,
		ResponseHeaderTimeout:  headerTimeout,
		IdleConnTimeout:        90 * time.Second,
		MaxResponseHeaderBytes: maxHeaders,
	}}
	if custom != nil {
		copied := *custom
		client = &copied
	}
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return client
}

// A doer is what go-openai sends its requests through. It is made for one call,
// so that it can hold the limit of that call. Every failure leaves it as an
// [*Error]: go-openai would lose the headers of a refusal, read a body of any
// size, take a redirect for an answer, and hide what is not in OpenAI's shape.
type doer struct {
	client  *http.Client
	secret  string         // the key, to be redacted
	limit   int64          // bytes of an answer with a status of success
	fields  map[string]any // put into the JSON of the request; may be nil
	streams bool           // the answer is to be a stream of events
}

// through is a client of the API at base that sends everything through d.
func (d *doer) through(base string) *api.Client {
	config := api.DefaultConfig(d.secret)
	config.BaseURL = base
	config.HTTPClient = d
	return api.NewClientWithConfig(config)
}

func (d *doer) Do(request *http.Request) (*http.Response, error) {
	if err := put(request, d.fields); err != nil {
		return nil, err
	}
	response, err := d.client.Do(request)
	if err != nil {
		return nil, networkError(err, d.secret)
	}
	limit := d.limit
	if response.StatusCode >= 300 {
		limit = maxRefusal
	}
	response.Body = &cappedBody{ReadCloser: response.Body, left: limit, secret: d.secret}
	if err := d.inspect(response); err != nil {
		_ = response.Body.Close()
		return nil, err
	}
	return response, nil
}

// inspect returns the error that the answer is, if it is one.
func (d *doer) inspect(response *http.Response) error {
	status := response.StatusCode
	switch {
	case status >= 400:
		return d.refused(response)
	case status >= 300:
		return redirected(response, d.secret)
	case d.streams:
		return openStream(response, d.secret)
	}
	return d.refusedInside(response)
}

func (d *doer) refused(response *http.Response) error {
	after := retryAfter(response.Header, time.Now())
	body, err := io.ReadAll(response.Body)
	var said refusal
	if err != nil { // too large, or cut off: the status still says enough
		said.message = "its error message could not be read"
	} else {
		said, _ = parseRefusal(body)
	}
	failed := said.failure(response.StatusCode, after, d.secret)
	if failed.Kind == KindRefused {
		failed.unwanted = unwanted(body, d.fields)
	}
	if failed.unwanted == "" && d.streams && (failed.Kind == KindRefused || failed.Kind == KindServer) {
		failed.unwanted = unwantedFeature(string(body))
	}
	return failed
}

// maxInside bounds what is parsed in search of an error object: such objects
// are small, and what is larger is left to the decoder of answers.
const maxInside = 4 << 10 // bytes

// refusedInside finds the error object under a status of success that
// go-openai would decode as an answer with nothing in it. What it reads to do
// so is put back.
func (d *doer) refusedInside(response *http.Response) error {
	body := response.Body
	head, err := io.ReadAll(io.LimitReader(body, maxInside))
	if err != nil {
		return err
	}
	if len(head) < maxInside {
		if said, is := parseRefusal(head); is {
			return said.failure(response.StatusCode, retryAfter(response.Header, time.Now()), d.secret)
		}
	}
	response.Body = struct {
		io.Reader
		io.Closer
	}{io.MultiReader(bytes.NewReader(head), body), body}
	return nil
}

func redirected(response *http.Response, secret string) error {
	message := "it redirects"
	if location, err := response.Location(); err == nil {
		message = clean("it redirects to "+location.Scheme+"://"+location.Host, secret)
	}
	return &Error{
		Kind:    KindNotFound,
		Status:  response.StatusCode,
		Message: message,
		Hint:    "set the base URL to the address that the server really has",
	}
}
