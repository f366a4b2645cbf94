package lexical

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// TestChanges checks that removed documents leave no trace, and that an older query counts the
// documents that exist when it is searched for.
func TestChanges(t *testing.T) {
	words := strings.Fields("大模型 數據 算力 GPT-4 cloud models 2022 企業 創新 1,000 大 數")
	random := rand.New(rand.NewPCG(1, 2))
	text := func() string {
		chosen := make([]string, random.IntN(12))
		for i := range chosen {
			chosen[i] = words[random.IntN(len(words))]
		}
		return strings.Join(chosen, " ")
	}
	x := index()
	type group struct {
		texts   []string
		numbers []int
	}
	var held []group
	stale := x.Query("大模型的 cloud")
	for step := range 600 {
		if len(held) > 0 && (random.IntN(2) == 0 || len(held) > 12) {
			i := random.IntN(len(held))
			x.Remove(held[i].numbers)
			held = slices.Delete(held, i, i+1)
		} else {
			g := group{texts: []string{text(), text(), text()}}
			g.numbers = x.Add(x.analyser.Collect(g.texts))
			held = append(held, g)
		}
		var texts []string
		var numbers []int
		for _, g := range held {
			texts, numbers = append(texts, g.texts...), append(numbers, g.numbers...)
		}
		fresh := index(texts...)
		for _, question := range []string{"大模型的數據", "How many cloud models?", "企業 創新"} {
			for _, k := range []int{3, 100} {
				want := fresh.Search(fresh.Query(question), k)
				for i := range want {
					want[i].Document = numbers[want[i].Document]
				}
				if diff := gocmp.Diff(want, x.Search(x.Query(question), k)); diff != "" {
					t.Fatalf("step %d, the best %d for %s (-fresh +changed):\n%s", step, k, question, diff)
				}
			}
		}
		var before, after []int
		for _, m := range x.Search(stale, 100) {
			before = append(before, m.Document)
		}
		for _, m := range x.Search(x.Query("大模型的 cloud"), 100) {
			after = append(after, m.Document)
		}
		if diff := gocmp.Diff(after, before, cmpopts.SortSlices(func(a, b int) bool { return a < b })); diff != "" {
			t.Fatalf("step %d: an old query finds other documents (-new +old):\n%s", step, diff)
		}
	}
	for _, g := range held {
		x.Remove(g.numbers)
	}
	if x.packed != 0 {
		t.Errorf("an empty index has %d packed bytes", x.packed)
	}
	if x.terms.grams.count+len(x.terms.words)+x.count+int(x.total) > 0 || len(x.unused) != len(x.entries) || len(x.vacant) != len(x.slots) {
		t.Errorf("%d pairs, %d words, %d documents of %d terms are left", x.terms.grams.count, len(x.terms.words), x.count, x.total)
	}
}

// TestManyOccurrences checks that a term with more occurrences than can be counted still
// counts as the maximum.
func TestManyOccurrences(t *testing.T) {
	x := index(strings.Repeat("大 ", 1000), "大 小")
	found := x.Search(x.Query("大"), 2)
	if len(found) != 2 || found[0].Document != 0 || found[0].Score <= found[1].Score {
		t.Errorf("%v", found)
	}
}

// TestChangesWhileSearched checks that reading and changing concurrently is safe.
func TestChangesWhileSearched(t *testing.T) {
	x := index("大模型很多", "天氣很好")
	var all sync.WaitGroup
	for i := range 4 {
		all.Go(func() {
			for n := range 200 {
				terms := x.analyser.Collect([]string{fmt.Sprintf("第%d號大模型 %d", n, i)})
				x.Remove(x.Add(terms))
			}
		})
		all.Go(func() {
			q := x.Query("大模型")
			for range 200 {
				if found := x.Search(q, 10); len(found) == 0 {
					t.Error("the document that was never removed was not found")
				}
				x.Score(x.Query("模型"), "大模型")
				x.Scores(q)
			}
		})
	}
	all.Wait()
}
