package library

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"slices"
	"sync"
	"time"

	"footnote/corpus"
	"footnote/corpus/keep"
)

// A queue knows the additions that this process works on or has worked on
// lately. That they were promised is kept on disk.
type queue struct {
	wake chan struct{} // holds one if there may be something to do

	mu     sync.Mutex // never held while waiting
	known  map[int64]*Addition
	served keep.Scope // whose addition came last
}

func newQueue() queue {
	return queue{wake: make(chan struct{}, 1), known: map[int64]*Addition{}}
}

// maxKnown is how many additions are remembered before those that are over go.
const maxKnown = 1000

// addition is the one that a job stands for.
func (q *queue) addition(j keep.Job) *Addition {
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
func (l *Library) Promise(ctx context.Context, j keep.Job) (*Addition, error) {
	if j.At.IsZero() {
		j.At = time.Now()
	}
	id, err := l.Store.Enqueue(ctx, j, l.Limits.Waiting)
	if errors.Is(err, keep.ErrQueueFull) {
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
func (l *Library) Cancel(ctx context.Context, scope keep.Scope, id int64) (bool, error) {
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
// then is begun anew by the next Run.
func (l *Library) Run(ctx context.Context) {
	const again = time.Minute // after a disk that failed
	for ctx.Err() == nil {
		a, err := l.next(ctx)
		if err != nil && ctx.Err() == nil {
			l.Log.Warn("cannot read what is to be added", "error", err)
		}
		if a != nil {
			l.work(ctx, a)
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

// maxTries is how often an addition may be begun: one that ends the program
// each time must not do so for ever.
const maxTries = 3

// maxWasted is how long the files of one archive that are no articles may take
// to find out: others wait for their turn.
const maxWasted = time.Minute

// work adds what was promised and ends the promise, unless ctx ends before.
func (l *Library) work(ctx context.Context, a *Addition) {
	working, ok := a.begin(ctx)
	if !ok {
		return
	}
	err := l.add(working, a)
	if ctx.Err() != nil {
		return
	}
	stage := StageDone
	switch {
	case err != nil && errors.Is(context.Cause(working), errCancelled), // not where it was done already
		errors.Is(err, keep.ErrNoJob): // another process has cancelled it
		stage, err = StageCancelled, nil
	case err != nil:
		stage = StageFailed
	}
	if finishErr := l.Store.Finish(ctx, a.ID); finishErr != nil {
		l.Log.Warn("an addition cannot be ended", "error", finishErr)
		stage, err = StageFailed, cmp.Or(err, finishErr)
	}
	a.tell(func(p *Progress) { p.Stage, p.Err = stage, err })
	p, _ := a.now()
	l.Log.Info("addition", "stage", string(p.Stage), "articles", len(p.Added), "skipped", len(p.Skipped), "since", time.Since(a.At).Round(time.Millisecond))
}

// add reads the files of an addition, one or those of an archive. A panic in
// there ends this one.
func (l *Library) add(ctx context.Context, a *Addition) (err error) {
	defer func() {
		if reason := recover(); reason != nil {
			l.Log.Error("panic", "event", "addition", "reason", fmt.Sprint(reason), "stack", string(debug.Stack()))
			err = errors.New("reading it failed")
		}
	}()
	tries, err := l.Store.Begin(ctx, a.ID)
	if err != nil {
		return err
	}
	if tries > maxTries {
		return errors.New("reading it ended the program several times")
	}
	f, err := l.file(ctx, a)
	if err != nil {
		return err
	}
	wasted := time.Duration(0)
	one := func(f corpus.File, problem error) error {
		began := time.Now()
		if problem == nil {
			problem = l.addOne(ctx, a, f)
		}
		var unfit *corpus.ReadError
		if !errors.As(problem, &unfit) {
			return problem
		}
		a.tell(func(p *Progress) { p.Skipped = append(slices.Clone(p.Skipped), problem) })
		if wasted += time.Since(began); wasted > maxWasted {
			return errors.New("too much of it takes long and is no article")
		}
		return nil
	}
	if err := corpus.Unpack(ctx, f, one); err != nil {
		return err
	}
	p, _ := a.now()
	if len(p.Added) == 0 && len(p.Skipped) > 0 {
		return p.Skipped[0]
	}
	return nil
}

// file is what is to be read: kept since it was promised, or fetched now.
func (l *Library) file(ctx context.Context, a *Addition) (corpus.File, error) {
	data, err := l.Store.JobData(ctx, a.ID)
	if err != nil {
		return corpus.File{}, err
	}
	if data != nil {
		return corpus.File{Name: a.Name, Source: a.Source, Type: a.Type, Charset: a.Charset, Data: data}, nil
	}
	if l.Web == nil {
		return corpus.File{}, errors.New("addresses are not fetched here")
	}
	a.tell(func(p *Progress) { p.Stage = StageFetching })
	return l.Web.Fetch(ctx, a.Source)
}

func (l *Library) addOne(ctx context.Context, a *Addition, f corpus.File) error {
	a.tell(func(p *Progress) { p.Stage, p.Name, p.Done, p.Total = StageReading, f.Name, 0, 0 })
	added, err := l.Add(ctx, a.Scope, f, Origin{Key: f.Source, By: a.By, Job: a.ID}, func(done, total int) {
		a.tell(func(p *Progress) { p.Done, p.Total = done, total })
	})
	if err != nil {
		return err
	}
	a.tell(func(p *Progress) { p.Added = append(slices.Clone(p.Added), added) })
	return nil
}
