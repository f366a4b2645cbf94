package lexical

import (
	"maps"
	"math/rand/v2"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
)

// TestGrams checks that the table holds what a map would hold.
func TestGrams(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	var g grams
	want := map[uint64]int32{}
	for i := range int32(20_000) {
		// Few enough that many are dropped and come again, and close enough that they collide.
		one := gram(rune(0x4E00+random.IntN(40)), rune(0x4E00+random.IntN(40)), 1+random.IntN(2))
		if _, known := want[one]; known {
			delete(want, one)
			g.drop(one)
		} else {
			want[one] = i
			g.set(one, i)
		}
		if i%100 == 0 {
			g.drop(1) // not in the table
		}
	}
	got := map[uint64]int32{}
	for _, s := range g.slots {
		if n, known := g.find(s.gram); s.gram != 0 && known {
			got[s.gram] = n
		}
	}
	if diff := gocmp.Diff(want, got); diff != "" || g.count != len(want) {
		t.Errorf("%d in the table (-want +got):\n%s", g.count, diff)
	}
	for one := range maps.Keys(want) {
		g.drop(one)
	}
	if g.count != 0 {
		t.Errorf("%d are left", g.count)
	}
}
