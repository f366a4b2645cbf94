package handoff

import (
	"context"
	"log/slog"
	"slices"
	"sync"
	"time"

	"footnote/bot/wire"
	"footnote/library"
	"footnote/library/store"
)

const (
	// kindThread is the kind of a note that a thread was taken over.
	kindThread = "thread"
	// refreshAfter is the age from which on a note is renewed by what helpers write later.
	refreshAfter = 24 * time.Hour
	// maxThreads is how many threads the memory holds. When it is full, it is emptied.
	maxThreads = 4096
)

// A Silence knows in which threads the bot is silent unless it is mentioned, because a
// helper has written there.
type Silence struct {
	// Own reports whether a message was written in a thread that the bot has opened.
	Own func(ctx context.Context, m *wire.Message) bool
	// Above returns the channel that a thread is in. It is empty for other channels, and if
	// the channel is not known.
	Above func(ctx context.Context, channel string) string
	// Settings returns the settings of a server.
	Settings func(ctx context.Context, scope store.Scope) (library.Settings, error)
	Notes    Notes
	Log      *slog.Logger

	mu    sync.Mutex // never held while waiting
	taken map[string]time.Time
}

// Keeps reports whether the bot should not respond to a message that does not mention it. A
// helper's message in a thread of the bot takes the thread over.
func (s *Silence) Keeps(ctx context.Context, m *wire.Message) bool {
	if m.Guild == "" || m.ChannelType != nil && !wire.IsThread(*m.ChannelType) {
		return false
	}
	ctx, cancel := context.WithTimeout(ctx, storeWithin)
	defer cancel()
	set, err := s.Settings(ctx, m.Scope())
	if err != nil || set.Helpers == "" || !s.listed(ctx, m, set.Listen) && !s.Own(ctx, m) {
		return false
	}
	if m.Member != nil && slices.Contains(m.Member.Roles, set.Helpers) {
		s.takeOver(ctx, m)
		return true
	}
	if s.known(m.Channel) {
		return true
	}
	note, taken, err := s.Notes.Note(ctx, m.Scope(), kindThread, m.Channel)
	if err != nil {
		s.Log.WarnContext(ctx, "cannot see whether a thread is taken over", "id", m.ID, "error", err)
		return true // a missing response can be asked for; a wrong one cannot be undone
	}
	if taken {
		s.know(m.Channel, note.At)
	}
	return taken
}

// listed reports whether a message was written in a thread that is one of the listed ones.
// Discord does not always describe the channel of a message. Channels are never taken over.
func (s *Silence) listed(ctx context.Context, m *wire.Message, listed []string) bool {
	return slices.Contains(listed, m.Channel) && (m.ChannelType != nil || s.Above(ctx, m.Channel) != "")
}

// takeOver stores that a thread was taken over.
func (s *Silence) takeOver(ctx context.Context, m *wire.Message) {
	now := time.Now()
	if at, known := s.at(m.Channel); known && now.Sub(at) < refreshAfter {
		return
	}
	s.know(m.Channel, now)
	first, err := s.Notes.AddNote(ctx, store.Note{Scope: m.Scope(), Kind: kindThread, ID: m.Channel, At: now})
	if err == nil && !first {
		_, err = s.Notes.ChangeNote(ctx, m.Scope(), kindThread, m.Channel, func(n *store.Note) bool { n.At = now; return true })
	}
	if err != nil {
		s.Log.WarnContext(ctx, "could not record that a thread is taken over; it is known until the program ends", "id", m.ID, "error", err)
	}
}

func (s *Silence) at(channel string) (at time.Time, known bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	at, known = s.taken[channel]
	return at, known
}

func (s *Silence) known(channel string) bool {
	at, known := s.at(channel)
	return known && time.Since(at) < remembered
}

func (s *Silence) know(channel string, at time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.taken == nil || len(s.taken) >= maxThreads {
		s.taken = map[string]time.Time{}
	}
	s.taken[channel] = at
}
