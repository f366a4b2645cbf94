package lexical

import (
	"maps"
	"math/rand/v2"
	"slices"
	"testing"
)

// TestPostings checks that postings hold in order what was inserted and not removed, in any
// order, few or many at a time, near or far apart.
func TestPostings(t *testing.T) {
	for _, far := range []int{1, 3, 300, 100_000} {
		random := rand.New(rand.NewPCG(1, uint64(far)))
		var p postings
		want := map[int]entry{}
		check := func(step int) {
			t.Helper()
			numbers := slices.Sorted(maps.Keys(want))
			var all []entry
			for _, n := range numbers {
				all = append(all, want[n])
			}
			if got := p.collected(); !slices.Equal(got, all) || p.frequency() != len(all) {
				t.Fatalf("distance %d, step %d: %v, %d of them, want %v", far, step, got, p.frequency(), all)
			}
		}
		last := 0
		for step := range 400 {
			var more []entry
			for range random.IntN(300) {
				n := random.IntN(last + 1) // among existing ones
				if random.IntN(3) > 0 {    // after them
					last += 1 + random.IntN(far)
					n = last
				}
				if _, there := want[n]; !there && n < 1<<24 {
					want[n] = newEntry(n, 1+random.IntN(4)*random.IntN(200))
					more = append(more, want[n])
				}
			}
			slices.Sort(more)
			p.insert(more)
			check(step)
			numbers := slices.Sorted(maps.Keys(want))
			if len(numbers) == 0 {
				continue
			}
			from := random.IntN(len(numbers))
			gone := numbers[from:min(from+random.IntN(500), len(numbers))]
			if random.IntN(2) == 0 { // scattered, not in a row
				gone = slices.DeleteFunc(slices.Clone(numbers), func(int) bool { return random.IntN(10) > 0 })
			}
			if len(gone) == 0 {
				continue
			}
			for _, n := range gone {
				delete(want, n)
			}
			p.remove(append([]int{gone[0]}, append(gone[1:], gone[len(gone)-1]+1<<20)...))
			check(step)
		}
		p.remove(slices.Sorted(maps.Keys(want)))
		if p.packed != nil || len(p.last) > 0 {
			t.Errorf("%v is left", p.collected())
		}
	}
}

// TestPostingsAreSmall checks that a common term takes a byte or two per document.
func TestPostingsAreSmall(t *testing.T) {
	var p postings
	const count = 100_000
	for n := range count {
		p.insert([]entry{newEntry(3*n, 1+n%2)})
	}
	size := cap(p.packed.data) + 16*cap(p.packed.blocks) + 4*cap(p.last)
	if size > 2*count {
		t.Errorf("%d documents take %d bytes", count, size)
	}
}
