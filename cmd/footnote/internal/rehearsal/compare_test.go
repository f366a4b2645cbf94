package rehearsal

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"footnote/cmd/footnote/internal/questions"
	"footnote/corpus"
)

const (
	tall   = "The lighthouse of Sandholm is 41 metres tall."
	taller = "The lighthouse of Sandholm is 42 metres tall."
	built  = "It was built in 1902."
	steps  = "In summer 12,000 people climb its 218 steps."
)

func result(outcome string, quotations ...string) Result {
	r := Result{Question: "how tall is it?", Position: "line 1", Outcome: outcome, Shown: []Place{}}
	for _, q := range quotations {
		r.Shown = append(r.Shown, Place{File: "lighthouse.md", Line: 3, Section: "The lighthouse of Sandholm", Below: 2, Quotation: q})
	}
	return r
}

// What has become of an answer.
func TestCompare(t *testing.T) {
	const whole = "# The lighthouse of Sandholm\n\n" + tall + " " + built + "\n\n## Visitors\n\n" + steps + "\n"
	elsewhere := result("unsure", "The lighthouse of Nordby is 43 metres tall.")
	elsewhere.Shown[0].File = "nordby.md"
	without := func(s string) string { return strings.Replace(whole, s, "", 1) }
	for _, c := range []struct {
		what        string
		text        string
		before, now Result
		want        Status
	}{
		{"nothing", whole, result("answer", tall), result("answer", tall), Same},
		{"silent as before", whole, result("silent"), result("silent"), Same},
		{"there was none", whole, result("silent"), result("unsure", tall), Gained},
		{"put in other words", strings.Replace(whole, tall, taller, 1), result("answer", tall), result("answer", taller), Changed},
		{"another sentence, the first is still there", whole, result("answer", tall), result("answer", built), Changed},
		{"one sentence more", whole, result("answer", tall), result("answer", tall, built), Changed},
		{"less sure of the same", whole, result("answer", tall), result("unsure", tall), Weaker},
		{"less sure and silent, the sentence is still there", whole, result("unsure", tall), result("silent"), Weaker},
		{"surer", whole, result("unsure", tall), result("answer", tall), Same},
		{"removed", without(tall), result("answer", tall), result("silent"), Gone},
		{"removed, and something else is sure", without(tall), result("answer", tall), result("answer", steps), Gone},
		{"removed, and something else is closest", without(tall), result("answer", tall), result("unsure", steps), Gone},
		{"still there, and something else is closest", whole, result("answer", tall), result("unsure", steps), Gone},
		{"still there, and not found any more", whole, result("answer", tall), result("silent"), Gone},
		{"a part is removed", without(built), result("answer", tall, built), result("answer", tall), Gone},
		{"what was closest is removed, and a like sentence of another file is", without(tall), result("unsure", tall), elsewhere, Gone},
		{"what stood beside what was closest is removed", without(built), result("unsure", tall, built), result("unsure", tall), Changed},
		{"what was closest is removed", without(tall), result("unsure", tall), result("silent"), Gone},
	} {
		folder := t.TempDir()
		a := read(t, filepath.Join(folder, "lighthouse.md"), c.text)
		now := []Result{c.now}
		NewComparison(NewKept([]Result{c.before}, "1", true), []*corpus.Article{a}, NewFiles(folder)).All(now)
		if got := now[0].Change.Status; got != c.want {
			t.Errorf("%s: %s, want %s", c.what, got, c.want)
		}
		fails := 0
		for _, f := range Findings(now, "docs", "q.yaml") {
			if f.Fails {
				fails++
			}
		}
		if (fails > 0) != (c.want == Gone) {
			t.Errorf("%s: %d findings fail", c.what, fails)
		}
	}
}

// Where an answer had stood is found, whatever was done to its file.
func TestLost(t *testing.T) {
	const head = "# The lighthouse of Sandholm\n\n"
	for _, c := range []struct {
		what, text string
		want       Lost
	}{
		{"removed from its paragraph", head + built + "\n", Lost{Place: Place{Line: 3}}},
		{"removed with a paragraph before it", "# Preface\n\nWords.\n\n" + head + built + "\n", Lost{Place: Place{Line: 7}}},
		{"in other words", head + "Words.\n\n" + taller + "\n", Lost{Place: Place{Line: 5}, Reads: taller}},
		{"still there", head + "Words.\n\n" + tall + "\n", Lost{Place: Place{Line: 5}, Stands: true}},
		{"removed with its heading", "# Visitors\n\n" + steps + "\n", Lost{Place: Place{Line: 3}}},
		{"another file", "", Lost{FileGone: true}},
	} {
		folder := t.TempDir()
		name := "lighthouse.md"
		if c.text == "" {
			name, c.text = "other.md", head+built
		}
		a := read(t, filepath.Join(folder, name), c.text)
		comparison := NewComparison(Kept{}, []*corpus.Article{a}, NewFiles(folder))
		got := comparison.lost(result("answer", tall).Shown[0])
		want := c.want
		want.Was, want.File, want.Section, want.Below, want.Quotation = 3, "lighthouse.md", "The lighthouse of Sandholm", 2, tall
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.what, diff)
		}
	}
}

// What is kept is read back, written only where it changes, and never in part.
func TestKept(t *testing.T) {
	path := filepath.Join(t.TempDir(), "q.answers.json")
	if got := KeptName("docs/q.yaml"); got != "docs/q.answers.json" {
		t.Error(got)
	}
	if _, found, err := ReadKept(path); found || err != nil {
		t.Errorf("none: %t, %v", found, err)
	}
	k := NewKept([]Result{result("answer", tall+" <a> & b"), result("silent")}, "1", true)
	if err := k.Write(path); err != nil {
		t.Fatal(err)
	}
	got, found, err := ReadKept(path)
	if diff := cmp.Diff(k, got); diff != "" || !found || err != nil {
		t.Errorf("%t, %v (-want +got):\n%s", found, err, diff)
	}
	if raw, _ := os.ReadFile(path); !strings.Contains(string(raw), "<a> & b") {
		t.Error("markup is escaped")
	}
	for _, broken := range []string{"", "{", "{}", "[]"} {
		if err := os.WriteFile(path, []byte(broken), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, found, err := ReadKept(path); !found || err == nil {
			t.Errorf("%q: %t, %v", broken, found, err)
		}
	}
	if differs := k.Differs("2", true); !strings.Contains(differs, "another version") || k.Differs("1", true) != "" || !strings.Contains(k.Differs("1", false), "--judge on") {
		t.Errorf("%q", differs)
	}
}

// No line of an article passes for a command of GitHub's.
func TestForGitHub(t *testing.T) {
	r := result("answer", tall)
	r.Question = "how\n::error::tall, is: it 100% ##[error]?"
	r.Change = &Change{Status: Gone, Lost: []Lost{{Place: Place{File: "a,b:c.md", Line: 7, Quotation: "::stop\n::set-env name=x::y"}, Was: 7}}}
	all := Findings([]Result{r}, "docs", "q.yaml")
	parts := ForGitHub(all, Summarize([]Result{r}, 1))
	if len(parts) != 4 || !strings.HasPrefix(parts[0], "::stop-commands::") {
		t.Fatalf("%q", parts)
	}
	token := strings.TrimSpace(strings.TrimPrefix(parts[0], "::stop-commands::"))
	if parts[2] != "::"+token+"::\n" || strings.Contains(parts[1], token) || len(token) != 64 {
		t.Errorf("%q", parts[2])
	}
	want := "::error file=docs/a%2Cb%3Ac.md,line=7::the answer is gone: how ::error::tall, is: it 100%25 ##[error]?%0Awas: “::stop ::set-env name=x::y”%0Anow answer: “" + tall + "”\n"
	if diff := cmp.Diff(want, parts[3]); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if !Expecting([]questions.Question{{Text: "a"}, {Text: "b", Shows: questions.Texts{"c"}}}) || Expecting(nil) {
		t.Error("whether anything is expected")
	}
}
