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
	running map[string]bool // askers with a question that is theirs
	busy    int
}

// A ticket is one question's way through the queue: its asker's turn, what can
// be done before it has a place, a place, and what is left to do without one.
type ticket struct {
	*queue
	asker    string
	turn     chan struct{} // closed when the asker's earlier questions are done
	called   chan struct{} // closed when it has a place
	turned   bool
	prepared bool
	placed   bool
}

func newQueue(places, most, each int) *queue {
	return &queue{places: places, most: most, each: each, running: map[string]bool{}}
}

// enter takes a ticket; it is nil where the queue is full, or holds enough of
// this asker's questions.
func (q *queue) enter(asker string) *ticket {
	q.mu.Lock()
	defer q.mu.Unlock()
	mine := 0
	for _, t := range q.waiting {
		if t.asker == asker && !t.turned {
			mine++
		}
	}
	if len(q.waiting) >= q.most || mine >= q.each {
		return nil
	}
	t := &ticket{queue: q, asker: asker, turn: make(chan struct{}), called: make(chan struct{})}
	q.waiting = append(q.waiting, t)
	q.call()
	return t
}

// call lets go ahead whoever may.
func (q *queue) call() {
	for i := 0; i < len(q.waiting); {
		t := q.waiting[i]
		if !t.turned && !q.running[t.asker] {
			q.running[t.asker], t.turned = true, true
			close(t.turn)
		}
		if !t.prepared || q.busy >= q.places {
			i++
			continue
		}
		q.waiting = slices.Delete(q.waiting, i, i+1)
		q.busy++
		t.placed = true
		close(t.called)
	}
}

// positionEvery is how often somebody who waits is told of it.
const positionEvery = 3 * time.Second

// wait returns when the ticket has a place, or with the error of ctx. prepare is
// called before that, once it is the asker's turn; moved is told how many are
// before it, at intervals.
func (t *ticket) wait(ctx context.Context, prepare func(), moved func(before int)) error {
	ticker := time.NewTicker(positionEvery)
	defer ticker.Stop()
	turn := t.turn
	for {
		select {
		case <-turn:
			turn = nil
			prepare()
			t.ready()
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

func (t *ticket) ready() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.prepared = true
	t.call()
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
	if !t.placed {
		return
	}
	t.placed = false
	t.busy--
	t.call()
}

// leave ends the ticket, wherever it is.
func (t *ticket) leave() {
	t.mu.Lock()
	defer t.mu.Unlock()
	if i := slices.Index(t.waiting, t); i >= 0 {
		t.waiting = slices.Delete(t.waiting, i, i+1)
	}
	if t.turned {
		delete(t.running, t.asker)
	}
	t.vacate()
	t.call()
}

// length is how many wait and how many are being answered.
func (q *queue) length() (waiting, busy int) {
	q.mu.Lock()
	defer q.mu.Unlock()
	return len(q.waiting), q.busy
}
