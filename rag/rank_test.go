package rag_test

import (
	"context"
	"strings"
	"testing"

	"footnote/corpus"
	"footnote/internal/openaitest"
	"footnote/rag"
	"footnote/rag/index"
	"footnote/rag/judge"
	"footnote/rag/openai"
)

// A partial judge finds that only passages with some words answer, with these log odds.
type partial struct {
	doubter
	words string
	odds  float32
}

func (p partial) Question(_ context.Context, _ string, passages [][]string) ([]judge.Answer, error) {
	all := make([]judge.Answer, len(passages))
	for i, lines := range passages {
		all[i] = judge.Answer{Score: p.odds - 20, Sentences: make([]float32, len(lines))}
		if strings.Contains(strings.Join(lines, ""), p.words) {
			all[i].Score = p.odds
		}
	}
	return all, nil
}

// TestJudgeRanks checks that the judge decides the order of a search, of the nearest passages
// in a refusal, and of what a model with little room sees.
func TestJudgeRanks(t *testing.T) {
	x := index.New([]*corpus.Article{builtin(t)})
	engine := func(j rag.Judge, w *rag.Writing) *rag.Engine {
		t.Helper()
		e, err := rag.New(x, rag.Options{Judge: j, Writing: w})
		if err != nil {
			t.Fatal(err)
		}
		return e
	}
	found, err := engine(nil, nil).Search(t.Context(), patents, 9)
	if err != nil || len(found) < 6 {
		t.Fatal(len(found), err)
	}
	wanted := found[3].Ref
	words := x.Analyser().Fold(wanted.Text()[:60])
	for k := 1; k < 9; k += 4 {
		hits, err := engine(partial{nil, words, 4}, nil).Search(t.Context(), patents, k)
		if err != nil || len(hits) != k || hits[0].Ref != wanted || k > 1 && (hits[1].Ref != found[0].Ref || hits[4].Ref != found[4].Ref) {
			t.Errorf("of %d: %d hits, error %v, %v", k, len(hits), err, hits)
		}
	}
	a := mustAnswer(t, engine(partial{nil, words, -10}, nil), rag.Question{Text: patents})
	if !a.Abstained() || len(a.Nearest) != 3 || a.Nearest[0].Ref != wanted || a.Nearest[1].Ref != found[0].Ref {
		t.Errorf("%s, nearest %v", a.Tier, a.Nearest)
	}
	server := openaitest.New(t)
	server.Answer(func(openaitest.Request) string { return "NO_ANSWER" })
	w := &rag.Writing{Generator: generator(t, server, openai.GeneratorOptions{}), ContextTokens: 1}
	mustAnswer(t, engine(partial{nil, words, 4}, w), rag.Question{Text: patents})
	if asked := server.Requests(); len(asked) != 1 || !strings.Contains(asked[0].Messages[1].Content, wanted.Text()[:60]) || strings.Contains(asked[0].Messages[1].Content, found[0].Text()[:60]) {
		t.Errorf("%d requests, %+v", len(asked), asked)
	}
}
