package rag

import (
	"context"
	"slices"
	"sync"
)

// turns lets the questions of each asker pass one at a time, in order of
// arrival. The zero value is ready.
type turns struct {
	mu      sync.Mutex
	waiting map[string][]chan struct{} // behind the question that is being answered
}

// wait returns when it is the asker's turn, with what ends it, or the error of
// ctx. Nobody in particular never waits.
func (t *turns) wait(ctx context.Context, asker string) (done func(), err error) {
	if asker == "" {
		return func() {}, nil
	}
	t.mu.Lock()
	if t.waiting == nil {
		t.waiting = map[string][]chan struct{}{}
	}
	queue, busy := t.waiting[asker]
	if !busy {
		t.waiting[asker] = nil
		t.mu.Unlock()
		return func() { t.next(asker) }, nil
	}
	mine := make(chan struct{})
	t.waiting[asker] = append(queue, mine)
	t.mu.Unlock()
	select {
	case <-mine:
		return func() { t.next(asker) }, nil
	case <-ctx.Done():
		t.leave(asker, mine)
		return nil, ctx.Err()
	}
}

// next lets the asker's next question pass.
func (t *turns) next(asker string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	queue := t.waiting[asker]
	if len(queue) == 0 {
		delete(t.waiting, asker)
		return
	}
	close(queue[0])
	t.waiting[asker] = queue[1:]
}

// leave takes a question out of the queue or, if its turn has just come, passes
// that on.
func (t *turns) leave(asker string, mine chan struct{}) {
	t.mu.Lock()
	i := slices.Index(t.waiting[asker], mine)
	if i >= 0 {
		t.waiting[asker] = slices.Delete(t.waiting[asker], i, i+1)
	}
	t.mu.Unlock()
	if i < 0 {
		t.next(asker)
	}
}
