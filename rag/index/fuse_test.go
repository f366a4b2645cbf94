package index

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestFuse checks that passages high in several lists come first, with their best scores, and
// that ties are in article order.
func TestFuse(t *testing.T) {
	first := &entry{}
	hit := func(passage int, score float64) Hit {
		return Hit{Ref: Ref{entry: first, Passage: passage}, Score: score}
	}
	fused := Fuse(3, []Hit{hit(7, 3), hit(2, 2), hit(1, 1)}, []Hit{hit(2, 9), hit(7, 8), hit(5, 1)}, nil)
	var got [][2]float64
	for _, h := range fused {
		got = append(got, [2]float64{float64(h.Passage), h.Score})
	}
	if diff := cmp.Diff([][2]float64{{2, 9}, {7, 8}, {1, 1}}, got); diff != "" {
		t.Errorf("passages and scores (-want +got):\n%s", diff)
	}
	if none := Fuse(3); len(none) != 0 {
		t.Errorf("fusing nothing gave %+v", none)
	}
}
