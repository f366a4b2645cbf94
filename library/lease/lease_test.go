package lease

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"footnote/internal/leasetest"
)

var errDown = errors.New("the database is down")

// run runs a keeper until the test ends or stop is called.
func run(t *testing.T, o Options) (k *Keeper, stop func()) {
	k = New(o)
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		k.Run(ctx)
	}()
	stop = func() {
		cancel()
		<-ended
	}
	t.Cleanup(stop)
	return k, stop
}

func member(t *testing.T, k *Keeper) *Member {
	t.Helper()
	m, err := k.Member(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func take(t *testing.T, m *Member, kind, key string) *Held {
	t.Helper()
	h, left, err := m.Acquire(t.Context(), kind, key, Term)
	if err != nil || h == nil {
		t.Fatalf("%s %s belongs to another process for %v, error %v", kind, key, left, err)
	}
	return h
}

// TestKept checks that a renewed lease is kept indefinitely, and that another process can
// acquire it once the keeper has stopped.
func TestKept(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := leasetest.New()
		one, stop := run(t, Options{Store: f})
		other, _ := run(t, Options{Store: f})
		h := take(t, member(t, one), Shard, "0/1")
		if err := h.Save(t.Context(), []byte("session")); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Hour)
		if err := h.Valid(); err != nil {
			t.Error(err)
		}
		second := member(t, other)
		if n, err := second.Members(t.Context()); n != 2 || err != nil {
			t.Errorf("%d processes, error %v", n, err)
		}
		if again, left, err := second.Acquire(t.Context(), Shard, "0/1", Term); again != nil || left <= 0 || left > Term || err != nil {
			t.Errorf("acquired twice, or free in %v, error %v", left, err)
		}
		stop()
		if h.Context.Err() == nil || h.Valid() == nil {
			t.Error("it is held after the keeper has stopped")
		}
		if now := take(t, second, Shard, "0/1"); string(now.State) != "session" {
			t.Errorf("the state is %q", now.State)
		}
	})
}

// TestOutOfReach checks that a holder keeps its lease while the database fails or does not
// answer, but no longer than the lease lasts. It knows that the lease is lost before another
// process can acquire it.
func TestOutOfReach(t *testing.T) {
	for name, down := range map[string]func(*leasetest.Store){
		"hangs": func(f *leasetest.Store) { f.Hangs = true },
		"fails": func(f *leasetest.Store) { f.Fails = errDown },
	} {
		t.Run(name, func(t *testing.T) {
			for gone := 500 * time.Millisecond; gone < 8*time.Second; gone += 700 * time.Millisecond {
				synctest.Test(t, func(t *testing.T) { outOfReach(t, gone, down) })
			}
		})
	}
}

func outOfReach(t *testing.T, gone time.Duration, down func(*leasetest.Store)) {
	f := leasetest.New()
	k, _ := run(t, Options{Store: f})
	m := member(t, k)
	h := take(t, m, Shard, "0/1")
	time.Sleep(10*time.Second + 300*time.Millisecond)
	f.Set(func() { down(f) })
	began := time.Now()
	for time.Since(began) < gone {
		f.Set(func() {
			if until := f.All[[2]string{Shard, "0/1"}].Until; !time.Now().Before(until.Add(-margin)) && (h.Valid() == nil || m.Valid() == nil) {
				t.Fatalf("after %v it is considered held, and expires in %v", time.Since(began), time.Until(until))
			}
		})
		time.Sleep(10 * time.Millisecond)
	}
	f.Set(func() { f.Hangs, f.Fails = false, nil })
	time.Sleep(2 * time.Second)
	lost := gone > Term
	if short := gone < Term-margin-Every-within; short && h.Valid() != nil || lost && h.Valid() == nil {
		t.Errorf("after %v without the database it is held: %v", gone, h.Valid() == nil)
	}
	if lost {
		if context.Cause(h.Context) != ErrLost || context.Cause(m.Context) != ErrLost {
			t.Errorf("lost with cause %v", context.Cause(h.Context))
		}
		if now := member(t, k); now.Holder == m.Holder || now.Valid() != nil {
			t.Error("it did not join again as another holder")
		}
	}
}

// TestSlowAnswer checks that a lease's deadline counts from before the renewal was requested, so
// that a late answer does not extend it.
func TestSlowAnswer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := leasetest.New()
		k, _ := run(t, Options{Store: f})
		m := member(t, k)
		time.Sleep(100 * time.Millisecond)
		frozen := make(chan struct{})
		f.Set(func() { f.Frozen = frozen })
		time.Sleep(Term)
		if m.Valid() == nil {
			t.Error("it is held although the database has not answered")
		}
		f.Set(func() { f.Frozen = nil })
		close(frozen)
		synctest.Wait()
		if m.Valid() == nil {
			t.Error("the late answer extended an expired lease")
		}
	})
}

// TestOneLost checks that a holder whose lease was taken by another process loses that one only.
func TestOneLost(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := leasetest.New()
		k, _ := run(t, Options{Store: f})
		m := member(t, k)
		gone, stays := take(t, m, Shard, "0/2"), take(t, m, Shard, "1/2")
		f.Set(func() {
			r := f.All[[2]string{Shard, "0/2"}]
			r.Holder, r.Fence = "another", r.Fence+1
			f.All[[2]string{Shard, "0/2"}] = r
		})
		time.Sleep(2 * Every)
		if !errors.Is(context.Cause(gone.Context), ErrLost) || gone.Valid() == nil {
			t.Error("the holder does not know that it is lost")
		}
		if err := gone.Save(t.Context(), nil); !errors.Is(err, ErrLost) {
			t.Errorf("saved: %v", err)
		}
		if stays.Valid() != nil || m.Valid() != nil {
			t.Error("the others are lost too")
		}
	})
}

// TestNeverTwo checks that only one of many processes has a lease at a time, with increasing
// fences, however they start and stop.
func TestNeverTwo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := leasetest.New()
		var fences []int64
		holding := 0
		for n := range 5 {
			k, stop := run(t, Options{Store: f})
			go func() {
				time.Sleep(time.Duration(7+3*n) * time.Second)
				stop()
			}()
			go func() {
				for {
					m, err := k.Member(t.Context())
					if err != nil {
						return
					}
					h, left, err := m.Acquire(t.Context(), Work, "all", Term)
					if h == nil {
						if m.Context.Err() != nil || err != nil {
							return
						}
						pause(t.Context(), left+time.Millisecond)
						continue
					}
					f.Set(func() {
						if holding++; holding > 1 {
							t.Error("two processes have it")
						}
						fences = append(fences, h.lease.Fence)
					})
					pause(h.Context, time.Duration(n+1)*time.Second)
					f.Set(func() { holding-- })
					_ = h.Release(t.Context(), 0)
				}
			}()
		}
		time.Sleep(time.Minute)
		f.Set(func() {
			if len(fences) < 5 || !slices.IsSorted(fences) || len(slices.Compact(slices.Clone(fences))) != len(fences) {
				t.Error(fmt.Sprint(fences))
			}
		})
	})
}

// TestAlone checks that a process that is alone needs no database after its start, and takes
// over the leases of an earlier one.
func TestAlone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := leasetest.New()
		first := New(Options{Store: f, Alone: true})
		m, err := first.join(t.Context()) // then it is killed
		if err != nil {
			t.Fatal(err)
		}
		take(t, m, Shard, "0/1")
		k, _ := run(t, Options{Store: f, Alone: true})
		now := member(t, k)
		h := take(t, now, Shard, "0/1")
		f.Set(func() { f.Fails = errDown })
		time.Sleep(240 * time.Hour)
		if h.Valid() != nil || now.Valid() != nil {
			t.Error("it is lost")
		}
		if n, _ := now.Members(t.Context()); n != 1 {
			t.Errorf("%d processes", n)
		}
	})
}
