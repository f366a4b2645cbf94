package api_test

import (
	"net/http"
	"strings"
	"testing"

	"footnote/api"
	"footnote/api/value"
	"footnote/library/access"
	"footnote/library/store"
)

// TestLimitedArticles: what a server limits to a channel or a role is not there for programs.
func TestLimitedArticles(t *testing.T) {
	s := serve(t, func(o *api.Options) { o.Scopes = []store.Scope{"guild:7"} })
	s.add("guild:7", "lake.md", lake)
	id := s.add("guild:7", "secret.md", "# Secret\n\nThe strongroom opens with the code 4711.\n")
	if _, err := s.library.ChangeAccess(t.Context(), "guild:7", id, func(r access.Rule) (access.Rule, error) { return r.With("", "1") }); err != nil {
		t.Fatal(err)
	}
	var all value.Library
	s.get("/articles", &all)
	var list api.ModelList
	s.get("/v1/models", &list)
	if len(all.Articles) != 1 || len(list.Data) != 2 {
		t.Errorf("%d articles, %d models", len(all.Articles), len(list.Data))
	}
	s.refused(s.request("GET", "/v1/models/guild:7/"+id, ""), http.StatusNotFound, "model_not_found")
	s.refused(s.request("POST", "/ask", `{"article": "`+id+`", "question": "Which code opens the strongroom?"}`), http.StatusNotFound, "article_not_found")
	for path, body := range map[string]string{"/search": `{"query": "strongroom code"}`, "/ask": `{"question": "Which code opens the strongroom?"}`, "/check": `{"text": "The strongroom opens with a code."}`} {
		if _, got, _ := s.send(s.request("POST", path, body)); strings.Contains(got, "4711") || strings.Contains(got, id) {
			t.Errorf("%s: %s", path, got)
		}
	}
}
