package eval

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"footnote/corpus"
	"footnote/rag"
	"footnote/rag/index"
	"footnote/rag/intent"
)

// reply returns an answer of a tier that quotes sentences, one per line.
func reply(tier rag.Tier, quotes ...string) rag.Answer {
	a := rag.Answer{Intent: intent.Question, Tier: tier}
	for i, q := range quotes {
		a.Footnotes = append(a.Footnotes, rag.Footnote{Number: i + 1, Quote: q, Ref: index.Ref{Passage: 1}})
		a.Text += q + " [" + string(rune('1'+i)) + "]\n"
	}
	return a
}

func single(t *testing.T, id, text string) *corpus.Article {
	t.Helper()
	a, err := corpus.Single(id, "The lighthouse", text)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestPlain(t *testing.T) {
	for _, test := range []struct{ source, cleaned string }{
		{"| Net profit | -$7,854 |", "Net profit | -$7,854"},
		{"I [quit my job](/why-i-quit) **today**", "I quit my job today"},
		{"### 8、[kit](https://example.com/a_b)", "8、kit"},
		{"- a `dump.rdb` file", "a dump.rdb file"},
		{"編輯,那是\n誰?", "編輯，那是誰？"},
		{"is_it \\*keto\\*", "isit keto"},
	} {
		if got, want := plain(test.source), plain(test.cleaned); got != want {
			t.Errorf("%q is %q, and %q is %q", test.source, got, test.cleaned, want)
		}
	}
	if plain("-$7,854") == plain("$7,854") {
		t.Error("a minus sign was lost")
	}
}

func TestStatements(t *testing.T) {
	noted := func(text string, quotes ...string) rag.Answer {
		a := reply(rag.TierSure, quotes...)
		a.Text = text
		return a
	}
	for _, test := range []struct {
		name string
		a    rag.Answer
		want []string
	}{
		{"one each", noted("a [1]\nb [2]", "A", "B"), []string{"a\nA", "b\nB"}},
		{"two footnotes", noted("ab [1][2]\nc [3]", "A", "B", "C"), []string{"ab\nA\n\nB", "c\nC"}},
		{"words around", noted("closest:\n\na [1]\nmore", "A"), []string{"closest:a\nA\nmore"}},
		{"a lead-in", noted("these：[1]\na [2]\nb [3]", "these：", "A", "B"), []string{"these:\nthese:\na\nA", "b\nB"}},
		{"marks of the article", noted("as others[7] say [1]", "as others[7] say"), []string{"asothers[7]say\nasothers[7]say"}},
		{"a footnote without a mark", noted("a [1]", "A", "B"), []string{"a\nA", "B"}},
		{"no footnote", rag.Answer{Text: "the 1st"}, []string{"the1st"}},
		{"refused", rag.Answer{Text: "not said", Tier: rag.TierRefused}, nil},
	} {
		if diff := cmp.Diff(test.want, statements(test.a)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
	}
}

// FuzzStatements checks that whatever an answer looks like, what its footnotes quote counts as
// stated.
func FuzzStatements(f *testing.F) {
	f.Add("a [1]\nb [2]", "A", "B")
	f.Add("包括： [1][2]", "", "[1]")
	f.Add("[9][99999999999999999999] [2", "x\ny", "**")
	f.Fuzz(func(t *testing.T, text, first, second string) {
		a := reply(rag.TierSure, first, second)
		a.Text = text
		said := statements(a)
		for _, quote := range []string{first, second} {
			c := Case{Evidence: []string{quote}}
			if c.shown(said) != 1 {
				t.Errorf("%q is not among %q", quote, said)
			}
		}
	})
}

func TestGradeEvidence(t *testing.T) {
	article := single(t, "tower", "The tower is 41 metres tall. It was built in 1902.")
	either := Case{Answerable: true, Evidence: []string{"41 metres", "tall tower"}}
	both := Case{Answerable: true, Need: "all", Evidence: []string{"41 metres", "1902"}}
	no := Case{}
	tall, old, other := "The tower is 41 metres tall.", "It was built in 1902.", "Who built it?"
	refused := rag.Answer{Tier: rag.TierRefused, Text: "It does not say: " + tall, Nearest: []index.Hit{{Ref: index.Ref{Article: article}}}}
	type grade struct {
		Outcome             Outcome
		First, Shown, Alone bool
		InPart              bool
	}
	for _, test := range []struct {
		name string
		c    Case
		a    rag.Answer
		want grade
	}{
		{"alone", either, reply(rag.TierSure, tall), grade{Outcome: OutcomeShown, First: true, Shown: true, Alone: true}},
		{"first of two", either, reply(rag.TierSure, tall, old), grade{Outcome: OutcomeShown, First: true, Shown: true}},
		{"second of two", either, reply(rag.TierSure, old, tall), grade{Outcome: OutcomeShown, Shown: true}},
		{"another one", either, reply(rag.TierSure, other), grade{Outcome: OutcomeWrong}},
		{"as unsure", either, reply(rag.TierUnsure, tall), grade{Outcome: OutcomeClose, First: true, Shown: true, Alone: true}},
		{"another one as unsure", either, reply(rag.TierUnsure, other), grade{Outcome: OutcomeMissed}},
		{"refused, nearest", either, refused, grade{Outcome: OutcomeRefused}},
		{"small talk", either, rag.Answer{Text: "Hello!", Intent: intent.Greeting}, grade{Outcome: OutcomeRefused}},
		{"both", both, reply(rag.TierSure, old, tall), grade{Outcome: OutcomeShown, First: true, Shown: true, Alone: true}},
		{"one of both", both, reply(rag.TierSure, old), grade{Outcome: OutcomeWrong, First: true, InPart: true}},
		{"not answerable, refused", no, refused, grade{Outcome: OutcomeRefused}},
		{"not answerable, unsure", no, reply(rag.TierUnsure, tall), grade{Outcome: OutcomeMissed}},
		{"not answerable, answered", no, reply(rag.TierSure, tall), grade{Outcome: OutcomeAnswered}},
	} {
		r := test.c.Grade(test.a, nil, article)
		got := grade{Outcome: r.Outcome, First: r.First, Shown: r.Shown, Alone: r.Alone, InPart: r.InPart}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
	}
}

func TestGradeRank(t *testing.T) {
	var hits []index.Hit
	for _, text := range []string{"Nothing here.", "The tower is 41 metres tall.", "It was built in 1902."} {
		hits = append(hits, index.Hit{Ref: index.Ref{Article: single(t, "tower", text)}})
	}
	for _, test := range []struct {
		need     string
		evidence []string
		want     int
	}{
		{"any", []string{"1902", "41 metres"}, 2},
		{"all", []string{"1902", "41 metres"}, 3},
		{"all", []string{"1902", "red"}, 0},
		{"any", []string{"red"}, 0},
	} {
		c := Case{Answerable: true, Need: test.need, Evidence: test.evidence}
		if got := c.Grade(reply(rag.TierSure), hits, hits[0].Article).Rank; got != test.want {
			t.Errorf("%s of %q: rank %d, not %d", test.need, test.evidence, got, test.want)
		}
	}
}

func TestGradeIntent(t *testing.T) {
	article := single(t, "tower", "The tower is 41 metres tall. It was built in 1902.")
	article.Author, article.Published = "Ann Example", "2019-02-01"
	says := func(kind intent.Kind, text string) rag.Answer { return rag.Answer{Intent: kind, Text: text} }
	leads := reply(rag.TierSure, "The tower is 41 metres tall.")
	leads.Footnotes[0].Passage = 0
	long := reply(rag.TierSure, "1", "2", "3", "4", "5", "6", "7", "8", "9")
	long.Text = "The lighthouse\n" + long.Text
	refused := rag.Answer{Tier: rag.TierRefused, Text: "The lighthouse does not say."}
	for _, test := range []struct {
		name string
		c    Case
		a    rag.Answer
		want bool
	}{
		{"a greeting", Case{Kind: "social"}, says(intent.Greeting, "Hello!"), true},
		{"a greeting that is refused", Case{Kind: "social"}, refused, false},
		{"a greeting that is answered", Case{Kind: "social"}, leads, false},
		{"nothing", Case{Kind: "social"}, says(intent.Greeting, " "), false},
		{"a request", Case{Kind: "request"}, rag.Answer{Intent: intent.Request, Tier: rag.TierRefused, Text: "I answer questions."}, true},
		{"a request that is answered", Case{Kind: "request"}, leads, false},
		{"an injected order", Case{Kind: "injection"}, says(intent.Request, "I answer questions."), true},
		{"the title", Case{Kind: "meta", Answerable: true, Expect: "title of the article"}, says(intent.Title, "“The lighthouse”"), true},
		{"another title", Case{Kind: "meta", Answerable: true, Expect: "title"}, says(intent.Title, "The tower"), false},
		{"the title in a refusal", Case{Kind: "meta", Answerable: true, Expect: "title"}, refused, false},
		{"the author", Case{Kind: "meta", Answerable: true, Expect: "author"}, says(intent.Author, "By Ann Example."), true},
		{"the author by evidence", Case{Kind: "meta", Answerable: true, Evidence: []string{"41"}}, leads, true},
		{"the date", Case{Kind: "meta", Answerable: true, Expect: "date in front matter: 2019-02-01"}, says(intent.Date, "2019-02-01"), true},
		{"the date in Chinese", Case{Kind: "meta", Answerable: true, Expect: "date"}, says(intent.Date, "寫於 2019 年 2 月 1 日。"), true},
		{"the date in English", Case{Kind: "meta", Answerable: true, Expect: "date"}, says(intent.Date, "On February 1, 2019."), true},
		{"another date", Case{Kind: "meta", Answerable: true, Expect: "date: 2019-02-01"}, says(intent.Date, "2019-02-11"), false},
		{"not recorded", Case{Kind: "meta"}, says(intent.Date, "It is not recorded."), true},
		{"a summary with the lead", Case{Kind: "summary", Answerable: true}, leads, true},
		{"a summary without", Case{Kind: "summary", Answerable: true}, reply(rag.TierSure, "It was built in 1902."), false},
		{"a summary by evidence", Case{Kind: "summary", Answerable: true, Evidence: []string{"1902"}}, reply(rag.TierSure, "It was built in 1902."), true},
		{"a summary that does not end", Case{Kind: "summary", Answerable: true}, long, false},
		{"a summary without footnotes", Case{Kind: "summary", Answerable: true}, says(intent.Summary, "The lighthouse"), false},
		{"a summary that is refused", Case{Kind: "summary", Answerable: true}, refused, false},
	} {
		want := OutcomeUnhandled
		if test.want {
			want = OutcomeHandled
		}
		if got := test.c.Grade(test.a, nil, article).Outcome; got != want {
			t.Errorf("%s is %s, not %s", test.name, got, want)
		}
	}
}
