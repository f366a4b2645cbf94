package rag

import (
	"context"
	"testing"
	"testing/synctest"
	"time"
)

// TestTurns: the questions of one asker pass in order, whoever leaves; those of
// others pass at once.
func TestTurns(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var all turns
		var order []int
		first, err := all.wait(t.Context(), "a")
		if err != nil {
			t.Fatal(err)
		}
		impatient, leave := context.WithCancel(t.Context())
		for n := range 5 {
			go func() {
				ctx := t.Context()
				if n == 1 {
					ctx = impatient
				}
				done, err := all.wait(ctx, "a")
				if err != nil {
					order = append(order, -n)
					return
				}
				order = append(order, n)
				time.Sleep(time.Second)
				done()
			}()
			synctest.Wait()
		}
		for _, other := range []string{"b", "", ""} {
			if done, err := all.wait(t.Context(), other); err != nil {
				t.Error(err)
			} else {
				done()
			}
		}
		leave()
		synctest.Wait()
		first()
		time.Sleep(time.Minute)
		synctest.Wait()
		for i, want := range []int{-1, 0, 2, 3, 4} {
			if i >= len(order) || order[i] != want {
				t.Fatalf("order %v", order)
			}
		}
		if len(all.waiting) != 0 {
			t.Errorf("%d askers are remembered for nothing", len(all.waiting))
		}
	})
}
