// Package gateway keeps the bot connected to Discord's gateway: a supervisor
// for each shard, which connects, identifies or resumes, beats, and begins
// again when anything at all goes wrong.
//
// It hands events on as they came, raw. It knows no message, no interaction and
// no answer, and calls no REST route. discordgo's own connection is not used:
// op 7 or 9 at the wrong moment locks it for ever, it identifies without end,
// and it forgets the resume URL.
package gateway

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net"
	"sync/atomic"
	"time"

	"footnote/internal/clock"
)

// Options say whom to connect as, and what for.
type Options struct {
	Token   string // of the bot, without "Bot "
	Intents int    // bit field, docs.discord.com/developers/events/gateway#gateway-intents
	// Wished are more of them, which Discord grants only to those whom it has allowed them.
	// Refused, the bot connects without them.
	Wished int
	Shards Shards
	Share  Share // with other processes; nil is with none
	// Limits asks GET /gateway/bot. A *FatalError of it ends Run; any other is
	// tried again.
	Limits func(context.Context) (Limits, error)
	// Dial opens the connections; nil is the network.
	Dial func(ctx context.Context, network, address string) (net.Conn, error)
	// Handle gets every event of a shard, in order. It must return at once and
	// must not panic.
	Handle func(Event)
	// Changed is told when a shard begins or ends a connection; may be nil.
	Changed func(shard int, ready bool, why string)
	Log     *slog.Logger // nil is none
}

// Shards are the shards that this process runs.
type Shards struct {
	Count       int // of all processes together; 0 is what Discord recommends
	First, Last int // inclusive; both 0 with Count 0 or 1
}

// Limits is what Discord says about connecting, once a day or so different.
type Limits struct {
	URL            string // wss://…, without a query
	Shards         int    // recommended
	Total          int    // identifies in 24 hours
	Remaining      int    // of these
	ResetAfter     time.Duration
	MaxConcurrency int // identifies in 5 seconds
}

// An Event is a dispatch of the gateway.
type Event struct {
	Shard int
	Type  string
	Data  json.RawMessage
}

// A Gateway is the connections of this process.
type Gateway struct {
	Options
	gate    *gate
	settled atomic.Bool  // first is known
	first   atomic.Int64 // how many shards this process had at first
	begun   atomic.Int64 // since it began
	wanted  atomic.Int64 // shards of this process now
	ready   atomic.Int64
	refused atomic.Bool // what is wished for
}

// New prepares the connections; Run opens them.
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
	return &Gateway{Options: o, gate: newGate(o.Limits)}
}

// Ready reports whether every shard of this process is connected. One that has none,
// since others have them all, stands by, and is ready.
func (g *Gateway) Ready() bool {
	return g.settled.Load() && g.begun.Load() >= g.first.Load() && g.ready.Load() == g.wanted.Load()
}

// Granted reports whether the connections have what was wished for, as far as Discord has
// not said otherwise.
func (g *Gateway) Granted() bool { return g.Wished != 0 && !g.refused.Load() }

// intents are those to identify with.
func (g *Gateway) intents() int {
	if g.Granted() {
		return g.Intents | g.Wished
	}
	return g.Intents
}

// Running is how many shards this process has now.
func (g *Gateway) Running() int { return int(g.wanted.Load()) }

// Run keeps all shards connected until ctx ends, which is no error, or until
// Discord says that there is no use in trying again, a *FatalError. It waits
// for everything that it started.
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

// runShard keeps one shard connected for as long as this process has it.
func (g *Gateway) runShard(ctx context.Context, c Claim) error {
	number, count := c.Shard()
	g.wanted.Add(1)
	g.begun.Add(1)
	defer g.wanted.Add(-1)
	session := c.Session()
	if session.ID != "" && session.Intents != g.intents() {
		session = Session{} // other events are wanted than Discord sends for it
	}
	s := &shard{Gateway: g, claim: c, number: number, count: count, session: session, log: g.Log.With("shard", number)}
	return s.run(ctx)
}

// firstLimits asks until it is answered. It returns an error only for good.
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

// ParseShards reads "4" (all four), "4:0-1" (the first two of four) or "4:2"
// (the third of four). Empty is what Discord recommends.
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
