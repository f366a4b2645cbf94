package store

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// TestTroubles checks that failures of a database are counted by reason, with a zero for every
// reason from the start. Calls that were cancelled do not count.
func TestTroubles(t *testing.T) {
	l := library(t, inFolder(t))
	want := map[string]int64{"failing": 0, "damaged": 0, "newer": 0, "foreign": 0, "locked": 0, "read_only": 0, "no_space": 0, "unreachable": 0, "late": 0}
	if diff := cmp.Diff(want, l.Troubles()); diff != "" {
		t.Errorf("at the start (-want +got):\n%s", diff)
	}
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	late, end := context.WithDeadline(t.Context(), time.Now())
	defer end()
	for ctx, want := range map[context.Context]error{gone: context.Canceled, late: context.DeadlineExceeded} {
		if _, _, err := l.Count(ctx); !errors.Is(err, want) {
			t.Errorf("%v, want %v", err, want)
		}
	}
	if _, err := l.writing.Exec(`pragma max_page_count = 200`); err != nil {
		t.Fatal(err)
	}
	kept := fill(t, l)
	want["no_space"], want["late"] = 1, 1
	if diff := cmp.Diff(want, l.Troubles()); diff != "" {
		t.Errorf("on a full disk (-want +got):\n%s", diff)
	}
	articles, passages, err := l.Count(t.Context())
	if err != nil || int(articles) != len(kept) || passages < articles {
		t.Errorf("%d articles, %d passages, %v; %d were kept", articles, passages, err, len(kept))
	}
	if _, _, err := l.Remove(t.Context(), Local, kept[0].Article.ID, time.Now()); err != nil {
		t.Fatal(err)
	}
	if articles, _, _ := l.Count(t.Context()); int(articles) != len(kept)-1 {
		t.Errorf("%d articles after one is removed", articles)
	}
}
