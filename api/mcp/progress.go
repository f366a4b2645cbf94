package mcp

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/modelcontextprotocol/go-sdk/mcp"
)

// work is the slow work that the program is doing, for everybody who waits for it.
type work struct {
	mu      sync.Mutex
	now     string // a description; empty if there is none
	waiting map[*reporter]bool
}

// A Piece is a piece of slow work: see [Server.Begin].
type Piece struct {
	work *work
	what string
}

// Begin begins a piece of work, such as "embedding". The clients whose calls are waiting are
// notified of its progress.
func (s *Server) Begin(what string) Piece {
	s.work.say(what)
	return Piece{&s.work, what}
}

// Show reports how much of the work is done.
func (p Piece) Show(done, total int) { p.work.say(fmt.Sprintf("%s: %d of %d", p.what, done, total)) }

// End ends the work.
func (p Piece) End() { p.work.say("") }

func (w *work) say(now string) {
	w.mu.Lock()
	w.now = now
	all := make([]*reporter, 0, len(w.waiting))
	for r := range w.waiting {
		all = append(all, r)
	}
	w.mu.Unlock()
	for _, r := range all {
		r.say(now)
	}
}

// doing describes the current work.
func (w *work) doing() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.now
}

// tell notifies a call of the work until stop is called.
func (w *work) tell(r *reporter) (stop func()) {
	w.mu.Lock()
	if w.waiting == nil {
		w.waiting = map[*reporter]bool{}
	}
	w.waiting[r] = true
	now := w.now
	w.mu.Unlock()
	r.say(now)
	return func() {
		w.mu.Lock()
		delete(w.waiting, r)
		w.mu.Unlock()
	}
}

// reportEvery is the shortest time between two progress notifications.
const reportEvery = 250 * time.Millisecond

// A reporter notifies the client of one call of its progress, if the client asked for that.
type reporter struct {
	ctx     context.Context
	session *mcp.ServerSession
	token   any // nil if the client did not ask for progress
	mu      sync.Mutex
	steps   float64
	last    time.Time
}

// say notifies the client of what is being done. It drops empty texts and notifications that
// are too frequent, and ignores failures.
func (r *reporter) say(what string) {
	if r.token == nil || what == "" {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if time.Since(r.last) < reportEvery {
		return
	}
	r.last = time.Now()
	r.steps++
	_ = r.session.NotifyProgress(r.ctx, &mcp.ProgressNotificationParams{ProgressToken: r.token, Progress: r.steps, Message: what})
}
