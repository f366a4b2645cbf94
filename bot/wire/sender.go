// Package wire is what goes between the bot and Discord: the payloads of both
// directions, the definitions of the commands, and replies with all that it takes
// to deliver them.
//
// It knows neither articles nor answers: what a message says is made in render,
// who may have it is decided in admit.
package wire

import (
	"log/slog"
	"maps"
	"sync"
	"time"

	"footnote/bot/rest"
)

// A Sender sends all that the bot says: first answers to interactions, replies, and
// an explanation to the asker where Discord refuses one.
type Sender struct {
	REST *rest.Client
	Self string // the bot's own user id; set before the first event

	api      *API
	observer Observer
	log      *slog.Logger
	written  written
}

// NewSender sends through two clients of the same API. The observer is told what
// becomes of messages.
func NewSender(c *rest.Client, api *API, observer Observer, log *slog.Logger) *Sender {
	return &Sender{REST: c, api: api, observer: observer, log: log, written: written{since: time.Now(), at: map[string]time.Time{}}}
}

// An Observer counts what becomes of messages.
type Observer interface {
	// Confirmed is told how long Discord took to take the first answer to an
	// interaction.
	Confirmed(took time.Duration)
	// Undelivered is told what could not be sent, and for which reason.
	Undelivered(what, reason string)
}

// A written remembers in which channels the bot has written lately. No word of
// what it wrote is kept.
type written struct {
	mu    sync.Mutex
	since time.Time // of which it knows
	at    map[string]time.Time
}

const (
	// writtenFor is how long a channel is remembered.
	writtenFor = 30 * time.Minute
	// sweepAt is how many channels are kept before those of no more use are
	// dropped.
	sweepAt = 4096
)

// Silent reports whether the bot surely has written nothing in a channel for half
// an hour. After a start nobody knows that for as long.
func (s *Sender) Silent(channel string) bool {
	w := &s.written
	w.mu.Lock()
	defer w.mu.Unlock()
	return time.Since(w.since) > writtenFor && time.Since(w.at[channel]) > writtenFor
}

// Expect has a channel not count as silent: something there waits for a further word.
func (s *Sender) Expect(channel string) { s.wrote(channel) }

func (s *Sender) wrote(channel string) {
	w := &s.written
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.at) >= sweepAt {
		maps.DeleteFunc(w.at, func(_ string, at time.Time) bool { return time.Since(at) > writtenFor })
	}
	w.at[channel] = time.Now()
}
