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

// enter has a question of an asker wait for its place and take a second; done is
// told of it then.
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

// Questions are answered in order, as many at once as there are places, and one
// at a time for each asker.
func TestOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q := admit.NewQueue(2, 100, 3)
		began, answered := time.Now(), make(chan string, 4)
		for _, one := range []string{"ann", "ann", "ben", "cay"} {
			enter(t.Context(), q, one, func() { answered <- fmt.Sprint(one, time.Since(began).Seconds()) })
			synctest.Wait()
		}
		if waiting, busy := q.Length(); waiting != 2 || busy != 2 {
			t.Errorf("%d wait, %d are answered", waiting, busy)
		}
		var order []string
		for range 4 {
			order = append(order, <-answered)
		}
		synctest.Wait()
		slices.Sort(order)
		if want := []string{"ann1", "ann2", "ben1", "cay2"}; !slices.Equal(order, want) {
			t.Errorf("%q, not %q", order, want)
		}
		if waiting, busy := q.Length(); waiting+busy != 0 {
			t.Errorf("%d wait, %d are answered in the end", waiting, busy)
		}
	})
}

func TestFull(t *testing.T) {
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
		if taken["ann"] != 3 || taken["ben"] != 1 || taken["cay"] != 0 { // one is answered, two of hers may wait, three of all
			t.Errorf("taken: %v", taken)
		}
	})
}

// Whoever gives up makes room, and is told why.
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
			t.Errorf("ended with %v", err)
		}
		ticket.Leave()
		time.Sleep(time.Minute)
		if waiting, busy := q.Length(); waiting+busy != 0 || len(before) > 0 {
			t.Errorf("%d wait, %d are answered, positions %v", waiting, busy, before)
		}
	})
}
