package admit_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"footnote/bot/admit"
)

// enter adds a question to the queue. Once it has a place it takes a second, and then done
// is called.
func enter(ctx context.Context, q *admit.Queue, asker string, done func()) bool {
	ticket := q.Enter(asker)
	if ticket == nil {
		return false
	}
	go func() {
		defer ticket.Leave()
		if ticket.Wait(ctx, func() {}, func(int) {}) == nil {
			time.Sleep(time.Second)
			ticket.Answered()
			done()
		}
	}()
	return true
}

// TestQueueOrder checks that questions are answered in order, as many at once as there are
// places, and one at a time for each asker.
func TestQueueOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q := admit.NewQueue(2, 100, 3)
		began, answered := time.Now(), make(chan string, 4)
		for _, one := range []string{"ann", "ann", "ben", "cay"} {
			enter(t.Context(), q, one, func() { answered <- fmt.Sprint(one, time.Since(began).Seconds()) })
			synctest.Wait()
		}
		if waiting, busy := q.Length(); waiting != 2 || busy != 2 {
			t.Errorf("%d waiting, %d being answered, want 2 and 2", waiting, busy)
		}
		var order []string
		for range 4 {
			order = append(order, <-answered)
		}
		synctest.Wait()
		slices.Sort(order)
		if want := []string{"ann1", "ann2", "ben1", "cay2"}; !slices.Equal(order, want) {
			t.Errorf("answered %q, want %q", order, want)
		}
		if waiting, busy := q.Length(); waiting+busy != 0 {
			t.Errorf("%d waiting, %d being answered in the end, want none", waiting, busy)
		}
	})
}

func TestQueueFull(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q := admit.NewQueue(1, 3, 2)
		taken := map[string]int{}
		for _, one := range []string{"ann", "ann", "ann", "ann", "ben", "cay"} {
			if enter(t.Context(), q, one, func() {}) {
				taken[one]++
			}
			synctest.Wait()
		}
		time.Sleep(time.Minute)
		if taken["ann"] != 3 || taken["ben"] != 1 || taken["cay"] != 0 { // one is being answered, two of ann's may wait, three in all
			t.Errorf("accepted %v", taken)
		}
	})
}

// TestGivingUp checks that a cancelled question leaves the queue and returns the cause.
func TestGivingUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q := admit.NewQueue(1, 3, 3)
		enter(t.Context(), q, "ann", func() {})
		synctest.Wait()
		why := errors.New("the bot stops")
		ctx, cancel := context.WithCancelCause(t.Context())
		ticket := q.Enter("ben")
		ended := make(chan error, 1)
		var before []int
		go func() { ended <- ticket.Wait(ctx, func() {}, func(n int) { before = append(before, n) }) }()
		synctest.Wait()
		cancel(why)
		if err := <-ended; !errors.Is(err, why) {
			t.Errorf("Wait returned %v, want %v", err, why)
		}
		ticket.Leave()
		time.Sleep(time.Minute)
		if waiting, busy := q.Length(); waiting+busy != 0 || len(before) > 0 {
			t.Errorf("%d waiting, %d being answered, positions %v, want none", waiting, busy, before)
		}
	})
}
