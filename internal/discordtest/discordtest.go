// Package discordtest is a fake Discord that speaks the real protocol. It has people in
// channels who write, reply, use commands and press buttons; a REST API with rate limits and
// validation rules; and the gateway of package hub. Tests can inject faults.
//
// Every request is checked against Discord's own OpenAPI file, if that is available, and
// against rules that the file does not state: for commands (rules.go), messages (messages.go,
// flags.go, mentions.go, attachment.go), components (component.go), threads and forums
// (threads.go, forums.go, moderation.go), responses to interactions (answers.go, byaccount.go),
// modals (modal.go) and rate limits (limits.go). A violation fails the test. Embeds, polls and
// stickers sent by a bot are not supported, and refused.
package discordtest

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"sync"
	"time"

	"footnote/internal/discordtest/hub"
)

// Token is the bot's token. It has the form of a real one, but is not valid.
const Token = "MTAwMDAwMDAwMDAwMDAwMDAwMQ.Gfake0.footnote-discordtest-not-a-real-token"

// Options configure the fake. Zero values mean Discord's own.
type Options struct {
	Pipe      bool          // use a network in memory, for testing/synctest
	Address   string        // to listen on; empty means a free port of 127.0.0.1
	Heartbeat time.Duration // 41.25 s
	AckWithin time.Duration // 3 s
	TokenLife time.Duration // 15 min
	Unlimited bool          // no rate limits
	Content   bool          // the bot is allowed the message content intent
	Lenient   bool          // record violations without failing the test
	Window    time.Duration // of max_concurrency, 5 s

	Application map[string]any // fields of the application that differ
	Patience    time.Duration  // how long to wait for the bot, in the bot's own time, 20 s
}

// A Reporter is a test, or a program that stands in for one.
type Reporter interface {
	Helper()
	Errorf(format string, args ...any)
	Fatalf(format string, args ...any)
	Logf(format string, args ...any)
	Cleanup(func())
}

// A Discord is a fake Discord.
type Discord struct {
	Options
	t        Reporter
	hub      *hub.Hub
	listener net.Listener
	pipe     *hub.Pipe
	server   *http.Server
	schemas  *schemas // nil if the files are missing

	mu           sync.Mutex // never held while waiting
	serial       uint64
	bot          *Person
	people       map[string]*Person
	guilds       map[string]*Guild
	channels     map[string]*Channel
	interactions map[string]*Interaction // by token
	attachments  map[string]*attachment
	commands     []*command
	requests     []Request
	faults       []*fault
	limits       limits
	pings        []string
	changed      chan struct{} // closed and replaced on every change
	isClosed     bool          // whether the fake is closed

	violationsMu sync.Mutex // guards violations; not mu, because the gateway records some while mu is held
	violations   []string

	requestServer
	responseRoutes
	commandRoutes
	guildRoutes
	messageRoutes
	observer
}

// These types split the fake's methods: those that serve requests, those of each group of
// routes, and those that a test inspects.
type (
	requestServer  struct{ *Discord }
	responseRoutes struct{ *Discord }
	commandRoutes  struct{ *Discord }
	guildRoutes    struct{ *Discord }
	messageRoutes  struct{ *Discord }
	observer       struct{ *Discord }
)

// New starts a fake. The end of the test closes it.
func New(t Reporter, o Options) *Discord {
	t.Helper()
	set := func(d *time.Duration, standard time.Duration) {
		if *d == 0 {
			*d = standard
		}
	}
	set(&o.AckWithin, 3*time.Second)
	set(&o.TokenLife, 15*time.Minute)
	set(&o.Patience, 20*time.Second)
	d := &Discord{
		Options: o, t: t, serial: 1, people: map[string]*Person{}, guilds: map[string]*Guild{}, channels: map[string]*Channel{},
		interactions: map[string]*Interaction{}, attachments: map[string]*attachment{}, changed: make(chan struct{}), limits: newLimits(), schemas: sharedSchemas(),
	}
	d.requestServer, d.responseRoutes, d.commandRoutes = requestServer{d}, responseRoutes{d}, commandRoutes{d}
	d.guildRoutes, d.messageRoutes, d.observer = guildRoutes{d}, messageRoutes{d}, observer{d}
	d.bot = &Person{Discord: d, ID: d.id(), Name: "footnote", bot: true}
	d.people["footnote"] = d.bot
	allowed := 0
	if d.Content {
		allowed = intentContent
	}
	d.hub = hub.New(hub.Options{
		Allowed: allowed,
		Token:   Token, User: d.bot.json(), Application: map[string]any{"id": d.bot.ID, "flags": 0}, Heartbeat: o.Heartbeat, Window: o.Window,
		Check: d.schemas.gateway, Violation: d.recordViolation,
	})
	d.listen()
	t.Cleanup(d.Close)
	return d
}

func (d *Discord) listen() {
	mux := http.NewServeMux()
	for _, path := range []string{"/gateway", "/gateway/", "/resume", "/resume/"} { // discordgo appends a slash
		mux.Handle(path, d.hub)
	}
	mux.HandleFunc("/api/", d.serve)
	mux.HandleFunc("GET /attachments/", d.serveFile)
	mux.HandleFunc("GET /ephemeral-attachments/", d.serveFile)
	d.server = &http.Server{Handler: mux, ReadHeaderTimeout: time.Minute}
	if d.Pipe {
		d.pipe = hub.NewPipe()
		d.listener = d.pipe
	} else {
		address := d.Address
		if address == "" {
			address = "127.0.0.1:0"
		}
		var err error
		if d.listener, err = net.Listen("tcp", address); err != nil {
			d.t.Fatalf("discordtest: %v", err)
		}
	}
	d.hub.SetAddress("ws://" + d.host())
	go func() { _ = d.server.Serve(d.listener) }() // returns after Close
}

func (d *Discord) host() string {
	if d.Pipe {
		return "discord.test"
	}
	return d.listener.Addr().String()
}

// Close stops the fake. An interaction that the bot has left unanswered is a violation.
func (d *Discord) Close() {
	d.mu.Lock()
	if d.isClosed {
		d.mu.Unlock()
		return
	}
	d.isClosed = true
	for _, i := range d.interactions {
		switch {
		case i.excused:
		case !i.acked:
			d.recordViolation("%s of %s: the application did not respond", i.what, i.person.Name)
		case i.thinking():
			d.recordViolation("%s of %s: the response still shows \"thinking…\" at the end", i.what, i.person.Name)
		}
	}
	d.mu.Unlock()
	d.hub.Close()
	_ = d.server.Close()
	_ = d.listener.Close()
}

// Base returns the address of the REST API.
func (d *Discord) Base() string { return "http://" + d.host() + "/api/v10" }

// Hub returns the gateway.
func (d *Discord) Hub() *hub.Hub { return d.hub }

// Dial connects to the fake's REST API or gateway.
func (d *Discord) Dial(ctx context.Context, network, address string) (net.Conn, error) {
	if d.Pipe {
		return d.pipe.Dial(ctx, network, address)
	}
	return (&net.Dialer{}).DialContext(ctx, network, address)
}

// Transport returns an HTTP transport that uses Dial.
func (d *Discord) Transport() *http.Transport {
	return &http.Transport{DialContext: d.Dial, MaxIdleConnsPerHost: 64}
}

// id returns a new snowflake: a serial number in 22 bits below the time. Except in New, the
// caller holds the lock.
func (d *Discord) id() string {
	d.serial++
	const epoch = 1420070400000
	return strconv.FormatUint(uint64(time.Now().UnixMilli()-epoch)<<22|d.serial&(1<<22-1), 10)
}

// touch wakes everything that waits for a change. The caller holds the lock.
func (d *Discord) touch() {
	close(d.changed)
	d.changed = make(chan struct{})
}

// until waits until holds returns true, and ends the test if that takes longer than Patience. It
// calls holds with the lock held.
func (d *Discord) until(what string, holds func() bool) bool {
	d.t.Helper()
	if d.wait(d.Patience, holds) {
		return true
	}
	d.t.Fatalf("waited in vain for %s\n%s", what, d.Transcript())
	return false
}

// wait waits until holds returns true, and reports whether it did within the time most. It calls
// holds with the lock held.
func (d *Discord) wait(most time.Duration, holds func() bool) bool {
	timer := time.NewTimer(most)
	defer timer.Stop()
	for {
		d.mu.Lock()
		if holds() {
			d.mu.Unlock()
			return true
		}
		changed := d.changed
		d.mu.Unlock()
		select {
		case <-changed:
		case <-timer.C:
			return false
		}
	}
}

// recordViolation records a violation. The caller may hold the lock.
func (d *Discord) recordViolation(format string, args ...any) {
	text := fmt.Sprintf(format, args...)
	d.violationsMu.Lock()
	d.violations = append(d.violations, text)
	d.violationsMu.Unlock()
	if !d.Lenient {
		d.t.Errorf("discord: %s", text)
	}
}
