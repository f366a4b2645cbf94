// Package discordtest is a fake Discord that speaks the real protocol: people
// in channels who write, reply, use commands and press buttons, a REST API with
// rate limits and rules, and the gateway of package hub. Faults come on demand.
//
// Every request is held against Discord's own OpenAPI file where that is at
// hand, and against the rules that it does not state. A breach fails the test.
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

// Token is the bot's: of the form of a real one, and none.
const Token = "MTAwMDAwMDAwMDAwMDAwMDAwMQ.Gfake0.footnote-discordtest-not-a-real-token"

// Options say what the fake is like. Zero values are Discord's own.
type Options struct {
	Pipe      bool          // a network in memory, for bubbles of testing/synctest
	Address   string        // to listen at; empty is a free port of 127.0.0.1
	Heartbeat time.Duration // 41.25 s
	AckWithin time.Duration // 3 s
	TokenLife time.Duration // 15 min
	Unlimited bool          // no rate limits
	Content   bool          // the bot is allowed the message content intent
	Lenient   bool          // breaches are recorded, but fail nothing
	Window    time.Duration // of max_concurrency, 5 s

	Application map[string]any // fields of the application that differ
	Patience    time.Duration  // of who waits for the bot, in its own time, 20 s
}

// A Reporter is a test, or a program that stands in for one.
type Reporter interface {
	Helper()
	Errorf(format string, args ...any)
	Fatalf(format string, args ...any)
	Logf(format string, args ...any)
	Cleanup(func())
}

// A Discord is the fake.
type Discord struct {
	Options
	t        Reporter
	hub      *hub.Hub
	listener net.Listener
	pipe     *hub.Pipe
	server   *http.Server
	schemas  *schemas // nil without the files

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
	changed      chan struct{} // closed and made anew with every change
	quiet        bool          // the test is over

	noting     sync.Mutex // of violations alone: the gateway finds some while mu is held
	violations []string

	requestServer
	answerRoutes
	commandRoutes
	guildRoutes
	messageRoutes
	observer
}

// The parts of a fake: what serves a request, what each group of routes does, and
// what a test may look at.
type (
	requestServer struct{ *Discord }
	answerRoutes  struct{ *Discord }
	commandRoutes struct{ *Discord }
	guildRoutes   struct{ *Discord }
	messageRoutes struct{ *Discord }
	observer      struct{ *Discord }
)

// New starts a fake; the test ends it.
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
		interactions: map[string]*Interaction{}, attachments: map[string]*attachment{}, changed: make(chan struct{}), limits: newLimits(), schemas: described(),
	}
	d.requestServer, d.answerRoutes, d.commandRoutes = requestServer{d}, answerRoutes{d}, commandRoutes{d}
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
		Check: d.schemas.gateway, Violation: d.breach,
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
	go func() { _ = d.server.Serve(d.listener) }() // ends with Close
}

func (d *Discord) host() string {
	if d.Pipe {
		return "discord.test"
	}
	return d.listener.Addr().String()
}

// Close ends the fake. What the bot left undone is a violation.
func (d *Discord) Close() {
	d.mu.Lock()
	if d.quiet {
		d.mu.Unlock()
		return
	}
	d.quiet = true
	for _, i := range d.interactions {
		switch {
		case i.excused:
		case !i.acked:
			d.breach("%s of %s: the application did not respond", i.what, i.person.Name)
		case i.thinking():
			d.breach("%s of %s: still thinking at the end", i.what, i.person.Name)
		}
	}
	d.mu.Unlock()
	d.hub.Close()
	_ = d.server.Close()
	_ = d.listener.Close()
}

// Base is the REST API's address.
func (d *Discord) Base() string { return "http://" + d.host() + "/api/v10" }

// Hub is the gateway.
func (d *Discord) Hub() *hub.Hub { return d.hub }

// Dial connects to the fake, for a bot's REST and gateway.
func (d *Discord) Dial(ctx context.Context, network, address string) (net.Conn, error) {
	if d.Pipe {
		return d.pipe.Dial(ctx, network, address)
	}
	return (&net.Dialer{}).DialContext(ctx, network, address)
}

// Transport is HTTP over Dial.
func (d *Discord) Transport() *http.Transport {
	return &http.Transport{DialContext: d.Dial, MaxIdleConnsPerHost: 64}
}

// id is a new snowflake: 22 bits below its time. The caller holds the lock, or
// is New.
func (d *Discord) id() string {
	d.serial++
	const epoch = 1420070400000
	return strconv.FormatUint(uint64(time.Now().UnixMilli()-epoch)<<22|d.serial&(1<<22-1), 10)
}

// touch wakes whoever waits for a change. The caller holds the lock.
func (d *Discord) touch() {
	close(d.changed)
	d.changed = make(chan struct{})
}

// until waits for a condition, which is called with the lock held.
func (d *Discord) until(what string, holds func() bool) bool {
	d.t.Helper()
	if d.wait(d.Patience, holds) {
		return true
	}
	d.t.Fatalf("waited in vain for %s\n%s", what, d.Transcript())
	return false
}

// wait waits for a condition, which is called with the lock held, and reports
// whether it came about in time.
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

// breach records a violation. The caller may hold the lock.
func (d *Discord) breach(format string, args ...any) {
	text := fmt.Sprintf(format, args...)
	d.noting.Lock()
	d.violations = append(d.violations, text)
	d.noting.Unlock()
	if !d.Lenient {
		d.t.Errorf("discord: %s", text)
	}
}
