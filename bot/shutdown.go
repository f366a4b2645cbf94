package bot

import (
	"context"
	"sync"
	"time"
)

// A lifetime is how long the bot goes on, and everything that an event began.
type lifetime struct {
	stopping context.Context // done when no new question is taken
	cut      context.Context // done when what still runs is cut off
	tasks
}

// idle waits until nothing runs, and reports whether that came in time.
func (l *lifetime) idle(within time.Duration) bool {
	timer := time.NewTimer(within)
	defer timer.Stop()
	select {
	case <-l.none():
		return true
	case <-timer.C:
		return false
	}
}

// tasks are goroutines that somebody waits for. Unlike those of a
// sync.WaitGroup, new ones may begin while that waits.
type tasks struct {
	mu      sync.Mutex // never held while waiting
	running int
	idle    chan struct{} // closed when the last one ends; nil if nobody waits
}

func (t *tasks) Go(work func()) {
	t.mu.Lock()
	t.running++
	t.mu.Unlock()
	go func() {
		defer t.end()
		work()
	}()
}

func (t *tasks) end() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.running--
	if t.running == 0 && t.idle != nil {
		close(t.idle)
		t.idle = nil
	}
}

// none is closed once nothing runs.
func (t *tasks) none() <-chan struct{} {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.idle == nil {
		t.idle = make(chan struct{})
	}
	idle := t.idle
	if t.running == 0 {
		close(idle)
		t.idle = nil
	}
	return idle
}
