package setup

import (
	"bytes"
	"context"
	"log/slog"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"footnote/corpus/doc"
	"footnote/rag/judge"
)

// A counted judge gives each passage a different score and records what it has read.
type counted struct {
	reads []string
	model string
}

func (c *counted) Model() string { return c.model }

func (c *counted) Question(_ context.Context, question string, passages [][]string) ([]judge.Answer, error) {
	var all []judge.Answer
	for _, p := range passages {
		c.reads = append(c.reads, question+"/"+strings.Join(p, "|"))
		a := judge.Answer{Score: float32(len(p)), Sentences: make([]float32, len(p))}
		for i := range p {
			a.Sentences[i] = float32(len(p[i]))
		}
		a.Sentences[0] = float32(math.Inf(-1))
		all = append(all, a)
	}
	return all, nil
}

func (c *counted) Claim(context.Context, string, [][]string) ([]judge.Entailment, error) {
	return nil, nil
}

// A judgement is reused without reading the passage again, in later runs too, but not for another
// judge or another question.
func TestReread(t *testing.T) {
	s := words(t, nil)
	passages := [][]string{{"", "a"}, {"ab"}, {"a", "b"}}
	ask := func(j *counted, question string, passages ...[]string) []judge.Answer {
		t.Helper()
		again, done := reread(s, j)
		defer done()
		var all []judge.Answer
		for range 2 {
			var err error
			if all, err = again.Question(t.Context(), question, passages); err != nil {
				t.Fatal(err)
			}
		}
		return all
	}
	first := &counted{model: "judge-1"}
	said := ask(first, "q", passages...)
	if diff := cmp.Diff([]string{"q/|a", "q/ab", "q/a|b"}, first.reads); diff != "" {
		t.Errorf("read (-want +got):\n%s", diff)
	}
	second := &counted{model: "judge-1"}
	slices.Reverse(passages)
	again := ask(second, "q", append(passages, []string{"new"})...)
	if diff := cmp.Diff([]string{"q/new"}, second.reads); diff != "" {
		t.Errorf("read again (-want +got):\n%s", diff)
	}
	slices.Reverse(said)
	if diff := cmp.Diff(said, again[:3]); diff != "" {
		t.Errorf("said (-want +got):\n%s", diff)
	}
	for _, other := range []*counted{{model: "judge-2"}, {model: "judge-1"}} {
		question := map[string]string{"judge-2": "q", "judge-1": "r"}[other.model]
		if ask(other, question, passages...); len(other.reads) != 3 {
			t.Errorf("%s, %s: read %q", other.model, question, other.reads)
		}
	}
}

// The articles in a folder are read, each text once. Files that cannot be articles are skipped.
func TestArticlesIn(t *testing.T) {
	folder := t.TempDir()
	for name, text := range map[string]string{"b.md": bridge, "a/a.md": lighthouse, "c.md": bridge, "questions.yaml": "- x", "picture.png": "\x89PNG", "empty.md": "", "left.md": "# Left\n\nLeft out.\n"} {
		path := filepath.Join(folder, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var log bytes.Buffer
	s := words(t, nil)
	s.Log = slog.New(slog.NewTextHandler(&log, nil))
	all, err := ArticlesIn(t.Context(), s, folder, func(f doc.File) bool { return f.Name == "left.md" })
	if err != nil || len(all) != 2 || all[0].Title != "燈塔手冊" || all[1].Title != "石橋手冊" {
		t.Errorf("%d articles, %v", len(all), err)
	}
	if said := log.String(); !strings.Contains(said, "empty.md: is empty") || !strings.Contains(said, "c.md is the same text as") || strings.Contains(said, "png") || strings.Contains(said, "yaml") {
		t.Errorf("the log is: %s", said)
	}
	everything := func(doc.File) bool { return true }
	if _, err := ArticlesIn(t.Context(), s, folder, everything); err == nil || !strings.Contains(err.Error(), "contains no article") {
		t.Errorf("all files excluded: %v", err)
	}
	if _, err := ArticlesIn(t.Context(), s, filepath.Join(folder, "empty.md"), func(doc.File) bool { return false }); err == nil || !strings.Contains(err.Error(), "is empty") {
		t.Errorf("an empty file: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := ArticlesIn(ctx, s, folder, func(doc.File) bool { return false }); err == nil {
		t.Error("a cancelled context is no error")
	}
}
