package store

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"footnote/internal/storetest"
)

// term is much longer than a busy machine takes for what a test does within it.
const term = 10 * time.Minute

// elapse lets time pass for leases and events.
func elapse(t *testing.T, l *Library, while time.Duration) {
	t.Helper()
	for _, earlier := range []string{`update lease set until = until - $1`, `update event set at = at - $1`} {
		if _, err := l.writing.ExecContext(t.Context(), earlier, while.Milliseconds()); err != nil {
			t.Fatal(err)
		}
	}
}

func acquire(t *testing.T, l *Library, holder, key string, want bool) Lease {
	t.Helper()
	got, left, ok, err := l.AcquireLease(t.Context(), holder, "shard", key, term)
	if err != nil || ok != want {
		t.Fatalf("%s acquires %s: %v, error %v", holder, key, ok, err)
	}
	if !ok && (left <= 0 || left > term) {
		t.Errorf("%s can be acquired again in %v", key, left)
	}
	return got
}

// TestLeases checks that a lease belongs to one process until it expires, and that its fence
// increases with each holder.
func TestLeases(t *testing.T) { storetest.Each(t, testLeases) }

func testLeases(t *testing.T, at storetest.Place) {
	path := at(t)
	one, other := library(t, path), library(t, path)
	first := acquire(t, one, "a", "0", true)
	acquire(t, other, "b", "0", false)
	acquire(t, other, "b", "1", true)
	if again := acquire(t, one, "a", "0", true); again.Fence <= first.Fence {
		t.Errorf("%d after %d", again.Fence, first.Fence)
	}
	for range 4 { // renewed for longer than a term
		elapse(t, one, term/2)
		if held, err := one.RenewLeases(t.Context(), "a"); err != nil || len(held) != 1 || held[0].Key != "0" {
			t.Fatalf("renewed: %+v, error %v", held, err)
		}
	}
	if held, err := other.RenewLeases(t.Context(), "b"); err != nil || len(held) != 0 {
		t.Errorf("renewed an expired lease: %+v, error %v", held, err)
	}
	mine := acquire(t, one, "a", "0", true)
	if kept, err := one.SaveLease(t.Context(), mine, []byte("session")); err != nil || !kept {
		t.Fatalf("saved: %v, error %v", kept, err)
	}
	elapse(t, one, term+time.Second)
	taken := acquire(t, other, "b", "0", true)
	if taken.Fence <= mine.Fence || string(taken.State) != "session" {
		t.Errorf("the successor of %+v has %+v", mine, taken)
	}
	if kept, err := one.SaveLease(t.Context(), mine, []byte("late")); err != nil || kept {
		t.Errorf("saved by a former holder: %v, error %v", kept, err)
	}
	if err := one.ReleaseLease(t.Context(), mine, 0); err != nil {
		t.Error(err)
	}
	acquire(t, one, "a", "0", false)
	if err := other.ReleaseLease(t.Context(), taken, term); err != nil {
		t.Error(err)
	}
	acquire(t, one, "a", "0", false) // nobody can acquire it yet
	all, err := one.Leases(t.Context(), "shard")
	if err != nil || len(all) != 2 || all[0].Holder != "" || all[0].Left <= 0 || all[1].Left > 0 {
		t.Errorf("%+v, error %v", all, err)
	}
	if err := one.EndLeases(t.Context(), "shard"); err != nil {
		t.Error(err)
	}
	acquire(t, one, "a", "0", true)
	elapse(t, one, term+time.Second)
	if err := one.ForgetLeases(t.Context(), "shard", 0); err != nil {
		t.Error(err)
	}
	if all, err := one.Leases(t.Context(), "shard"); err != nil || len(all) > 0 {
		t.Errorf("%+v, error %v", all, err)
	}
}

// TestLeaseRace checks that if many processes acquire a lease at once, one gets it.
func TestLeaseRace(t *testing.T) { storetest.Each(t, testLeaseRace) }

func testLeaseRace(t *testing.T, at storetest.Place) {
	path := at(t)
	var mu sync.Mutex
	var won []string
	var all sync.WaitGroup
	for n := range 8 {
		l := library(t, path)
		all.Go(func() {
			holder := fmt.Sprint(n)
			_, _, ok, err := l.AcquireLease(t.Context(), holder, "shard", "0", time.Minute)
			if err != nil {
				t.Error(err)
			}
			if ok {
				mu.Lock()
				defer mu.Unlock()
				won = append(won, holder)
			}
		})
	}
	all.Wait()
	if len(won) != 1 {
		t.Errorf("the holder is %q", won)
	}
}

func eventIDs(all []Event) (found []string) {
	for _, e := range all {
		found = append(found, e.ID)
	}
	slices.Sort(found)
	return found
}

// TestEvents checks that an event is taken once, is continued by another process if its holder
// has died, and is remembered without its data.
func TestEvents(t *testing.T) { storetest.Each(t, testEvents) }

func testEvents(t *testing.T, at storetest.Place) {
	path := at(t)
	one, other := library(t, path), library(t, path)
	alive := func(l *Library, holder string) {
		t.Helper()
		if _, _, ok, err := l.AcquireLease(t.Context(), holder, "process", holder, term); err != nil || !ok {
			t.Fatal(ok, err)
		}
	}
	enter := func(l *Library, holder, id string, want bool) {
		t.Helper()
		if first, err := l.EnterEvent(t.Context(), holder, id, []byte("text of "+id)); err != nil || first != want {
			t.Fatalf("%s of %s is new: %v, error %v", id, holder, first, err)
		}
	}
	take := func(l *Library, holder string, want ...string) []Event {
		t.Helper()
		got, err := l.TakeEvents(t.Context(), holder, "process", 2)
		if err != nil || !slices.Equal(eventIDs(got), want) {
			t.Fatalf("%s takes %q, want %q, error %v", holder, eventIDs(got), want, err)
		}
		return got
	}
	alive(one, "a")
	enter(one, "a", "1", true)
	enter(other, "b", "1", false)
	for _, id := range []string{"2", "3", "4"} {
		enter(one, "a", id, true)
		time.Sleep(2 * time.Millisecond)
	}
	if held, err := one.AdvanceEvent(t.Context(), "a", "1", 2); err != nil || !held {
		t.Fatal(held, err)
	}
	if held, err := one.EndEvent(t.Context(), "a", "2"); err != nil || !held {
		t.Fatal(held, err)
	}
	alive(other, "b")
	take(other, "b") // a is alive
	elapse(t, one, term+time.Second)
	alive(other, "b")
	got := take(other, "b", "1", "3")
	if e := got[slices.IndexFunc(got, func(e Event) bool { return e.ID == "1" })]; e.Sent != 2 || string(e.Data) != "text of 1" || e.Age < term || e.Age > term+time.Minute {
		t.Errorf("%+v", e)
	}
	if held, err := one.EndEvent(t.Context(), "a", "1"); err != nil || held {
		t.Errorf("ended by a former holder: %v, error %v", held, err)
	}
	if held, err := one.AdvanceEvent(t.Context(), "a", "1", 3); err != nil || held {
		t.Errorf("advanced by a former holder: %v, error %v", held, err)
	}
	take(other, "b", "4")
	for _, id := range []string{"1", "3", "4"} {
		if held, err := other.EndEvent(t.Context(), "b", id); err != nil || !held {
			t.Fatal(held, err)
		}
	}
	var left int
	if err := one.reading.QueryRow(`select count(*) from event where data is not null`).Scan(&left); err != nil || left > 0 {
		t.Errorf("%d still have data, error %v", left, err)
	}
	enter(one, "a", "2", false)
	if err := other.DropEvent(t.Context(), "b", "2"); err != nil { // it is a's
		t.Fatal(err)
	}
	enter(one, "a", "2", false)
	if err := one.DropEvent(t.Context(), "a", "2"); err != nil {
		t.Fatal(err)
	}
	enter(one, "a", "2", true)
	if err := one.ForgetEvents(t.Context(), time.Hour); err != nil {
		t.Fatal(err)
	}
	enter(one, "a", "3", false)
	if _, err := one.writing.Exec(`update event set at = at - 16 * 60000`); err != nil {
		t.Fatal(err)
	}
	if err := one.ForgetEvents(t.Context(), time.Hour); err != nil {
		t.Fatal(err)
	}
	enter(one, "a", "3", true)
}

// TestBackupForgetsRunning checks that a backup contains no leases and events, and that the
// original keeps them.
func TestBackupForgetsRunning(t *testing.T) {
	l := library(t, inFolder(t))
	acquire(t, l, "a", "0", true)
	if first, err := l.EnterEvent(t.Context(), "a", "1", []byte("what somebody asked")); err != nil || !first {
		t.Fatal(first, err)
	}
	to := inFolder(t)
	if err := l.Backup(t.Context(), to); err != nil {
		t.Fatal(err)
	}
	copied := library(t, to)
	for from, want := range map[*Library]int{l: 1, copied: 0} {
		for _, table := range []string{"lease", "event"} {
			var n int
			if err := from.reading.QueryRowContext(context.Background(), `select count(*) from `+table).Scan(&n); err != nil || n != want {
				t.Errorf("%d rows of %s, want %d, error %v", n, table, want, err)
			}
		}
	}
	if bytes.Contains(contents(t, to), []byte("what somebody asked")) {
		t.Error("the text is in the backup")
	}
}
