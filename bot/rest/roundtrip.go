package rest

import (
	"bytes"
	"io"
	"net/http"
	"strconv"
	"strings"
)

// RoundTrip lets discordgo's Session call through this client's limits. It sends a request
// for discord.com to the client's base address. As [http.RoundTripper] requires, a refusal is
// a response and not an error.
func (c *Client) RoundTrip(req *http.Request) (*http.Response, error) {
	var body []byte
	if req.Body != nil {
		read, err := io.ReadAll(req.Body)
		req.Body.Close()
		if err != nil {
			return nil, err
		}
		body = read
	}
	path := req.URL.EscapedPath()
	if i := strings.Index(path, "/api/v"); i >= 0 {
		path = path[i+len("/api/v"):]
		path = path[max(strings.IndexByte(path, '/'), 0):]
	}
	if req.URL.RawQuery != "" {
		path += "?" + req.URL.RawQuery
	}
	route := parseRoute(req.Method, path)
	kind := ""
	if len(body) > 0 {
		kind = req.Header.Get("Content-Type")
	}
	got, err := c.exchange(req.Context(), route, Request{Method: req.Method, Path: path}, kind, body)
	if err != nil && got.status == 0 {
		return nil, err
	}
	return &http.Response{
		Status: strconv.Itoa(got.status) + " " + http.StatusText(got.status), StatusCode: got.status, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: plain(got.header), Body: io.NopCloser(bytes.NewReader(got.body)), ContentLength: int64(len(got.body)), Request: req,
	}, nil
}

// plain removes the rate limit headers: the client has already observed the limits.
func plain(h http.Header) http.Header {
	kept := http.Header{}
	for name, values := range h {
		if !strings.HasPrefix(name, "X-Ratelimit-") {
			kept[name] = values
		}
	}
	return kept
}
