package main

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestCut(t *testing.T) {
	for _, c := range []struct {
		block, next string
		cut         bool
	}{
		{"The lighthouse was built in the year", "of the great flood.", true},
		{"The lighthouse was built by Anna,", "the daughter of a fisher.", true},
		{"The lighthouse was built in 1898.", "it is said.", false},
		{"The lighthouse was built in the year", "The harbour has ferries.", false},
		{"Lighthouse", "of the great flood.", false},
		{"while the height of it is", "lift1 :: (a -> b)", false},
	} {
		if got := isCut(c.block, c.next); got != c.cut {
			t.Errorf("%q, %q: %t", c.block, c.next, got)
		}
	}
}

func TestDivisions(t *testing.T) {
	lines := strings.Split("the light-\nhouse stands, and another lighthouse, by a well-\nknown and well-known self-\nmade pier", "\n")
	if diff := cmp.Diff([]string{"light-house"}, slices.Collect(maps.Keys(divisions(lines)))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	r := reading{{0, "a light-house"}, {0, "a light- house and a well-known one"}}
	if got := r.count(divisions(lines), 1).hyphenated; got != 2 {
		t.Errorf("%d words", got)
	}
}

func TestRunningHeads(t *testing.T) {
	var r reading
	for page := range 8 {
		r = append(r, block{page, "Report on harbours"}, block{page, strings.Repeat("text ", 5+page)}, block{page, "12"}, block{page, "in the middle"}, block{page, strings.Repeat("more ", 5+page)}, block{page, "end"}, block{page, string(rune('1' + page))})
	}
	r[0].text = "Title"
	if got := r.runningHeads(8); got != 7+8+8 { // heads, page numbers, and the block that ends each page
		t.Errorf("%d running heads", got)
	}
}
