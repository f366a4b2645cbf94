package library

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"footnote/library/store"
)

// A queue tracks the additions that this process works on or has recently worked on. The jobs
// themselves are in the store.
type queue struct {
	wake chan struct{} // holds one if there may be something to do

	mu     sync.Mutex // never held while waiting
	known  map[int64]*Addition
	served store.Scope // the scope of the latest addition
	shared *sharing    // nil if the queue is not shared with other processes
}

func newQueue() queue {
	return queue{wake: make(chan struct{}, 1), known: map[int64]*Addition{}}
}

// maxKnown is how many additions are tracked before finished ones are dropped.
const maxKnown = 1000

// addition returns the addition of a job, which it starts to track if it is new.
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

// Promise stores a job, so that it is done even if the program ends first. It returns a
// [*LimitError] if too many jobs of the scope are waiting.
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

// Pending returns the additions that are not over, including those of an earlier run.
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

// Cancel ends an addition of a scope. It reports false if the addition was already over.
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

// Run works on the pending additions, one after another, until ctx ends. The next Run, or
// another process, starts an interrupted addition anew.
func (l *Library) Run(ctx context.Context) {
	again := time.Minute // after an error of the disk
	next, work := l.next, l.work
	if s := l.queue.sharing(); s != nil {
		again = lookEvery
		next = func(ctx context.Context) (*Addition, error) { return s.claim(ctx, l) }
		work = func(ctx context.Context, a *Addition) { s.work(ctx, l, a) }
	}
	for ctx.Err() == nil {
		a, err := next(ctx)
		if err != nil && ctx.Err() == nil {
			l.Log.WarnContext(ctx, "cannot read what is to be added", "error", err)
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

// next returns the next addition to work on: the first one of a scope other than that of the
// last one, if there is any, so that one scope cannot hold up all others.
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
