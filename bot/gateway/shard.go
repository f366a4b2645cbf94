package gateway

import (
	"context"
	"errors"
	"log/slog"
	"math/rand/v2"
	"time"

	"footnote/internal/clock"
)

// A shard is one of the bot's sessions with Discord, over as many connections
// as it takes.
type shard struct {
	*Gateway
	claim         Claim
	number, count int
	log           *slog.Logger

	session  Session
	worked   bool // the present connection has been ready
	without  bool // it was refused what is wished for
	deadURLs int  // failures to reach the resume URL, one after another
}

// run keeps the shard connected. It returns only what is fatal, or nil when ctx
// has ended.
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
		_ = clock.Sleep(ctx, pause) // an end is seen above
	}
	if !s.claim.Stays() {
		s.keep(Session{})
	}
	return nil
}

// goesWithout reports whether the shard can connect without what was wished for, as
// Discord does not grant that. Other shards may have found out as much.
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

// keep makes a session the present one.
func (s *shard) keep(one Session) {
	s.session = one
	s.claim.Note(one)
}

// after forgets the session if it is over, and says when to connect again.
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
		// Discord wants one to five seconds before the next IDENTIFY,
		// docs.discord.com/developers/events/gateway#resuming
		return max(pause, time.Second+rand.N(4*time.Second))
	case l.calm && lived >= settled/2:
		return 0
	}
	return pause
}

// target is where to connect, and whether a session is to be resumed there.
func (s *shard) target() (url string, resume bool) {
	const tries = 2 // then the host of the resume URL counts as dead
	if s.session.ID == "" {
		return s.gate.url(), false
	}
	if s.session.Resume == "" || s.deadURLs >= tries {
		return s.gate.url(), true
	}
	return s.session.Resume, true
}

// connected tells of the state of the shard, once for each change.
func (s *shard) connected(ready bool, why string) {
	if ready {
		s.worked = true
		s.Gateway.ready.Add(1)
	} else {
		s.Gateway.ready.Add(-1)
	}
	s.Changed(s.number, ready, why)
}
