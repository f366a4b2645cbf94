package lexical

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// near tolerates a different order of summation.
var near = cmpopts.EquateApprox(1e-9, 0)

// byScore is the order of matches in an index that nothing was removed from.
func byScore(a, b Match) int {
	return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.Document, b.Document))
}

func index(documents ...string) *Index { return NewIndex(NewAnalyser(), documents) }

func TestSearchByHand(t *testing.T) {
	// Three documents of 2, 1 and 3 terms, 2 on average. "alpha" is in two.
	x := index("alpha alpha", "beta", "alpha gamma delta")
	idf := math.Log(1 + (3-2+0.5)/(2+0.5))
	first := idf * 2 * 1.9 / (2 + 0.9*(0.25+0.75*2/2))
	third := idf * 1 * 1.9 / (1 + 0.9*(0.25+0.75*3.0/2))
	want := []Match{{0, first}, {2, third}}
	if diff := gocmp.Diff(want, x.Search(x.Query("Alpha"), 10), near); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestQuery(t *testing.T) {
	x := index("alpha alpha", "beta", "alpha gamma delta")
	q := x.Query("alpha alpha omega")
	some, none := math.Log(1+1.5/2.5), math.Log(1+3.5/0.5)
	want := Query{
		Terms: []QueryTerm{
			{Token: Token{"alpha", 0, 5}, IDF: some, Known: true},
			{Token: Token{"omega", 12, 17}, IDF: none},
		},
		Mass:  some + none,
		Known: some / (some + none),
	}
	if diff := gocmp.Diff(want, q, near, cmpopts.IgnoreUnexported(Query{}, QueryTerm{})); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestSearchEdges(t *testing.T) {
	same := index(slices.Repeat([]string{"大模型"}, 50)...)
	small := index("大模型", "數據")
	for _, test := range []struct {
		name  string
		index *Index
		query string
		k     int
		want  []int
	}{
		{"ties in document order", same, "模型", 4, []int{0, 1, 2, 3}},
		{"either script", small, "数据", 5, []int{1}},
		{"k of 0", small, "數據", 0, nil},
		{"k below 0", small, "數據", -3, nil},
		{"k beyond all", small, "大數", math.MaxInt, []int{1, 0}},
		{"unknown word", small, "天氣", 5, nil},
		{"no word", small, "？！", 5, nil},
		{"empty query", small, "", 5, nil},
		{"empty index", index(), "數據", 5, nil},
		{"empty documents", index("", ""), "數據", 5, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			var got []int
			for _, m := range test.index.Search(test.index.Query(test.query), test.k) {
				got = append(got, m.Document)
			}
			if diff := gocmp.Diff(test.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// reference computes BM25 by its definition, document by document.
func reference(x *Index, documents []string, q Query) []Match {
	total := 0
	for _, d := range documents {
		total += len(x.analyser.Tokens(d))
	}
	mean := float64(total) / float64(len(documents))
	var matches []Match
	for i, d := range documents {
		tokens := x.analyser.Tokens(d)
		score := 0.0
		for _, t := range q.Terms {
			count := 0.0
			for _, other := range tokens {
				if other.Term == t.Term {
					count++
				}
			}
			norm := k1 * (1 - b + b*float64(len(tokens))/mean)
			score += t.IDF * count * (k1 + 1) / (count + norm)
		}
		if score > 0 {
			matches = append(matches, Match{i, score})
		}
	}
	slices.SortStableFunc(matches, func(a, b Match) int { return cmp.Compare(b.Score, a.Score) })
	return matches
}

func TestSearchAgainstReference(t *testing.T) {
	words := strings.Fields("大模型 數據 算力 芯片 GPT-4 cloud models 2022 企業 創新 1,000")
	random := rand.New(rand.NewPCG(1, 2))
	text := func(longest int) string {
		chosen := make([]string, random.IntN(longest))
		for i := range chosen {
			chosen[i] = words[random.IntN(len(words))]
		}
		return strings.Join(chosen, " ")
	}
	// Documents whose scores differ only by the rounding of lengths may swap places, so scores
	// are compared by document.
	byDocument := cmpopts.SortSlices(func(a, b Match) bool { return a.Document < b.Document })
	for range 50 {
		documents := make([]string, 1+random.IntN(30))
		for i := range documents {
			documents[i] = text(25)
		}
		x := index(documents...)
		q := x.Query(text(6))
		all := x.Search(q, len(documents))
		if diff := gocmp.Diff(reference(x, documents, q), all, near, byDocument, cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("%+v in %q (-want +got):\n%s", q.Terms, documents, diff)
		}
		if !slices.IsSortedFunc(all, byScore) {
			t.Fatalf("not best first: %v", all)
		}
		for k := range len(all) {
			if diff := gocmp.Diff(all[:k], x.Search(q, k), cmpopts.EquateEmpty()); diff != "" {
				t.Fatalf("best %d of %d (-want +got):\n%s", k, len(all), diff)
			}
		}
	}
}

func TestScore(t *testing.T) {
	x := index("大模型", "數據")
	for _, test := range []struct {
		name, query, text string
		coverage          float64
	}{
		{"all of it", "數據", "數據很多", 1},
		{"none of it", "數據", "大模型", 0},
		{"no query", "", "數據", 0},
		{"no text", "數據", "", 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			score, coverage := x.Score(x.Query(test.query), test.text)
			if math.Abs(coverage-test.coverage) > 1e-9 || (score > 0) != (coverage > 0) {
				t.Errorf("score %v, coverage %v; want coverage %v", score, coverage, test.coverage)
			}
		})
	}
}
