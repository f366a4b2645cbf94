// Package typing shows the typing indicator while an answer to a message takes a while.
//
// Discord limits the calls for it per channel, for all processes of a bot together. So all
// answers in progress in a channel share one indicator, and it is shown so rarely that the
// next process, which does not know the calls of this one, has enough of the limit left.
package typing

import (
	"context"
	"sync"
	"time"

	"footnote/bot/rest"
	"footnote/bot/wire"
	"footnote/internal/clock"
	"footnote/internal/rate"
)

const (
	// after is how long an answer may take before the indicator is shown. Most answers take
	// less, and every call counts against the global limit.
	after = 400 * time.Millisecond
	// afterAnother is the same for a question whose process has ended: by then Discord's
	// limit, five calls in five seconds, is no longer affected by that process.
	afterAnother = 5 * time.Second
	// every is how often the indicator is shown again: Discord removes it after ten seconds.
	every = 8 * time.Second
	// apart is the least time between two calls for one channel.
	apart = 3 * time.Second
	// most is how long the indicator is shown for one answer.
	most = 5 * time.Minute
)

// Indicators shows the typing indicators of channels. It is safe for concurrent use.
type Indicators struct {
	rest  *rest.Client
	spare func() bool
	run   func(work func())
	paced *rate.Limiter // limits the calls for a channel

	mu       sync.Mutex // never held while waiting
	channels map[string]*channel
}

// New returns indicators that use a client. spare reports whether a call may be spent on a
// courtesy, and counts it; run starts a goroutine that its owner waits for.
func New(c *rest.Client, spare func() bool, run func(work func())) *Indicators {
	return &Indicators{rest: c, spare: spare, run: run, paced: rate.New(1, apart), channels: map[string]*channel{}}
}

// A channel is one with answers in progress.
type channel struct {
	id      string
	answers map[*answer]bool
	shown   time.Time     // when the indicator was shown last; zero if nobody sees it any longer
	changed chan struct{} // has a value if answers was changed
	end     context.CancelFunc
}

// An answer wants the indicator shown within this time, while it is in progress.
type answer struct{ from, until time.Time }

// Begin shows the indicator in the channel of a message until stop is called, unless stop is
// called almost at once. The calls use the values of ctx, such as the request id for the log,
// but not its end.
func (s *Indicators) Begin(ctx context.Context, m *wire.Message) (stop func()) {
	from := time.Now().Add(after)
	if wire.IsResumed(m.Record) {
		from = time.Now().Add(afterAnother)
	}
	a := &answer{from, from.Add(most)}
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.channels[m.Channel]
	if c == nil {
		c = &channel{id: m.Channel, answers: map[*answer]bool{}, changed: make(chan struct{}, 1)}
		ctx, c.end = context.WithCancel(context.WithoutCancel(ctx)) // it may outlast this answer
		s.channels[m.Channel] = c
		s.run(func() { s.show(ctx, c) })
	}
	c.answers[a] = true
	c.notify()
	return func() { s.stop(c, a) }
}

// stop removes an answer. The message that ends it also ends the indicator in Discord, so the
// indicator is due again for the other answers.
func (s *Indicators) stop(c *channel, a *answer) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !c.answers[a] {
		return
	}
	delete(c.answers, a)
	c.shown = time.Time{}
	if len(c.answers) > 0 {
		c.notify()
		return
	}
	delete(s.channels, c.id)
	c.end()
}

func (c *channel) notify() {
	select {
	case c.changed <- struct{}{}:
	default:
	}
}

// show shows the indicator in a channel until its last answer ends.
func (s *Indicators) show(ctx context.Context, c *channel) {
	for s.await(ctx, c) {
		if ok, again := s.paced.Take(c.id); !ok {
			clock.Sleep(ctx, time.Until(again))
			continue
		}
		if !s.spare() {
			continue // later there may be a call
		}
		s.mu.Lock()
		c.shown = time.Now()
		s.mu.Unlock()
		err := s.rest.Do(ctx, rest.Request{Method: "POST", Path: wire.ChannelPath(c.id) + "/typing", Patience: time.Second})
		if err != nil && rest.Code(err) != 0 {
			return // Discord does not permit it; the answer will meet the same refusal and report it
		}
	}
}

// await waits until the indicator is due, and reports whether that happened before the last
// answer ended.
func (s *Indicators) await(ctx context.Context, c *channel) bool {
	for {
		var due <-chan time.Time
		if wait, some := s.due(c); some {
			due = time.After(wait)
		}
		select {
		case <-due:
			return ctx.Err() == nil
		case <-c.changed:
		case <-ctx.Done():
			return false
		}
	}
}

// due returns how long until the indicator has to be shown. some is false if no answer wants
// it.
func (s *Indicators) due(c *channel) (wait time.Duration, some bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var first time.Time
	for a := range c.answers {
		from := a.from
		if !c.shown.IsZero() && c.shown.Add(every).After(from) {
			from = c.shown.Add(every)
		}
		if from.Before(a.until) && (first.IsZero() || from.Before(first)) {
			first = from
		}
	}
	return time.Until(first), !first.IsZero()
}
