// Package wire has what goes between the bot and Discord: the payloads of both directions,
// the definitions of the commands, and replies with everything needed to deliver them.
//
// It knows neither articles nor answers: render makes the text of messages, and admit decides
// who may ask.
package wire

import (
	"log/slog"
	"maps"
	"sync"
	"time"

	"footnote/bot/rest"
)

// A Sender sends everything that the bot says: first responses to interactions, replies, and
// an explanation to the asker if Discord refuses one.
type Sender struct {
	REST *rest.Client
	Self string // the bot's own user id; set before the first event

	api      *API
	observer Observer
	log      *slog.Logger
	written  written
}

// NewSender returns a Sender that uses two clients of the same API. The observer is told the
// outcome of messages.
func NewSender(c *rest.Client, api *API, observer Observer, log *slog.Logger) *Sender {
	return &Sender{REST: c, api: api, observer: observer, log: log, written: written{since: time.Now(), at: map[string]time.Time{}}}
}

// An Observer counts the outcomes of messages.
type Observer interface {
	// Confirmed is called with the time that Discord took to accept the first response to an
	// interaction.
	Confirmed(took time.Duration)
	// Undelivered is called with what could not be sent, and the reason.
	Undelivered(what, reason string)
}

// A written remembers in which channels the bot has written lately, but not what.
type written struct {
	mu    sync.Mutex
	since time.Time // when it began to remember
	at    map[string]time.Time
}

const (
	// writtenFor is how long a channel is remembered.
	writtenFor = 30 * time.Minute
	// sweepAt is how many channels are remembered before outdated ones are dropped.
	sweepAt = 4096
)

// Silent reports whether the bot surely has not written in a channel for half an hour. After
// a start, that is unknown for as long.
func (s *Sender) Silent(channel string) bool {
	w := &s.written
	w.mu.Lock()
	defer w.mu.Unlock()
	return time.Since(w.since) > writtenFor && time.Since(w.at[channel]) > writtenFor
}

// Expect makes a channel not count as silent: the bot waits for another message there.
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
