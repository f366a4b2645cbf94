package main

import (
	"math"
	"testing"
)

// The expected counts are those of the sets' own scripts.
func TestCounts(t *testing.T) {
	for _, c := range []struct {
		want, got string
		counts    counts
	}{
		{"a b c d", "a b c d", counts{1, 0, 0}},
		{"a b c d e", "a b c d", counts{.5, 0, .5}},
		{"a b c d", "x a b c d", counts{.5, .5, 0}},
		{"a b", "A b", counts{0, .5, .5}},
		{"甲，乙", "甲 乙!", counts{1, 0, 0}},
		{"a b c d a b c d", "a b c d", counts{.2, 0, .8}},
		{"", "", counts{}},
	} {
		if got := shingles(c.want, c.got); math.Abs(got.right-c.counts.right)+math.Abs(got.surplus-c.counts.surplus)+math.Abs(got.missing-c.counts.missing) > 1e-9 {
			t.Errorf("%q of %q: %+v, want %+v", c.got, c.want, got, c.counts)
		}
	}
	p := page{with: []string{"one\n two", "three"}, without: []string{"four", "five"}}
	if got, want := pieces(p, "zero one two  four"), (counts{1, 1, 1}); got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
}

func TestSums(t *testing.T) {
	articles := set{pages: []page{{name: "a"}, {name: "b"}, {name: "c"}}}
	got := articles.sum([]counts{{right: 1}, {right: .5, surplus: .5}, {missing: 1}}, "all")
	if want := (score{.75, 2. / 3}); got != want { // a page with nothing read has no precision
		t.Errorf("%+v, want %+v", got, want)
	}
	halves := map[string]int{}
	for _, name := range []string{"a", "b", "c", "d", "e", "f"} {
		halves[page{name: name}.half()]++
	}
	if halves["tuned"] == 0 || halves["kept"] == 0 {
		t.Errorf("halves %v", halves)
	}
	withPieces := set{pages: []page{{name: "a", with: []string{}}, {name: "b", with: []string{}}}}
	if got, want := withPieces.sum([]counts{{right: 1}, {right: 2, surplus: 1, missing: 1}}, "all"), (score{.75, .75}); got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
}
