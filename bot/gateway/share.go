package gateway

import "context"

// A Share has several processes share the shards of a bot.
type Share interface {
	// Run has run called for each shard that this process has, in a goroutine of its own,
	// until ctx ends, which is no error, or a run returns one. settled is told how many
	// these are at first; there may be none. It waits for all runs.
	Run(ctx context.Context, all Shards, run func(context.Context, Claim) error, settled func(shards int)) error

	// Count is how many shards there are where nobody has set that: as many as the other
	// processes have, or what Discord recommends.
	Count(ctx context.Context, recommended int) int

	// Identify waits until a shard of a bucket may identify. done must be called, once
	// Discord has answered, with whether it did.
	Identify(ctx context.Context, bucket int) (done func(did bool), err error)
}

// A Claim is a shard that this process has for now. The context of its run ends where
// that is over.
type Claim interface {
	Shard() (number, count int)
	// Session is what the last holder left, for this one to resume.
	Session() Session
	// Note keeps the session for the next holder, after a while.
	Note(Session)
	// Valid is an error where another process may have the shard: then nothing more may be
	// sent for it.
	Valid() error
	// Stays reports whether the session is to outlive the run, for the next holder.
	Stays() bool
}

// A Session is what Discord keeps for a shard between connections.
type Session struct {
	ID       string `json:"id"`       // empty: none
	Resume   string `json:"resume"`   // URL
	Sequence int64  `json:"sequence"` // of the last event that was handled
	Intents  int    `json:"intents"`  // that it was identified with, and that its events are of
}

// A process that is told nothing of others has all its shards until it ends.
type alone struct{}

func (alone) Run(ctx context.Context, all Shards, run func(context.Context, Claim) error, settled func(int)) error {
	ended, running := make(chan error), 0
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	for number := all.First; number <= all.Last; number++ {
		running++
		go func() { ended <- run(ctx, whole{number, all.Count}) }()
	}
	settled(running)
	var first error
	for ; running > 0; running-- {
		if err := <-ended; err != nil && first == nil {
			first = err
			cancel()
		}
	}
	return first
}

func (alone) Count(_ context.Context, recommended int) int { return recommended }

func (alone) Identify(context.Context, int) (func(bool), error) { return func(bool) {}, nil }

type whole struct{ number, count int }

func (w whole) Shard() (number, count int) { return w.number, w.count }
func (whole) Session() Session             { return Session{} }
func (whole) Note(Session)                 {}
func (whole) Valid() error                 { return nil }
func (whole) Stays() bool                  { return false }
