package extract

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"footnote/corpus"
	"footnote/corpus/doc"
	"footnote/rag/decide"
	"footnote/rag/index"
)

const guide = `# Getting around

The island has no railway. Buses run every hour. They cost two euros.

## When to hire a car

You should hire a car in these cases:

- you travel with children
- you arrive after midnight
- you want to see the caves

Is a licence from abroad enough? Yes, for three months.

## Tools

### Kit

A small program that lists the tables of a database.

### Noice

It plays the sound of rain.

## Prices

| What | Price |
|---|---|
| Bus | 2 € |
| Taxi | 15 € |
`

// request returns a request for which every passage of the guide was found. scores are those
// of the sentences that begin with these words; the others answer badly.
func request(t *testing.T, question string, sure bool, scores map[string]float64) Request {
	t.Helper()
	a, err := (&corpus.Reader{}).Read(t.Context(), doc.File{Name: "guide.md", Data: []byte(guide)})
	if err != nil {
		t.Fatal(err)
	}
	x := index.New([]*corpus.Article{a})
	r := Request{
		Folded: x.Analyser().Fold(question), Sure: sure, Coverage: x.Words().Coverage, Terms: x.Analyser().Tokens,
		Passage: func(a *corpus.Article, passage int) (index.Ref, bool) { return x.Passage(a, passage) },
	}
	for i := range a.Passages {
		ref, ok := x.Passage(a, i)
		if !ok {
			t.Fatalf("passage %d is gone", i)
		}
		p := decide.Passage{Hit: index.Hit{Ref: ref}}
		for _, s := range a.Passages[i].Sentences {
			score := -8.0
			for start, s2 := range scores {
				if strings.HasPrefix(a.Quote(s), start) {
					score = s2
				}
			}
			p.Sentences = append(p.Sentences, index.Sentence{Span: s})
			p.Scores, p.Answers = append(p.Scores, score), append(p.Answers, score)
		}
		r.Passages = append(r.Passages, p)
	}
	return r
}

func TestChoose(t *testing.T) {
	for _, test := range []struct {
		name, question string
		sure           bool
		scores         map[string]float64
		want           []string
	}{
		{"one sentence", "is there a train", true, map[string]float64{"The island": 4, "Buses": 1}, []string{"The island has no railway."}},
		{"a further one that answers as well", "is there a train", true, map[string]float64{"The island": 4, "Buses": 3.5}, []string{"The island has no railway.", "Buses run every hour."}},
		{"what comes closest", "is there a train", false, map[string]float64{"The island": 0, "Buses": -2}, []string{"The island has no railway.", "Buses run every hour."}},
		{"three at most", "is there a train", false, map[string]float64{"The island": 0, "Buses": 0, "Yes": 0, "Taxi": 0}, []string{"The island has no railway.", "Buses run every hour.", "Is a licence from abroad enough? Yes, for three months."}},
		{"its subject stands before it", "how much is the bus", true, map[string]float64{"They cost": 4}, []string{"Buses run every hour. They cost two euros."}},
		{"a lead-in brings its items", "do i need a car", true, map[string]float64{"You should": 4}, []string{"You should hire a car in these cases:\nyou travel with children\nyou arrive after midnight\nyou want to see the caves"}},
		{"an item of what is asked for as a list", "what are the reasons to hire a car", true, map[string]float64{"you arrive": 4}, []string{"You should hire a car in these cases:\nyou travel with children\nyou arrive after midnight\nyou want to see the caves"}},
		{"a question is no answer", "is my licence enough", true, map[string]float64{"Is a licence": 4}, []string{"Yes, for three months."}},
		{"the very question", "is a licence from abroad enough", true, map[string]float64{"The island": 4, "Buses": 3}, []string{"Yes, for three months."}},
		{"the name is in the heading", "which tool lists tables", true, map[string]float64{"A small": 4}, []string{"Kit: A small program that lists the tables of a database."}},
		{"the subject is in the heading", "what plays rain", true, map[string]float64{"It plays": 4}, []string{"Noice: It plays the sound of rain."}},
		{"a section that is a list", "what tools are there", true, map[string]float64{"A small": 4}, []string{"Kit\nNoice"}},
		{"a row of a table", "how much is a taxi", true, map[string]float64{"Taxi": 4}, []string{"Taxi | 15 €"}},
		{"the head of a table is no answer", "what does it cost", true, map[string]float64{"What |": 4, "Bus |": 3}, []string{"Bus | 2 €"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			var got []string
			chosen, asked := Choose(request(t, test.question, test.sure, test.scores))
			if asked != (test.name == "the very question") {
				t.Errorf("the article asks the question: %t", asked)
			}
			for _, s := range chosen {
				got = append(got, s.Text())
				if q := s.Article.Quote(s.Span); q == "" {
					t.Errorf("%q quotes nothing", s.Text())
				}
			}
			if d := cmp.Diff(test.want, got); d != "" {
				t.Errorf("(-want +got)\n%s", d)
			}
		})
	}
}

// TestMoreSkipsSaid checks that nothing is said again.
func TestMoreSkipsSaid(t *testing.T) {
	r := request(t, "is there a train", true, map[string]float64{"The island": 4, "Buses": 3})
	r.Said = "The island has no railway. [1]"
	got, _ := Choose(r)
	if len(got) != 1 || got[0].Text() != "Buses run every hour." {
		t.Errorf("%d statements: %v", len(got), got)
	}
}

func TestForMeaning(t *testing.T) {
	for question, want := range map[string]bool{
		"what is zestful?": true, "what's a songthaew": true, "混元是什么？": true, "什么是maas": true,
		"what is the price": false, "what is the price of a taxi": false, "是什么时候": false, "how much is zestful": false,
	} {
		if forMeaning(question) != want {
			t.Errorf("%s: %t", question, !want)
		}
	}
}
