package eval

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"footnote/corpus"
	"footnote/rag"
	"footnote/rag/index"
)

// parrot refuses polite questions, and otherwise quotes the article. It records the questions.
type parrot struct {
	article *corpus.Article
	asked   []rag.Question
}

func (p *parrot) Search(context.Context, string, int) ([]index.Hit, error) {
	return []index.Hit{{Ref: index.Ref{Article: p.article}}}, nil
}

func (p *parrot) Answer(_ context.Context, q rag.Question, _ func(string) error) (rag.Answer, error) {
	p.asked = append(p.asked, q)
	a := reply(rag.TierSure, p.article.Text)
	if strings.Contains(q.Text, "謝謝") || strings.Contains(q.Text, "please") {
		a = rag.Answer{Tier: rag.TierRefused, Text: "No."}
	}
	a.Question = "understood " + q.Text
	return a, nil
}

func TestTrial(t *testing.T) {
	engines := map[string]*parrot{}
	closed := 0
	trial := Trial{Files: map[string]string{"tower": "t.md", "bridge": "b.md"}, Wrap: true,
		Open: func(_ context.Context, path string) (Engine, *corpus.Article, func(), error) {
			p := &parrot{article: single(t, path, "All of "+path+".")}
			engines[path] = p
			return p, p.article, func() { closed++ }, nil
		}}
	var done []int
	trial.Progress = func(n, of int) { done = append(done, n, of) }
	report, err := trial.Run(t.Context(), []Case{
		{ID: "1", Article: "tower", Kind: "fact", Language: "en", Question: "how tall?", Answerable: true, Evidence: []string{"All of t.md"}},
		{ID: "2", Article: "bridge", Kind: "social", Language: "en", Question: "hi"},
		{ID: "3", Article: "tower", Kind: "follow-up", Language: "en", Question: "when?", History: []string{"how tall?", "how old?"}, Answerable: true, Evidence: []string{"of b.md"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, r := range report.Results {
		ids = append(ids, r.ID+" "+string(r.Outcome))
	}
	if diff := cmp.Diff([]string{"1 shown", "3 wrong", "2 not handled"}, ids); diff != "" {
		t.Errorf("results (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]Unfound{{"3", "of b.md"}}, report.Unfound); diff != "" {
		t.Errorf("evidence (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]int{1, 3, 2, 3, 3, 3}, done); diff != "" {
		t.Errorf("progress (-want +got):\n%s", diff)
	}
	if r := report.Results[2]; r.Wrapped != "" {
		t.Errorf("small talk became %q", r.Wrapped)
	}
	if r := report.Results[0]; r.Wrapped != "hey quick question how tall?" || r.WrappedTier != rag.TierSure {
		t.Errorf("%q is %s", r.Wrapped, r.WrappedTier)
	}
	history := []rag.Turn{{Question: "understood how tall?", Answer: "All of t.md. [1]\n"}, {Question: "understood how old?", Answer: "All of t.md. [1]\n"}}
	want := []rag.Question{
		{Text: "how tall?"}, {Text: "hey quick question how tall?"},
		{Text: "how tall?"}, {Text: "how old?", History: history[:1]}, {Text: "when?", History: history}, {Text: "could you tell me when? thx", History: history},
	}
	if diff := cmp.Diff(want, engines["t.md"].asked); diff != "" {
		t.Errorf("asked (-want +got):\n%s", diff)
	}
	if closed != 2 {
		t.Errorf("%d engines were closed", closed)
	}
}

func TestTrialEnds(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	p := &parrot{article: single(t, "t", "All.")}
	closed := false
	trial := Trial{Progress: func(int, int) { cancel() }, Open: func(context.Context, string) (Engine, *corpus.Article, func(), error) {
		return p, p.article, func() { closed = true }, nil
	}}
	_, err := trial.Run(ctx, []Case{{ID: "1", Question: "a"}, {ID: "2", Question: "b"}})
	if !errors.Is(err, context.Canceled) || len(p.asked) != 1 || !closed {
		t.Errorf("%v after %d questions, closed %v", err, len(p.asked), closed)
	}
}

func TestPoliteness(t *testing.T) {
	p := &parrot{article: single(t, "t", "All.")}
	var cases []Case
	for range 10 {
		cases = append(cases, Case{ID: "q", Kind: "fact", Language: "zh-Hant", Question: "多高?"})
	}
	trial := Trial{Wrap: true, Progress: func(int, int) {}, Open: func(context.Context, string) (Engine, *corpus.Article, func(), error) {
		return p, p.article, func() {}, nil
	}}
	report, err := trial.Run(t.Context(), cases)
	if err != nil {
		t.Fatal(err)
	}
	changed := map[string]int{}
	for _, f := range report.Politeness {
		changed[f.Wrapping] = f.Changed
	}
	want := map[string]int{"請問一下…謝謝": 2, "欸那個…": 0, "麻煩幫我查…": 0, "不好意思想請問…，謝謝！": 2, "大大們好 …": 0, "all": 4}
	if diff := cmp.Diff(want, changed); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if asked := p.asked[7].Text; asked != "不好意思想請問多高，謝謝！" {
		t.Errorf("%q", asked)
	}
}

func TestReadCases(t *testing.T) {
	const good = `{"id":"1","article":"a","kind":"fact","question":"q","answerable":true,"evidence":["x"]}` + "\n"
	for _, test := range []struct{ lines, want string }{
		{good, ""},
		{good + `{"id":"2","article":"a","kind":"near-miss","question":"q"}`, ""},
		{good + `{"id":"2","article":"a","kind":"summary","question":"q","answerable":true}`, ""},
		{good + `{"id":"2","article":"a","kind":"fact","question":"q","answerable":true}`, "question 2: is answerable, but names no evidence"},
		{good + `{"id":"2","article":"a","question":"q","answerable":true,"evidence":["**"]}`, "evidence without a word"},
		{good + `{"id":"2","article":"a","question":"q","need":"some"}`, `not "some"`},
		{good + `{"article":"a","question":"q"}`, "question without an id"},
		{good + `{"id":"2","question":"q"}`, "needs an id, an article"},
		{good + `{`, "line 2"},
	} {
		path := filepath.Join(t.TempDir(), "cases.jsonl")
		if err := os.WriteFile(path, []byte(test.lines), 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := ReadCases(path)
		if test.want == "" && err != nil || test.want != "" && (err == nil || !strings.Contains(err.Error(), test.want)) {
			t.Errorf("%s: %v", test.lines, err)
		}
	}
}

func TestArticleFiles(t *testing.T) {
	folder := t.TempDir()
	for _, name := range []string{"one.md", "two.txt", "two.md", "a.b.md"} {
		if err := os.WriteFile(filepath.Join(folder, name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	known := map[string]string{"builtin": "built-in", "two": "elsewhere"}
	of := func(names ...string) (cases []Case) {
		for _, n := range names {
			cases = append(cases, Case{ID: "q", Article: n})
		}
		return cases
	}
	files, err := ArticleFiles(of("one", "builtin", "two", "a.b", "one"), folder, known)
	want := map[string]string{"one": filepath.Join(folder, "one.md"), "builtin": "built-in", "two": "elsewhere", "a.b": filepath.Join(folder, "a.b.md")}
	if diff := cmp.Diff(want, files); diff != "" || err != nil {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
	for name, want := range map[string]string{"three": `"three", and no file is called so`, "../one": "no file is called so", "two": "may be"} {
		if _, err := ArticleFiles(of(name), folder, nil); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := ArticleFiles(of("one"), filepath.Join(folder, "none"), nil); !errors.Is(err, os.ErrNotExist) {
		t.Error(err)
	}
}

func TestReport(t *testing.T) {
	r := newReport(outcomes{results: []Result{
		{ID: "1", Kind: "fact", Language: "en", class: answers, Outcome: OutcomeShown, Tier: rag.TierSure, First: true, Shown: true, Alone: true},
		{ID: "2", Kind: "fact", Language: "zh-Hant", class: answers, Outcome: OutcomeRefused, Tier: rag.TierRefused, Rank: 4},
		{ID: "3", Kind: "list", Language: "en", class: answers, Outcome: OutcomeWrong, Tier: rag.TierSure, InPart: true, First: true},
		{ID: "4", Kind: "list", Language: "en", class: answers, Outcome: OutcomeRefused, Tier: rag.TierRefused, Rank: 3},
		{ID: "5", Kind: "near-miss", Language: "en", class: refusals, Outcome: OutcomeMissed, Tier: rag.TierUnsure},
		{ID: "6", Kind: "social", Language: "en", class: intents, Outcome: OutcomeHandled},
	}})
	want := []AnswerFigures{
		{Name: "fact", Questions: 2, First: 1, Shown: 1, Alone: 1, Refused: 1, Top5: 1},
		{Name: "list", Questions: 2, First: 1, Wrong: 1, InPart: 1, Refused: 1, Top3: 1, Top5: 1},
		{Name: "en", Questions: 3, First: 2, Shown: 1, Alone: 1, Wrong: 1, InPart: 1, Refused: 1, Top3: 1, Top5: 1},
		{Name: "zh-Hant", Questions: 1, Refused: 1, Top5: 1},
		{Name: "all but follow-up, list, compare", Questions: 2, First: 1, Shown: 1, Alone: 1, Refused: 1, Top5: 1},
		{Name: "all", Questions: 4, First: 2, Shown: 1, Alone: 1, Wrong: 1, InPart: 1, Refused: 2, Top3: 1, Top5: 2},
	}
	if diff := cmp.Diff(want, r.Answerable); diff != "" {
		t.Errorf("answerable (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]RefusalFigures{{"near-miss", 1, 0, 1, 0}, {"en", 1, 0, 1, 0}, {"all", 1, 0, 1, 0}}, r.Unanswerable); diff != "" {
		t.Errorf("unanswerable (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]IntentFigures{{"social", 1, 1, 1}, {"en", 1, 1, 1}, {"all", 1, 1, 1}}, r.Intents); diff != "" {
		t.Errorf("intents (-want +got):\n%s", diff)
	}
	if got, want := r.Tiers[len(r.Tiers)-1], (TierFigures{"all", 6, 2, 1, 2, 1}); got != want {
		t.Errorf("tiers %v, not %v", got, want)
	}
	for markdown, lines := range map[bool][]string{
		true:  {"| answerable | questions | first |", "| list | 2 | 1 (50 %) | 0 (0 %) |", "| all | 1 | 0 (0 %) | 1 (100 %) | 0 (0 %) |"},
		false: {"list                              2          1 (50 %)", "refused, evidence in the best three: 4\n", "refused, evidence elsewhere: 2\n", "not answerable, answered as unsure: 5\n"},
	} {
		text := r.Text(markdown)
		if i := slices.IndexFunc(lines, func(l string) bool { return !strings.Contains(text, l) }); i >= 0 {
			t.Errorf("no %q in:\n%s", lines[i], text)
		}
	}
}
