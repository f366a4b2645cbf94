package rest_test

import (
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"footnote/bot/rest"
)

func TestARequest(t *testing.T) {
	t.Run("says who calls, as Discord asks for", func(t *testing.T) {
		inBubble(t, rest.Options{}, fine, func(r *rig) {
			r.must("GET", messages+"?limit=3")
			if a := r.arrived()[0]; !regexp.MustCompile(`^DiscordBot \(\S+, [\d.]+\)$`).MatchString(a.Agent) || a.Kind != "" || a.Body != "" {
				t.Errorf("agent %q, %q of type %q", a.Agent, a.Body, a.Kind)
			}
		})
	})
	t.Run("brings JSON there and back", func(t *testing.T) {
		inBubble(t, rest.Options{}, reply(http.StatusOK, `{"id":"5","new":true}`), func(r *rig) {
			var out struct{ ID string }
			if err := r.send(rest.Request{Method: "POST", Path: messages, Body: map[string]any{"content": "<3"}, Out: &out}); err != nil || out.ID != "5" {
				t.Errorf("got %+v, %v", out, err)
			}
			if a := r.arrived()[0]; a.Kind != "application/json" || a.Body != `{"content":"\u003c3"}` {
				t.Errorf("%q of type %q", a.Body, a.Kind)
			}
		})
	})
	t.Run("with files is a form, whatever their names", func(t *testing.T) {
		inBubble(t, rest.Options{}, fine, func(r *rig) {
			err := r.send(rest.Request{Method: "POST", Path: messages, Body: 1, Files: []rest.File{
				{Name: "a.txt", Type: "text/plain", Data: []byte("one")},
				{Name: "x\"\r\nEvil: 1", Type: "text/plain", Data: []byte("two")},
			}})
			if err != nil {
				t.Fatal(err)
			}
			want := []string{"payload_json||application/json|1", "files[0]|a.txt|text/plain|one", "files[1]|xEvil: 1|text/plain|two"}
			if diff := cmp.Diff(want, parts(t, r.arrived()[0])); diff != "" {
				t.Errorf("parts (-want +got):\n%s", diff)
			}
		})
	})
	t.Run("that is refused says why, in a few words", func(t *testing.T) {
		long := `{"code":50035,"message":"` + strings.Repeat("資", 5000) + `"}`
		inBubble(t, rest.Options{}, reply(http.StatusBadRequest, long), func(r *rig) {
			err := r.do("POST", messages)
			if rest.Code(err) != 50035 || len(err.Error()) > 300 || !utf8.ValidString(err.Error()) {
				t.Errorf("got %q", err)
			}
		})
	})
	t.Run("that is refused in HTML says the status", func(t *testing.T) {
		inBubble(t, rest.Options{}, reply(http.StatusForbidden, html), func(r *rig) {
			want := "discord: POST /channels/{id}/messages: status 403"
			if err := r.do("POST", messages); err == nil || err.Error() != want {
				t.Errorf("got %v, want %q", err, want)
			}
		})
	})
}

// parts returns the parts of a form, each as name|file|type|data.
func parts(t *testing.T, a arrival) (all []string) {
	t.Helper()
	_, parameters, err := mime.ParseMediaType(a.Kind)
	if err != nil {
		t.Fatal(err)
	}
	reader := multipart.NewReader(strings.NewReader(a.Body), parameters["boundary"])
	for {
		part, err := reader.NextPart()
		if err == io.EOF {
			return all
		}
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(part)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, strings.Join([]string{part.FormName(), part.FileName(), part.Header.Get("Content-Type"), string(data)}, "|"))
	}
}

// TestRoundTrip checks that another client gets this client's limits, and Discord's responses
// unchanged.
func TestRoundTrip(t *testing.T) {
	trip := func(r *rig, method, url, body string) (*http.Response, string, error) {
		req, err := http.NewRequest(method, url, strings.NewReader(body))
		if err != nil {
			r.t.Fatal(err)
		}
		req.Header.Set("Content-Type", "application/json")
		response, err := (&http.Client{Transport: r.client}).Do(req)
		if err != nil {
			return nil, "", err
		}
		defer response.Body.Close()
		read, err := io.ReadAll(response.Body)
		return response, string(read), err
	}
	const put = "https://discord.com/api/v9/applications/3/commands?with=all"
	t.Run("goes to where Discord is for us", func(t *testing.T) {
		inBubble(t, rest.Options{}, told("commands", 0, 5*second), func(r *rig) {
			for range 2 {
				response, body, err := trip(r, "PUT", put, "[]")
				if err != nil || response.StatusCode != http.StatusOK || body != "{}" || response.Header.Get("X-RateLimit-Remaining") != "" {
					t.Errorf("got %+v with %q, %v", response, body, err)
				}
			}
			a := r.arrived()[0]
			got := []string{a.Method, a.Path, a.Body, a.Kind, a.Authorization}
			if diff := cmp.Diff([]string{"PUT", "/applications/3/commands", "[]", "application/json", "Bot " + botToken}, got); diff != "" {
				t.Errorf("request (-want +got):\n%s", diff)
			}
			r.wantAt(0, 5*second)
		})
	})
	t.Run("hands a refusal on as an answer", func(t *testing.T) {
		inBubble(t, rest.Options{}, reply(http.StatusUnauthorized, `{"code":1}`), func(r *rig) {
			response, body, err := trip(r, "PUT", put, "[]")
			if err != nil || response.StatusCode != http.StatusUnauthorized || body != `{"code":1}` {
				t.Errorf("got %+v with %q, %v", response, body, err)
			}
			if _, _, err := trip(r, "PUT", put, "[]"); err == nil {
				t.Error("no error after the end of all requests")
			}
			r.wantAt(0)
		})
	})
	t.Run("is an error where there was no answer", func(t *testing.T) {
		inBubble(t, rest.Options{}, drop, func(r *rig) {
			if _, _, err := trip(r, "PUT", put, "[]"); err == nil {
				t.Error("no error")
			}
		})
	})
}
