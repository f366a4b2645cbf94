package rehearsal

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"footnote/cmd/footnote/internal/questions"
	"footnote/corpus"
	"footnote/corpus/doc"
	"footnote/rag"
	"footnote/rag/index"
)

func read(t *testing.T, path, text string) *corpus.Article {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	f, err := doc.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	a, err := new(corpus.Reader).Read(t.Context(), f)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// answering is an engine of words alone over articles.
func answering(t *testing.T, articles ...*corpus.Article) *rag.Engine {
	t.Helper()
	e, err := rag.New(index.New(articles), rag.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

const lighthouse = `# The lighthouse of Sandholm

The lighthouse of Sandholm is 41 metres tall. It was built in 1902.

## Visitors

In summer 12,000 people climb its 218 steps.
`

// Each question comes to an outcome, beside what was expected.
func TestRun(t *testing.T) {
	a := read(t, filepath.Join(t.TempDir(), "lighthouse.md"), lighthouse)
	all := []questions.Question{
		{Text: "how tall is the lighthouse of Sandholm?", Shows: questions.Texts{"41 Metres"}},
		{Text: "how tall is the lighthouse of Sandholm?", Shows: questions.Texts{"1 metres", "Nordby"}},
		{Text: "hello", Expect: questions.Texts{questions.Silent}},
		{Text: strings.Repeat("long ", 1000), Expect: questions.Texts{questions.Silent}},
		{Text: "how many steps?", History: questions.Texts{"how tall is the lighthouse of Sandholm?"}},
	}
	var seen []string
	results, err := Rehearsal{answering(t, a), NewFiles(filepath.Dir(a.Source)).Of, func(r Result) error {
		seen = append(seen, r.Outcome)
		return nil
	}}.Run(t.Context(), all)
	if err != nil || len(results) != len(all) || len(seen) != len(all) {
		t.Fatalf("%d results, %d seen, %v", len(results), len(seen), err)
	}
	if first := results[0]; !first.answers() || first.Failed() || first.Expected == nil || first.Shown[0] != (Place{"lighthouse.md", 3, "", "The lighthouse of Sandholm", 2, "The lighthouse of Sandholm is 41 metres tall."}) {
		t.Errorf("the first: %+v", first)
	}
	if diff := cmp.Diff([]string{"1 metres", "Nordby"}, results[1].Missing); diff != "" || !results[1].Failed() {
		t.Errorf("missing (-want +got):\n%s", diff)
	}
	if r := results[2]; r.Outcome != Reply || !r.Failed() {
		t.Errorf("a greeting: %+v", r)
	}
	if r := results[3]; r.Outcome != questions.Silent || r.Failed() || !strings.Contains(r.Reason, "the limit is 2000") {
		t.Errorf("a question that is too long: %+v", r)
	}
	if r := results[4]; r.Expected != nil || len(r.Shown) == 0 || !strings.Contains(r.Shown[0].Quotation, "218") || r.Shown[0].Line != 7 {
		t.Errorf("a follow-up: %+v", r)
	}
	s := Summarize(results, 6)
	if !s.Cut || s.Asked != 5 || s.Failed != 2 || s.Expected != 2 || s.Free != 1 || s.Reply != 1 {
		t.Errorf("%+v", s)
	}
}

// What came until the end is there.
func TestRunEnds(t *testing.T) {
	a := read(t, filepath.Join(t.TempDir(), "lighthouse.md"), lighthouse)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	all := []questions.Question{{Text: "how tall is it?"}, {Text: "how many steps?"}, {Text: "when was it built?"}}
	results, err := Rehearsal{answering(t, a), NewFiles("").Of, func(r Result) error {
		if r.Question == all[1].Text {
			cancel()
		}
		return nil
	}}.Run(ctx, all)
	if len(results) != 2 || !errors.Is(err, context.Canceled) {
		t.Errorf("%d results, %v", len(results), err)
	}
}

// Words are found as readers see them, whole.
func TestHas(t *testing.T) {
	m := newMatcher()
	for _, c := range []struct {
		text, words string
		want        bool
	}{
		{"It is 41 metres tall.", "41 metres", true},
		{"It is **41\nmetres** tall.", "41 metres", true},
		{"It is 41 metres tall.", "41 METRES", true},
		{"It is 141 metres tall.", "41 metres", false},
		{"It is 41 metres tall.", "41 metre", false},
		{"It weighs 3.5 kg.", "5 kg", false},
		{"It weighs 3.5 kg.", "3", false},
		{"It costs 1,000 crowns.", "000 crowns", false},
		{"It costs 3. 5 kg is too much.", "5 kg", true},
		{"最大的碼頭長九百公尺，能停四艘貨輪。", "码头长九百公尺", true},
		{"最大的碼頭長\n九百公尺", "長九百公尺", true},
		{"共有１２艘", "12艘", true},
		{"共有112艘", "12艘", false},
		{"the therapist", "the rapist", false},
		{"", "x", false},
	} {
		if got := m.folded(c.text).has(c.words); got != c.want {
			t.Errorf("%q has %q: %t", c.text, c.words, got)
		}
	}
}

// A sentence is named by the line on which it begins, whatever the file does around it.
func TestLines(t *testing.T) {
	folder := t.TempDir()
	for _, c := range []struct {
		name, text, sentence string
		want                 int
	}{
		{"a.md", "# A\n\nOne. Two is\nmore.\n", "Two is more.", 3},
		{"b.md", "# A\r\n\r\nOne.\r\n\r\nThe [keeper](https://example.org/a_(b)) sells *tea*.\r\n", "The keeper sells tea.", 5},
		{"c.md", "---\ntitle: A\n---\n\n<!--\nhidden\n-->\n\n# A\n\nTea &amp; honey[^1] are sold.\n\n[^1]: by the keeper\n", "Tea & honey are sold.", 11},
		{"d.html", "<html><head><title>A</title></head><body>\n<p>One.</p>\n<p>The keeper\n<b>sells</b> tea.</p></body></html>", "The keeper sells tea.", 3},
		{"f.txt", "One.\n\nWhoever wants a stall asks the clerk if x <y and z> w.\n", "Whoever wants a stall asks the clerk if x <y and z> w.", 3},
		{"e.txt", "燈塔手冊\n\n燈塔高四十二公尺，\n漆成白色。它建於1898年。\n", "它建於1898年。", 4},
	} {
		path := filepath.Join(folder, "docs", c.name)
		a := read(t, path, c.text)
		files := NewFiles(folder)
		found := false
		for i, p := range a.Passages {
			for _, s := range p.Sentences {
				if strings.TrimSpace(a.Quote(s)) == c.sentence {
					found = true
					if at := files.place(a, i, s); at.Line != c.want || at.File != "docs/"+c.name {
						t.Errorf("%s: %+v, want line %d", c.name, at, c.want)
					}
				}
			}
		}
		if !found {
			t.Errorf("%s does not have %q:\n%s", c.name, c.sentence, a.Text)
		}
	}
	// The same words twice.
	a := read(t, filepath.Join(folder, "twice.md"), "# A\n\n## One\n\nAsk the keeper.\n\n## Two\n\nAsk the keeper.\n")
	if at := NewFiles(folder).place(a, 1, a.Passages[1].Sentences[0]); at.Line != 9 || at.Section != "Two" || at.Below != 2 {
		t.Errorf("the second of two: %+v", at)
	}
}
