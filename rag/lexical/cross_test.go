package lexical

import (
	"math"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
)

// translating returns an index with the lexicon of these tests.
func translating(documents ...string) *Index {
	x := index(documents...)
	x.analyser.lexicon = func() (*Lexicon, error) { return NewLexicon(pairs), nil }
	return x
}

func mustCross(t testing.TB, x *Index, question string) Query {
	t.Helper()
	q, err := x.Cross(question)
	if err != nil {
		t.Fatal(err)
	}
	return q
}

// TestCrossByHand checks that all translations of a word are one term: their occurrences,
// weighted by rank, are added up, and the documents with any of them give one IDF.
func TestCrossByHand(t *testing.T) {
	x := translating("天气很好", "气象气象", "数据")
	q := mustCross(t, x, "weather")
	idf := math.Log(1 + (3-2+0.5)/(2+0.5))
	if len(q.Terms) != 1 || q.Mass != idf || q.Known != 1 {
		t.Fatalf("%+v", q)
	}
	norm := k1 * (1 - b + b*7*3/(7+7+3)) // two documents of seven terms, one of three
	second := float64(float32(1 / 1.3))  // weight of the second meaning of a word
	want := []Match{
		{0, weigh(idf, 1, norm)},
		{1, weigh(idf, 2*second, norm)},
	}
	slices.SortFunc(want, byScore)
	if diff := gocmp.Diff(want, x.Search(q, 5), near); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestCross(t *testing.T) {
	chinese := []string{"大模型很多", "天气很好", "图书馆里有书", "数据的产量", "模型"}
	english := []string{"Large language models are many.", "The weather was fine.", "A library of books.", "Data and figures."}
	for _, test := range []struct {
		name      string
		documents []string
		question  string
		terms     []string
		first     int // the best document, or -1
	}{
		{"word", chinese, "weather", []string{"weather"}, 1},
		{"inflected, with words that ask", chinese, "How many books are in the libraries?", []string{"book", "librari"}, 2},
		{"longest phrase first", chinese, "large language models", []string{"larg languag model"}, 0},
		{"words of a phrase that no document has", []string{"模型"}, "large language models", []string{"larg", "languag", "model"}, 0},
		{"a name stands for itself", []string{"使用GPT的人", "天气"}, "GPT", []string{"gpt"}, 0},
		{"each word once", chinese, "weather weather", []string{"weather"}, 1},
		{"to English", english, "天气怎么样", []string{"天气"}, 1},
		{"traditional characters", english, "哪個圖書館？", []string{"图书馆"}, 2},
		{"longest word first", english, "大模型", []string{"大模型"}, 0},
		{"nothing that is known", chinese, "xylophone", []string{"xylophon"}, -1},
		{"empty", chinese, "", nil, -1},
		{"no letters", chinese, "?!", nil, -1},
	} {
		t.Run(test.name, func(t *testing.T) {
			x := translating(test.documents...)
			q := mustCross(t, x, test.question)
			var terms []string
			for _, term := range q.Terms {
				terms = append(terms, term.Term)
			}
			if diff := gocmp.Diff(test.terms, terms); diff != "" {
				t.Errorf("terms (-want +got):\n%s", diff)
			}
			first := -1
			if found := x.Search(q, 1); len(found) > 0 {
				first = found[0].Document
			}
			if first != test.first {
				t.Errorf("document %d is first, want %d", first, test.first)
			}
		})
	}
}

// TestCrossHighlight checks that the parts of a text that translate the question are
// highlighted.
func TestCrossHighlight(t *testing.T) {
	for _, test := range []struct {
		question, text string
		want           []string
	}{
		{"How is the weather in the library?", "圖書館的天氣很好。", []string{"圖書館", "天氣"}},
		{"天气数据", "The weather data of 2022", []string{"weather", "data"}},
		{"weather", "數據", nil},
	} {
		x := translating(test.text, "别的")
		var got []string
		for _, token := range x.analyser.Highlight(mustCross(t, x, test.question), test.text) {
			got = append(got, test.text[token.Start:token.End])
		}
		if diff := gocmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.question, diff)
		}
	}
}

// FuzzCross checks that any question gives a valid query.
func FuzzCross(f *testing.F) {
	for _, text := range []string{"How many books?", "圖書館的天氣", "大 model", "\xff", strings.Repeat("大", 500), "the the the", "데이터"} {
		f.Add(text)
	}
	x := index("图书馆里有书", "The weather was fine.", "大模型")
	f.Fuzz(func(t *testing.T, text string) {
		q := mustCross(t, x, text)
		if q.Mass < 0 || math.IsNaN(q.Mass) || q.Known < 0 || q.Known > 1 {
			t.Errorf("mass %v, known %v", q.Mass, q.Known)
		}
		for _, term := range q.Terms {
			if term.Start < 0 || term.End > len(text) || term.Start >= term.End {
				t.Errorf("%q: term %+v", text, term.Token)
			}
		}
		x.Search(q, 3)
	})
}
