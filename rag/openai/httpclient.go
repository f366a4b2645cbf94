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
	maxRefusal = 64 << 10 // size limit of an answer with a failure status, in bytes
	maxHeaders = 64 << 10 // bytes
	maxConnect = 5 * time.Second
)

// newHTTPClient returns a copy of custom, or a new client if it is nil, that follows no
// redirect: the key must not travel. A time limit for the whole exchange belongs to the
// context of a request, not to the client.
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

// A doer sends the requests of go-openai. It is made for one call, whose size limit it holds.
// Every failure becomes an [*Error] here: go-openai would lose the headers of a refusal, read
// a body of any size, take a redirect for an answer, and hide what is not in OpenAI's format.
type doer struct {
	client  *http.Client
	secret  string         // the key, to be redacted
	limit   int64          // size limit of an answer with a success status, in bytes
	fields  map[string]any // added to the JSON of the request; may be nil
	streams bool           // the answer should be a stream of events
}

// apiClient returns a client of the API at base that sends everything through d.
func (d *doer) apiClient(base string) *api.Client {
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

// inspect returns the error in the response, if it has one.
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

// maxInside is the size up to which an answer is searched for an error object. Such objects
// are small; anything larger is left to the decoder.
const maxInside = 4 << 10 // bytes

// refusedInside finds an error object under a success status, which go-openai would decode as
// an empty answer. It puts back what it reads.
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
