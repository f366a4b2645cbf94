package bot

import "sync"

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
