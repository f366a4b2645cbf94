package library

import (
	"context"
	"errors"
	"slices"
	"time"

	"footnote/library/lease"
	"footnote/library/store"
)

// A sharing is how processes share the additions that were promised. Each works on its
// own, on those of a process that died, and on those that another has no time for.
type sharing struct {
	keeper *lease.Keeper
	taken  func([]*Addition)
	idle   time.Duration // how long one that was not begun lies until another process takes it
}

// idle is the time that a process has to begin with what it promised.
const idle = 10 * time.Second

// lookEvery is how often a process looks for additions of others.
const lookEvery = 2 * time.Second

// Share has this process share the additions with others on the same store, before it
// promises any. taken is told of those that were another's, and are told of in one
// message.
func (l *Library) Share(k *lease.Keeper, taken func([]*Addition)) {
	l.queue.mu.Lock()
	defer l.queue.mu.Unlock()
	l.queue.shared = &sharing{k, taken, idle}
}

func (q *queue) sharing() *sharing {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.shared
}

// holder is this process among those that share additions, empty where it shares none.
func (q *queue) holder() string {
	s := q.sharing()
	if s == nil {
		return ""
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	m, err := s.keeper.Member(ctx)
	if err != nil {
		return "" // then anybody may take it
	}
	return m.Holder
}

// ErrElsewhere is that another process works on an addition, and tells of it.
var ErrElsewhere = errors.New("another process works on it")

// claim is the next addition that this process works on: its own before those of others.
func (s *sharing) claim(ctx context.Context, l *Library) (*Addition, error) {
	m, err := s.keeper.Member(ctx)
	if err != nil {
		return nil, nil // ctx has ended
	}
	jobs, err := l.Store.Jobs(ctx)
	if err := l.undamaged(err); err != nil {
		return nil, err
	}
	l.queue.mu.Lock()
	served := l.queue.served
	l.queue.mu.Unlock()
	slices.SortStableFunc(jobs, func(a, b store.Job) int {
		rank := func(j store.Job) (n int) {
			if j.Holder != m.Holder {
				n += 2
			}
			if j.Scope == served {
				n++
			}
			return n
		}
		return rank(a) - rank(b)
	})
	for _, j := range jobs {
		if p := l.queue.addition(j).Progress(); p.Stage.Over() && j.Holder == m.Holder {
			continue // and is ended in a moment
		}
		mine, err := l.Store.ClaimJob(ctx, m.Holder, lease.Process, j.ID, s.idle)
		switch {
		case err != nil:
			return nil, err
		case !mine:
			l.queue.leave(j.ID)
			continue
		case j.Holder != m.Holder:
			s.taken(l.queue.takeOver(jobs, j))
		}
		l.queue.mu.Lock()
		l.queue.served = j.Scope
		l.queue.mu.Unlock()
		return l.queue.addition(j), nil
	}
	return nil, nil
}

// takeOver are the additions that one message tells of, begun anew.
func (q *queue) takeOver(jobs []store.Job, one store.Job) (all []*Addition) {
	for _, j := range jobs {
		if j.ID == one.ID || j.Message != "" && j.Message == one.Message && j.Channel == one.Channel {
			q.leave(j.ID)
			all = append(all, q.addition(j))
		}
	}
	return all
}

// leave forgets an addition that another process works on.
func (q *queue) leave(id int64) {
	q.mu.Lock()
	a := q.known[id]
	delete(q.known, id)
	q.mu.Unlock()
	if a != nil {
		a.tell(func(p *Progress) { p.Stage = stageElsewhere })
	}
}

// work has an addition worked on for as long as it is this process's.
func (s *sharing) work(ctx context.Context, l *Library, a *Addition) {
	m, err := s.keeper.Member(ctx)
	if err != nil {
		return
	}
	working, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	stop := context.AfterFunc(m.Context, func() { cancel(lease.ErrLost) })
	defer stop()
	l.work(working, a)
	if m.Valid() != nil {
		l.queue.leave(a.ID)
	}
}
