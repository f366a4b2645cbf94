package gateway

import (
	"context"
	"errors"
	"log/slog"
	"math/rand/v2"
	"time"

	"footnote/internal/clock"
)

// A shard is one of the bot's sessions with Discord. It lasts over any number of
// connections.
type shard struct {
	*Gateway
	claim         Claim
	number, count int
	log           *slog.Logger

	session  Session
	worked   bool // the present connection was ready
	without  bool // Discord refused the wished intents
	deadURLs int  // consecutive failures to connect
}

// run keeps the shard connected. It returns an error only if that is fatal, and nil when
// ctx has ended.
func (s *shard) run(ctx context.Context) error {
	var wait backoff
	for ctx.Err() == nil {
		began := time.Now()
		s.worked = false
		err := s.connect(ctx)
		if ctx.Err() != nil {
			break
		}
		if fatal := asFatal(err); fatal != nil {
			if fatal.Code == codeIntents && s.goesWithout() {
				s.keep(Session{})
				continue
			}
			s.log.Error("gateway: giving up", "error", fatal, "hint", fatal.Hint)
			return fatal
		}
		pause := s.after(err, &wait, time.Since(began))
		s.log.Info("gateway: connection lost", "error", err, "resumable", s.session.ID != "", "again_in", pause.Round(time.Millisecond))
		_ = clock.Sleep(ctx, pause) // the loop condition checks ctx
	}
	if !s.claim.Stays() {
		s.keep(Session{})
	}
	return nil
}

// goesWithout reports whether the shard can connect again without the wished intents, after
// Discord has refused them. The warning is logged once for all shards.
func (s *shard) goesWithout() bool {
	if s.Wished == 0 || s.without {
		return false
	}
	s.without = true
	if s.refused.CompareAndSwap(false, true) {
		s.log.Warn("gateway: Discord does not allow this bot to read messages that do not mention it; it connects without, and answers where it is mentioned",
			"hint", "enable Message Content Intent on the Bot page of discord.com/developers/applications, or take --message-content away")
	}
	return true
}

// keep makes a session the present one and stores it.
func (s *shard) keep(one Session) {
	s.session = one
	s.claim.Note(one)
}

// after forgets the session if it is over, and returns how long to wait before connecting
// again.
func (s *shard) after(err error, wait *backoff, lived time.Duration) time.Duration {
	var l *lost
	if !errors.As(err, &l) {
		return wait.next(s.worked, lived)
	}
	if l.forgets {
		s.keep(Session{})
	}
	pause := wait.next(s.worked, lived)
	switch {
	case l.calm && l.forgets:
		// Discord asks for a pause of one to five seconds before the next IDENTIFY,
		// docs.discord.com/developers/events/gateway#resuming
		return max(pause, time.Second+rand.N(4*time.Second))
	case l.calm && lived >= settled/2:
		return 0
	}
	return pause
}

// target returns the URL to connect to, and whether to resume the session there.
func (s *shard) target() (url string, resume bool) {
	const tries = 2 // after that many failures the resume URL counts as dead
	if s.session.ID == "" {
		return s.gate.url(), false
	}
	if s.session.Resume == "" || s.deadURLs >= tries {
		return s.gate.url(), true
	}
	return s.session.Resume, true
}

// connected reports a change of the shard's state.
func (s *shard) connected(ready bool, why string) {
	if ready {
		s.worked = true
		s.Gateway.ready.Add(1)
	} else {
		s.Gateway.ready.Add(-1)
	}
	s.note(s.number, ready, true)
	s.Changed(s.number, ready, why)
}
