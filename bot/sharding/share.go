// Package sharding divides a bot's shards among its processes. By leases, each process takes
// its share, gives shards away when another process comes, and takes over those of a process
// that died, with their sessions, so that no event is lost.
package sharding

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"footnote/bot/gateway"
	"footnote/library/lease"
)

const (
	// lookEvery is how often a process checks which shards are free.
	lookEvery = time.Second
	// patience is how long a free shard is left to a process that has fewer than its share.
	patience = 3 * time.Second
)

// A Share is one process's share of the shards. It implements [gateway.Share].
type Share struct {
	keeper    *lease.Keeper
	log       *slog.Logger
	processes atomic.Int64

	mu    sync.Mutex            // never held while waiting
	turns map[int]chan struct{} // by bucket
}

// New returns the share of this process.
func New(k *lease.Keeper, log *slog.Logger) *Share {
	return &Share{keeper: k, log: log, turns: map[int]chan struct{}{}}
}

// Processes returns how many processes run this bot, as far as is known; at least 1.
func (s *Share) Processes() int { return max(int(s.processes.Load()), 1) }

// A round holds the shards of this process while it is a member.
type round struct {
	*Share
	member *lease.Member
	all    gateway.Shards
	run    func(context.Context, gateway.Claim) error

	sharing *lease.Held // tells the other processes that this one takes a share
	ended   chan *claim // claims whose run has ended
	mine    map[int]*claim
	free    map[int]time.Time // since when nobody holds a shard
	running sync.WaitGroup
}

// Run implements [gateway.Share].
func (s *Share) Run(ctx context.Context, all gateway.Shards, run func(context.Context, gateway.Claim) error, settled func(int)) error {
	told := false
	first := func(shards int) {
		if !told {
			told = true
			settled(shards)
		}
	}
	for ctx.Err() == nil {
		m, err := s.keeper.Member(ctx)
		if err != nil {
			return nil
		}
		r := &round{Share: s, member: m, all: all, run: run, ended: make(chan *claim, all.Last-all.First+1), mine: map[int]*claim{}, free: map[int]time.Time{}}
		if err := r.serve(ctx, first); err != nil {
			return err
		}
	}
	return nil
}

// serve runs shards until ctx ends, the process is no longer a member, or a run fails.
func (r *round) serve(ctx context.Context, settled func(int)) error {
	ctx, cancel := context.WithCancel(ctx)
	defer r.running.Wait()
	defer cancel()
	stop := context.AfterFunc(r.member.Context, cancel)
	defer stop()
	wait := time.Duration(0)
	for {
		select {
		case <-ctx.Done():
			return nil
		case c := <-r.ended:
			delete(r.mine, c.number)
			if c.err != nil {
				return c.err
			}
		case <-time.After(wait):
			var err error
			if wait, err = r.rebalance(ctx); err == nil {
				settled(len(r.mine))
			} else if ctx.Err() == nil {
				var fatal *gateway.FatalError
				if errors.As(err, &fatal) {
					return err
				}
				r.log.Warn("cannot see which shards are whose", "error", err)
			}
		}
	}
}

// rebalance takes shards up to this process's share, or gives one away beyond it. It returns how
// long to wait before it is called again.
func (r *round) rebalance(ctx context.Context) (again time.Duration, err error) {
	if r.keeper.Alone {
		return never, r.takeAll(ctx)
	}
	if r.sharing == nil || r.sharing.Valid() != nil {
		if r.sharing, _, err = r.member.Acquire(ctx, lease.Sharing, r.keyPrefix()+r.member.Holder, lease.Term); err != nil {
			return lookEvery, err
		}
	}
	processes, err := r.member.Members(ctx)
	if err != nil {
		return lookEvery, err
	}
	r.processes.Store(int64(processes))
	taken, again, err := r.others(ctx)
	if err != nil {
		return lookEvery, err
	}
	part, err := r.fairShare(ctx)
	if err != nil {
		return lookEvery, err
	}
	for number := r.all.First; number <= r.all.Last; number++ {
		if r.mine[number] != nil || taken[number] {
			delete(r.free, number)
			continue
		}
		if r.free[number].IsZero() {
			r.free[number] = time.Now()
		}
		if r.staying() < part || time.Since(r.free[number]) > patience {
			if err := r.take(ctx, number); err != nil {
				return lookEvery, err
			}
		}
	}
	if r.staying() > part {
		r.giveAway()
	}
	return again, nil
}

// never is a wait that something else ends.
const never = 24 * time.Hour

// takeAll takes all shards for the only process of a bot, whatever the database says.
func (r *round) takeAll(ctx context.Context) error {
	for number := r.all.First; number <= r.all.Last; number++ {
		if r.mine[number] != nil {
			continue
		}
		if err := r.take(ctx, number); err != nil {
			r.log.Warn("the session of a shard cannot be kept", "shard", number, "error", err)
			r.begin(ctx, newClaim(nil, number, r.all.Count, false, r.log))
		}
	}
	return nil
}

// staying returns how many shards this process holds and does not give away.
func (r *round) staying() (n int) {
	for _, c := range r.mine {
		if !c.leaving {
			n++
		}
	}
	return n
}

// keyPrefix is the prefix of lease keys that names the range of shards that this process, and
// maybe others, may run.
func (r *round) keyPrefix() string {
	return fmt.Sprintf("%d:%d-%d/", r.all.Count, r.all.First, r.all.Last)
}

// fairShare returns how many shards of the range are this process's share: the processes that run
// the range have equally many, or one less.
func (r *round) fairShare(ctx context.Context) (int, error) {
	all, err := r.member.Holdings(ctx, lease.Sharing)
	if err != nil {
		return 0, err
	}
	processes := 0
	for _, one := range all {
		if one.Left > 0 && strings.HasPrefix(one.Key, r.keyPrefix()) {
			processes++
		}
	}
	shards := r.all.Last - r.all.First + 1
	return (shards + max(processes, 1) - 1) / max(processes, 1), nil
}

// others returns the shards that other processes hold, and how long to wait until the first
// of their leases could end.
func (r *round) others(ctx context.Context) (taken map[int]bool, again time.Duration, err error) {
	all, err := r.member.Holdings(ctx, lease.Shard)
	if err != nil {
		return nil, 0, err
	}
	taken, again = map[int]bool{}, lookEvery
	for _, one := range all {
		var number, count int
		if _, err := fmt.Sscanf(one.Key, "%d/%d", &number, &count); err != nil || one.Left <= 0 || one.Holder == r.member.Holder {
			continue
		}
		if count != r.all.Count {
			return nil, 0, &gateway.FatalError{
				Reason: fmt.Sprintf("another process runs shards of %d, this one would run some of %d", count, r.all.Count),
				Hint:   "set the same number of shards in FOOTNOTE_SHARDS for all processes, or end those first",
			}
		}
		taken[number] = true
		again = min(again, one.Left+10*time.Millisecond)
	}
	return taken, again, nil
}

// take runs a shard, unless another process takes it at the same moment.
func (r *round) take(ctx context.Context, number int) error {
	key := fmt.Sprintf("%d/%d", number, r.all.Count)
	h, _, err := r.member.Acquire(ctx, lease.Shard, key, lease.Term)
	if err != nil || h == nil {
		return err
	}
	c := newClaim(h, number, r.all.Count, !r.keeper.Alone, r.log)
	r.log.Info("a shard is taken", "shard", number, "resumable", c.session.ID != "")
	r.begin(ctx, c)
	return nil
}

// begin runs a shard.
func (r *round) begin(ctx context.Context, c *claim) {
	r.mine[c.number] = c
	delete(r.free, c.number)
	ctx, c.cancel = context.WithCancel(ctx)
	stop := func() bool { return true }
	if c.held != nil {
		stop = context.AfterFunc(c.held.Context, c.cancel)
	}
	r.running.Go(func() {
		defer stop()
		defer c.cancel()
		c.err = c.keep(ctx, r.run)
		r.ended <- c
	})
}

// giveAway ends the run of one shard, so that a process that has fewer can take it.
func (r *round) giveAway() {
	most := -1
	for number, c := range r.mine {
		if !c.leaving {
			most = max(most, number)
		}
	}
	r.log.Info("a shard is given to another process", "shard", most)
	r.mine[most].leaving = true
	r.mine[most].cancel()
}

// Count implements [gateway.Share].
func (s *Share) Count(ctx context.Context, recommended int) int {
	m, err := s.keeper.Member(ctx)
	if err != nil {
		return recommended
	}
	all, err := m.Holdings(ctx, lease.Shard)
	if err != nil {
		s.log.Warn("cannot see how many shards other processes have", "error", err)
	}
	for _, one := range all {
		var number, count int
		if _, err := fmt.Sscanf(one.Key, "%d/%d", &number, &count); err == nil && one.Left > 0 {
			return count
		}
	}
	return recommended
}
