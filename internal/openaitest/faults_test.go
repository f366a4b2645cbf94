package openaitest_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"footnote/internal/openaitest"
)

func TestFaultsAreUsedUpInOrder(t *testing.T) {
	server := openaitest.New(t)
	server.Fail(
		openaitest.Status(429, `{"error":"slow down"}`, http.Header{"Retry-After": {"3"}}),
		openaitest.Fault{},
		openaitest.Status(200, "<html>", http.Header{"Content-Type": {"text/html"}}),
	)
	var got []string
	for range 4 {
		a := mustAsk(t, server, `{"input":["x"]}`)
		got = append(got, fmt.Sprintf("%d %s %s %.9s", a.status, a.header.Get("Content-Type"), a.header.Get("Retry-After"), a.body))
	}
	want := []string{
		`429 application/json 3 {"error":`,
		`200 application/json  {"object"`,
		`200 text/html  <html>`,
		`200 application/json  {"object"`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("answers (-want +got):\n%s", diff)
	}
}

func TestBrokenConnections(t *testing.T) {
	for name, test := range map[string]struct {
		fault openaitest.Fault
		want  error
	}{
		"reset": {openaitest.Reset(), syscall.ECONNRESET},
		"cut":   {openaitest.Cut(), io.ErrUnexpectedEOF},
	} {
		t.Run(name, func(t *testing.T) {
			server := openaitest.New(t)
			server.Fail(test.fault)
			if got, err := ask(server, three); !errors.Is(err, test.want) {
				t.Errorf("error %v, want %v; body %.80q", err, test.want, got.body)
			}
		})
	}
}

func TestStuckEndsWithItsClient(t *testing.T) {
	server := openaitest.New(t)
	server.Fail(openaitest.Stuck(""))
	ctx, cancel := context.WithCancel(t.Context())
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, server.URL()+"/embeddings", strings.NewReader(three))
	if err != nil {
		t.Fatal(err)
	}
	gone := make(chan error)
	go func() {
		_, err := http.DefaultClient.Do(request)
		gone <- err
	}()
	for len(server.Requests()) == 0 { // cancel only what has arrived
		select {
		case err := <-gone:
			t.Fatalf("the request ended by itself: %v", err)
		case <-time.After(time.Millisecond):
		}
	}
	cancel()
	if err := <-gone; !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want %v", err, context.Canceled)
	}
}

func TestStuckAfterTheBeginning(t *testing.T) {
	server := openaitest.New(t)
	server.Fail(openaitest.Stuck(`{"data":`))
	response, err := http.Post(server.URL()+"/embeddings", "application/json", strings.NewReader(three))
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	beginning := make([]byte, len(`{"data":`))
	if _, err := io.ReadFull(response.Body, beginning); err != nil || string(beginning) != `{"data":` {
		t.Errorf("read %q, error %v", beginning, err)
	}
}

func TestBodies(t *testing.T) {
	server := openaitest.New(t)
	t.Run("truncated", func(t *testing.T) {
		server.Fail(openaitest.Truncated())
		if got := mustAsk(t, server, three); got.status != http.StatusOK || json.Valid([]byte(got.body)) {
			t.Errorf("status %d, body %s", got.status, got.body)
		}
	})
	t.Run("huge", func(t *testing.T) {
		server.Fail(openaitest.Huge(500, 1<<20))
		if got := mustAsk(t, server, three); got.status != 500 || len(got.body) < 1<<20 {
			t.Errorf("status %d, %d bytes", got.status, len(got.body))
		}
	})
	t.Run("redirect", func(t *testing.T) {
		server.Fail(openaitest.Redirect("http://elsewhere.invalid/"))
		got := mustAsk(t, server, three)
		if got.status != http.StatusTemporaryRedirect || got.header.Get("Location") != "http://elsewhere.invalid/" {
			t.Errorf("status %d, header %v", got.status, got.header)
		}
	})
	t.Run("typed", func(t *testing.T) {
		server.Fail(openaitest.Typed("text/plain"))
		got := mustAsk(t, server, three)
		if got.header.Get("Content-Type") != "text/plain" || !json.Valid([]byte(got.body)) {
			t.Errorf("header %v, body %s", got.header, got.body)
		}
	})
}

func TestDistortedVectors(t *testing.T) {
	good := []int{2, 0, 1}
	for name, test := range map[string]struct {
		fault   openaitest.Fault
		indices []int
		lengths []int
	}{
		"none":            {openaitest.Fault{}, good, []int{8, 8, 8}},
		"missing index":   {openaitest.MissingIndex(), []int{2, 0}, []int{8, 8}},
		"duplicate index": {openaitest.DuplicateIndex(), []int{0, 0, 1}, []int{8, 8, 8}},
		"other index":     {openaitest.Index(-1), []int{-1, 0, 1}, []int{8, 8, 8}},
		"wrong dimension": {openaitest.WrongDimension(3), good, []int{3, 3, 3}},
		"raw numbers":     {openaitest.Numbers("[1,null]"), good, []int{2, 8, 8}},
		"zero vector":     {openaitest.ZeroVector(), good, []int{8, 8, 8}},
	} {
		t.Run(name, func(t *testing.T) {
			server := openaitest.New(t)
			server.Fail(test.fault)
			indices, vectors := mustAsk(t, server, three).vectors(t)
			var lengths []int
			for _, vector := range vectors {
				lengths = append(lengths, len(vector))
			}
			if diff := cmp.Diff(test.indices, indices); diff != "" {
				t.Errorf("indices (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(test.lengths, lengths); diff != "" {
				t.Errorf("lengths (-want +got):\n%s", diff)
			}
			if name == "zero vector" && cmp.Diff(make([]float32, 8), vectors[0]) != "" {
				t.Errorf("vector %v, want zeros", vectors[0])
			}
		})
	}
}
