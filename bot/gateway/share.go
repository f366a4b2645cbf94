package gateway

import "context"

// A Share lets several processes share the shards of a bot.
type Share interface {
	// Run calls run in a goroutine of its own for each shard that this process holds, until
	// ctx ends, which is no error, or until a run returns an error. It calls settled with
	// the number of shards that the process holds at first, which may be 0. Run waits for
	// all runs.
	Run(ctx context.Context, all Shards, run func(context.Context, Claim) error, settled func(shards int)) error

	// Count returns how many shards there are if nobody has set that: as many as the other
	// processes use, or as many as Discord recommends.
	Count(ctx context.Context, recommended int) int

	// Identify waits until a shard of a bucket may identify. The caller must call done once
	// Discord has answered, and say whether the shard did identify.
	Identify(ctx context.Context, bucket int) (done func(did bool), err error)
}

// A Claim is a shard that this process holds for now. The context of its run ends when the
// process loses the shard.
type Claim interface {
	Shard() (number, count int)
	// Session returns the session that the last holder left for this one to resume.
	Session() Session
	// Note stores the session for the next holder, possibly with some delay.
	Note(Session)
	// Valid returns an error if another process may hold the shard. Then nothing more may
	// be sent for it.
	Valid() error
	// Stays reports whether the session should outlive the run, for the next holder.
	Stays() bool
}

// A Session is what a shard needs to resume the session that Discord keeps between
// connections.
type Session struct {
	ID       string `json:"id"`       // empty for none
	Resume   string `json:"resume"`   // URL
	Sequence int64  `json:"sequence"` // of the last event that was handled
	Intents  int    `json:"intents"`  // with which the shard identified
}

// alone is the Share of a process that shares with none: it holds all its shards until it
// ends.
type alone struct{}

func (alone) Run(ctx context.Context, all Shards, run func(context.Context, Claim) error, settled func(int)) error {
	ended, running := make(chan error), 0
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	for number := all.First; number <= all.Last; number++ {
		running++
		go func() { ended <- run(ctx, ownedClaim{number, all.Count}) }()
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

// An ownedClaim is a claim on a shard that no other process can hold.
type ownedClaim struct{ number, count int }

func (w ownedClaim) Shard() (number, count int) { return w.number, w.count }
func (ownedClaim) Session() Session             { return Session{} }
func (ownedClaim) Note(Session)                 {}
func (ownedClaim) Valid() error                 { return nil }
func (ownedClaim) Stays() bool                  { return false }
