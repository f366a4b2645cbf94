package library

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"footnote/library/store"
)

// A queue knows the additions that this process works on or has worked on
// lately. That they were promised is kept on disk.
type queue struct {
	wake chan struct{} // holds one if there may be something to do

	mu     sync.Mutex // never held while waiting
	known  map[int64]*Addition
	served store.Scope // whose addition came last
	shared *sharing    // with other processes; nil is with none
}

func newQueue() queue {
	return queue{wake: make(chan struct{}, 1), known: map[int64]*Addition{}}
}

// maxKnown is how many additions are remembered before those that are over go.
const maxKnown = 1000

// addition is the one that a job stands for.
func (q *queue) addition(j store.Job) *Addition {
	q.mu.Lock()
	defer q.mu.Unlock()
	if a := q.known[j.ID]; a != nil {
		return a
	}
	if len(q.known) >= maxKnown {
		for id, a := range q.known {
			if p, _ := a.now(); p.Stage.Over() {
				delete(q.known, id)
			}
		}
	}
	a := newAddition(j)
	q.known[j.ID] = a
	return a
}

func (q *queue) call() {
	select {
	case q.wake <- struct{}{}:
	default:
	}
}

// Promise keeps something to be added, so that it is added even if the program
// ends before. Where too much of the scope waits, the error is a [*LimitError].
func (l *Library) Promise(ctx context.Context, j store.Job) (*Addition, error) {
	if j.At.IsZero() {
		j.At = time.Now()
	}
	j.Holder = l.queue.holder()
	id, err := l.Store.Enqueue(ctx, j, l.Limits.Waiting)
	if errors.Is(err, store.ErrQueueFull) {
		return nil, &LimitError{LimitWaiting, int64(l.Limits.Waiting)}
	}
	if err != nil {
		return nil, err
	}
	j.ID = id
	a := l.queue.addition(j)
	l.queue.call()
	return a, nil
}

// Pending are the additions that are not over, those of an earlier run too.
func (l *Library) Pending(ctx context.Context) ([]*Addition, error) {
	jobs, err := l.Store.Jobs(ctx)
	if err := l.undamaged(err); err != nil {
		return nil, err
	}
	var all []*Addition
	for _, j := range jobs {
		all = append(all, l.queue.addition(j))
	}
	return all, nil
}

// Cancel ends an addition of a scope and reports whether it was not over yet.
func (l *Library) Cancel(ctx context.Context, scope store.Scope, id int64) (bool, error) {
	pending, err := l.Pending(ctx)
	if err != nil {
		return false, err
	}
	i := slices.IndexFunc(pending, func(a *Addition) bool { return a.ID == id && a.Scope == scope })
	if i < 0 {
		return false, nil
	}
	return pending[i].cancel(), l.Store.Finish(ctx, id)
}

// Run adds what was promised, one after another, until ctx ends. What it was at
// then is begun anew by the next Run, or by another process.
func (l *Library) Run(ctx context.Context) {
	again := time.Minute // after a disk that failed
	next, work := l.next, l.work
	if s := l.queue.sharing(); s != nil {
		again = lookEvery
		next = func(ctx context.Context) (*Addition, error) { return s.claim(ctx, l) }
		work = func(ctx context.Context, a *Addition) { s.work(ctx, l, a) }
	}
	for ctx.Err() == nil {
		a, err := next(ctx)
		if err != nil && ctx.Err() == nil {
			l.Log.Warn("cannot read what is to be added", "error", err)
		}
		if a != nil {
			work(ctx, a)
			continue
		}
		select {
		case <-l.queue.wake:
		case <-time.After(again):
		case <-ctx.Done():
		}
	}
}

// next is the addition whose turn it is: the first one of another scope than
// the last, so that nobody waits behind all of another's.
func (l *Library) next(ctx context.Context) (*Addition, error) {
	pending, err := l.Pending(ctx)
	if err != nil {
		return nil, err
	}
	pending = slices.DeleteFunc(pending, func(a *Addition) bool { p, _ := a.now(); return p.Stage.Over() })
	if len(pending) == 0 {
		return nil, nil
	}
	l.queue.mu.Lock()
	defer l.queue.mu.Unlock()
	i := slices.IndexFunc(pending, func(a *Addition) bool { return a.Scope != l.queue.served })
	a := pending[max(i, 0)]
	l.queue.served = a.Scope
	return a, nil
}
