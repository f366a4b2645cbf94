package bot

import (
	"context"
	"sync"
	"time"
)

// A lifetime tells when the bot stops, and waits for the goroutines that events started.
type lifetime struct {
	stopping context.Context // done when the bot takes no new questions
	cut      context.Context // done when running work is cut off
	tasks
}

// idle waits until no task runs, and reports whether that happened in time.
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

// tasks are goroutines that somebody waits for. Unlike with a sync.WaitGroup, new ones may start
// during the wait.
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

// none returns a channel that is closed once no task runs.
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
