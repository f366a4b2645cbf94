package openaitest_test

import (
	"fmt"
	"io"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"

	"footnote/internal/openaitest"
)

// checkError fails the test unless the answer has the status and the error object.
func checkError(t *testing.T, got answer, status int, want string) {
	t.Helper()
	if got.status != status || got.header.Get("Content-Type") != "application/json" {
		t.Errorf("status %d, type %q", got.status, got.header.Get("Content-Type"))
	}
	if diff := cmp.Diff(tree(t, `{"error":`+want+`}`), tree(t, got.body)); diff != "" {
		t.Errorf("body (-want +got):\n%s", diff)
	}
}

func TestWrongChatIsRefused(t *testing.T) {
	server := openaitest.New(t)
	t.Run("not JSON", func(t *testing.T) {
		checkError(t, mustChat(t, server, `{`), http.StatusBadRequest,
			`{"message":"the request is not JSON","type":"invalid_request_error","param":null,"code":null}`)
	})
	t.Run("wrong content", func(t *testing.T) {
		got := mustChat(t, server, `{"model":"m","messages":[{"role":"user","content":7}]}`)
		if got.status != http.StatusBadRequest {
			t.Errorf("status %d", got.status)
		}
	})
	t.Run("no model", func(t *testing.T) {
		checkError(t, mustChat(t, server, `{"messages":[{"role":"user","content":"x"}]}`), http.StatusBadRequest,
			`{"message":"you must provide a model parameter","type":"invalid_request_error","param":null,"code":null}`)
	})
	t.Run("no messages", func(t *testing.T) {
		checkError(t, mustChat(t, server, `{"model":"m","messages":[]}`), http.StatusBadRequest,
			`{"message":"Missing required parameter: 'messages'.","type":"invalid_request_error",
				"param":"messages","code":"missing_required_parameter"}`)
	})
}

func TestRefusedFields(t *testing.T) {
	server := openaitest.New(t)
	server.RefuseFields("seed", "stream")
	checkError(t, mustChat(t, server, streamChat), http.StatusBadRequest,
		`{"message":"Unrecognized request argument supplied: stream","type":"invalid_request_error","param":"stream","code":null}`)
	if got := mustChat(t, server, plainChat); got.status != http.StatusOK {
		t.Errorf("status %d without the field", got.status)
	}
	server.RefuseFields()
	if got := mustChat(t, server, streamChat); got.status != http.StatusOK {
		t.Errorf("status %d after the fields were allowed again", got.status)
	}
}

func TestBusy(t *testing.T) {
	server := openaitest.New(t)
	server.Fail(openaitest.Status(http.StatusTeapot, "{}", nil))
	server.Busy(func(n int) (int, http.Header) {
		if n > len(server.Requests()) { // the function may ask the server
			t.Errorf("number %d of %d requests", n, len(server.Requests()))
		}
		switch n {
		case 1:
			return http.StatusTooManyRequests, http.Header{"Retry-After": {"2"}}
		case 2:
			return http.StatusServiceUnavailable, nil
		}
		return 0, nil
	})
	first := mustChat(t, server, streamChat)
	checkError(t, first, http.StatusTooManyRequests,
		`{"message":"Rate limit reached","type":"requests","param":null,"code":"rate_limit_exceeded"}`)
	if first.header.Get("Retry-After") != "2" {
		t.Errorf("header %v", first.header)
	}
	checkError(t, mustChat(t, server, streamChat), http.StatusServiceUnavailable,
		`{"message":"Service Unavailable","type":"server_error","param":null,"code":null}`)
	// Only now is the fault used up.
	if got := mustChat(t, server, streamChat); got.status != http.StatusTeapot {
		t.Errorf("status %d", got.status)
	}
	if got := mustChat(t, server, streamChat); got.status != http.StatusOK {
		t.Errorf("status %d", got.status)
	}
}

func TestBusyHalfOfTheTime(t *testing.T) {
	server := openaitest.NewHTTP2(t)
	server.Busy(func(n int) (int, http.Header) { return n % 2 * http.StatusTooManyRequests, nil })
	var group sync.WaitGroup
	var refused atomic.Int32
	for range 40 {
		group.Go(func() {
			got, err := chat(server, streamChat)
			if err != nil {
				t.Errorf("error %v", err)
			}
			if got.status == http.StatusTooManyRequests {
				refused.Add(1)
			}
		})
	}
	group.Wait()
	if refused.Load() != 20 {
		t.Errorf("%d of 40 refused", refused.Load())
	}
}

func TestModels(t *testing.T) {
	server := openaitest.New(t)
	list := func(ids ...string) string {
		data := ""
		for i, id := range ids {
			if i > 0 {
				data += ","
			}
			data += fmt.Sprintf(`{"id":%q,"object":"model","created":1700000000,"owned_by":"openaitest"}`, id)
		}
		return `{"object":"list","data":[` + data + `]}`
	}
	check := func(want string) {
		t.Helper()
		response, err := server.Client().Get(server.URL() + "/models")
		if err != nil {
			t.Fatal(err)
		}
		defer response.Body.Close()
		body, err := io.ReadAll(response.Body)
		if err != nil || response.StatusCode != http.StatusOK {
			t.Fatalf("status %d, error %v", response.StatusCode, err)
		}
		if diff := cmp.Diff(tree(t, want), tree(t, string(body))); diff != "" {
			t.Errorf("models (-want +got):\n%s", diff)
		}
	}
	check(list(openaitest.DefaultModel))
	server.Models("b", "a")
	check(list("b", "a"))
	checkError(t, mustChat(t, server, plainChat), http.StatusNotFound,
		"{\"message\":\"The model `m` does not exist or you do not have access to it.\","+
			`"type":"invalid_request_error","param":null,"code":"model_not_found"}`)
	server.Models("m")
	if got := mustChat(t, server, plainChat); got.status != http.StatusOK {
		t.Errorf("status %d for a listed model", got.status)
	}
	server.Models()
	check(list())
}
