package openaitest_test

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"footnote/internal/openaitest"
)

// An answer is a response, read without a client library.
type answer struct {
	status int
	header http.Header
	body   string
}

func (a answer) vectors(t *testing.T) (indices []int, vectors [][]float32) {
	t.Helper()
	var list struct {
		Object string `json:"object"`
		Data   []struct {
			Object    string    `json:"object"`
			Index     int       `json:"index"`
			Embedding []float32 `json:"embedding"`
		} `json:"data"`
	}
	if err := json.Unmarshal([]byte(a.body), &list); err != nil {
		t.Fatalf("body %.80q: %v", a.body, err)
	}
	for _, item := range list.Data {
		indices = append(indices, item.Index)
		vectors = append(vectors, item.Embedding)
	}
	return indices, vectors
}

func ask(server *openaitest.Server, body string) (answer, error) {
	client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	response, err := client.Post(server.URL()+"/embeddings", "application/json", strings.NewReader(body))
	if err != nil {
		return answer{}, err
	}
	defer response.Body.Close()
	read, err := io.ReadAll(response.Body)
	return answer{response.StatusCode, response.Header, string(read)}, err
}

func mustAsk(t *testing.T, server *openaitest.Server, body string) answer {
	t.Helper()
	got, err := ask(server, body)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

const three = `{"model":"m","input":["一","二","三"],"dimensions":8}`

func TestGoodAnswer(t *testing.T) {
	server := openaitest.New(t)
	got := mustAsk(t, server, three)
	indices, vectors := got.vectors(t)
	if got.status != http.StatusOK || got.header.Get("Content-Type") != "application/json" {
		t.Errorf("status %d, type %q", got.status, got.header.Get("Content-Type"))
	}
	if diff := cmp.Diff([]int{2, 0, 1}, indices); diff != "" {
		t.Errorf("order of data (-want +got):\n%s", diff)
	}
	for position, text := range []string{"三", "一", "二"} {
		if diff := cmp.Diff(openaitest.Vector(text, 8), vectors[position]); diff != "" {
			t.Errorf("vector of %s (-want +got):\n%s", text, diff)
		}
	}
}

func TestModelNameIsEscaped(t *testing.T) {
	server := openaitest.New(t)
	got := mustAsk(t, server, `{"model":"a\"b","input":["x"]}`)
	if !strings.Contains(got.body, `"model":"a\"b"`) || !json.Valid([]byte(got.body)) {
		t.Errorf("body ends %.80q", got.body[len(got.body)-80:])
	}
}

func TestRequestsAreRecorded(t *testing.T) {
	server := openaitest.New(t)
	mustAsk(t, server, three)
	mustAsk(t, server, `not JSON`)
	requests := server.Requests()
	if len(requests) != 2 {
		t.Fatalf("%d requests, want 2", len(requests))
	}
	if requests[0].Header.Get("Content-Type") != "application/json" {
		t.Errorf("header %v", requests[0].Header)
	}
	requests[0].Header, requests[1].Header = nil, nil
	want := []openaitest.Request{{
		Method: "POST", Path: "/v1/embeddings", Body: []byte(three),
		Model: "m", Inputs: []string{"一", "二", "三"}, Dimensions: 8,
	}, {
		Method: "POST", Path: "/v1/embeddings", Body: []byte("not JSON"),
	}}
	if diff := cmp.Diff(want, requests); diff != "" {
		t.Errorf("requests (-want +got):\n%s", diff)
	}
}

func TestWrongRequestIsRefused(t *testing.T) {
	server := openaitest.New(t)
	server.LimitInputs(2)
	for name, test := range map[string]struct {
		body    string
		message string
	}{
		"not JSON":    {`{"input":`, "not JSON"},
		"no input":    {`{"model":"m","input":[]}`, "empty"},
		"above limit": {three, "batch size is invalid"},
	} {
		t.Run(name, func(t *testing.T) {
			got := mustAsk(t, server, test.body)
			if got.status != http.StatusBadRequest || !strings.Contains(got.body, test.message) {
				t.Errorf("status %d, body %s", got.status, got.body)
			}
		})
	}
	t.Run("unknown path", func(t *testing.T) {
		response, err := http.Get(server.URL() + "/engines")
		if err != nil {
			t.Fatal(err)
		}
		defer response.Body.Close()
		if response.StatusCode != http.StatusNotFound {
			t.Errorf("status %d", response.StatusCode)
		}
	})
	t.Run("at limit", func(t *testing.T) {
		if got := mustAsk(t, server, `{"model":"m","input":["a","b"]}`); got.status != http.StatusOK {
			t.Errorf("status %d, body %s", got.status, got.body)
		}
	})
}
