package admit

import (
	"context"
	"slices"
	"sync"
	"time"
)

// A Queue lets a limited number of questions be answered at once, and each asker's
// questions one after another, in order of arrival.
type Queue struct {
	places int // number of questions that are answered at once
	most   int // number of questions that may wait
	each   int // number of questions of one asker that may wait

	mu      sync.Mutex // never held while waiting
	waiting []*Ticket
	running map[string]bool // askers with a question that is being prepared or answered
	busy    int
}

// A Ticket is a question on its way through the queue. It waits for its asker's earlier
// questions, is prepared, waits for a place, is answered, gives the place back, and has its
// answer delivered.
type Ticket struct {
	*Queue
	asker    string
	turn     chan struct{} // closed when the asker's earlier questions are done
	called   chan struct{} // closed when it has a place
	turned   bool
	prepared bool
	placed   bool
}

// NewQueue returns an empty queue. places is the number of questions that are answered at
// once, most the number that may wait, and each the number that may wait of one asker.
func NewQueue(places, most, each int) *Queue {
	return &Queue{places: places, most: most, each: each, running: map[string]bool{}}
}

// Enter adds a question to the queue. It returns nil if the queue is full, or if too many
// of the asker's questions are waiting.
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

// advance moves every ticket on whose turn has come.
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

// positionEvery is the interval at which a waiting asker is told their position.
const positionEvery = 3 * time.Second

// Wait waits until the ticket has a place. It returns the cause of ctx if that ends first.
// Wait calls prepare once, when the asker's earlier questions are done. While the ticket is
// waiting, it calls moved at intervals with the number of questions before this one.
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

// before returns how many questions are before this one, and whether it is still waiting.
func (t *Ticket) before() (int, bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	i := slices.Index(t.waiting, t)
	return i + t.busy, i >= 0
}

// Answered gives the place to the next question: only the delivery of the answer is left.
// The asker's next question still waits for that.
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

// Leave removes the ticket, wherever it is in the queue.
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

// Length returns how many questions are waiting and how many are being answered.
func (q *Queue) Length() (waiting, busy int) {
	q.mu.Lock()
	defer q.mu.Unlock()
	return len(q.waiting), q.busy
}
