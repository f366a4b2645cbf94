// Package gateway keeps the bot connected to Discord's gateway. Each shard has a
// supervisor, which connects, identifies or resumes, sends heartbeats, and starts again
// after any failure.
//
// The package hands events on unparsed. It knows no messages, interactions or answers, and
// calls no REST route. It does not use discordgo's connection: an op 7 or 9 at the wrong
// moment locks that for ever, it identifies without limit, and it forgets the resume URL.
package gateway

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"maps"
	"net"
	"sync"
	"sync/atomic"
	"time"

	"footnote/internal/clock"
)

// Options say who connects, and what for.
type Options struct {
	Token   string // the bot's token, without "Bot "
	Intents int    // bit field, docs.discord.com/developers/events/gateway#gateway-intents
	// Wished are further intents, which Discord grants only to bots that are allowed to
	// have them. If Discord refuses them, the bot connects without them.
	Wished int
	Shards Shards
	Share  Share // how processes share the shards; nil if there is only this process
	// Limits calls GET /gateway/bot. A *FatalError ends Run; other errors are retried.
	Limits func(context.Context) (Limits, error)
	// Dial opens the network connections. If it is nil, a net.Dialer does.
	Dial func(ctx context.Context, network, address string) (net.Conn, error)
	// Handle is called with every event of a shard, in order. It must return at once and
	// must not panic.
	Handle func(Event)
	// Changed is called when a shard's connection becomes ready or ends. It may be nil.
	Changed func(shard int, ready bool, why string)
	Log     *slog.Logger // nil for no log
}

// Shards are the shards that this process runs.
type Shards struct {
	Count       int // shards of all processes together; 0 for as many as Discord recommends
	First, Last int // inclusive; both 0 with Count 0 or 1
}

// Limits is what Discord says about connecting. It changes about once a day.
type Limits struct {
	URL            string // wss://…, without a query
	Shards         int    // recommended number of shards
	Total          int    // identifies allowed in 24 hours
	Remaining      int    // identifies left of Total
	ResetAfter     time.Duration
	MaxConcurrency int // identifies allowed within 5 seconds
}

// An Event is a dispatched event of the gateway.
type Event struct {
	Shard int
	Type  string
	Data  json.RawMessage
}

// A Gateway is the set of this process's connections.
type Gateway struct {
	Options
	gate    *gate
	settled atomic.Bool  // first is set
	first   atomic.Int64 // number of shards that this process held at first
	started atomic.Int64 // number of shard runs started so far
	held    atomic.Int64 // number of shards that this process holds
	ready   atomic.Int64 // number of those that are connected
	refused atomic.Bool  // Discord refused the wished intents

	mu     sync.Mutex
	states map[int]bool // whether each shard of this process is connected, by shard number
}

// New prepares the connections. Run opens them.
func New(o Options) *Gateway {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Changed == nil {
		o.Changed = func(int, bool, string) {}
	}
	if o.Dial == nil {
		o.Dial = (&net.Dialer{Timeout: dialTimeout}).DialContext
	}
	if o.Share == nil {
		o.Share = alone{}
	}
	return &Gateway{Options: o, gate: newGate(o.Limits), states: map[int]bool{}}
}

// Ready reports whether every shard of this process is connected. A process without shards,
// because others hold them all, stands by and is ready.
func (g *Gateway) Ready() bool {
	return g.settled.Load() && g.started.Load() >= g.first.Load() && g.ready.Load() == g.held.Load()
}

// Granted reports whether the connections have the wished intents, as far as Discord has
// not refused them.
func (g *Gateway) Granted() bool { return g.Wished != 0 && !g.refused.Load() }

// intents returns the intents to identify with.
func (g *Gateway) intents() int {
	if g.Granted() {
		return g.Intents | g.Wished
	}
	return g.Intents
}

// States returns whether each shard of this process is connected, by shard number.
func (g *Gateway) States() map[int]bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	return maps.Clone(g.states)
}

// note records the state of a shard, or forgets a shard that another process holds now.
func (g *Gateway) note(shard int, connected, ours bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.states[shard] = connected; !ours {
		delete(g.states, shard)
	}
}

// Run keeps all shards connected until ctx ends, which is no error, or until Discord says
// that trying again is of no use, which is a *FatalError. It waits for everything that it
// started.
func (g *Gateway) Run(ctx context.Context) error {
	first, err := g.firstLimits(ctx)
	if err != nil {
		return err
	}
	if ctx.Err() != nil {
		return nil
	}
	shards := g.Shards
	if shards.Count == 0 {
		count := g.Share.Count(ctx, max(first.Shards, 1))
		shards = Shards{Count: count, Last: count - 1}
	}
	return g.Share.Run(ctx, shards, g.runShard, func(shards int) {
		g.first.Store(int64(shards))
		g.settled.Store(true)
	})
}

// runShard keeps a shard connected for as long as this process holds it.
func (g *Gateway) runShard(ctx context.Context, c Claim) error {
	number, count := c.Shard()
	g.held.Add(1)
	g.started.Add(1)
	defer g.held.Add(-1)
	g.note(number, false, true)
	defer g.note(number, false, false)
	session := c.Session()
	if session.ID != "" && session.Intents != g.intents() {
		session = Session{} // a resumed session would have the events of the old intents
	}
	s := &shard{Gateway: g, claim: c, number: number, count: count, session: session, log: g.Log.With("shard", number)}
	return s.run(ctx)
}

// firstLimits asks Discord for the limits until it answers. An error is fatal.
func (g *Gateway) firstLimits(ctx context.Context) (Limits, error) {
	var wait backoff
	for {
		limits, err := g.gate.fetch(ctx)
		if err == nil {
			return limits, nil
		}
		if fatal := asFatal(err); fatal != nil {
			return Limits{}, fatal
		}
		if ctx.Err() != nil {
			return Limits{}, nil
		}
		g.Log.Warn("cannot ask Discord where its gateway is", "error", err)
		if clock.Sleep(ctx, wait.next(false, 0)) != nil {
			return Limits{}, nil
		}
	}
}

// ParseShards parses "4" (all four shards), "4:0-1" (the first two of four) or "4:2" (the
// third of four). An empty text stands for as many shards as Discord recommends.
func ParseShards(text string) (Shards, error) {
	if text == "" {
		return Shards{}, nil
	}
	var s Shards
	for _, form := range []struct {
		format string
		into   []any
	}{{"%d:%d-%d", []any{&s.Count, &s.First, &s.Last}}, {"%d:%d", []any{&s.Count, &s.First}}, {"%d", []any{&s.Count}}} {
		s = Shards{Last: -1}
		var rest string
		n, _ := fmt.Sscanf(text+" ", form.format+"%s", append(form.into, &rest)...)
		if n != len(form.into) {
			continue
		}
		if len(form.into) == 2 {
			s.Last = s.First
		}
		if s.Last < 0 {
			s.Last = s.Count - 1
		}
		if s.Count >= 1 && s.First >= 0 && s.First <= s.Last && s.Last < s.Count {
			return s, nil
		}
		break
	}
	return Shards{}, fmt.Errorf("%q is not a number of shards, such as 4, or some of them, such as 4:0-1", text)
}

func (l Limits) concurrency() int { return max(cmp.Or(l.MaxConcurrency, 1), 1) }
