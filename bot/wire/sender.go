// Package wire is what goes between the bot and Discord: the payloads of both
// directions, the definitions of the commands, and replies with all that it takes
// to deliver them.
//
// It knows neither articles nor answers: what a message says is made in render,
// who may have it is decided in admit.
package wire

import (
	"log/slog"
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
