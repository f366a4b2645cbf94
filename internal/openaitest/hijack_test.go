package openaitest_test

import (
	"crypto/tls"
	"errors"
	"io"
	"net/http"
	"strings"
	"syscall"
	"testing"

	"footnote/internal/openaitest"
)

func TestPlainHasNoFraming(t *testing.T) {
	server := openaitest.New(t)
	server.Fail(openaitest.CutPlain(30))
	head, rest := raw(t, server, streamChat)
	if want := "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close"; head != want {
		t.Errorf("head %q, want %q", head, want)
	}
	if rest != good()[:30] {
		t.Errorf("body %q", rest)
	}
}

func TestBrokenStreamsOfTLS(t *testing.T) {
	server := openaitest.NewHTTP2(t)
	transport := server.Client().Transport.(*http.Transport)
	client := &http.Client{Transport: &http.Transport{ // HTTP/1.1 over TLS
		TLSClientConfig: &tls.Config{RootCAs: transport.TLSClientConfig.RootCAs},
		TLSNextProto:    map[string]func(string, *tls.Conn) http.RoundTripper{},
	}}
	defer client.CloseIdleConnections()
	for name, test := range map[string]struct {
		fault openaitest.Fault
		want  error
	}{
		"cut":   {openaitest.CutStream(50), io.ErrUnexpectedEOF},
		"reset": {openaitest.ResetStream(50), syscall.ECONNRESET},
		"plain": {openaitest.CutPlain(50), nil},
	} {
		t.Run(name, func(t *testing.T) {
			server.Fail(test.fault)
			response, err := client.Post(server.URL()+"/chat/completions", "application/json", strings.NewReader(streamChat))
			if err != nil {
				t.Fatal(err)
			}
			defer response.Body.Close()
			body, err := io.ReadAll(response.Body)
			if string(body) != good()[:50] || !errors.Is(err, test.want) {
				t.Errorf("%s: error %v, body %q", response.Proto, err, body)
			}
		})
	}
}
