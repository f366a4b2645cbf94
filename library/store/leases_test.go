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

// term is a lease that a test waits for to be over.
const term = 300 * time.Millisecond

func acquire(t *testing.T, l *Library, holder, key string, want bool) Lease {
	t.Helper()
	got, left, ok, err := l.AcquireLease(t.Context(), holder, "shard", key, term)
	if err != nil || ok != want {
		t.Fatalf("%s acquires %s: %v, error %v", holder, key, ok, err)
	}
	if !ok && (left <= 0 || left > term) {
		t.Errorf("%s is to be had again in %v", key, left)
	}
	return got
}

// A lease is one process's until its term is over, and its number grows with each
// that has it.
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
		time.Sleep(term / 2)
		if held, err := one.RenewLeases(t.Context(), "a"); err != nil || len(held) != 1 || held[0].Key != "0" {
			t.Fatalf("renewed: %+v, error %v", held, err)
		}
	}
	if held, err := other.RenewLeases(t.Context(), "b"); err != nil || len(held) != 0 {
		t.Errorf("what was over was renewed: %+v, error %v", held, err)
	}
	mine := acquire(t, one, "a", "0", true)
	if kept, err := one.SaveLease(t.Context(), mine, []byte("session")); err != nil || !kept {
		t.Fatalf("saved: %v, error %v", kept, err)
	}
	time.Sleep(term + 50*time.Millisecond)
	taken := acquire(t, other, "b", "0", true)
	if taken.Fence <= mine.Fence || string(taken.State) != "session" {
		t.Errorf("the successor of %+v has %+v", mine, taken)
	}
	if kept, err := one.SaveLease(t.Context(), mine, []byte("late")); err != nil || kept {
		t.Errorf("saved by who has it no more: %v, error %v", kept, err)
	}
	if err := one.ReleaseLease(t.Context(), mine, 0); err != nil {
		t.Error(err)
	}
	acquire(t, one, "a", "0", false)
	if err := other.ReleaseLease(t.Context(), taken, term); err != nil {
		t.Error(err)
	}
	acquire(t, one, "a", "0", false) // it rests
	all, err := one.Leases(t.Context(), "shard")
	if err != nil || len(all) != 2 || all[0].Holder != "" || all[0].Left <= 0 || all[1].Left > 0 {
		t.Errorf("%+v, error %v", all, err)
	}
	if err := one.EndLeases(t.Context(), "shard"); err != nil {
		t.Error(err)
	}
	acquire(t, one, "a", "0", true)
	time.Sleep(term + 50*time.Millisecond)
	if err := one.ForgetLeases(t.Context(), "shard", 0); err != nil {
		t.Error(err)
	}
	if all, err := one.Leases(t.Context(), "shard"); err != nil || len(all) > 0 {
		t.Errorf("%+v, error %v", all, err)
	}
}

// Of many that want one lease at once, one has it.
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
		t.Errorf("it is %q's", won)
	}
}

func eventIDs(all []Event) (found []string) {
	for _, e := range all {
		found = append(found, e.ID)
	}
	slices.Sort(found)
	return found
}

// An event is taken once, is gone on with by another when its holder is no more,
// and is remembered without what was in it.
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
	time.Sleep(term + 50*time.Millisecond)
	alive(other, "b")
	got := take(other, "b", "1", "3")
	if e := got[slices.IndexFunc(got, func(e Event) bool { return e.ID == "1" })]; e.Sent != 2 || string(e.Data) != "text of 1" || e.Age < term || e.Age > time.Minute {
		t.Errorf("%+v", e)
	}
	if held, err := one.EndEvent(t.Context(), "a", "1"); err != nil || held {
		t.Errorf("ended by who has it no more: %v, error %v", held, err)
	}
	if held, err := one.AdvanceEvent(t.Context(), "a", "1", 3); err != nil || held {
		t.Errorf("advanced by who has it no more: %v, error %v", held, err)
	}
	take(other, "b", "4")
	for _, id := range []string{"1", "3", "4"} {
		if held, err := other.EndEvent(t.Context(), "b", id); err != nil || !held {
			t.Fatal(held, err)
		}
	}
	var left int
	if err := one.reading.QueryRow(`select count(*) from event where data is not null`).Scan(&left); err != nil || left > 0 {
		t.Errorf("%d have a text yet, error %v", left, err)
	}
	enter(one, "a", "2", false)
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

// A backup has no lease and no event; the file that it is of keeps them.
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
