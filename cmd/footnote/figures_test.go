package main

import (
	"context"
	"encoding/json"
	"maps"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"footnote/bot/metrics"
	"footnote/bot/rest"
)

// Each figure stands in docs/operating.md and on the dashboard, and no other does.
func TestFigures(t *testing.T) {
	m := metrics.New(metrics.Build{})
	m.Called(rest.Call{Route: "GET /users/@me", Status: 200})
	m.Requested("/ask", 200)
	m.Watch(metrics.Sources{
		Shards: func() map[int]bool { return map[int]bool{0: true} }, Troubles: func() map[string]int64 { return map[string]int64{"no_space": 1} },
		Kept: func(context.Context) (articles, passages int64, err error) { return 1, 2, nil },
	})
	w := httptest.NewRecorder()
	m.Handler().ServeHTTP(w, httptest.NewRequest("GET", "/metrics", nil))
	figures, kinds := []string{}, map[string]string{}
	for _, found := range regexp.MustCompile(`(?m)^# TYPE (footnote_\w+) (\w+)$`).FindAllStringSubmatch(w.Body.String(), -1) {
		figures, kinds[found[1]] = append(figures, found[1]), found[2]
	}
	for name, kind := range kinds { // prometheus.io/docs/practices/naming
		if (kind == "counter") != strings.HasSuffix(name, "_total") || (kind == "histogram") != strings.HasSuffix(name, "_duration_seconds") {
			t.Errorf("%s is a %s", name, kind)
		}
	}
	if len(figures) < 25 {
		t.Errorf("there are %d", len(figures))
	}
	page, err := os.ReadFile(filepath.Join(root, "docs", "operating.md"))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(figures, named(string(page))); diff != "" {
		t.Errorf("docs/operating.md (-figures +named):\n%s", diff)
	}
	raw, err := os.ReadFile(filepath.Join(root, "docs", "grafana.json"))
	if err != nil {
		t.Fatal(err)
	}
	var dashboard struct {
		Panels []struct {
			Title   string
			Targets []struct{ Expr string }
		}
	}
	if err := json.Unmarshal(raw, &dashboard); err != nil {
		t.Fatal(err)
	}
	var shown strings.Builder
	for _, p := range dashboard.Panels {
		for _, target := range p.Targets {
			shown.WriteString(target.Expr + "\n")
		}
	}
	if diff := cmp.Diff(figures, named(shown.String())); diff != "" {
		t.Errorf("docs/grafana.json (-figures +shown):\n%s", diff)
	}
}

// named are the figures that a text names, each once.
func named(text string) []string {
	names := map[string]bool{}
	for _, name := range regexp.MustCompile(`\bfootnote_\w+`).FindAllString(text, -1) {
		names[regexp.MustCompile(`(_duration_seconds)_\w+$`).ReplaceAllString(name, "$1")] = true
	}
	return slices.Sorted(maps.Keys(names))
}
