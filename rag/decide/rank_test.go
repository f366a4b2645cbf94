package decide

import (
	"context"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"footnote/corpus"
	"footnote/corpus/doc"
	"footnote/rag/index"
	"footnote/rag/judge"
)

// A fond judge gives passages with some words these log odds, and others 0.
type fond map[string]float32

func (f fond) Question(_ context.Context, _ string, passages [][]string) ([]judge.Answer, error) {
	all := make([]judge.Answer, len(passages))
	for i, p := range passages {
		all[i].Sentences = make([]float32, len(p))
		for words, odds := range f {
			if strings.Contains(strings.Join(p, ""), words) {
				all[i].Score = odds
			}
		}
	}
	return all, nil
}

// lights returns an index that finds lights for 燈塔 in this order; the first two score the
// same.
func lights(t *testing.T) *index.Index {
	t.Helper()
	var articles []*corpus.Article
	for _, text := range []string{"甲地的燈塔。", "乙地的燈塔。", "丙地也有燈塔，塔的旁邊有一間賣餅的店。", "丁地有燈，燈下有人在釣魚，一直釣到天亮才收竿。",
		"戊地沒有什麼東西，只有一盞燈在山頂上，夜裡亮著，白天也亮著。", "己地種田，晚上才點燈，點到半夜，節省得很，一年用不了兩斤油，人人都早睡。"} {
		a, err := corpus.Single(text[:3], text[:6], text)
		if err != nil {
			t.Fatal(err)
		}
		articles = append(articles, a)
	}
	return index.New(articles)
}

func TestSearch(t *testing.T) {
	never := float32(math.Inf(-1))
	for name, test := range map[string]struct {
		judge Judge
		k     int
		want  string
	}{
		"nobody":             {nil, 9, "甲乙丙丁戊己"},
		"undecided":          {fond{}, 9, "甲乙丙丁戊己"},
		"one a little":       {fond{"乙": 0.5}, 9, "乙甲丙丁戊己"},
		"far below, little":  {fond{"丁": 1}, 9, "甲乙丙丁戊己"},
		"far below, much":    {fond{"戊": 90}, 9, "戊甲乙丙丁己"},
		"cut off after that": {fond{"戊": 90}, 1, "戊"},
		"not read":           {fond{"己": 90}, 9, "甲乙丙丁戊己"},
		"cannot be read":     {fond{"甲": never, "丙": never}, 9, "乙丁戊甲丙己"},
		"one of three sure":  {fond{"丙": 20, "戊": 90}, 9, "丙甲乙丁戊己"},
		"one nearly":         {fond{"丙": 1.5, "戊": 90}, 9, "戊丙甲乙丁己"}, // not sure, after the penalty for its place
		"none wanted":        {fond{"乙": 9}, 0, ""},
	} {
		t.Run(name, func(t *testing.T) {
			x := lights(t)
			q, err := x.Read("燈塔的燈")
			if err != nil {
				t.Fatal(err)
			}
			hits, err := Search(t.Context(), x.Retriever(nil, index.DefaultWeights()), x, test.judge, q, test.k)
			if err != nil {
				t.Fatal(err)
			}
			got := ""
			for _, h := range hits {
				got += h.Text()[:3]
			}
			if got != test.want {
				for _, h := range hits {
					t.Log(h.Score, h.Text())
				}
				t.Errorf("%s, want %s", got, test.want)
			}
		})
	}
}

// TestReadStops checks that reading stops at a passage that surely answers, unless all
// passages are asked for.
func TestReadStops(t *testing.T) {
	x := lights(t)
	q, err := x.Read("燈塔的燈")
	if err != nil {
		t.Fatal(err)
	}
	hits, err := Search(t.Context(), x.Retriever(nil, index.DefaultWeights()), x, nil, q, 9)
	if err != nil || len(hits) != 6 {
		t.Fatal(len(hits), err)
	}
	for name, test := range map[string]struct {
		judge Judge
		hits  int
		want  int
	}{
		"sure of the first":  {fond{"甲": 1}, 6, 3},
		"sure of the third":  {fond{"丙": 1.7}, 6, 3},
		"sure of the fourth": {fond{"丁": 9}, 6, 6},
		"not sure":           {fond{"甲": 0.9}, 6, 6},
		"few":                {fond{}, 2, 2},
		"none":               {fond{}, 0, 0},
		"nobody":             {nil, 6, 6},
	} {
		read, err := Read(t.Context(), test.judge, x, q, hits[:test.hits])
		if err != nil || len(read) != test.want {
			t.Errorf("%s: %d were read, want %d; error %v", name, len(read), test.want, err)
		}
		all, err := ReadAll(t.Context(), test.judge, x, q, hits[:test.hits])
		if err != nil || len(all) != test.hits {
			t.Errorf("%s: %d were read, want all of %d; error %v", name, len(all), test.hits, err)
		}
		if diff := cmp.Diff(scoresOf(all[:len(read)]), scoresOf(read)); diff != "" {
			t.Errorf("%s (-all +first):\n%s", name, diff)
		}
	}
}

func scoresOf(passages []Passage) (all [][]float64) {
	for _, p := range passages {
		all = append(all, append([]float64{p.Odds}, p.Scores...))
	}
	return all
}

// TestTableHeadersAreRead checks that a judge reads table rows below their headers, even if
// these are in another passage.
func TestTableHeadersAreRead(t *testing.T) {
	text := "品項,數量,單位\n" + strings.Repeat("螺帽,90,袋\n", 200) + "螺栓,400,盒\n"
	a, err := new(corpus.Reader).Read(t.Context(), doc.File{Source: "x.csv", Data: []byte(text)})
	if err != nil {
		t.Fatal(err)
	}
	last := len(a.Passages) - 1
	x := index.New([]*corpus.Article{a})
	ref, ok := x.Passage(a, last)
	if !ok {
		t.Fatal("no passage")
	}
	var sentences []index.Sentence
	for _, s := range a.Passages[last].Sentences {
		sentences = append(sentences, index.Sentence{Span: s})
	}
	lines := withHeadings(index.Hit{Ref: ref, Sentences: sentences})
	if got := lines[len(lines)-1]; last == 0 || got != "螺栓, 數量: 400, 單位: 盒" {
		t.Errorf("passage %d: %q", last, got)
	}
}
