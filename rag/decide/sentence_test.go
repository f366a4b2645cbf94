package decide

import (
	"context"
	"errors"
	"math"
	"testing"

	"footnote/corpus"
	"footnote/rag/index"
	"footnote/rag/judge"
)

const ferry = `The ferry leaves from the old harbour. It carries 120 people.

The harbour was built by monks. It has two piers.`

// judging answers with the log odds of each sentence; a passage has those of its best one.
type judging func(sentence string) float32

func (j judging) Question(_ context.Context, _ string, passages [][]string) ([]judge.Answer, error) {
	answers := make([]judge.Answer, len(passages))
	for i, p := range passages {
		answers[i].Score = float32(math.Inf(-1))
		for _, s := range p {
			answers[i].Sentences = append(answers[i].Sentences, j(s))
			answers[i].Score = max(answers[i].Score, j(s))
		}
	}
	return answers, nil
}

// read has a judge read the passages about the ferry, and returns the best sentence.
func read(t *testing.T, question string, j Judge) (passages []Passage, best string, e Evidence) {
	t.Helper()
	article, err := corpus.Single("ferry", "The ferry", ferry)
	if err != nil {
		t.Fatal(err)
	}
	x := index.New([]*corpus.Article{article})
	q, err := x.Read(question)
	if err != nil {
		t.Fatal(err)
	}
	hits, err := x.Retriever(nil, index.DefaultWeights()).Search(t.Context(), q, 5)
	if err != nil {
		t.Fatal(err)
	}
	if passages, err = Read(t.Context(), j, x, q, hits); err != nil {
		t.Fatal(err)
	}
	if e, err = NewEvidence(x, q, passages); err != nil {
		t.Fatal(err)
	}
	score := math.Inf(-1)
	for _, p := range passages {
		for n, s := range p.Scores {
			if s > score {
				score, best = s, p.Article.Quote(p.Sentences[n].Span)
			}
		}
	}
	return passages, best, e
}

func TestShares(t *testing.T) {
	for name, j := range map[string]judging{
		"one":   func(s string) float32 { return map[bool]float32{true: 3, false: -4}[s == "it carries 120 people."] },
		"none":  func(string) float32 { return -6 },
		"all":   func(string) float32 { return 6 },
		"blind": func(string) float32 { return float32(math.Inf(-1)) },
	} {
		t.Run(name, func(t *testing.T) {
			passages, best, e := read(t, "how many people does the ferry carry", j)
			sum := 0.0
			for _, p := range passages {
				if len(p.Shares) != len(p.Sentences) || len(p.Scores) != len(p.Sentences) {
					t.Fatalf("%d shares and %d scores of %d sentences", len(p.Shares), len(p.Scores), len(p.Sentences))
				}
				for _, share := range p.Shares {
					sum += share
				}
			}
			if math.Abs(sum-1) > 1e-9 {
				t.Errorf("shares add up to %v", sum)
			}
			if math.IsNaN(e.Top) || math.IsInf(e.Top, 0) || math.IsNaN(e.First) || !e.Judged {
				t.Errorf("%+v", e)
			}
			if name == "one" && (best != "It carries 120 people." || e.First < 2) {
				t.Errorf("%q is best, by %v", best, e.First)
			}
		})
	}
}

// TestExpected checks that of two sentences that answer equally well, the one with what is
// asked for wins, with and without a judge.
func TestExpected(t *testing.T) {
	alike := judging(func(string) float32 { return 1 })
	for _, j := range []Judge{alike, nil} {
		if _, best, _ := read(t, "how many people does the ferry carry", j); best != "It carries 120 people." {
			t.Errorf("judge %v: %q", j != nil, best)
		}
	}
}

type failing struct{}

func (failing) Question(context.Context, string, [][]string) ([]judge.Answer, error) {
	return nil, errors.New("damaged")
}

func TestReadFails(t *testing.T) {
	x := index.New(nil)
	q, err := x.Read("where")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Read(t.Context(), failing{}, x, q, nil); err == nil {
		t.Error("no error")
	}
}
