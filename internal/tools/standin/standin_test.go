package standin

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestStandIn(t *testing.T) {
	var log strings.Builder
	var order []int
	fail := func() (err error) {
		tb := &TB{Errors: &log}
		defer tb.End()
		defer Recover(&err)
		tb.Cleanup(func() { order = append(order, 1) })
		tb.Cleanup(func() { order = append(order, 2) })
		tb.Errorf("%d errors", 3)
		tb.Fatalf("no %s", "more")
		return nil
	}
	if err := fail(); err == nil || err.Error() != "no more" {
		t.Errorf("the error is %v", err)
	}
	if log.String() != "3 errors\n" {
		t.Errorf("logged %q", log.String())
	}
	if diff := cmp.Diff([]int{2, 1}, order); diff != "" {
		t.Errorf("order of the cleanups (-want +got):\n%s", diff)
	}
}

// Only the panic of Fatalf becomes an error.
func TestOtherPanic(t *testing.T) {
	defer func() {
		if recover() != "other" {
			t.Error("the panic was swallowed")
		}
	}()
	var err error
	defer Recover(&err)
	panic("other")
}
