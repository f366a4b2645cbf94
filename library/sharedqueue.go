package library

import (
	"context"
	"errors"
	"slices"
	"time"

	"footnote/library/lease"
	"footnote/library/store"
)

// A sharing lets several processes share the pending additions. Each process works on its own
// additions, on those of processes that have died, and on those that another has not started in
// time.
type sharing struct {
	keeper *lease.Keeper
	taken  func([]*Addition)
	idle   time.Duration // after which another process takes an addition that was not started
}

// idle is the time that a process has to start an addition that it accepted.
const idle = 10 * time.Second

// lookEvery is how often a process looks for additions of other processes.
const lookEvery = 2 * time.Second

// Share makes this process share its additions with others on the same store. It must be called
// before Promise. taken is called with additions that were taken over from another process,
// together if their progress is shown in one message.
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

// holder returns the name of this process among those that share additions, or "" if it shares
// none.
func (q *queue) holder() string {
	s := q.sharing()
	if s == nil {
		return ""
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	m, err := s.keeper.Member(ctx)
	if err != nil {
		return "" // then any process may take the addition
	}
	return m.Holder
}

// ErrElsewhere means that another process works on an addition and reports its progress.
var ErrElsewhere = errors.New("another process works on it")

// claim returns the next addition for this process to work on, its own first, or nil.
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
			continue // it is about to be deleted
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

// takeOver returns new additions for one and for all jobs that are shown in the same message.
func (q *queue) takeOver(jobs []store.Job, one store.Job) (all []*Addition) {
	for _, j := range jobs {
		if j.ID == one.ID || j.Message != "" && j.Message == one.Message && j.Channel == one.Channel {
			q.leave(j.ID)
			all = append(all, q.addition(j))
		}
	}
	return all
}

// leave drops an addition that another process works on.
func (q *queue) leave(id int64) {
	q.mu.Lock()
	a := q.known[id]
	delete(q.known, id)
	q.mu.Unlock()
	if a != nil {
		a.tell(func(p *Progress) { p.Stage = stageElsewhere })
	}
}

// work works on an addition for as long as this process holds its lease.
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
