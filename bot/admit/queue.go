package admit

import (
	"context"
	"slices"
	"sync"
	"time"
)

// A Queue has questions answered a few at a time and one at a time for each
// asker, in order of arrival.
type Queue struct {
	places int // questions that are answered at once
	most   int // questions that may wait
	each   int // questions of one asker that may wait

	mu      sync.Mutex // never held while waiting
	waiting []*Ticket
	running map[string]bool // askers with a question that is being prepared or answered
	busy    int
}

// A Ticket is one question's way through the queue: it waits for its asker's
// earlier questions, is prepared, waits for a place, is answered, gives the place
// back, and has its answer delivered.
type Ticket struct {
	*Queue
	asker    string
	turn     chan struct{} // closed when the asker's earlier questions are done
	called   chan struct{} // closed when it has a place
	turned   bool
	prepared bool
	placed   bool
}

// NewQueue answers as many questions at once as it has places; at most that many
// wait, and at most each of one asker.
func NewQueue(places, most, each int) *Queue {
	return &Queue{places: places, most: most, each: each, running: map[string]bool{}}
}

// Enter takes a ticket. It is nil where the queue is full, or where enough of this
// asker's questions wait.
func (q *Queue) Enter(asker string) *Ticket {
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
	t := &Ticket{Queue: q, asker: asker, turn: make(chan struct{}), called: make(chan struct{})}
	q.waiting = append(q.waiting, t)
	q.advance()
	return t
}

// advance moves on every ticket whose turn has come.
func (q *Queue) advance() {
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

// positionEvery is how often somebody who waits is told of their position.
const positionEvery = 3 * time.Second

// Wait returns when the ticket has a place, or with the cause of the end of ctx.
// prepare is called before that, once the asker's earlier questions are done; moved
// is told at intervals how many questions are before this one.
func (t *Ticket) Wait(ctx context.Context, prepare func(), moved func(before int)) error {
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

func (t *Ticket) ready() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.prepared = true
	t.advance()
}

// before is how many questions are before this one, and whether it waits at all.
func (t *Ticket) before() (int, bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	i := slices.Index(t.waiting, t)
	return i + t.busy, i >= 0
}

// Answered gives the place to the next question: what is left to do is to deliver
// the answer. The asker's next question waits for that too.
func (t *Ticket) Answered() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.vacate()
}

func (t *Ticket) vacate() {
	if !t.placed {
		return
	}
	t.placed = false
	t.busy--
	t.advance()
}

// Leave ends the ticket, wherever in the queue it is.
func (t *Ticket) Leave() {
	t.mu.Lock()
	defer t.mu.Unlock()
	if i := slices.Index(t.waiting, t); i >= 0 {
		t.waiting = slices.Delete(t.waiting, i, i+1)
	}
	if t.turned {
		delete(t.running, t.asker)
	}
	t.vacate()
	t.advance()
}

// Length is how many questions wait and how many are being answered.
func (q *Queue) Length() (waiting, busy int) {
	q.mu.Lock()
	defer q.mu.Unlock()
	return len(q.waiting), q.busy
}
