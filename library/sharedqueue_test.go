package library

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"footnote/internal/storetest"
	"footnote/library/lease"
	"footnote/library/store"
)

// together opens a library that shares its additions with other processes. told counts, by
// message, the additions that it took over.
func together(t *testing.T, path string, told *sync.Map) (*Library, *lease.Keeper) {
	t.Helper()
	l := opened(t, path, nil)
	k := lease.New(lease.Options{Store: l.Store})
	t.Cleanup(k.Start(t.Context()))
	l.Share(k, func(all []*Addition) {
		for _, a := range all {
			n, _ := told.LoadOrStore(a.Message, 0)
			told.Store(a.Message, n.(int)+1)
		}
	})
	if _, err := k.Member(t.Context()); err != nil {
		t.Fatal(err)
	}
	return l, k
}

// TestSharedQueue checks that the additions of a dead process, and those that a process has no
// time for, are made by others, each once, and are reported together by message.
func TestSharedQueue(t *testing.T) { storetest.Each(t, testSharedQueue) }

func testSharedQueue(t *testing.T, at storetest.Place) {
	path, scope := at(t), store.Guild("1")
	var told sync.Map
	busy, k := together(t, path, &told) // it does not run its queue
	m, err := k.Member(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for n, of := range []struct{ holder, message string }{
		{"", "a"}, {"", "a"}, {"one that died", "b"}, {"one that died", "b"}, {"one that died", "c"}, {m.Holder, "d"}, {m.Holder, "d"}, {m.Holder, ""},
	} {
		j := store.Job{Scope: scope, Name: fmt.Sprintf("%d.txt", n), Source: fmt.Sprintf("%d.txt", n), Data: fmt.Appendf(nil, "第%d座燈塔高%d公尺。它是白色的。", n, n),
			Channel: "5", Message: of.message, Holder: of.holder}
		if _, err := busy.Store.Enqueue(t.Context(), j, 100); err != nil {
			t.Fatal(err)
		}
	}
	one, _ := together(t, path, &told)
	other, _ := together(t, path, &told)
	for _, l := range []*Library{one, other} {
		l.queue.shared.idle = time.Second
		running(t, l)
	}
	for deadline := time.Now().Add(5 * time.Minute); ; time.Sleep(10 * time.Millisecond) {
		left, err := busy.Store.Jobs(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if len(left) == 0 {
			break
		}
		if time.Now().After(deadline) {
			t.Fatalf("%d are left", len(left))
		}
	}
	for message, want := range map[string]int{"a": 2, "b": 2, "c": 1, "d": 2, "": 1} {
		if n, _ := told.Load(message); n != want {
			t.Errorf("%v of %d additions of %q were reported", n, want, message)
		}
	}
	kept, err := busy.List(t.Context(), scope)
	if err != nil || len(kept) != 8 {
		t.Errorf("%d articles, error %v", len(kept), err)
	}
}

// TestTakenAddition checks that a process no longer follows its addition if another process
// takes it over.
func TestTakenAddition(t *testing.T) { storetest.Each(t, testTakenAddition) }

func testTakenAddition(t *testing.T, at storetest.Place) {
	path := at(t)
	var told sync.Map
	l, _ := together(t, path, &told)
	a := promise(t, l, store.Guild("1"), "lake.txt", lake)
	other, k := together(t, path, &told)
	m, err := k.Member(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if taken, err := other.Store.ClaimJob(t.Context(), m.Holder, lease.Process, a.ID, time.Minute); taken || err != nil {
		t.Fatalf("taken over at once: %v, error %v", taken, err)
	}
	if taken, err := other.Store.ClaimJob(t.Context(), m.Holder, lease.Process, a.ID, -time.Second); !taken || err != nil {
		t.Fatalf("not taken over after a minute: error %v", err)
	}
	if _, err := other.Store.Begin(t.Context(), a.ID); err != nil {
		t.Fatal(err)
	}
	running(t, l)
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	if _, err := a.Follow(ctx, nil); !errors.Is(err, ErrElsewhere) {
		t.Errorf("the followed addition ends with %v", err)
	}
}
