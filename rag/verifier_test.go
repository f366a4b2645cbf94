package rag_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"footnote/corpus"
	"footnote/rag"
	"footnote/rag/eval"
)

// A judged answer is one of the test set of model answers.
type judged struct {
	ID, Set, Article, Lang, Kind, Question string
	Statements                             []struct {
		Text      string
		Cites     []string
		Supported bool
	}
}

// A tally counts verdicts on statements, by whether they are supported.
type tally struct{ caught, missed, alarms, passed int }

func (t *tally) add(supported, passed bool) {
	switch {
	case supported && passed:
		t.passed++
	case supported:
		t.alarms++
	case passed:
		t.missed++
	default:
		t.caught++
	}
}

func (t tally) precision() float64 { return float64(t.caught) / float64(max(1, t.caught+t.alarms)) }
func (t tally) recall() float64    { return float64(t.caught) / float64(max(1, t.caught+t.missed)) }
func (t tally) alarm() float64     { return float64(t.alarms) / float64(max(1, t.alarms+t.passed)) }

func (t tally) String() string {
	return fmt.Sprintf("caught %d, missed %d, false alarms %d, passed %d: precision %.3f, recall %.3f, false alarms %.3f",
		t.caught, t.missed, t.alarms, t.passed, t.precision(), t.recall(), t.alarm())
}

func TestVerdicts(t *testing.T) {
	answers, err := eval.ReadLines[judged]("verify/testdata/answers.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	only := os.Getenv("SET")
	checkers := map[string]*bench{}
	for _, name := range []string{"builtin", "harbour.txt", "tea.txt"} {
		checkers[name] = newBench(t, name)
	}
	bySet := map[string]*tally{}
	for _, a := range answers {
		if only != "" && a.Set != only {
			continue
		}
		b := checkers[a.Article]
		for i, s := range a.Statements {
			v, cross := b.check(t, a.Question, s.Text, s.Cites)
			for _, key := range []string{a.Set, a.Set + " " + a.Kind, a.Set + " " + a.Lang, a.Set + " foreign=" + fmt.Sprint(cross)} {
				if bySet[key] == nil {
					bySet[key] = &tally{}
				}
				bySet[key].add(s.Supported, v == "")
			}
			if s.Supported != (v == "") && a.Set == "tune" && testing.Verbose() {
				raw, _ := json.Marshal(s.Cites)
				t.Logf("%s.%d %s supported=%v verdict %q: %s %s", a.ID, i, a.Kind, s.Supported, v, s.Text, raw)
			}
		}
	}
	for _, key := range slices.Sorted(keys(bySet)) {
		t.Logf("%-24s %v", key, *bySet[key])
	}
}

func keys[V any](m map[string]V) func(func(string) bool) {
	return func(yield func(string) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

type bench struct {
	index     *rag.Index
	retriever rag.Retriever
	verifier  *rag.Verifier
	chinese   bool
}

func newBench(t *testing.T, name string) *bench {
	var article *corpus.Article
	if name == "builtin" {
		article = builtin(t)
	} else {
		var err error
		if article, err = corpus.ReadFile(filepath.Join("verify/testdata", name)); err != nil {
			t.Fatal(err)
		}
	}
	x := rag.NewIndex([]*corpus.Article{article})
	if os.Getenv("EMBED") == "none" {
		return &bench{x, words(x), rag.NewVerifier(x, nil), name != "harbour.txt"}
	}
	e := local(t)
	mustEmbed(t, x, e)
	return &bench{x, hybrid(x, e), rag.NewVerifier(x, e), name != "harbour.txt"}
}

func (b *bench) check(t *testing.T, question, text string, cites []string) (reason string, foreign bool) {
	hits := mustRetrieve(t, b.retriever, question, b.index.Len())
	var refs []rag.Ref
	var numbers []int
	for i, h := range hits {
		cited := slices.ContainsFunc(cites, func(c string) bool { return strings.Contains(h.Text(), c) })
		if i < 8 || cited {
			refs = append(refs, h.Ref)
			if cited {
				numbers = append(numbers, len(refs))
			}
		}
	}
	v, err := b.verifier.Check(t.Context(), text, numbers, refs)
	if err != nil {
		t.Fatal(err)
	}
	if !v.Supported && v.Reason == "" {
		t.Errorf("%s: no reason", text)
	}
	return v.Reason, false
}
