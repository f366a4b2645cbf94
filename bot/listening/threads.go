package listening

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"slices"
	"time"

	"footnote/bot/rest"
	"footnote/bot/wire"
)

const (
	// maxPlaces is how many channels are cached.
	maxPlaces = 8192
	// refusedFor is how long the bot opens no thread in a channel after Discord has refused
	// one there. Each try counts among the invalid requests for which Discord blocks an
	// address.
	refusedFor = time.Hour
	// lookAgain is how long the bot does not ask again about a channel that it may not see.
	lookAgain = 10 * time.Minute
	// archiveAfter is how many minutes a thread may be silent before Discord archives it.
	archiveAfter = 24 * 60
)

// Types of channels.
// docs.discord.com/developers/resources/channel#channel-object-channel-types
const (
	typeText         = 0
	typeAnnouncement = 5
	typeThread       = 11 // public thread
)

// Threads knows which channels are threads, which channels they are in, and which threads
// the bot has opened.
type Threads struct {
	send    *wire.Sender
	log     *slog.Logger
	places  *memory[place]
	refused *memory[struct{}] // channels in which no thread may be opened
}

// A place is a channel as Discord describes it. The fields that are read here never change.
type place struct {
	Type   int    `json:"type"`
	Parent string `json:"parent_id"`
	Owner  string `json:"owner_id"` // who opened a thread
}

// NewThreads returns Threads that ask Discord through a sender.
func NewThreads(s *wire.Sender, log *slog.Logger) *Threads {
	return &Threads{send: s, log: log, places: newMemory[place](maxPlaces), refused: newMemory[struct{}](maxPlaces)}
}

// Parent returns the parent of a channel, which a message does not say: for a thread, the
// channel that it is in; for another channel, its category. It is empty if there is none or
// if it is not known.
func (t *Threads) Parent(ctx context.Context, channel string) string {
	return t.channel(ctx, channel).Parent
}

// Above returns the channel that a thread or a post is in. It is empty for other channels,
// and if the channel is not known.
func (t *Threads) Above(ctx context.Context, channel string) string {
	if p := t.channel(ctx, channel); wire.IsThread(p.Type) {
		return p.Parent
	}
	return ""
}

// Within reports whether a channel is one of the listed ones or a thread in one. It also
// returns true if Discord does not say what the channel is.
func (t *Threads) Within(ctx context.Context, channel string, listed []string) bool {
	if len(listed) == 0 {
		return false
	}
	if slices.Contains(listed, channel) {
		return true
	}
	p := t.channel(ctx, channel)
	return p.Type < 0 || wire.IsThread(p.Type) && slices.Contains(listed, p.Parent)
}

// Own reports whether a message is in a thread that the bot has opened.
func (t *Threads) Own(ctx context.Context, m *wire.Message) bool {
	if m.Guild == "" || m.ChannelType != nil && !wire.IsThread(*m.ChannelType) {
		return false
	}
	p := t.channel(ctx, m.Channel)
	return wire.IsThread(p.Type) && p.Owner == t.send.Self
}

// channel returns a channel, from the cache or from Discord. The Type of an unknown channel is
// -1.
func (t *Threads) channel(ctx context.Context, channel string) place {
	p, known := t.places.get(channel)
	if known {
		return p
	}
	ctx, cancel := context.WithTimeout(ctx, askWithin)
	defer cancel()
	if err := t.send.REST.Do(ctx, rest.Request{Method: "GET", Path: wire.ChannelPath(channel), Out: &p}); err != nil {
		t.log.InfoContext(ctx, "a channel cannot be read", "error", err)
		p = place{Type: -1}
		if wire.IsRefused(err) {
			t.places.put(channel, p, lookAgain)
		}
		return p
	}
	t.places.put(channel, p, 0)
	return p
}

// Open opens a thread on a message of the bot in a server's channel and sends a first line
// into it. name has at most 100 characters. If Discord allows no thread there, Open does
// nothing.
func (t *Threads) Open(ctx context.Context, channel, message, name, line string) {
	if _, refused := t.refused.get(channel); refused || message == "" || name == "" || !slices.Contains([]int{typeText, typeAnnouncement}, t.channel(ctx, channel).Type) {
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
		t.log.InfoContext(ctx, "a thread cannot be opened", "error", err)
		var refusal *rest.Error
		if errors.As(err, &refusal) && refusal.Status == http.StatusForbidden {
			t.refused.put(channel, struct{}{}, refusedFor)
		}
		return
	}
	t.places.put(made.ID, place{Type: typeThread, Parent: channel, Owner: t.send.Self}, 0)
	t.send.Expect(made.ID)
	begin := wire.Text(line, 0)
	begin.Nonce, begin.OneNonce = message+".t", true
	if err := t.send.REST.Do(ctx, rest.Request{Method: "POST", Path: wire.MessagesPath(made.ID), Body: begin}); err != nil {
		t.log.InfoContext(ctx, "the first message of a thread could not be sent", "error", err)
	}
}
