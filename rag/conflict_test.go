package rag_test

import (
	"context"
	"os"
	"strings"
	"testing"

	"footnote/corpus"
	"footnote/corpus/doc"
	"footnote/internal/indextest"
	"footnote/internal/long"
	"footnote/rag"
	"footnote/rag/index"
	"footnote/rag/judge"
)

// A disputed is a question about a pair of articles, with the reason if they do not disagree.
type disputed struct {
	why, question string
	articles      [2]*corpus.Article
}

func (d disputed) conflicts() bool { return d.why == "conflict" }

// disputes returns the disputed questions of a file in testdata.
func disputes(t *testing.T, file string) (all []disputed) {
	t.Helper()
	raw, err := os.ReadFile("conflict/testdata/" + file)
	if err != nil {
		t.Fatal(err)
	}
	for n, part := range strings.Split(string(raw), "\n= ")[1:] {
		lines := strings.Split(strings.TrimSpace(part), "\n")
		if len(lines) != 4 {
			t.Fatalf("pair %d has %d lines: %s", n, len(lines), part)
		}
		d := disputed{why: lines[0], question: lines[1]}
		for i, line := range lines[2:] {
			title, text, _ := strings.Cut(line, " | ")
			a, err := new(corpus.Reader).Read(t.Context(), doc.File{Source: title + ".md", Data: []byte("# " + title + "\n\n" + text + "\n")})
			if err != nil {
				t.Fatal(err)
			}
			d.articles[i] = a
		}
		all = append(all, d)
	}
	return all
}

// TestConflicts checks that two articles that give different values for what is asked are both
// shown, and that those that only seem to are not.
func TestConflicts(t *testing.T) {
	tune := disputes(t, "tune.txt")
	sets := map[string][]disputed{"tune": append(tune[:2:2], tune[9:11]...)}
	if long.On(t) {
		sets = map[string][]disputed{"tune": tune, "held": disputes(t, "held.txt")}
	}
	e := local(t)
	j := judge.New(e)
	for name, all := range sets {
		var conflicts, found, look, wrong int
		for _, d := range all {
			x := index.New(d.articles[:])
			indextest.MustEmbed(t, x, e)
			engine, err := rag.New(x, rag.Options{Embedder: e, Judge: j})
			if err != nil {
				t.Fatal(err)
			}
			a, err := engine.Answer(t.Context(), rag.Question{Text: d.question}, nil)
			if err != nil {
				t.Fatal(err)
			}
			if d.conflicts() {
				conflicts++
			} else {
				look++
			}
			switch {
			case a.Conflict && d.conflicts():
				found++
			case a.Conflict:
				wrong++
			}
			if a.Conflict != d.conflicts() {
				t.Logf("%s: %s: %s\n%s %s", name, d.why, d.question, a.Tier, a.Text)
			}
		}
		t.Logf("%s: found %d of %d conflicts, and took %d of %d look-alikes for one", name, found, conflicts, wrong, look)
		if 10*found < 9*conflicts || wrong > 0 {
			t.Errorf("%s: found %d of %d conflicts, and took %d of %d look-alikes for one", name, found, conflicts, wrong, look)
		}
	}
}

// TestConflictIsShown checks how a disagreement is shown: each sentence with its source, and
// none of them as the answer. No language model is asked to choose.
func TestConflictIsShown(t *testing.T) {
	for _, d := range disputes(t, "tune.txt") {
		if !strings.HasPrefix(d.question, "How tall is the light") && !strings.HasPrefix(d.question, "地铁三号线") {
			continue
		}
		x, e := index.New(d.articles[:]), local(t)
		indextest.MustEmbed(t, x, e)
		engine, err := rag.New(x, rag.Options{Embedder: e, Judge: judge.New(e), Writing: &rag.Writing{Generator: unasked{t}}})
		if err != nil {
			t.Fatal(err)
		}
		var shown strings.Builder
		a, err := engine.Answer(t.Context(), rag.Question{Text: d.question}, func(s string) error { shown.WriteString(s); return nil })
		if err != nil || shown.String() != a.Text || a.Mode != rag.ModeExtractive || a.Tier != rag.TierUnsure || !a.Conflict || len(a.Footnotes) != 2 || a.Footnotes[0].Article == a.Footnotes[1].Article {
			t.Errorf("%v, %q, %+v", err, shown.String(), a)
		}
		lead, rest, _ := strings.Cut(a.Text, "\n")
		if lead != "The articles disagree:" && lead != "各篇文章的说法不同：" || strings.Count(rest, "\n") != 1 {
			t.Errorf("%s", a.Text)
		}
	}
}

// An unasked model fails the test if it is asked.
type unasked struct{ *testing.T }

func (unasked) Model() string { return "unasked" }

func (u unasked) Generate(context.Context, rag.Prompt, func(string) error) (rag.Generated, error) {
	u.Error("the model was asked which article is right")
	return rag.Generated{}, nil
}
