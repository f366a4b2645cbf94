package bot

import (
	"context"
	"slices"
	"sync"
	"time"
)

// A queue lets questions be answered a few at a time, one of each asker, in
// order of arrival.
type queue struct {
	places int // that are answered at once
	most   int // that may wait
	each   int // of one asker that may wait

	mu      sync.Mutex // never held while waiting
	waiting []*ticket
	running map[string]int // by asker
	busy    int
}

// A ticket is one question's place in the queue.
type ticket struct {
	*queue
	asker  string
	called chan struct{}
	placed bool // it takes one of the places
}

func newQueue(places, most, each int) *queue {
	return &queue{places: places, most: most, each: each, running: map[string]int{}}
}

// enter takes a place in the queue; it is nil where that is full, or holds
// enough of this asker's questions.
func (q *queue) enter(asker string) *ticket {
	q.mu.Lock()
	defer q.mu.Unlock()
	mine := 0
	for _, t := range q.waiting {
		if t.asker == asker {
			mine++
		}
	}
	if len(q.waiting) >= q.most || mine >= q.each {
		return nil
	}
	t := &ticket{queue: q, asker: asker, called: make(chan struct{})}
	q.waiting = append(q.waiting, t)
	q.call()
	return t
}

// call lets go ahead whoever may.
func (q *queue) call() {
	for i := 0; i < len(q.waiting) && q.busy < q.places; {
		t := q.waiting[i]
		if q.running[t.asker] > 0 {
			i++
			continue
		}
		q.waiting = slices.Delete(q.waiting, i, i+1)
		q.running[t.asker]++
		q.busy++
		t.placed = true
		close(t.called)
	}
}

// positionEvery is how often somebody who waits is told of it.
const positionEvery = 3 * time.Second

// wait returns when it is the ticket's turn, or with the error of ctx. moved is
// told how many are before it, at intervals.
func (t *ticket) wait(ctx context.Context, moved func(before int)) error {
	ticker := time.NewTicker(positionEvery)
	defer ticker.Stop()
	for {
		select {
		case <-t.called:
			return nil
		case <-ctx.Done():
			return context.Cause(ctx)
		case <-ticker.C:
			if before, waits := t.before(); waits {
				moved(before)
			}
		}
	}
}

func (t *ticket) before() (int, bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	i := slices.Index(t.waiting, t)
	return i + t.busy, i >= 0
}

// answered gives the place to the next: what is left to do is Discord's. The
// asker's next question waits for that too.
func (t *ticket) answered() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.vacate()
}

func (t *ticket) vacate() {
	if t.placed {
		t.placed = false
		t.busy--
		t.call()
	}
}

// leave ends the ticket, whether it was called or not.
func (t *ticket) leave() {
	t.mu.Lock()
	defer t.mu.Unlock()
	if i := slices.Index(t.waiting, t); i >= 0 {
		t.waiting = slices.Delete(t.waiting, i, i+1)
		return
	}
	t.vacate()
	if t.running[t.asker]--; t.running[t.asker] == 0 {
		delete(t.running, t.asker)
	}
	t.call()
}

// length is how many wait and how many are being answered.
func (q *queue) length() (waiting, busy int) {
	q.mu.Lock()
	defer q.mu.Unlock()
	return len(q.waiting), q.busy
}
