package store

import (
	"testing"
	"time"

	"footnote/internal/storetest"
)

func vote(answer, reader byte, good bool) Vote {
	return Vote{[16]byte{answer}, [16]byte{reader}, good, time.Unix(1_700_000_000, 5), Guild("1")}
}

// TestFeedback checks that votes survive a restart, and that each reader has one vote per
// answer.
func TestFeedback(t *testing.T) { storetest.Each(t, testFeedback) }

func testFeedback(t *testing.T, at storetest.Place) {
	path := at(t)
	for _, place := range []string{path, ""} {
		f := OpenFeedback(place, func(w string) { t.Error(w) })
		for _, v := range []Vote{vote(1, 1, true), vote(1, 2, false), vote(1, 1, false), vote(2, 1, true)} {
			if err := f.Vote(t.Context(), v); err != nil {
				t.Fatal(err)
			}
		}
		if place != "" { // another run
			f.Close()
			f = OpenFeedback(place, func(w string) { t.Error(w) })
		}
		if good, bad, err := f.Count(t.Context()); good != 1 || bad != 2 || err != nil {
			t.Errorf("in %q: %d for, %d against, error %v; want 1 and 2", place, good, bad, err)
		}
		f.Close()
	}
}
