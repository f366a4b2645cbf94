package listening

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"slices"
	"sync"
	"time"

	"footnote/bot/rest"
	"footnote/bot/wire"
)

const (
	// maxPlaces is how many channels are remembered.
	maxPlaces = 8192
	// quietFor is how long no thread is opened in a channel where that was refused: each
	// try counts among the requests for which Discord shuts out an address.
	quietFor = time.Hour
	// lookAgain is when a channel is looked at again that the bot may not see.
	lookAgain = 10 * time.Minute
	// archiveAfter is how many minutes a thread may be silent before Discord archives it.
	archiveAfter = 24 * 60
)

// Types of channels.
// docs.discord.com/developers/resources/channel#channel-object-channel-types
const (
	typeText         = 0
	typeAnnouncement = 5
	firstThread      = 10
	lastThread       = 12
)

// Threads know which channels are threads, what they are below, and which of them the bot
// has opened.
type Threads struct {
	send *wire.Sender
	log  *slog.Logger

	mu      sync.Mutex // never held while waiting
	places  map[string]place
	refused map[string]time.Time // where no thread may be opened, and when
}

// A place is a channel as Discord tells of it. What is read here of it never changes.
type place struct {
	Type   int    `json:"type"`
	Parent string `json:"parent_id"`
	Owner  string `json:"owner_id"` // of a thread

	again time.Time // when it is asked for again, as the bot may not look at it; zero is never
}

func (p place) isThread() bool { return p.Type >= firstThread && p.Type <= lastThread }

// NewThreads asks Discord by a sender.
func NewThreads(s *wire.Sender, log *slog.Logger) *Threads {
	return &Threads{send: s, log: log, places: map[string]place{}, refused: map[string]time.Time{}}
}

// Parent is the channel that a thread is below, which a message does not say; empty where
// there is none or it is not known.
func (t *Threads) Parent(ctx context.Context, channel string) string {
	return t.of(ctx, channel).Parent
}

// Own reports whether a message stands in a thread that the bot has opened.
func (t *Threads) Own(ctx context.Context, m *wire.Message) bool {
	if m.Guild == "" || m.ChannelType != nil && !(place{Type: *m.ChannelType}).isThread() {
		return false
	}
	p := t.of(ctx, m.Channel)
	return p.isThread() && p.Owner == t.send.Self
}

// of is a channel, asked for once.
func (t *Threads) of(ctx context.Context, channel string) place {
	t.mu.Lock()
	p, known := t.places[channel]
	t.mu.Unlock()
	if known && (p.again.IsZero() || time.Now().Before(p.again)) {
		return p
	}
	p = place{}
	ctx, cancel := context.WithTimeout(ctx, askWithin)
	defer cancel()
	if err := t.send.REST.Do(ctx, rest.Request{Method: "GET", Path: wire.ChannelPath(channel), Out: &p}); err != nil {
		t.log.Info("a channel cannot be looked at", "error", err)
		p = place{Type: -1, again: time.Now().Add(lookAgain)}
		if wire.IsRefused(err) {
			t.remember(channel, p)
		}
		return p
	}
	t.remember(channel, p)
	return p
}

func (t *Threads) remember(channel string, p place) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(t.places) >= maxPlaces {
		clear(t.places)
	}
	t.places[channel] = p
}

// Open opens a thread on a message of the bot in a channel of a server, with a name of at
// most 100 characters, and begins it with a line. Where there cannot be one, the message
// stays without.
func (t *Threads) Open(ctx context.Context, channel, message, name, line string) {
	if message == "" || name == "" || !t.may(channel) || !slices.Contains([]int{typeText, typeAnnouncement}, t.of(ctx, channel).Type) {
		return
	}
	var made struct {
		ID string `json:"id"`
	}
	err := t.send.REST.Do(ctx, rest.Request{
		Method: "POST", Path: wire.MessagePath(channel, message) + "/threads", Out: &made,
		Body: map[string]any{"name": name, "auto_archive_duration": archiveAfter},
	})
	if err != nil {
		t.log.Info("a thread cannot be opened", "error", err)
		var refusal *rest.Error
		if errors.As(err, &refusal) && refusal.Status == http.StatusForbidden {
			t.refuse(channel)
		}
		return
	}
	t.remember(made.ID, place{Type: firstThread + 1, Parent: channel, Owner: t.send.Self})
	t.send.Expect(made.ID)
	begin := wire.Text(line, 0)
	begin.Nonce, begin.OneNonce = message+".t", true
	if err := t.send.REST.Do(ctx, rest.Request{Method: "POST", Path: wire.MessagesPath(made.ID), Body: begin}); err != nil {
		t.log.Info("a thread begins without a word", "error", err)
	}
}

// may reports whether a thread may be tried in a channel.
func (t *Threads) may(channel string) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return time.Since(t.refused[channel]) > quietFor
}

func (t *Threads) refuse(channel string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(t.refused) >= maxPlaces {
		clear(t.refused)
	}
	t.refused[channel] = time.Now()
}
