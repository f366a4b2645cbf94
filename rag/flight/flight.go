// Package flight lets callers who ask for the same thing at the same time share one answer.
// Each of them receives its text as it grows.
package flight

import (
	"context"
	"fmt"
	"runtime/debug"
	"strings"
	"sync"
)

// A Group computes the answer A only once for all callers who ask for the same key K at the
// same time. All of them receive its text as it grows. The zero value is ready to use.
type Group[K comparable, A any] struct {
	mu      sync.Mutex
	pending map[K]*pending[A]
}

// A pending is an answer in progress. It continues as long as at least one caller waits for
// it, even if the first one has left.
type pending[A any] struct {
	stop    context.CancelFunc
	waiting int // guarded by the mutex of the group

	mu      sync.Mutex
	text    strings.Builder
	changed chan struct{} // closed at every change, and then replaced
	done    bool
	answer  A
	err     error
}

// A Write computes an answer, and emits its text as it grows.
type Write[A any] func(ctx context.Context, emit func(string) error) (A, error)

// Join calls write and returns its answer, or shares the call that is already in progress for
// this key. A panic of write is returned as a [*PanicError].
func (g *Group[K, A]) Join(ctx context.Context, key K, emit func(string) error, write Write[A]) (A, error) {
	g.mu.Lock()
	if g.pending == nil {
		g.pending = map[K]*pending[A]{}
	}
	one := g.pending[key]
	if one == nil {
		detached, stop := context.WithCancel(context.WithoutCancel(ctx))
		one = &pending[A]{stop: stop, changed: make(chan struct{})}
		g.pending[key] = one
		go func() {
			answer, err := recovered(detached, one.add, write)
			g.close(key, one)
			one.end(answer, err)
			stop()
		}()
	}
	one.waiting++
	g.mu.Unlock()
	answer, err := one.follow(ctx, emit)
	g.leave(key, one)
	return answer, err
}

// A PanicError is a panic that occurred while an answer was computed. Other answers are not
// affected.
type PanicError struct {
	Reason any
	Stack  []byte
}

func (e *PanicError) Error() string { return fmt.Sprintf("answering panicked: %v", e.Reason) }

// recovered calls write and turns a panic into an error. In a goroutine of its own, a panic
// would end the program.
func recovered[A any](ctx context.Context, emit func(string) error, write Write[A]) (a A, err error) {
	defer func() {
		if reason := recover(); reason != nil {
			err = &PanicError{reason, debug.Stack()}
		}
	}()
	return write(ctx, emit)
}

// close ends the sharing, so that the next caller starts a new answer.
func (g *Group[K, A]) close(key K, one *pending[A]) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.pending[key] == one {
		delete(g.pending, key)
	}
}

// leave cancels an answer that nobody waits for any more, and waits for its end.
func (g *Group[K, A]) leave(key K, one *pending[A]) {
	g.mu.Lock()
	one.waiting--
	last := one.waiting == 0
	if last && g.pending[key] == one {
		delete(g.pending, key)
	}
	g.mu.Unlock()
	if last {
		one.stop()
		one.wait()
	}
}

func (p *pending[A]) add(delta string) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.text.WriteString(delta)
	p.notify()
	return nil
}

func (p *pending[A]) end(a A, err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.answer, p.err, p.done = a, err, true
	p.notify()
}

func (p *pending[A]) notify() {
	close(p.changed)
	p.changed = make(chan struct{})
}

// follow emits the text as it grows.
func (p *pending[A]) follow(ctx context.Context, emit func(string) error) (A, error) {
	sent := 0
	var none A
	for {
		p.mu.Lock()
		text, changed, done := p.text.String(), p.changed, p.done
		answer, err := p.answer, p.err
		p.mu.Unlock()
		if sent < len(text) {
			if err := emit(text[sent:]); err != nil {
				return none, err
			}
			sent = len(text)
			continue
		}
		if done {
			return answer, err
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return none, ctx.Err()
		}
	}
}

func (p *pending[A]) wait() {
	for {
		p.mu.Lock()
		changed, done := p.changed, p.done
		p.mu.Unlock()
		if done {
			return
		}
		<-changed
	}
}
