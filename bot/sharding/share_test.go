package sharding_test

import (
	"context"
	"errors"
	"log/slog"
	"maps"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"footnote/bot/gateway"
	"footnote/bot/sharding"
	"footnote/internal/leasetest"
	"footnote/library/lease"
)

// A world has the processes of a bot, and what they do at the same time.
type world struct {
	*testing.T
	store *leasetest.Store

	mu         sync.Mutex
	running    map[int]string // which process runs a shard
	most       map[string]int // shards of a process at once
	sessions   []gateway.Session
	identified []time.Time
	serial     int64
}

func newWorld(t *testing.T) *world {
	return &world{T: t, store: leasetest.New(), running: map[int]string{}, most: map[string]int{}}
}

func (w *world) locked(do func()) {
	w.mu.Lock()
	defer w.mu.Unlock()
	do()
}

// A process runs shards until it is stopped or killed.
type process struct {
	*world
	name   string
	keeper *lease.Keeper
	share  *sharding.Share
	stop   func() error // as a process that is told to stop does
}

func (w *world) process(name string, all gateway.Shards) *process {
	k := lease.New(lease.Options{Store: w.store})
	p := &process{world: w, name: name, keeper: k, share: sharding.New(k, slog.New(slog.DiscardHandler))}
	giveBack := k.Start(w.Context())
	ctx, cancel := context.WithCancel(w.Context())
	ended := make(chan error, 1)
	go func() { ended <- p.share.Run(ctx, all, p.run, func(int) {}) }()
	p.stop = sync.OnceValue(func() error {
		cancel()
		err := <-ended
		giveBack()
		return err
	})
	w.Cleanup(func() { _ = p.stop() })
	return p
}

// run is a shard that identifies unless it can resume, and then sees an event a second.
func (p *process) run(ctx context.Context, c gateway.Claim) error {
	number, _ := c.Shard()
	session := c.Session()
	p.locked(func() {
		if who := p.running[number]; who != "" {
			p.Errorf("shard %d is run by %s and %s", number, who, p.name)
		}
		p.running[number] = p.name
		p.sessions = append(p.sessions, session)
		n := 0
		for _, who := range p.running {
			if who == p.name {
				n++
			}
		}
		p.most[p.name] = max(p.most[p.name], n)
	})
	defer p.locked(func() { delete(p.running, number) })
	if session.ID == "" {
		done, err := p.share.Identify(ctx, 0)
		if err != nil {
			return nil
		}
		p.locked(func() {
			p.serial++
			p.identified = append(p.identified, time.Now())
			session.ID = time.Now().String()
		})
		done(true)
		c.Note(session)
	}
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(time.Second):
			if c.Valid() == nil {
				session.Sequence++
				c.Note(session)
			}
		}
	}
}

func (w *world) shared() map[string]int {
	parts := map[string]int{}
	w.locked(func() {
		for _, who := range w.running {
			parts[who]++
		}
	})
	return parts
}

func (w *world) wants(want map[string]int) {
	w.Helper()
	if got := w.shared(); !maps.Equal(got, want) {
		w.Errorf("%v, want %v", got, want)
	}
}

// TestParts checks that new processes take their share and that those that leave give theirs
// up, each shard with its session: a session is never started twice.
func TestParts(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w, six := newWorld(t), gateway.Shards{Count: 6, Last: 5}
		a := w.process("a", six)
		time.Sleep(time.Minute)
		w.wants(map[string]int{"a": 6})
		w.process("b", six)
		time.Sleep(20 * time.Second)
		w.wants(map[string]int{"a": 3, "b": 3})
		w.process("c", six)
		time.Sleep(20 * time.Second)
		w.wants(map[string]int{"a": 2, "b": 2, "c": 2})
		if n := a.share.Processes(); n != 3 {
			t.Errorf("%d processes are known", n)
		}
		if err := a.stop(); err != nil {
			t.Error(err)
		}
		time.Sleep(2 * time.Second)
		w.wants(map[string]int{"b": 3, "c": 3})
		begun := 0
		for _, s := range w.sessions {
			if s.ID == "" {
				begun++
			}
		}
		if begun != 6 || len(w.identified) != 6 {
			t.Errorf("%d sessions were begun, by %d identifies", begun, len(w.identified))
		}
		for n, at := range w.identified[1:] {
			if gap := at.Sub(w.identified[n]); gap < 5*time.Second {
				t.Errorf("two identified within %v", gap)
			}
		}
	})
}

// TestDatabaseGone checks that shards are given up if the database is gone for longer than a
// lease, and are taken again when it is back, with the session, each by one process.
func TestDatabaseGone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w, four := newWorld(t), gateway.Shards{Count: 4, Last: 3}
		w.process("a", four)
		w.process("b", four)
		time.Sleep(time.Minute)
		w.wants(map[string]int{"a": 2, "b": 2})
		w.store.Set(func() { w.store.Fails = errors.New("the database is down") })
		time.Sleep(2 * time.Second)
		w.wants(map[string]int{"a": 2, "b": 2}) // a short outage changes nothing
		time.Sleep(8 * time.Second)
		w.wants(map[string]int{})
		w.store.Set(func() { w.store.Fails = nil })
		time.Sleep(10 * time.Second)
		w.wants(map[string]int{"a": 2, "b": 2})
		if len(w.identified) != 4 {
			t.Errorf("%d identifies", len(w.identified))
		}
		slices.SortFunc(w.sessions, func(a, b gateway.Session) int { return int(a.Sequence - b.Sequence) })
		if last := w.sessions[len(w.sessions)-1]; last.Sequence < 20 {
			t.Errorf("resumed at %d", last.Sequence)
		}
	})
}

// TestRanges checks that processes with ranges of their own run all of them, that a shard that
// nobody else takes is taken even beyond the share, and that another number of shards is an
// error.
func TestRanges(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.process("a", gateway.Shards{Count: 4, First: 0, Last: 1})
		w.process("b", gateway.Shards{Count: 4, First: 2, Last: 3})
		time.Sleep(time.Minute)
		w.wants(map[string]int{"a": 2, "b": 2})
		odd := w.process("c", gateway.Shards{Count: 5, Last: 4})
		time.Sleep(10 * time.Second)
		var fatal *gateway.FatalError
		if err := odd.stop(); !errors.As(err, &fatal) {
			t.Errorf("another number of shards: %v", err)
		}
		w.wants(map[string]int{"a": 2, "b": 2})
		p := w.process("d", gateway.Shards{Count: 4, First: 0, Last: 1})
		if n := p.share.Count(t.Context(), 7); n != 4 {
			t.Errorf("it would run %d shards", n)
		}
	})
}
